//! What the shop sent by mail and what still waits (domain.md §10).

use askama::Template;

use crate::{
    frame::Frame,
    list::{GROWING, List, Tab},
    parts::Paging,
    urls,
};

/// A mail in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailItem {
    pub id: i64,
    pub at: String,
    pub recipient: String,
    /// `mails::kind`.
    pub kind: &'static str,
    pub subject: String,
    pub sent: bool,
    /// The mail server will never take it.
    pub refused: bool,
}

/// Mails, newest first. GET `status` = `menunggu`, `q`, `urut` (`` newest first, `lama`), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/mails/list.html")]
pub struct MailsPage {
    pub frame: Frame,
    /// Only those that wait.
    pub waiting: bool,
    /// No mail server is set: mails lie in this folder's files. Shown as a hint.
    pub in_folder: bool,
    /// Typed search: recipient or subject.
    pub q: String,
    /// `lama`: oldest first.
    pub sort: String,
    pub rows: Vec<MailItem>,
    pub paging: Paging,
}

impl MailsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        let list = List::at(urls::ADMIN_MAILS).keep("status", if self.waiting { "menunggu" } else { "" });
        let list = list.search("q", &self.q, "Alamat e-mail atau perihal").sort(&self.sort, &GROWING);
        let tabs = [
            Tab::plain("Semua", list.other("status", ""), !self.waiting),
            Tab::plain("Menunggu", list.other("status", "menunggu"), self.waiting),
        ];
        let list = if self.waiting {
            list.empty(
                "mail",
                "Tidak ada surat yang menunggu",
                "Surat yang gagal dikirim menunggu di sini dan dicoba lagi.",
            )
        } else {
            list.empty(
                "mail",
                "Belum ada surat",
                "Surat ditulis saat pembayaran diterima, pesanan berangkat, dan seterusnya, bila pelanggan punya e-mail.",
            )
        };
        list.tabs("Jenis daftar", tabs)
            .column("Perihal")
            .column("Waktu")
            .column("Kepada")
            .column("Jenis")
            .column("Status")
            .paged(&self.paging)
    }
}

/// One mail as text, without the secret of a link.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/mails/detail.html")]
pub struct MailPage {
    pub frame: Frame,
    pub mail: MailItem,
    /// When it went, or empty.
    pub sent_at: String,
    /// It became a file instead of going out.
    pub in_folder: bool,
    pub text: String,
    /// What the mail server said when it refused it; empty when it did not.
    pub refusal: String,
}
