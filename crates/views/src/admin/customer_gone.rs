//! Deleting a customer who asked for it, and what is left of one (domain.md §11, docs/decisions/0020).

use askama::Template;
use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
};

use crate::{form::FormState, frame::Frame};

/// `/admin/pelanggan/<id>/hapus/`. Form `customer-delete`: `diminta` (`ya`); not there as long as orders are open.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/delete.html")]
pub struct CustomerDeletePage {
    pub frame: Frame,
    pub id: CustomerId,
    pub name: String,
    pub username: String,
    pub form: FormState,
    /// Orders that must end first, with why (`text::account::open_order`).
    pub open: Vec<(OrderId, String)>,
}

/// `/admin/pelanggan/<id>/` of somebody who went.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/gone.html")]
pub struct CustomerGonePage {
    pub frame: Frame,
    pub id: CustomerId,
    /// Day of the deletion (`format::date`).
    pub since: String,
    pub orders: i64,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub bought: Rupiah,
}
