//! An order by telephone: who calls, what they want, what it costs them and why (domain.md §5, §8).

use askama::Template;
use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
};

use super::{order_lines::LineField, parts::Choice};
use crate::{
    form::FormState,
    frame::Frame,
    parts::{ExplainedOffer, PricedLineView, ZoneView},
};

/// Somebody the search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCustomer {
    pub id: CustomerId,
    pub name: String,
    pub username: String,
    pub phone: String,
    /// Number of orders; empty where it is not read.
    pub orders: String,
}

/// `/admin/pesanan/baru/`: who calls. GET `cari`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/orders/phone_customer.html")]
pub struct PhoneCustomerPage {
    pub frame: Frame,
    /// The word typed.
    pub q: String,
    pub found: Vec<FoundCustomer>,
    /// Form `phone-customer`.
    pub form: FormState,
    pub key: String,
    /// Customers with the typed phone: is it one of them?
    pub known: Vec<FoundCustomer>,
}

/// What the order would cost.
#[derive(Clone, Debug)]
pub struct PhonePrice {
    pub lines: Vec<PricedLineView>,
    pub gross: Rupiah,
    pub discount_total: Rupiah,
    pub goods_total: Rupiah,
    pub hints: Vec<String>,
    pub offers: Vec<ExplainedOffer>,
    /// `place_order::agreed_text`.
    pub shown: String,
}

/// `/admin/pesanan/baru/?pelanggan=`: what they want.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/orders/phone.html")]
pub struct PhoneOrderPage {
    pub frame: Frame,
    pub customer: FoundCustomer,
    /// Form `phone-order`.
    pub form: FormState,
    pub key: String,
    pub lines: Vec<LineField>,
    /// Names to choose from while typing.
    pub products: Vec<Choice>,
    pub zones: Vec<ZoneView>,
    pub ongkir_with_transfer: bool,
    /// The fee as far as it is known: agreed, that of the zone, none for a pick-up.
    pub ongkir: Option<Rupiah>,
    pub price: Option<PhonePrice>,
    /// What is not as it was shown, one sentence each.
    pub changed: Vec<String>,
    /// The order this one would repeat.
    pub repeats: Option<OrderId>,
}

impl PhoneOrderPage {
    /// Goods and fee, to be said on the telephone.
    pub fn total(&self) -> Option<Rupiah> {
        Some(self.price.as_ref()?.goods_total.saturating_add(self.ongkir?))
    }
}

/// The one-time link with which a customer of the telephone makes the account their own; shown this once.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/claim.html")]
pub struct ClaimPage {
    pub frame: Frame,
    pub id: CustomerId,
    pub name: String,
    pub username: String,
    /// The whole address.
    pub link: String,
    /// With the message filled in.
    pub chat: String,
    pub days: i64,
}
