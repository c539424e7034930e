//! Customers, as the office sees them (domain.md §12).

use askama::Template;
use domain::{ids::CustomerId, money::Rupiah};

use super::orders::OrderRow;
use crate::{form::FormState, frame::Frame, parts::Paging};

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
}

/// List of customers. GET `q` (name, username, phone), `urut` (`` newest, `nama`, `belanja`), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/list.html")]
pub struct CustomersPage {
    pub frame: Frame,
    pub q: String,
    pub sort: String,
    pub rows: Vec<CustomerRow>,
    pub paging: Paging,
}

impl CustomersPage {
    /// Orders of the list: value of `urut`, words.
    pub fn sorts(&self) -> [(&'static str, &'static str); 3] {
        [("", "Terbaru"), ("nama", "Nama A–Z"), ("belanja", "Belanja terbanyak")]
    }

    /// Whether this is the chosen order.
    pub fn is_sort(&self, code: &str) -> bool {
        self.sort == code
    }
}

/// One customer with orders and totals.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/customers/detail.html")]
pub struct CustomerPage {
    pub frame: Frame,
    pub id: CustomerId,
    pub name: String,
    pub username: String,
    pub phone: String,
    /// For wa.me.
    pub wa: String,
    pub email: Option<String>,
    pub address: String,
    /// Birth date in words, `29 Februari 1988`.
    pub birth_date: String,
    pub birthday_today: bool,
    /// The form that corrects it, filled with the present one.
    pub birth_form: FormState,
    /// When the account was made.
    pub since: String,
    /// Agreed to messages.
    pub consent: bool,
    pub loyal: bool,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub total: Rupiah,
    /// Missing to be loyal; `None` when loyal.
    pub missing: Option<Rupiah>,
    pub order_count: i64,
    /// Favourite products by name, first is the favourite.
    pub favourites: Vec<String>,
    /// Newest first, one page.
    pub orders: Vec<OrderRow>,
    pub paging: Paging,
}
