//! The discounts the office has set.

use anyhow::Context as _;
use domain::{
    discount::{Origin, Scope},
    money::Rupiah,
    percent::Percent,
};

use super::{pinned, play::Play};
use crate::ops::discounts::{self, Wanted};

/// A discount of the demo: for a customer of the list or everybody, percent, what it covers, days ago it was set, days it lasts from now.
pub struct Gift {
    pub customer: Option<usize>,
    percent: i64,
    covers: Covers,
    pub days_ago: i64,
    days_left: Option<i32>,
    uses: Option<u32>,
    message: &'static str,
}

enum Covers {
    /// A product of the list.
    Product(usize),
    Everything,
    /// The whole cart from so many rupiah.
    From(u32),
    /// Everything, by the loyalty action.
    Loyalty,
}

/// Place of the roster with the kawung pattern in the list.
pub const KAWUNG: usize = 3;

#[rustfmt::skip]
pub const ALL: [Gift; 6] = [
    Gift { customer: None, percent: 3, covers: Covers::From(7_500_000), days_ago: 150, days_left: None, uses: None, message: "Belanja proyek" },
    Gift { customer: Some(11), percent: 7, covers: Covers::Loyalty, days_ago: 90, days_left: Some(60), uses: None, message: "Terima kasih sudah lama berlangganan" },
    Gift { customer: Some(6), percent: 5, covers: Covers::Everything, days_ago: 75, days_left: Some(-20), uses: Some(3), message: "Diskon kenalan, selamat datang di Barokah" },
    Gift { customer: Some(pinned::OTHERS[1]), percent: 8, covers: Covers::Everything, days_ago: 12, days_left: Some(18), uses: Some(2), message: "Untuk pagar tahap kedua" },
    Gift { customer: Some(24), percent: 12, covers: Covers::Product(0), days_ago: 30, days_left: None, uses: None, message: "Untuk pembangunan langgar" },
    Gift { customer: Some(pinned::MAIN), percent: 10, covers: Covers::Product(KAWUNG), days_ago: 1, days_left: Some(30), uses: None, message: "Terima kasih sudah langganan" },
];

/// Sets one of them.
pub async fn set(play: &Play<'_>, number: usize) -> anyhow::Result<()> {
    let gift = &ALL[number];
    let calendar = &play.stage.calendar;
    let (scope, origin) = match gift.covers {
        Covers::Product(at) => (Scope::OneProduct(play.shop.products.get(at).context("a product")?.id), Origin::Manual),
        Covers::Everything => (Scope::AllProducts, Origin::Manual),
        Covers::Loyalty => (Scope::AllProducts, Origin::Loyalty),
        Covers::From(minimum) => (Scope::CartThreshold { minimum: Rupiah::from_u32(minimum) }, Origin::Manual),
    };
    let customer = match gift.customer {
        Some(at) => Some(play.customer(at)?.0),
        None => None,
    };
    let wanted = Wanted {
        customer,
        percent: Percent::new(gift.percent)?,
        scope,
        message: gift.message.to_owned(),
        last_day: gift.days_left.map(|days| calendar.zone.day_of(calendar.now).plus_days(days)),
        uses: gift.uses,
        origin,
    };
    discounts::set(play.stage.app, &play.shop.settings, &wanted, &play.shop.office).await?;
    Ok(())
}
