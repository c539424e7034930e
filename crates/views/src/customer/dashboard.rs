//! Where a customer lands after signing in.

use askama::Template;
use domain::money::Rupiah;

use crate::{
    frame::Frame,
    parts::{GiftView, LoyaltyView, NamedProduct, OrderCard, ProductCard},
};

/// What the shop has for the customer's birthday (domain.md §8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BirthdayView {
    /// Birthday is today in the shop's zone.
    pub today: bool,
    /// Day and month, `format::day_month`, e.g. "14 Agustus".
    pub day: String,
    /// Today's gift, only if there is one today.
    pub gift: Option<GiftView>,
}

/// `/dashboard/`: greeting, open orders, totals, loyalty, birthday.
#[derive(Template)]
#[template(path = "customer/dashboard/show.html")]
pub struct DashboardPage {
    pub frame: Frame,
    /// The customer's name.
    pub name: String,
    /// Orders that are not finished yet (Placed, Paid, Shipped), newest first, up to five.
    pub active: Vec<OrderCard>,
    /// Completed orders that still wait for feedback, up to two.
    pub to_review: Vec<OrderCard>,
    /// Number of all orders, ever.
    pub orders: i64,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub spent: Rupiah,
    pub loyalty: LoyaltyView,
    pub birthday: BirthdayView,
    /// What this customer likes best, by quantity.
    pub favourites: Vec<NamedProduct>,
    /// Discounts this customer has now, one sentence each (the row's message or `text::offer`).
    pub discounts: Vec<String>,
    /// Favourites or the latest products, up to four.
    pub products: Vec<ProductCard>,
}

impl DashboardPage {
    /// First name, for the greeting.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}
