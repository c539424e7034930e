//! Mails of the shop (domain.md §10), each as plain text and as HTML. Links are absolute; text that people typed is text.

mod birthday;
mod broadcast;
mod order;
mod password;
mod sheet;

pub use birthday::{BirthdaySheet, birthday};
pub use broadcast::broadcast;
pub use order::{
    GoodLine, OrderSheet, cancelled, completed, payment_accepted, payment_reminder, proof_rejected, shipped,
};
pub use password::password_reset;

/// A mail as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where the reader ends such mails; every marketing mail has it (domain.md §10), the mails of an order do not.
    pub unsubscribe: Option<String>,
    /// A secret that stands in the link and must not be kept by the shop, if there is one.
    pub secret: Option<String>,
}

/// The shop as its mails show it.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    pub name: &'a str,
    /// Where the yard is; may be empty.
    pub address: &'a str,
    /// May be empty.
    pub phone: &'a str,
    /// The shop's address on the net, without a slash at the end.
    pub base: &'a str,
}

impl Sender<'_> {
    /// An address of the shop that works from outside its pages.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// The words for a kind of mail in the office's list.
pub fn kind(code: &str) -> &'static str {
    match code {
        "payment_accepted" => "Pembayaran diterima",
        "proof_rejected" => "Bukti ditolak",
        "shipped" => "Pesanan dikirim",
        "completed" => "Pesanan selesai",
        "cancelled" => "Pesanan dibatalkan",
        "payment_reminder" => "Pengingat pembayaran",
        "password_reset" => "Kata sandi baru",
        "birthday" => "Ulang tahun",
        "new_product" => "Produk baru",
        "stock_back" => "Stok tersedia lagi",
        "stock_raised" => "Stok bertambah",
        _ => "Kabar toko",
    }
}
