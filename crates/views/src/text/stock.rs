//! Words of stock movements (domain.md §4).

use domain::stock::MovementKind;

/// What happened to the stock.
pub fn movement(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Initial => "Stok awal",
        MovementKind::Restock => "Barang masuk",
        MovementKind::Breakage => "Rusak atau hilang",
        MovementKind::Count => "Hitung ulang",
        MovementKind::Reserve => "Dipesan",
        MovementKind::Release => "Batal dipesan",
        MovementKind::Sell => "Terjual",
    }
}
