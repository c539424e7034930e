//! Customers, as the office sees them (domain.md §12).

use askama::Template;
use domain::{ids::CustomerId, money::Rupiah};

use super::Choice;
use crate::{frame::Frame, list::List, parts::Paging, urls};

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
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let list = List::at(urls::ADMIN_CUSTOMERS).search("q", &self.q, "Nama, nama pengguna, atau HP");
        let list = if self.tags.is_empty() {
            list
        } else {
            list.choose(("label", "Label"), "Semua", &self.tag, self.tags.clone())
        };
        list.sort(&self.sort, &[("", "Terbaru"), ("nama", "Nama A–Z"), ("belanja", "Belanja terbanyak")])
            .empty("users", "Belum ada pelanggan", "Pelanggan muncul di sini setelah mendaftar di toko.")
            .ticked()
            .column("Pelanggan")
            .column("HP")
            .column("Tanda")
            .number("Pesanan")
            .number("Total belanja")
            .paged(&self.paging)
    }
}
