//! The piles of orders on the office's desk, and what is said after working on several at once (domain.md §12).

use domain::{ids::OrderId, order::Work};

/// How a pile stands in an address (`perlu=`).
pub fn work_code(work: Work) -> &'static str {
    match work {
        Work::Queue => "antrean",
        Work::Proof => "bukti",
        Work::Fee => "ongkir",
        Work::Ship => "kirim",
        Work::Collect => "ambil",
        Work::Late => "lambat",
        Work::Failed => "gagal",
        Work::Road => "jalan",
        Work::Unpaid => "terlambat",
    }
}

/// The pile of an address.
pub fn work(code: &str) -> Option<Work> {
    Work::ALL.iter().copied().find(|work| work_code(*work) == code)
}

/// What its tab says.
pub fn work_words(work: Work) -> &'static str {
    match work {
        Work::Queue => "Perlu dikerjakan",
        Work::Proof => "Cek bukti",
        Work::Fee => "Isi ongkir",
        Work::Ship => "Kirim",
        Work::Collect => "Diambil",
        Work::Late => "Terlambat",
        Work::Failed => "Gagal/kurang",
        Work::Road => "Di jalan",
        Work::Unpaid => "Batas bayar",
    }
}

/// What all orders are, for who sees all of them, and for who sees what is paid.
pub const ALL: &str = "Semua pesanan toko.";
pub const ALL_PAID: &str = "Semua pesanan yang sudah dibayar, sampai yang sudah diterima.";

/// What lies on it, in a sentence.
pub fn about(work: Work, late_days: u16) -> String {
    match work {
        Work::Queue => "Semua yang menunggu tangan kantor.".to_owned(),
        Work::Proof => "Bukti pembayaran yang menunggu dicek.".to_owned(),
        Work::Fee => "Pesanan antar yang ongkirnya belum diisi.".to_owned(),
        Work::Ship => "Sudah dibayar, siap naik truk.".to_owned(),
        Work::Collect => "Sudah dibayar, menunggu pelanggan datang mengambil.".to_owned(),
        Work::Late => format!(
            "Sudah dibayar lebih dari {late_days} hari tetapi belum berangkat, atau lebih dari 1 hari di jalan."
        ),
        Work::Failed => "Barang kembali, sopir belum berhasil menyerahkan, atau ada barang yang kurang.".to_owned(),
        Work::Road => "Sedang di truk.".to_owned(),
        Work::Unpaid => "Belum dibayar, batas waktunya hampir habis atau sudah lewat.".to_owned(),
    }
}

/// Said above a search in a pile: where it looked, and what there is elsewhere.
pub fn searched(work: Work, others: i64) -> String {
    let here = format!("Dicari di “{}” saja.", work_words(work));
    match others {
        0 => format!("{here} Di pesanan lain juga tidak ada lagi."),
        others => format!("{here} Ada {} lagi di pesanan lain.", crate::format::count(others)),
    }
}

/// An empty pile.
pub fn empty(work: Work) -> &'static str {
    match work {
        Work::Proof => "Semua bukti sudah dicek.",
        Work::Fee => "Semua ongkir sudah diisi.",
        Work::Late => "Tidak ada yang terlambat.",
        Work::Failed => "Tidak ada pengiriman yang gagal atau kurang.",
        _ => "Tidak ada pesanan di sini sekarang.",
    }
}

/// Said on the page of the next proof, about the one before.
pub fn accepted_next(order: OrderId, words: &str) -> String {
    format!("#{order}: {words} Ini bukti berikutnya.")
}

/// The account of the chosen driver was taken away before the truck left.
pub const DRIVER_GONE: &str = "Akun pengantar itu sudah nonaktif. Pilih yang lain, lalu kirim.";
/// Said after the last proof was checked.
pub const NO_MORE_PROOFS: &str = "Pembayaran diterima. Tidak ada bukti lain yang menunggu.";

/// After several orders were sent on their way.
pub fn shipped(done: usize) -> String {
    match done {
        0 => "Tidak ada pesanan yang berangkat.".to_owned(),
        done => format!("{done} pesanan berangkat. Pelanggan sudah diberi tahu."),
    }
}

/// A reason of the timeline in its parts: a change of an order names several things ([`super::changes::told`]).
pub fn parts(reason: &str) -> Vec<&str> {
    reason.split("; ").collect()
}

/// What an order by telephone shows beside a product: unit, step and what there is.
pub fn goods_hint(unit: &str, price: &str, step: &str, available: &str) -> String {
    format!("{price} per {unit} · kelipatan {step} · tersedia {available}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pile_is_found_by_its_address() {
        for pile in Work::ALL {
            assert_eq!(work(work_code(*pile)), Some(*pile));
        }
        assert_eq!(work("semua"), None);
    }
}
