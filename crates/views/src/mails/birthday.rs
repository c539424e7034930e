//! The mail with a birthday gift (domain.md §8, §10): to customers who agreed, and with the way to end such mails.

use domain::discount::Rules;

use super::{
    Letter, Sender,
    sheet::{Action, Sheet},
};
use crate::{text, urls};

/// A gift as it was granted.
#[derive(Clone, Debug)]
pub struct BirthdaySheet<'a> {
    /// The customer's name.
    pub name: &'a str,
    pub loyal: bool,
    /// Names of the favourite products.
    pub favourites: Vec<String>,
    /// As they were promised.
    pub rules: Rules,
    /// WIB, WITA, WIT.
    pub zone: &'a str,
}

/// To a customer whose birthday is today; `unsubscribe` is the absolute address that ends such mails.
pub fn birthday(
    shop: Sender<'_>,
    gift: &BirthdaySheet<'_>,
    unsubscribe: Option<String>,
) -> Result<Letter, askama::Error> {
    let paragraphs = vec![
        format!("Selamat ulang tahun dari kami semua di {}. Semoga sehat dan lancar rezekinya.", shop.name),
        text::birthday_gift(gift.loyal, &gift.favourites, &gift.rules),
        "Potongannya langsung terlihat di harga setelah Anda masuk. Tidak perlu kode.".to_owned(),
    ];
    let mut sheet = Sheet::new(shop, "Selamat ulang tahun! Ada hadiah untuk Anda hari ini", gift.name, paragraphs);
    sheet.facts = vec![("Berlaku", format!("hari ini sampai pukul 24.00 {}", gift.zone))];
    sheet.action = Some(Action { words: "Lihat hadiah", href: shop.link(urls::DASHBOARD) });
    sheet.unsubscribe = unsubscribe;
    sheet.letter()
}
