//! Customers, as the office sees them (domain.md §12).

use askama::Template;
use domain::{ids::CustomerId, money::Rupiah};

use super::Choice;
use crate::{frame::Frame, parts::Paging};

/// One customer in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub name: String,
    pub username: String,
    pub phone: String,
    /// Orders of all states.
    pub orders: i64,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub total: Rupiah,
    pub loyal: bool,
    pub birthday_today: bool,
    /// Names of the office's labels, with commas; empty without any.
    pub tags: String,
}

/// List of customers. GET `q` (name, username, phone), `label` (id), `urut` (`` newest, `nama`, `belanja`), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/list.html")]
pub struct CustomersPage {
    pub frame: Frame,
    pub q: String,
    pub sort: String,
    /// Chosen `label`, or empty.
    pub tag: String,
    /// All labels of the office.
    pub tags: Vec<Choice>,
    pub rows: Vec<CustomerRow>,
    pub paging: Paging,
}

impl CustomersPage {
    /// Orders of the list: value of `urut`, words.
    pub fn sorts(&self) -> [(&'static str, &'static str); 3] {
        [("", "Terbaru"), ("nama", "Nama A–Z"), ("belanja", "Belanja terbanyak")]
    }

    /// Whether a filter is on.
    pub fn filtered(&self) -> bool {
        !(self.q.is_empty() && self.tag.is_empty())
    }

    /// Whether this is the chosen order.
    pub fn is_sort(&self, code: &str) -> bool {
        self.sort == code
    }
}
