//! The mail with the link to a new password (domain.md §11).

use super::{
    Letter, Sender,
    sheet::{Action, Sheet},
};
use crate::urls;

/// To a customer who asked for a new password; `token` is the secret of the link, which works once and for so many minutes.
pub fn password_reset(
    shop: Sender<'_>,
    name: &str,
    username: &str,
    token: &str,
    minutes: i64,
) -> Result<Letter, askama::Error> {
    let paragraphs = vec![
        "Ada permintaan untuk mengganti kata sandi akun Anda. Buka tautan di bawah ini, lalu ketik kata sandi yang baru."
            .to_owned(),
        format!("Tautan ini berlaku {minutes} menit dan hanya bisa dipakai satu kali."),
    ];
    let mut sheet = Sheet::new(shop, "Mengganti kata sandi akun Anda", name, paragraphs);
    sheet.facts = vec![("Nama pengguna", username.to_owned())];
    sheet.action = Some(Action { words: "Ganti kata sandi", href: shop.link(&urls::password_reset(token)) });
    "Bukan Anda yang meminta? Abaikan saja surat ini. Kata sandi Anda tetap seperti sekarang."
        .clone_into(&mut sheet.note);
    let letter = sheet.letter()?;
    Ok(Letter { secret: Some(token.to_owned()), ..letter })
}
