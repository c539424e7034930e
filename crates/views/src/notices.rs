//! The words of all notifications (domain.md §10). Text and link only; never HTML. One function per event and reader.

mod customer;
mod staff;

use domain::notice::Kind;

pub use customer::*;
pub use staff::*;

/// A notification before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: Kind,
    /// `tipe_pesan`, the heading people see.
    pub heading: &'static str,
    /// `isi_pesan`.
    pub text: String,
    /// Path of this shop to go to.
    pub link: String,
}

impl Notice {
    fn new(kind: Kind, text: String, link: String) -> Self {
        Self { kind, heading: heading(kind), text, link }
    }
}

/// The heading of a kind (`tipe_pesan`).
pub fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::OrderPlaced => "Pesanan Diterima",
        Kind::ProofRejected => "Bukti Ditolak",
        Kind::PaymentAccepted => "Pembayaran Diterima",
        Kind::OngkirSet => "Ongkir",
        Kind::OrderChanged => "Pesanan Diubah",
        Kind::Shipped => "Pesanan Dikirim",
        Kind::Completed | Kind::AdminCompleted => "Pesanan Selesai",
        Kind::Cancelled | Kind::AdminCancelled => "Pesanan Dibatalkan",
        Kind::PaymentReminder => "Pengingat Pembayaran",
        Kind::DeliveryFailed => "Pengiriman Tertunda",
        Kind::FeedbackReplied => "Balasan Toko",
        Kind::Birthday => "Selamat Ulang Tahun",
        Kind::DiscountSet => "Diskon Untuk Anda",
        Kind::NewProduct => "Produk Baru",
        Kind::StockBack => "Stok Tersedia Lagi",
        Kind::StockRaised => "Stok Bertambah",
        Kind::Message => "Pesan dari Toko",
        Kind::DeliveryAssigned => "Tugas Kirim",
        Kind::AdminOrderPlaced => "Pesanan Baru",
        Kind::AdminProofUploaded => "Bukti Pembayaran",
        Kind::AdminDeliveryFailed => "Pengiriman Gagal",
        Kind::AdminShortDelivery => "Barang Kurang",
        Kind::AdminFeedback => "Umpan Balik",
        Kind::AdminLowStock => "Stok Menipis",
        Kind::AdminJobDead => "Pekerjaan Gagal",
        Kind::AdminCheckFailed => "Pemeriksaan Malam",
        Kind::AdminFollowUp => "Tindak Lanjut",
    }
}

/// What a kind tells, as a switch in the preferences.
pub fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::OrderPlaced => "Pesanan Anda masuk",
        Kind::ProofRejected => "Bukti pembayaran ditolak",
        Kind::PaymentAccepted => "Pembayaran diterima",
        Kind::OngkirSet => "Ongkir diisi atau berubah",
        Kind::OrderChanged => "Isi pesanan diubah toko",
        Kind::Shipped => "Pesanan berangkat",
        Kind::Completed => "Pesanan selesai",
        Kind::Cancelled => "Pesanan dibatalkan",
        Kind::PaymentReminder => "Pengingat batas pembayaran",
        Kind::DeliveryFailed => "Pengiriman tertunda",
        Kind::FeedbackReplied => "Balasan atas umpan balik Anda",
        Kind::Birthday => "Ucapan dan hadiah ulang tahun",
        Kind::DiscountSet => "Diskon khusus untuk Anda",
        Kind::NewProduct => "Produk baru",
        Kind::StockBack => "Stok yang habis tersedia lagi",
        Kind::StockRaised => "Stok bertambah",
        Kind::Message => "Pesan lain dari toko",
        Kind::DeliveryAssigned => "Tugas kirim baru",
        Kind::AdminOrderPlaced => "Pesanan baru",
        Kind::AdminProofUploaded => "Bukti pembayaran masuk",
        Kind::AdminCancelled => "Pelanggan membatalkan pesanan",
        Kind::AdminDeliveryFailed => "Pengiriman gagal",
        Kind::AdminShortDelivery => "Barang yang diantar kurang",
        Kind::AdminCompleted => "Barang diserahkan sopir",
        Kind::AdminFeedback => "Umpan balik masuk",
        Kind::AdminLowStock => "Stok menipis",
        Kind::AdminJobDead => "Pekerjaan gagal",
        Kind::AdminCheckFailed => "Selisih pada pemeriksaan malam",
        Kind::AdminFollowUp => "Tindak lanjut yang waktunya tiba",
    }
}

/// What a person typed, without the closing full stop, to stand inside a sentence.
fn sentence(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ' '])
}

#[cfg(test)]
mod tests {
    use domain::ids::OrderId;

    use super::*;

    #[test]
    fn a_notice_names_the_order_and_leads_to_it() {
        let order = OrderId::try_from(12).expect("an id");
        let notice = proof_rejected(order, "foto buram. ", "23 November 2026 14.05 WITA");
        assert_eq!(notice.link, "/pesanan/12/");
        assert_eq!(
            notice.text,
            "Bukti pembayaran pesanan #12 belum bisa diterima: foto buram. Kirim bukti baru sebelum 23 November 2026 14.05 WITA."
        );
    }

    #[test]
    fn a_completed_order_leads_to_its_feedback_form() {
        let order = OrderId::try_from(7).expect("an id");
        assert_eq!(completed(order).link, "/pesanan/7/#umpan-balik");
    }
}
