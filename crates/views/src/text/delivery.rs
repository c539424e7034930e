//! Words of deliveries: what is missing, what the office does about it, the plan of a day (docs/decisions/0019).

use domain::{order::Settlement, quantity::Quantity};

pub const SETTLED: &str = "Penyelesaian dicatat dan pelanggan diberi tahu.";
pub const TOUR_SAVED: &str = "Urutan singgah disimpan.";
pub const NOBODY_PICKED: &str = "Belum ada pesanan yang dipilih. Beri tanda centang dulu.";
pub const NO_DAY: &str = "Pilih tanggal yang ada di kalender, hari ini atau sesudahnya.";
pub const NO_DRIVER: &str = "Pilih pengantar dari daftar.";
pub const BAD_STOP: &str = "Nomor urut harus angka 1 sampai 999.";
/// Heading of deliveries that are on the way with nobody in particular.
pub const NOBODY: &str = "Di jalan, pengantar tidak dicatat";

/// `Roster Kotak 5 biji (pecah di jalan)`.
pub fn missing(name: &str, quantity: Quantity, unit: &str, reason: &str) -> String {
    format!("{name} {quantity} {unit} ({reason})")
}

/// The last try to hand over, and why it came to nothing.
pub fn failed(at: &str, reason: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() { format!("Gagal diantar, {at}.") } else { format!("Gagal diantar, {at}: {reason}") }
}

/// What the office did about missing goods.
pub fn settlement(how: Settlement) -> &'static str {
    match how {
        Settlement::Refund => "uangnya dikembalikan",
        Settlement::Credit => "uangnya disimpan untuk pesanan berikutnya",
        Settlement::Later => "barangnya dikirim menyusul",
    }
}

/// Said after deliveries were given to a driver.
pub fn planned(count: usize) -> String {
    format!("{count} pengiriman masuk rencana.")
}

/// Weight of a load from gram-thousandths; empty when nobody entered weights.
pub fn load_weight(thousandths: i64) -> String {
    let grams = thousandths / 1000;
    match grams {
        ..=0 => String::new(),
        1..=99_999 => crate::format::weight(grams),
        // Nobody loads a truck by the gram.
        _ => crate::format::weight((grams + 500) / 1000 * 1000),
    }
}
