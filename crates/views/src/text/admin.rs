//! What the pages of office and drivers say after a change, and small words that only they use (domain.md §7, §12).

use domain::{
    order::{Actor, Event, Missing},
    quantity::Quantity,
    time::{ShopZone, UtcMillis},
};

use crate::format;

/// Somebody else changed the same row since the page was opened.
pub const STALE: &str = "Orang lain baru saja mengubah data ini, jadi isian Anda belum disimpan.";
/// An order moved on, or got another proof, since its page was opened; the page shown with this is the present one.
pub const ORDER_MOVED: &str =
    "Pesanan ini baru saja berubah. Di halaman ini keadaan terbarunya; periksa dulu, lalu ulangi bila masih perlu.";
/// Reason of the first row in a product's ledger.
pub const FIRST_STOCK: &str = "Stok awal saat produk dibuat";

pub const SIGNED_OUT: &str = "Anda sudah keluar.";
pub const SHOP_READY: &str = "Akun pemilik sudah dibuat. Lanjutkan dengan mengisi pengaturan toko dan produk pertama.";
pub const PASSWORD_CHANGED: &str = "Kata sandi sudah diganti. Perangkat lain otomatis keluar.";

pub const PROOF_REJECTED: &str = "Bukti ditolak. Pelanggan diberi tahu dan mendapat waktu baru.";
pub const ONGKIR_SAVED: &str = "Ongkir disimpan. Pelanggan diberi tahu jumlahnya.";
pub const ORDER_CHANGED: &str = "Perubahan disimpan. Pelanggan sudah diberi tahu.";
pub const NOTHING_CHANGED: &str = "Tidak ada yang berubah.";
pub const NOTE_KEPT: &str = "Catatan kantor disimpan.";
pub const PHONE_ORDER_PLACED: &str =
    "Pesanan dibuat, barangnya disisihkan. Pelanggan yang belum punya akun perlu dikabari lewat WhatsApp.";
pub const CUSTOMER_ENTERED: &str = "Pelanggan baru dicatat. Sekarang isi barangnya.";
pub const CUSTOMER_THERE: &str = "Pelanggan ini sudah dicatat. Sekarang isi barangnya.";
pub const NO_ORDER_CHOSEN: &str = "Belum ada pesanan yang dipilih. Beri tanda centang dulu, lalu tekan lagi.";
pub const ORDER_MOVED_SHORT: &str = "baru saja berubah.";
pub const NO_SUCH_GOODS: &str = "Tidak ada barang dengan nama itu. Ketik sebagian namanya saja.";
pub const WHICH_GOODS: &str = "Ada beberapa barang yang cocok. Pilih salah satu.";
pub const GOODS_GONE: &str = "Stoknya baru saja berkurang atau tidak dijual lagi. Kurangi jumlahnya.";
pub const FIGURES_MOVED: &str =
    "Angkanya tidak sama dengan yang tadi ditampilkan. Belum ada yang disimpan: periksa lagi, lalu tekan sekali lagi.";
pub const LOOK_FIRST: &str = "Belum ada yang disimpan. Periksa angkanya di bawah, lalu tekan tombolnya.";
pub const ATTEMPT_NOTED: &str = "Dicatat. Kantor sudah diberi tahu bahwa barang belum bisa diserahkan.";
pub const DELIVERED: &str = "Terima kasih, barang tercatat sudah sampai.";

pub const PRODUCT_CREATED: &str = "Produk baru disimpan dan langsung dijual.";
pub const PRODUCT_SAVED: &str = "Produk disimpan.";
pub const PRODUCT_ARCHIVED: &str = "Produk diarsipkan, tidak dijual lagi. Pesanan lama tetap utuh.";
pub const PRODUCT_BACK: &str = "Produk dijual lagi.";
pub const PHOTOS_ADDED: &str = "Foto ditambahkan.";
pub const PHOTO_COVER: &str = "Foto sampul diganti.";
pub const PHOTO_REMOVED: &str = "Foto dihapus.";
pub const STOCK_CHANGED: &str = "Stok diubah dan dicatat di mutasi.";

/// For whom a message was; nothing for everybody.
pub fn message_readers(segments: &[&str], chosen_only: bool) -> String {
    match (segments, chosen_only) {
        ([], false) => String::new(),
        ([], true) => "pelanggan pilihan".to_owned(),
        ([only], _) => format!("segmen {only}"),
        (names, _) => format!("segmen {}", names.join(", ")),
    }
}

pub const CATEGORY_SAVED: &str = "Kategori disimpan.";
pub const CATEGORY_ARCHIVED: &str = "Kategori diarsipkan. Produknya tetap dijual tanpa kategori.";
pub const CATEGORY_BACK: &str = "Kategori dipakai lagi.";

