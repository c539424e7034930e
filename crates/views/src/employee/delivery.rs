//! One delivery with the proof to be given.

use askama::Template;
use domain::{ids::OrderId, money::Rupiah, order::OrderState, quantity::Quantity};

use crate::{
    admin::{DeliveryView, Forms},
    frame::Frame,
    parts::Photo,
    urls,
};

/// One item to unload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryItem {
    pub name: String,
    pub unit: String,
    pub quantity: Quantity,
    pub cover: Option<Photo>,
}

/// One delivery. Form `deliver` (multipart: `foto_pengiriman`, `penerima`) to `urls::employee_delivery`, form
/// `delivery-failed` (`alasan`) to `urls::employee_failed`; both only while `open`.
#[derive(Clone, Debug, Template)]
#[template(path = "employee/delivery.html")]
pub struct DeliveryPage {
    pub frame: Frame,
    pub order: OrderId,
    pub state: OrderState,
    pub customer: String,
    /// For reading and for `tel:`.
    pub phone: String,
    /// For wa.me.
    pub wa: String,
    pub address: String,
    /// The customer's note; may be empty.
    pub note: String,
    pub items: Vec<DeliveryItem>,
    /// What the driver collects; zero when nothing.
    pub pay_driver: Rupiah,
    /// When it was put on the truck.
    pub shipped_at: String,
    /// Whether the forms are shown (on the truck and this employee may).
    pub open: bool,
    /// How it ended.
    pub delivery: Option<DeliveryView>,
    /// The refused form, if any.
    pub forms: Forms,
}

impl DeliveryPage {
    /// Address of the place on a map (outside the shop; only a link).
    pub fn map(&self) -> String {
        format!("https://www.google.com/maps/search/?api=1&query={}", urls::encode(&self.address))
    }
}
