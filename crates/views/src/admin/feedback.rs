//! Inbox of feedback (domain.md §7).

use askama::Template;
use domain::ids::{FileId, OrderId};

use super::parts::Forms;
use crate::{
    frame::Frame,
    list::{List, Tab},
    parts::Paging,
    urls,
};

/// One feedback with the place to reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackRow {
    pub order: OrderId,
    pub customer: String,
    pub at: String,
    pub text: String,
    /// 1–5.
    pub stars: Option<u8>,
    pub photo: Option<FileId>,
    /// Reply of the shop; can be changed.
    pub reply: Option<String>,
}

/// Orders of the inbox: value of `urut`, words.
pub const FEEDBACK_SORTS: [(&str, &str); 3] =
    [("", "Terbaru dulu"), ("lama", "Terlama dulu"), ("bintang", "Bintang paling sedikit")];

/// Inbox. Each row has a form `feedback-reply` (`balasan`, hidden `status`, `q`, `urut` and `halaman` of the list) to `urls::admin_feedback_reply(order)`.
/// GET `status` (`` all, `belum` without a reply), `q`, `urut` (`FEEDBACK_SORTS`), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/feedback/list.html")]
pub struct FeedbackPage {
    pub frame: Frame,
    /// Chosen `status`.
    pub status: String,
    /// Typed search: customer's name, order number, words of the feedback.
    pub q: String,
    /// Value of `urut`.
    pub sort: &'static str,
    /// Without a reply, all pages, whatever is searched.
    pub waiting: i64,
    /// Those of them that the search finds.
    pub waiting_found: i64,
    pub rows: Vec<FeedbackRow>,
    pub paging: Paging,
    /// The order whose reply was refused, with its form in `forms` under `feedback-reply`.
    pub refused: Option<OrderId>,
    pub forms: Forms,
}

impl FeedbackPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let list = List::at(urls::ADMIN_FEEDBACK)
            .keep("status", &self.status)
            .search("q", &self.q, "Nama, nomor pesanan, atau isi")
            .sort(self.sort, &FEEDBACK_SORTS);
        let tabs = [
            Tab::plain("Semua", list.other("status", ""), self.status.is_empty()),
            Tab::counted("Belum dibalas", self.waiting_found, list.other("status", "belum"), !self.status.is_empty()),
        ];
        list.tabs("Jenis daftar", tabs)
            .empty("message", "Tidak ada umpan balik di sini", "Pelanggan bisa menulisnya setelah pesanan selesai.")
            .paged(&self.paging)
    }

    /// What stands in the reply field of a row: what was typed and refused, else the present reply.
    pub fn reply_text<'a>(&'a self, row: &'a FeedbackRow) -> &'a str {
        if self.is_refused(row) {
            self.forms.get("feedback-reply").value("balasan")
        } else {
            row.reply.as_deref().unwrap_or_default()
        }
    }

    /// Whether this row's reply was refused.
    pub fn is_refused(&self, row: &FeedbackRow) -> bool {
        self.refused == Some(row.order)
    }
}
