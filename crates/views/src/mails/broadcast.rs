//! The mail of a message to many (domain.md §10).

use super::{
    Letter, Sender,
    sheet::{Action, Sheet},
};

/// To a customer who agreed: heading, body (lines as typed) and link (a path of the shop), with the way to end such mails.
pub fn broadcast(
    shop: Sender<'_>,
    name: &str,
    (heading, body, link): (&str, &str, &str),
    unsubscribe: &str,
) -> Result<Letter, askama::Error> {
    let mut sheet = Sheet::new(shop, heading, name, body.lines().map(|line| line.trim().to_owned()).collect());
    sheet.action = Some(Action { words: "Lihat di toko", href: shop.link(link) });
    "Anda menerima surat ini karena pernah setuju dikabari lewat e-mail.".clone_into(&mut sheet.note);
    sheet.unsubscribe = Some(unsubscribe.to_owned());
    sheet.letter()
}
