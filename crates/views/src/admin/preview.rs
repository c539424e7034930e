//! What a customer would pay now, and why (domain.md §8). Nothing is stored.

use askama::Template;
use domain::{
    ids::{CustomerId, DiscountId},
    money::Rupiah,
};

use super::parts::Choice;
use crate::{
    frame::Frame,
    parts::{ExplainedOffer, PricedLineView},
};

/// One row of the form: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewLine {
    /// Id of a product, or empty.
    pub product: String,
    pub quantity: String,
    pub problem: Option<String>,
}

/// An offer with what became of it, and the page of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewOffer {
    pub explained: ExplainedOffer,
    /// Nothing for birthday gifts.
    pub row: Option<DiscountId>,
    /// What it covers and from when until when; empty for birthday gifts.
    pub details: String,
    /// Its own or everybody's.
    pub personal: bool,
}

/// `/admin/diskon/pratinjau/`. GET `pelanggan` (id; empty: a visitor), `produk` and `jumlah` (several), `keranjang` = `ya` (takes the lines
/// of the customer's present cart).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/discounts/preview.html")]
pub struct PreviewPage {
    pub frame: Frame,
    pub customer: Option<(CustomerId, String)>,
    pub lines: Vec<PreviewLine>,
    /// Value = id.
    pub products: Vec<Choice>,
    /// The answer; empty while nothing was asked.
    pub priced: Vec<PricedLineView>,
    /// `text::offers::total`.
    pub total: String,
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    /// `text::hint`.
    pub hints: Vec<String>,
    /// Everything that was looked at, the preferred first.
    pub offers: Vec<PreviewOffer>,
    /// When it was reckoned.
    pub at: String,
}
