//! List of deliveries of an employee.

use askama::Template;
use domain::{ids::OrderId, money::Rupiah, order::OrderState};

use crate::frame::Frame;

/// One delivery in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    pub order: OrderId,
    /// Its place in the office's tour.
    pub stop: Option<i64>,
    pub customer: String,
    pub address: String,
    /// Goods in short: `Roster Kotak × 40 biji, …`.
    pub goods: String,
    /// What the driver collects; zero when nothing.
    pub pay_driver: Rupiah,
    /// Shipped (open) or Completed.
    pub state: OrderState,
    /// When it was put on the truck (open) or handed over (done).
    pub at: String,
}

/// The deliveries: open ones in the order of the tour, else by zone and oldest first, done ones newest first (at most 20).
#[derive(Clone, Debug, Template)]
#[template(path = "employee/dashboard.html")]
pub struct DeliveriesPage {
    pub frame: Frame,
    /// First name, for the greeting.
    pub name: String,
    pub open: Vec<DeliveryRow>,
    pub done: Vec<DeliveryRow>,
}
