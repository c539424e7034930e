//! Short messages to customers and visitors after something was done.

use domain::cart::Added;

pub const WELCOME_NEW: &str = "Akun Anda sudah jadi. Selamat berbelanja!";
pub const SIGNED_OUT: &str = "Anda sudah keluar. Sampai jumpa lagi.";
pub const REMOVED_FROM_CART: &str = "Barang sudah dihapus dari keranjang.";
pub const NOT_ENOUGH_NOW: &str = "Stok barang ini baru saja berubah. Periksa jumlah yang masih ada, lalu coba lagi.";
pub const CART_EMPTY: &str = "Keranjang Anda masih kosong. Pilih barang dulu, lalu pesan.";
pub const CART_NEEDS_A_LOOK: &str = "Ada barang di keranjang yang stoknya berubah. Sesuaikan dulu, lalu pesan.";
pub const ORDER_PLACED: &str = "Pesanan Anda sudah kami terima.";
pub const PROOF_GIVEN: &str = "Bukti pembayaran sudah kami terima dan segera kami periksa.";
pub const ORDER_CANCELLED: &str = "Pesanan sudah dibatalkan.";
pub const FEEDBACK_GIVEN: &str = "Terima kasih, umpan balik Anda sudah kami terima.";
pub const ALL_READ: &str = "Semua notifikasi sudah ditandai dibaca.";
pub const PROFILE_SAVED: &str = "Profil sudah disimpan.";
pub const PASSWORD_CHANGED: &str = "Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.";
pub const CHANGED_MEANWHILE: &str = "Data ini baru saja berubah. Periksa lagi, lalu kirim ulang.";

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
