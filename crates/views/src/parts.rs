//! Small pieces that several pages share: photos, product cards, paging, order cards, priced lines.

mod orders;
mod switches;

use domain::{
    ids::{FileId, ProductId},
    money::Rupiah,
    quantity::Quantity,
};

pub use orders::{Deadline, ExplainedOffer, OrderCard, PricedLineView};
pub use switches::SwitchView;

use crate::{format, urls};

/// A public picture (product photo). Width and height are those of the stored original, so that the page does not jump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub file: FileId,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Photo {
    /// Address at one stored width (320, 800, 1600).
    pub fn src(&self, width: u32) -> String {
        urls::media(self.file, width)
    }

    /// All three stored widths for `srcset`.
    pub fn srcset(&self) -> String {
        let [small, medium, large] = [320, 800, 1600].map(|width| urls::media(self.file, width));
        format!("{small} 320w, {medium} 800w, {large} 1600w")
    }
}

/// The price this customer pays and why (domain.md §8). Only for signed-in customers with a discount that counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YourPrice {
    /// Net price of one unit: unit price − floor(unit price × percent).
    pub price: Rupiah,
    /// 1–100.
    pub percent: i64,
    /// One sentence, made by `text::verdict`, e.g. "Diskon 10 % ulang tahun untuk produk favorit Anda".
    pub reason: String,
}

/// One product in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductCard {
    pub id: ProductId,
    pub name: String,
    /// Name of the category, if any.
    pub category: Option<String>,
    /// biji, batang, m² …
    pub unit: String,
    /// Price of one unit as listed.
    pub price: Rupiah,
    pub your_price: Option<YourPrice>,
    /// On hand − reserved; zero shows the sold-out mark.
    pub available: Quantity,
    /// Cover photo.
    pub photo: Option<Photo>,
}

impl ProductCard {
    /// Nothing left to sell.
    pub fn sold_out(&self) -> bool {
        self.available == Quantity::ZERO
    }
}

/// Which page of a list is shown, and how to reach the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// Rows of all pages.
    pub total: i64,
    /// There are more than `total`, which are not counted and have no pages.
    pub more: bool,
    /// Path with the filters but without `halaman`, e.g. `/produk/?q=roster` or `/pesanan/`.
    pub base: String,
}

impl Paging {
    /// Address of another page.
    pub fn at(&self, page: u32) -> String {
        let joint = if self.base.contains('?') { '&' } else { '?' };
        if page <= 1 { self.base.clone() } else { format!("{}{joint}halaman={page}", self.base) }
    }

    /// Said where the pages end before the rows do.
    pub fn ends_early(&self) -> Option<String> {
        let words = || format!("Lebih dari {}; persempit dengan saringan.", format::count(self.total));
        self.more.then(words)
    }

    pub fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| self.at(self.page - 1))
    }

    pub fn next(&self) -> Option<String> {
        (self.page < self.pages).then(|| self.at(self.page + 1))
    }
}

/// A step of the path to a page, for the breadcrumbs; the last one has no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn link(label: &str, href: impl Into<String>) -> Self {
        Self { label: label.to_owned(), href: Some(href.into()) }
    }

    pub fn last(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// How far the customer is on the way to loyalty (domain.md §8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoyaltyView {
    pub loyal: bool,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub total: Rupiah,
    /// ⚙ Rp 5.000.000.
    pub threshold: Rupiah,
}

impl LoyaltyView {
    /// What is missing to be loyal.
    pub fn missing(&self) -> Rupiah {
        self.threshold.saturating_sub(self.total)
    }

    /// How much of the way is done, in percent; 100 only when all of it is.
    pub fn percent(&self) -> i64 {
        match self.threshold.get() {
            _ if self.loyal => 100,
            0 => 100,
            threshold => (i128::from(self.total.get()) * 100 / i128::from(threshold)).try_into().unwrap_or(99),
        }
    }
}

/// A product by its name, with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedProduct {
    pub id: ProductId,
    pub name: String,
}

/// The birthday gift of today (domain.md §8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftView {
    /// `text::birthday_gift`.
    pub words: String,
    /// When it ends, `format::end_of_day`.
    pub end: String,
    /// The same in UTC milliseconds, for the countdown.
    pub until_ms: i64,
    /// What is left when the page is drawn (`format::remaining`).
    pub left: String,
    /// The favourite products that have the gift's discount; empty for who was not loyal.
    pub favourites: Vec<NamedProduct>,
}

/// One of the shop's bank accounts (settings).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankView {
    pub bank: String,
    pub number: String,
    pub holder: String,
}

/// A shipping zone with its fee (settings).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneView {
    pub name: String,
    pub fee: Rupiah,
}
