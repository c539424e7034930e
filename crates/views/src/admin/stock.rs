//! The stock ledger (domain.md §4).

use askama::Template;
use domain::{
    ids::{OrderId, ProductId},
    quantity::Quantity,
    stock::MovementKind,
};

use super::parts::Choice;
use crate::{
    frame::Frame,
    list::{GROWING, List},
    urls,
};

/// One row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovementRow {
    pub at: String,
    pub product: ProductId,
    pub product_name: String,
    pub unit: String,
    pub kind: MovementKind,
    /// Whether the change takes away (of the level the kind is about).
    pub minus: bool,
    /// Size of the change, without sign.
    pub quantity: Quantity,
    /// What stood in the yard afterwards; for a promise, what was promised.
    pub after: Quantity,
    /// Which order caused it.
    pub order: Option<OrderId>,
    /// Reason of a hand adjustment, or empty.
    pub reason: String,
    /// Who: a name, `Pelanggan`, `Sistem`.
    pub who: String,
}

impl MovementRow {
    /// Whether goods were only set aside for an order or given free again; what stands in the yard stays the same.
    pub fn is_promise(&self) -> bool {
        matches!(self.kind, MovementKind::Reserve | MovementKind::Release)
    }

    /// What a promise does to the yard, in words; empty for goods that came or went.
    pub fn effect(&self) -> &'static str {
        match self.kind {
            MovementKind::Reserve => "disisihkan, masih di gudang",
            MovementKind::Release => "bebas lagi, tetap di gudang",
            _ => "",
        }
    }
}

/// The ledger, newest first. GET `produk` (id), `jenis` (kind code), `tanggal__gte`, `tanggal__lte`, `oleh`, `urut` (`` newest
/// first, `lama`), `sebelum` (id of the last row before this page).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/stock/list.html")]
pub struct StockPage {
    pub frame: Frame,
    /// Chosen product id, or empty.
    pub product: String,
    /// All products; value = id.
    pub products: Vec<Choice>,
    /// Chosen kind code, or empty.
    pub kind: String,
    /// All kinds; value = code, label = `text::movement_kind`.
    pub kinds: Vec<Choice>,
    pub from: String,
    pub until: String,
    /// Part of a name, or empty.
    pub who: String,
    /// `lama`: oldest first.
    pub sort: String,
    /// What was wrong with a day.
    pub problem: Option<String>,
    pub rows: Vec<MovementRow>,
    /// Address of the newest rows, unless these are they.
    pub newest: Option<String>,
    /// Address of the next older rows, if there are any.
    pub older: Option<String>,
}

impl StockPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        List::at(urls::ADMIN_STOCK)
            .choose(("produk", "Produk"), "Semua produk", &self.product, self.products.clone())
            .choose(("jenis", "Jenis"), "Semua jenis", &self.kind, self.kinds.clone())
            .sort(&self.sort, &GROWING)
            .days(("tanggal__gte", "tanggal__lte"), (&self.from, &self.until))
            .text("oleh", "Dicatat oleh", &self.who)
            .aside(3)
            .problem(self.problem.as_deref())
            .empty(
                "stock",
                "Belum ada catatan di sini",
                "Stok berubah saat produk dibuat, ditambah, dipesan, dan diserahkan.",
            )
            .column("Waktu")
            .column("Produk")
            .column("Jenis")
            .column("Sebab")
            .number("Perubahan")
            .number("Menjadi")
            .growing(self.newest.as_deref(), self.older.as_deref())
    }
}
