//! Asks before something that hurts is done to several rows of a list.

use askama::Template;

use super::parts::Choice;
use crate::{frame::Frame, urls};

/// The question with what it is about. The form is that of the list once more, with `yakin` = `ya`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/confirm.html")]
pub struct ConfirmPage {
    pub frame: Frame,
    title: &'static str,
    /// What will happen.
    words: &'static str,
    /// What the button says.
    yes: &'static str,
    /// `data-form`, where it goes, `aksi`, and the field of the rows.
    form: &'static str,
    to: &'static str,
    action: &'static str,
    field: &'static str,
    /// Value and name of each row.
    rows: Vec<(String, String)>,
    /// The list it came from.
    back: String,
    /// Only where goods leave.
    drivers: Option<Drivers>,
}

/// Who may drive the truck.
#[derive(Clone, Debug)]
pub struct Drivers {
    pub all: Vec<Choice>,
    /// Who was chosen already.
    pub chosen: String,
    /// Why the one who was chosen cannot.
    pub problem: Option<&'static str>,
}

impl ConfirmPage {
    /// Orders leave on the truck.
    pub fn orders(frame: Frame, rows: Vec<(String, String)>, back: String, drivers: Drivers) -> Self {
        Self {
            title: "Kirim pesanan",
            words: "Pelanggan dan pengantarnya langsung diberi tahu bahwa barang ini berangkat.",
            yes: "Ya, kirim sekarang",
            form: "orders-bulk",
            to: urls::ADMIN_ORDERS_BULK,
            action: "kirim",
            field: "pesanan",
            frame,
            rows,
            back,
            drivers: Some(drivers),
        }
    }

    /// What was wrong with the yes.
    fn problem(&self) -> Option<&'static str> {
        self.drivers.as_ref()?.problem
    }

    /// Discounts end now.
    pub fn discounts(frame: Frame, rows: Vec<(String, String)>, back: String) -> Self {
        Self {
            title: "Akhiri diskon",
            words: "Diskon ini berhenti berlaku sekarang juga. Pesanan yang sudah memakainya tidak berubah.",
            yes: "Ya, akhiri",
            form: "discounts-bulk",
            to: urls::ADMIN_DISCOUNTS_BULK,
            action: "akhiri",
            field: "diskon",
            frame,
            rows,
            back,
            drivers: None,
        }
    }

    /// Employees cannot sign in any more.
    pub fn employees(frame: Frame, rows: Vec<(String, String)>, back: String) -> Self {
        Self {
            title: "Nonaktifkan karyawan",
            words: "Mereka langsung keluar dari semua perangkat dan tidak bisa masuk lagi. Pengiriman mereka tetap tercatat. Akunnya bisa diaktifkan lagi di halaman masing-masing.",
            yes: "Ya, nonaktifkan",
            form: "employees-bulk",
            to: urls::ADMIN_EMPLOYEES_BULK,
            action: "nonaktif",
            field: "karyawan",
            frame,
            rows,
            back,
            drivers: None,
        }
    }

    /// Jobs are cancelled.
    pub fn jobs(frame: Frame, rows: Vec<(String, String)>, back: String) -> Self {
        Self {
            title: "Batalkan pekerjaan",
            words: "Surat dan pengingat di dalamnya tidak terkirim. Yang dibatalkan masih bisa diulang dari tab Dibatalkan.",
            yes: "Ya, batalkan",
            form: "jobs-bulk",
            to: urls::ADMIN_JOBS_BULK,
            action: "batal",
            field: "pekerjaan",
            frame,
            rows,
            back,
            drivers: None,
        }
    }
}