pub const EMPLOYEE_SAVED: &str = "Karyawan disimpan.";
pub const ADMIN_SAVED: &str = "Admin disimpan.";
pub const REPLY_SENT: &str = "Balasan dikirim ke pelanggan.";
pub const NOBODY_CHOSEN: &str = "Belum ada pelanggan yang dipilih. Beri tanda centang dulu, lalu tekan lagi.";
pub const MESSAGE_SENT: &str =
    "Pesan dikirim. Pelanggan menerimanya dalam beberapa saat, kecuali yang mematikan kabar seperti ini.";
pub const SETTINGS_SAVED: &str = "Pengaturan disimpan dan langsung berlaku.";

/// The form was overtaken, and what was saved is what was typed.
pub const SAVED_ALREADY: &str = "Sudah tersimpan seperti isian Anda.";

/// Who saved first, and when; `None` is the same person in another tab.
pub fn overtaken_by(who: Option<&str>, at: &str) -> String {
    match who {
        Some(who) => format!("{who} sudah mengubah data ini ({at}), jadi isian Anda belum disimpan."),
        None => format!("Anda sendiri sudah mengubah data ini di tempat lain ({at}), jadi isian ini belum disimpan."),
    }
}

/// After somebody else saved first (`by`, if that is known): labels of the fields that stand differently now with their present values.
pub fn overtaken(by: Option<&str>, fields: &[(&str, &str)]) -> String {
    let told = fields.iter().map(|(field, now)| {
        let now = if now.is_empty() { "kosong".to_owned() } else { format!("“{}”", super::shortened(now, 60)) };
        format!("{} sekarang {now}", crate::admin::field_label(field))
    });
    let told: Vec<String> = told.collect();
    let differing = if told.is_empty() { String::new() } else { format!(" Yang berbeda: {}.", told.join("; ")) };
    format!("{}{differing} Simpan lagi bila isian Anda yang dipakai.", by.unwrap_or(STALE))
}

/// Said after a step of an order.
pub fn done(event: Event) -> &'static str {
    match event {
        Event::AcceptPayment => "Pembayaran diterima. Pelanggan sudah diberi tahu.",
        Event::Cancel => "Pesanan dibatalkan. Barangnya bisa dijual lagi dan pelanggan sudah diberi tahu.",
        Event::Ship => "Pesanan berangkat. Pelanggan sudah diberi tahu.",
        Event::CollectPickup => "Barang tercatat sudah diambil. Pesanan selesai.",
        Event::Deliver => "Barang tercatat sudah sampai. Pesanan selesai.",
        Event::FailDelivery => "Pengiriman gagal dicatat. Pesanan kembali ke DIBAYAR dan bisa dikirim lagi.",
    }
}

/// The field of the form in which the missing thing is handed in.
pub fn missing_field(missing: Missing) -> &'static str {
    match missing {
        Missing::Reason => "alasan",
        Missing::Refund => "uang",
        Missing::PaymentNote => "catatan",
        Missing::CollectorName => "penerima",
        Missing::DeliveryPhoto => "foto_pengiriman",
    }
}

/// `Senin, 23 November 2026`.
pub fn day(zone: &ShopZone, at: UtcMillis) -> String {
    const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    let number = zone.civil(at).weekday().to_monday_zero_offset();
    let name = usize::try_from(number).ok().and_then(|number| DAYS.get(number)).copied().unwrap_or_default();
    format!("{name}, {}", format::date(zone, at))
}

/// The goods of an order in a narrow column: the first product, and how many others.
pub fn goods(first: &str, lines: i64) -> String {
    if lines > 1 { format!("{first} dan {} produk lain", lines - 1) } else { first.to_owned() }
}

/// One line of goods for the driver: `Roster Kotak × 40 biji`.
pub fn load(name: &str, quantity: Quantity, unit: &str) -> String {
    format!("{name} × {quantity} {unit}")
}

/// Who did something, for the office: the name with the part they play; the clock has no name.
pub fn who(actor: Actor, name: &str) -> String {
    match actor {
        Actor::Clock => super::actor(actor).to_owned(),
        _ if name.trim().is_empty() => super::actor(actor).to_owned(),
        _ => format!("{name} ({})", super::actor(actor).to_lowercase()),
    }
}

/// Why a proof counts no more although nobody rejected it, by the decision it is stored with.
pub fn proof_gone(decision: &str) -> Option<&'static str> {
    match decision {
        "replaced" => Some("diganti pelanggan dengan bukti baru"),
        "dropped" => Some("pesanan dibatalkan"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_told_with_its_name_in_the_shops_zone() {
        let at = UtcMillis::new(1_795_365_000_000); // 2026-11-22 16:30 UTC
        assert_eq!(day(&ShopZone::default(), at), "Senin, 23 November 2026");
    }

    #[test]
    fn who_did_something_is_told_with_their_part() {
        assert_eq!(who(Actor::Admin, "Bu Nur"), "Bu Nur (admin)");
        assert_eq!(who(Actor::Clock, "Jam"), "Sistem");
        assert_eq!(goods("Roster", 3), "Roster dan 2 produk lain");
    }
}
