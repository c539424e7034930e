//! Words of stock movements (domain.md §4).

use domain::stock::MovementKind;

pub const COUNT_OPENED: &str = "Lembar hitung dibuat. Hitung di gudang, lalu simpan tiap baris.";
pub const COUNT_APPROVED: &str = "Hitungan disetujui. Selisihnya dicatat di mutasi stok.";
pub const COUNT_CANCELLED: &str = "Lembar hitung dibatalkan. Stok tidak berubah.";

pub const COUNT_ALL: &str = "Semua";
pub const COUNT_LEFT: &str = "Belum dihitung";
pub const COUNT_DIFFERING: &str = "Berbeda";

/// Reason of the ledger's rows of a count.
pub fn count_reason(id: i64) -> String {
    format!("Hitung stok (opname) #{id}")
}

/// What a sheet counts.
pub fn count_scope(category: Option<&str>) -> String {
    category.map_or_else(|| "Semua produk".to_owned(), ToOwned::to_owned)
}

/// State of a sheet by its code.
pub fn count_state(code: &str) -> &'static str {
    match code {
        "open" => "Sedang dihitung",
        "approved" => "Disetujui",
        _ => "Dibatalkan",
    }
}

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
