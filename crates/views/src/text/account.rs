//! Words about own data and deleted accounts (domain.md §11, docs/decisions/0020).

use domain::order::OrderState;

use super::state_words;

/// Stands where the name of somebody stood whose account was deleted.
pub const GONE: &str = "Pelanggan terhapus";
/// Stands where something stood that a deleted customer wrote, or that was written to them.
pub const GONE_WORDS: &str = "(dihapus bersama akunnya)";
/// Said on the front page afterwards.
pub const DELETED: &str = "Akun dan data diri Anda sudah dihapus. Terima kasih sudah berbelanja di sini.";
/// Said to the office afterwards.
pub const DELETED_FOR: &str = "Akun dan data diri pelanggan sudah dihapus. Pesanannya tetap ada di pembukuan.";
/// What a customer writes to the shop whose orders keep the account.
pub const DELETE_CHAT: &str = "Saya mau menghapus akun saya, tetapi masih ada pesanan.";
/// The tick that is missing.
pub const ASKED_FOR: &str = "Centang dulu bahwa pelanggan sendiri yang meminta. Yang dihapus tidak bisa dikembalikan.";
/// Stands in the file of one's own data.
pub const DATA_ABOUT: &str = "Semua yang disimpan toko tentang Anda. Uang dalam rupiah, waktu dalam UTC. Catatan kerja kantor hanya dihitung di sini; salinannya bisa diminta ke toko.";

/// The same for its customer, with what they can do about it.
pub fn open_order_of_mine(state: OrderState, may_cancel: bool) -> String {
    let what = match (state, may_cancel) {
        (_, true) => "bisa Anda batalkan di halamannya",
        (OrderState::Placed, false) => "bukti pembayarannya sedang ditangani; tunggu atau hubungi toko",
        (OrderState::Paid | OrderState::Shipped, false) => "tunggu sampai selesai, atau hubungi toko untuk membatalkan",
        (OrderState::Completed | OrderState::Cancelled, false) => "hubungi toko",
    };
    format!("{}: {what}", open_order(state))
}

/// Why an order keeps an account: `diproses`, or what is still owed of a completed one.
pub fn open_order(state: OrderState) -> String {
    match state {
        OrderState::Completed | OrderState::Cancelled => "ada barang atau uang yang belum dibereskan toko".to_owned(),
        state => state_words(state).to_lowercase(),
    }
}
