//! One delivery with the proof to be given.

use askama::Template;
use domain::{ids::OrderId, money::Rupiah, order::OrderState, quantity::Quantity};

use crate::{
    admin::{DeliveryView, Forms, ShortView},
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
    /// `± 120 kg`, or empty when nobody entered a weight.
    pub weight: String,
    pub cover: Option<Photo>,
}

/// One delivery. Form `deliver` (multipart: `kunci`, `foto_pengiriman`, `penerima`, and for lines that arrived short `sampai_1`,
/// `sebab_1` …; a script adds `lewat`) to `urls::employee_delivery`, form
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
    /// Weight of all items, or empty.
    pub weight: String,
    /// Key of the form: sent again, it is the same delivery.
    pub key: String,
    /// What did not arrive.
    pub short: Vec<ShortView>,
    /// What the driver collects; zero when nothing.
    pub pay_driver: Rupiah,
    /// When it was put on the truck.
    pub shipped_at: String,
    /// Why the last try came to nothing.
    pub trouble: Option<String>,
    /// Whether the forms are shown (on the truck and this employee may).
    pub open: bool,
    /// How it ended.
    pub delivery: Option<DeliveryView>,
    /// The refused form, if any.
    pub forms: Forms,
}

impl DeliveryPage {
    /// Whether the part about missing goods stands open: something in it was typed or refused.
    pub fn short_typed(&self) -> bool {
        let form = self.forms.get("deliver");
        let typed = form.filled_in().any(|(field, value)| field.starts_with("sebab_") && !value.trim().is_empty());
        typed || form.errors().iter().any(|(field, _)| field.starts_with("sampai_") || field.starts_with("sebab_"))
    }

    /// What stands in the field of a line, by its place from 1.
    pub fn arrived(&self, at: &usize) -> String {
        let typed = self.forms.get("deliver").value(&format!("sampai_{at}"));
        let ordered = || self.items.get(at.wrapping_sub(1)).map(|item| item.quantity.to_string()).unwrap_or_default();
        if typed.is_empty() { ordered() } else { typed.to_owned() }
    }

    /// Address of the place on a map (outside the shop; only a link).
    pub fn map(&self) -> String {
        format!("https://www.google.com/maps/search/?api=1&query={}", urls::encode(&self.address))
    }
}
