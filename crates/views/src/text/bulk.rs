//! What is said after something was done to several rows of a list at once.

use domain::ids::{DiscountId, OrderId};

/// Nothing was ticked.
pub const NOTHING_CHOSEN: &str = "Belum ada yang dipilih. Beri tanda centang dulu, lalu tekan lagi.";
/// Nothing of that number is there (any more).
pub const UNKNOWN: &str = "tidak ditemukan.";
/// Not on a surat jalan: nobody drives it anywhere.
pub const IS_FETCHED: &str = "diambil sendiri di toko, jadi tidak punya surat jalan.";

/// Value of a choice of categories: none at all.
pub const NO_CATEGORY: &str = "tanpa";
/// The button was pressed without choosing where to.
pub const NO_CATEGORY_CHOSEN: &str = "Pilih dulu kategorinya, lalu tekan lagi.";
pub const ARCHIVED_BEFORE: &str = "sudah diarsipkan.";
pub const ON_SALE: &str = "sudah dijual.";
pub const THERE_ALREADY: &str = "sudah di kategori itu.";
pub const ENDED_BEFORE: &str = "sudah diakhiri.";
pub const INACTIVE_BEFORE: &str = "sudah nonaktif.";
pub const NOT_TO_CANCEL: &str = "sudah tidak berjalan.";
pub const NOT_TO_RETRY: &str = "tidak perlu diulang.";

/// A thing that has no name.
pub fn number(id: i64) -> String {
    format!("#{id}")
}

/// A discount among several that is not there.
pub fn discount(id: DiscountId) -> String {
    format!("Diskon #{id}")
}

/// A discount among several: how much, for what, for whom, and what it says.
pub fn discount_named(id: DiscountId, percent: i64, covers: &str, customer: Option<&str>, message: &str) -> String {
    let whom = customer.unwrap_or("semua pelanggan");
    let message = message.trim();
    let message = if message.is_empty() { String::new() } else { format!(" ({message})") };
    format!("{percent}% {covers} untuk {whom}{message}, #{id}")
}

/// A job among several.
pub fn job(id: i64) -> String {
    format!("Pekerjaan #{id}")
}

fn counted(count: usize, none: &str, some: &str) -> String {
    if count == 0 { none.to_owned() } else { format!("{count} {some}") }
}

/// After products were archived.
pub fn archived(count: usize) -> String {
    counted(count, "Tidak ada produk yang diarsipkan.", "produk diarsipkan. Bisa dijual lagi dari tab Arsip.")
}

/// After products were brought back.
pub fn brought_back(count: usize) -> String {
    counted(count, "Tidak ada produk yang dijual lagi.", "produk dijual lagi.")
}

/// After products went to a category.
pub fn moved(count: usize) -> String {
    counted(count, "Tidak ada produk yang dipindahkan.", "produk dipindahkan.")
}

/// After discounts were ended.
pub fn discounts_ended(count: usize) -> String {
    counted(count, "Tidak ada diskon yang diakhiri.", "diskon diakhiri.")
}

/// After employees were deactivated.
pub fn deactivated(count: usize) -> String {
    counted(count, "Tidak ada karyawan yang dinonaktifkan.", "karyawan dinonaktifkan dan keluar dari semua perangkat.")
}

/// After notifications were marked.
pub fn read(count: u64) -> String {
    format!("{count} notifikasi ditandai sudah dibaca.")
}

/// After jobs were cancelled.
pub fn cancelled(count: usize) -> String {
    counted(count, "Tidak ada pekerjaan yang dibatalkan.", "pekerjaan dibatalkan.")
}

/// After jobs were scheduled once more.
pub fn retried(count: usize) -> String {
    counted(count, "Tidak ada pekerjaan yang diulang.", "pekerjaan dijadwalkan ulang.")
}

/// Names told with a reason; the others are counted.
const NAMED: usize = 8;

/// What was refused, each reason once with all it is about: `Belum bisa #3, #4: isi ongkir dulu.`
pub fn reasons(lead: &str, refused: &[(String, String)]) -> Vec<String> {
    let mut reasons: Vec<&str> = Vec::new();
    for (_, why) in refused {
        if !reasons.contains(&why.as_str()) {
            reasons.push(why);
        }
    }
    let of = |why: &str| {
        let names: Vec<&str> =
            refused.iter().filter(|(_, other)| other == why).map(|(name, _)| name.as_str()).collect();
        // The message travels in a cookie, which holds four thousand letters.
        let more = names.len().saturating_sub(NAMED);
        let others = if more > 0 { format!(" dan {more} lainnya") } else { String::new() };
        format!("{lead}{}{others}: {why}", names[..names.len().min(NAMED)].join(", "))
    };
    reasons.into_iter().map(of).collect()
}

/// How many were done in a sentence, and what was refused behind it.
pub fn told(first: String, refused: &[(String, String)]) -> String {
    std::iter::once(first).chain(reasons("Belum bisa ", refused)).collect::<Vec<_>>().join(" ")
}

/// The machine failed in the middle: what was done stays done.
pub fn stopped(done: &str) -> String {
    format!("{done} Lalu ada gangguan di server. Periksa di daftar mana yang belum, lalu coba lagi.")
}

/// An order among several.
pub fn order(id: OrderId) -> String {
    format!("#{id}")
}

/// An order in the question before it leaves: who gets it and where, and why it cannot leave.
pub fn leaving(id: OrderId, customer: &str, address: &str, stays: Option<&str>) -> String {
    let what = format!("#{id} {customer}");
    match stays {
        Some(why) => format!("{what} — belum bisa: {why}"),
        None => format!("{what}, {address}"),
    }
}

/// An employee in the question before the account is closed; `open` deliveries are on the way with them.
pub fn leaving_employee(name: &str, open: i64) -> String {
    match open {
        0 => name.to_owned(),
        open => format!("{name} — masih membawa {open} pengiriman. Ganti dulu pengantarnya di Rencana kirim."),
    }
}

/// More were asked for than one page of a list holds.
pub fn only_first(most: i64) -> String {
    format!("Hanya {most} pesanan pertama; cetak sisanya sendiri.")
}

/// Some surat jalan are of orders that are not paid.
pub fn unpaid_letters(orders: &[OrderId]) -> String {
    let names: Vec<String> = orders.iter().map(|id| order(*id)).collect();
    format!("Belum lunas, jangan dikirim dulu: {}. Lembarnya diberi cap.", names.join(", "))
}

/// None of the chosen orders has a surat jalan.
pub fn no_letters(left_out: &[String]) -> String {
    let why = left_out.join(" ");
    format!("Tidak ada surat jalan yang bisa dicetak. {why} Centang pesanan yang dikirim ke pelanggan.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_told_once_with_all_it_is_about() {
        let refused = [("#3", "isi ongkir dulu."), ("#5", "belum dibayar."), ("#4", "isi ongkir dulu.")]
            .map(|(name, why)| (name.to_owned(), why.to_owned()));
        let words = told("1 pesanan berangkat.".to_owned(), &refused);
        assert_eq!(words, "1 pesanan berangkat. Belum bisa #3, #4: isi ongkir dulu. Belum bisa #5: belum dibayar.");
    }
}
