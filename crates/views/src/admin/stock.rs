//! The stock ledger (domain.md §4).

use askama::Template;
use domain::{
    ids::{OrderId, ProductId},
    quantity::Quantity,
    stock::MovementKind,
};

use super::parts::Choice;
use crate::frame::Frame;

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

/// The ledger, newest first. GET `produk` (id), `jenis` (kind code), `tanggal__gte`, `tanggal__lte`, `oleh`, `sebelum` (id).
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
    pub rows: Vec<MovementRow>,
    /// Address of the newest rows, unless these are they.
    pub newest: Option<String>,
    /// Address of the next older rows, if there are any.
    pub older: Option<String>,
}

impl StockPage {
    /// Whether any filter is on.
    pub fn filtered(&self) -> bool {
        !(self.product.is_empty()
            && self.kind.is_empty()
            && self.from.is_empty()
            && self.until.is_empty()
            && self.who.is_empty())
    }
}
