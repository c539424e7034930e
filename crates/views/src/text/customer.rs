//! Short messages to customers and visitors after something was done.

use domain::cart::Added;

pub const WELCOME_NEW: &str = "Akun Anda sudah jadi. Selamat berbelanja!";
pub const SIGNED_OUT: &str = "Anda sudah keluar. Sampai jumpa lagi.";
pub const REMOVED_FROM_CART: &str = "Barang sudah dihapus dari keranjang.";
pub const NOT_ENOUGH_NOW: &str = "Stok barang ini baru saja berubah. Periksa jumlah yang masih ada, lalu coba lagi.";
pub const CART_EMPTY: &str = "Keranjang Anda masih kosong. Pilih barang dulu, lalu pesan.";
pub const CART_ALL_GONE: &str =
    "Barang di keranjang tidak bisa dipesan lagi. Hapus dari keranjang, lalu pilih barang lain.";
pub const CART_NEEDS_A_LOOK: &str = "Ada barang di keranjang yang stoknya berubah. Sesuaikan dulu, lalu pesan.";
pub const ORDER_PLACED: &str = "Pesanan Anda sudah kami terima.";
pub const PROOF_GIVEN: &str = "Bukti pembayaran sudah kami terima dan segera kami periksa.";
pub const ORDER_CANCELLED: &str = "Pesanan sudah dibatalkan.";
pub const FEEDBACK_GIVEN: &str = "Terima kasih, umpan balik Anda sudah kami terima.";
pub const ALL_READ: &str = "Semua notifikasi sudah ditandai dibaca.";
pub const PREFERENCES_SAVED: &str = "Pilihan kabar disimpan.";
pub const PROFILE_SAVED: &str = "Profil sudah disimpan.";
pub const PASSWORD_CHANGED: &str = "Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.";
pub const TERMS_CHANGED: &str = "Ongkir atau cara pembayaran baru saja berubah. Periksa lagi, lalu pesan.";
/// The same for every name, so that nobody finds out who has an account.
pub const RESET_ASKED: &str = "Bila akun itu ada dan punya e-mail, tautannya segera kami kirim. Periksa kotak masuk dan folder spam dalam beberapa menit.";
pub const PASSWORD_SET: &str = "Kata sandi baru sudah disimpan. Silakan masuk.";
pub const CHANGED_MEANWHILE: &str = "Data ini baru saja berubah. Periksa lagi, lalu kirim ulang.";

/// A form that was opened by somebody else in the same browser; nothing of it was written.
pub fn somebody_elses(name: &str) -> String {
    format!("Anda sekarang masuk sebagai {name}, jadi isian tadi tidak dikirim. Di bawah ini data Anda sendiri.")
}

/// What went into the cart; when it was less than asked, says so (domain.md §5).
pub fn added_to_cart(name: &str, unit: &str, added: &Added) -> String {
    if added.is_short() {
        return format!(
            "Stok {name} tidak cukup untuk {} {unit}. Di keranjang Anda sekarang {} {unit}.",
            added.asked, added.in_cart
        );
    }
    format!("{} {unit} {name} sudah masuk keranjang.", added.quantity)
}

/// A discount of the customer's own, in one sentence: the shop's message, or what it covers.
pub fn own_discount(percent: domain::percent::Percent, scope: &str, message: &str) -> String {
    let percent = percent.get();
    if message.trim().is_empty() {
        format!("Diskon {percent} % untuk {scope}.")
    } else {
        format!("Diskon {percent} % untuk {scope}: {}", message.trim())
    }
}
