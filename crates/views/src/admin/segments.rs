//! Segments: groups of customers by what the books say of them (domain.md §12).

use askama::Template;
use domain::{
    ids::{CustomerId, SegmentId},
    money::Rupiah,
};

use super::Choice;
use crate::{form::FormState, frame::Frame, parts::Paging, urls};

/// A segment in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentItem {
    /// Where its people are.
    pub address: String,
    pub name: String,
    /// What it asks, in one sentence.
    pub means: String,
    /// How many belong to it now.
    pub people: i64,
}

/// `/admin/segmen/`
#[derive(Clone, Debug, Template)]
#[template(path = "admin/segments/list.html")]
pub struct SegmentsPage {
    pub frame: Frame,
    pub saved: Vec<SegmentItem>,
    /// The ready-made ones that are no groups.
    pub ready: Vec<SegmentItem>,
    /// The groups of buyers: everybody who has bought is in one.
    pub groups: Vec<SegmentItem>,
    /// Who wants no personal offers and is in none of them.
    pub refused: i64,
}

impl SegmentsPage {
    /// The parts of the page: heading, hint, segments.
    pub fn parts(&self) -> [(&'static str, &'static str, &[SegmentItem]); 3] {
        [
            ("Segmen sendiri", "Dibuat di toko ini. Bisa diubah dan dihapus.", &self.saved),
            ("Siap pakai", "Selalu ada dan tidak bisa diubah.", &self.ready),
            (
                "Kelompok pembeli",
                "Setiap pembeli ada di satu kelompok, menurut kapan, berapa kali, dan berapa banyak ia belanja.",
                &self.groups,
            ),
        ]
    }
}

/// Somebody of a segment, with the figures that show why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentPerson {
    pub id: CustomerId,
    pub name: String,
    pub phone: String,
    /// Day of the last order; `None` without one.
    pub last: Option<String>,
    pub orders: i64,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub total: Rupiah,
    /// The group of buyers; empty without an order.
    pub group: &'static str,
    /// What else the segment asked: birthday, registration, consent.
    pub also: Vec<String>,
}

/// `/admin/segmen/<id>/` and `/admin/segmen/siap/<code>/`: who belongs to it, who bought most first.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/segments/people.html")]
pub struct SegmentPage {
    pub frame: Frame,
    /// As the form of a message names it.
    pub code: String,
    pub name: String,
    pub conditions: Vec<String>,
    pub means: Option<String>,
    /// Only a saved one can be changed.
    pub saved: Option<SegmentId>,
    pub people: Vec<SegmentPerson>,
    pub paging: Paging,
}

impl SegmentPage {
    /// A message to it.
    pub fn message(&self) -> String {
        urls::admin_message_to_segment(&self.code)
    }
}

/// `/admin/segmen/baru/`, `/admin/segmen/<id>/ubah/`, form `segment`: `nama`, and what is asked: `loyal`, `ulang_tahun`, `setuju` (tick boxes `ya`),
/// `daftar_hari`, `pertama_hari`, `tidur_hari`, `belanja_hari` (days), `produk`, `kategori` (ids), `kelompok` (code), `belanja_dari`,
/// `belanja_sampai` (rupiah), `pesanan_dari`, `pesanan_sampai` (numbers); hidden `kunci` of a new one, `versi` of a saved one.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/segments/form.html")]
pub struct SegmentFormPage {
    pub frame: Frame,
    /// `None` for a new one.
    pub id: Option<SegmentId>,
    /// Of a new one's form: sent twice, it is one segment.
    pub key: String,
    pub form: FormState,
    pub products: Vec<Choice>,
    pub categories: Vec<Choice>,
    pub groups: Vec<Choice>,
}

impl SegmentFormPage {
    /// Where the form goes, and the way back from it.
    pub fn addresses(&self) -> (String, String) {
        match self.id {
            Some(id) => (urls::admin_segment_edit(id), urls::admin_segment(id)),
            None => (urls::ADMIN_SEGMENT_NEW.to_owned(), urls::ADMIN_SEGMENTS.to_owned()),
        }
    }
}

/// `/admin/segmen/<id>/hapus/`, form `segment-delete`: hidden `versi`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/segments/delete.html")]
pub struct SegmentDeletePage {
    pub frame: Frame,
    pub id: SegmentId,
    pub name: String,
    pub version: i64,
    pub form: FormState,
}
