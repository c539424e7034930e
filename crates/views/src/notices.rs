//! The words of all notifications (domain.md §10). Text and link only; never HTML. One function per event and reader.

mod customer;
mod staff;

pub use customer::*;
pub use staff::*;

/// A notification before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `tipe_pesan`, the heading people see.
    pub kind: &'static str,
    /// `isi_pesan`.
    pub text: String,
    /// Path of this shop to go to.
    pub link: String,
}

impl Notice {
    fn new(kind: &'static str, text: String, link: String) -> Self {
        Self { kind, text, link }
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
