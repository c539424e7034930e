//! Words about discounts for the office: where a row stands, why an offer does not count, what was done (domain.md §8).

use domain::{
    discount::{Considered, Outcome, Reason},
    money::Rupiah,
};

use crate::format;

pub const CREATED: &str = "Diskon untuk semua pelanggan disimpan. Masa berlakunya tertulis di bawah.";
pub const CREATED_IDLE: &str = "Diskon disimpan. Belum berlaku sebelum diaktifkan.";
pub const CHANGED: &str = "Diskon disimpan. Pesanan lama tetap seperti saat dipesan.";
pub const ENDED: &str = "Diskon diakhiri. Pesanan yang sudah memakainya tidak berubah.";
pub const ENDED_BEFORE: &str = "Diskon ini sudah diakhiri sebelumnya.";
pub const BEGUN: &str = "Diskon sedang dipasang. Setiap pelanggan diberi tahu.";
pub const CART_EMPTY: &str = "Keranjang pelanggan ini kosong.";

/// What people call the standings of rows, with the icon and the class of their mark.
pub const STANDINGS: [(&str, &str, &str, &str); 5] = [
    ("active", "Berlaku", "check", "mark-good"),
    ("scheduled", "Terjadwal", "calendar", "mark-act"),
    ("expired", "Lewat waktu", "clock", ""),
    ("used_up", "Habis dipakai", "ban", ""),
    ("ended", "Diakhiri", "archive", ""),
];

/// The words of a standing.
pub fn standing(code: &str) -> &str {
    STANDINGS.iter().find(|known| known.0 == code).map_or(code, |known| known.1)
}

/// Kinds of scope, for choices: code and words.
pub const SCOPES: [(&str, &str); 3] =
    [("one_product", "Satu produk"), ("all_products", "Semua produk"), ("cart_threshold", "Belanja minimal")];

/// Origins, for choices: code and words.
pub const ORIGINS: [(&str, &str); 3] = [("manual", "Biasa"), ("loyalty", "Loyalitas"), ("birthday", "Ulang tahun")];

/// From when until when, in words; both days are included.
pub fn span(from: Option<&str>, until: Option<&str>) -> String {
    match (from, until) {
        (None, None) => "tanpa batas waktu".to_owned(),
        (None, Some(until)) => format!("sampai {until}"),
        (Some(from), None) => format!("mulai {from}"),
        (Some(from), Some(until)) => format!("{from} sampai {until}"),
    }
}

/// How often a row was used, and how often it may be.
pub fn uses(used: i64, allowed: Option<i64>) -> String {
    let used = format::count(used);
    match allowed {
        Some(allowed) => format!("{used} dari {}", format::count(allowed)),
        None => format!("{used} kali"),
    }
}

/// What became of an offer in a whole cart. The others are there to name the one that came first.
pub fn outcome(seen: &Considered, all: &[Considered]) -> String {
    match seen.outcome {
        Outcome::Applied { amount } => format!("Dipakai, memotong {amount}"),
        Outcome::Declined(reason) => declined(reason, all),
    }
}

fn declined(reason: Reason, all: &[Considered]) -> String {
    match reason {
        Reason::Inactive => "Tidak dipakai: sudah diakhiri".to_owned(),
        Reason::NotYetValid => "Tidak dipakai: belum berlaku".to_owned(),
        Reason::Expired => "Tidak dipakai: sudah lewat masa berlakunya".to_owned(),
        Reason::UsedUp => "Tidak dipakai: sudah habis dipakai".to_owned(),
        Reason::BelowThreshold { missing } => format!("Tidak dipakai: belanja kurang {missing} lagi"),
        Reason::OtherProduct => "Tidak dipakai: produknya tidak ada di belanjaan".to_owned(),
        Reason::NotLoyal => "Tidak dipakai: hanya untuk pelanggan loyal".to_owned(),
        Reason::NoFavourite => "Tidak dipakai: produk favoritnya tidak ada di belanjaan".to_owned(),
        Reason::Outranked { by } => {
            let winner = all.iter().find(|other| other.offer.source == by);
            let name = winner.map_or_else(|| "diskon lain".to_owned(), |other| super::offer(&other.offer));
            format!("Tidak dipakai: didahului {name}")
        }
    }
}

/// Said on the page of a batch that is under way or done.
pub fn progress(done: i64, wanted: i64, finished: bool) -> String {
    let (done_words, wanted_words) = (format::count(done), format::count(wanted));
    if !finished {
        return format!("{done_words} dari {wanted_words} pelanggan sudah mendapat diskon ini.");
    }
    let left_out = wanted - done;
    if left_out > 0 {
        format!(
            "Selesai: {done_words} pelanggan mendapat diskon ini, {left_out} dilewati karena akunnya sudah nonaktif."
        )
    } else {
        format!("Selesai: {done_words} pelanggan mendapat diskon ini dan diberi tahu, kecuali yang mematikan kabarnya.")
    }
}

/// For whom a discount is about to be set, when they were picked from a list.
pub fn aim(names: &[String], total: i64) -> String {
    let named = names.join(", ");
    let more = total - i64::try_from(names.len()).unwrap_or(0);
    if more > 0 { format!("{named}, dan {} pelanggan lain", format::count(more)) } else { named }
}

/// The prices of a preview in one sentence.
pub fn total(gross: Rupiah, discount: Rupiah, goods: Rupiah) -> String {
    if discount.is_zero() {
        format!("Membayar {goods}, tanpa potongan.")
    } else {
        format!("Membayar {goods}: harga barang {gross} dikurangi {discount}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_tells_how_far_it_is_and_whom_it_left_out() {
        assert_eq!(progress(40, 1_200, false), "40 dari 1.200 pelanggan sudah mendapat diskon ini.");
        assert_eq!(
            progress(3, 3, true),
            "Selesai: 3 pelanggan mendapat diskon ini dan diberi tahu, kecuali yang mematikan kabarnya."
        );
        assert!(progress(2, 3, true).contains("1 dilewati"));
    }

    #[test]
    fn many_customers_are_named_by_the_first_ten() {
        assert_eq!(aim(&["Sari".to_owned(), "Rudi".to_owned()], 2), "Sari, Rudi");
        assert_eq!(aim(&["Sari".to_owned()], 1_200), "Sari, dan 1.199 pelanggan lain");
    }
}
