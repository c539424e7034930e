//! "Tindak lanjut": what the office has promised itself to do (domain.md §12).

use askama::Template;
use domain::{
    crm::FollowUpState,
    ids::{CustomerId, FollowUpId},
};

use super::{Choice, Forms};
use crate::{
    frame::Frame,
    list::{List, Tab},
    parts::Paging,
    text::crm,
    urls,
};

/// One follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpItem {
    pub id: FollowUpId,
    pub customer: CustomerId,
    pub customer_name: String,
    pub text: String,
    /// `text::crm::due`.
    pub when: String,
    /// Who does it.
    pub who: String,
    /// That account works no more; the owners are reminded.
    pub who_left: bool,
    pub state: FollowUpState,
    /// Open and its day is over.
    pub late: bool,
    /// Open and its day is today.
    pub today: bool,
    pub result: Option<String>,
    /// Who ended it, and when.
    pub ended: Option<(String, String)>,
}

impl FollowUpItem {
    /// Still to be done.
    pub fn open(&self) -> bool {
        self.state == FollowUpState::Open
    }

    /// Words, icon and class of its mark.
    pub fn mark(&self) -> (&'static str, &'static str, &'static str) {
        match self.state {
            FollowUpState::Open if self.late => ("Terlambat", "alert", "mark-bad"),
            FollowUpState::Open if self.today => ("Hari ini", "clock", "mark-act"),
            FollowUpState::Open => ("Mendatang", "calendar", ""),
            FollowUpState::Done => (crm::state(self.state), "check", "mark-good"),
            FollowUpState::Cancelled => (crm::state(self.state), "ban", ""),
        }
    }
}

/// Orders of the list: value of `urut`, words.
pub const FOLLOW_UP_SORTS: [(&str, &str); 2] = [("", "Menurut tanggal"), ("baru", "Terbaru ditulis")];

/// `/admin/tindak-lanjut/`. GET `status` (`` open, `terlambat`, `hari-ini`, `mendatang`, `selesai`), `petugas` (id of an admin), `q`,
/// `urut` (`FOLLOW_UP_SORTS`), `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/follow_ups/list.html")]
pub struct FollowUpsPage {
    pub frame: Frame,
    /// The day in words.
    pub day: String,
    pub tabs: Vec<Tab>,
    /// Chosen `status`.
    pub status: &'static str,
    /// Chosen `petugas`, or empty.
    pub admin: String,
    pub admins: Vec<Choice>,
    /// Typed search: text or customer's name.
    pub q: String,
    /// Value of `urut`.
    pub sort: &'static str,
    pub rows: Vec<FollowUpItem>,
    pub paging: Paging,
}

impl FollowUpsPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        List::at(urls::ADMIN_FOLLOW_UPS)
            .keep("status", self.status)
            .tabs("Waktu", self.tabs.clone())
            .search("q", &self.q, "Isi atau nama pelanggan")
            .sort(self.sort, &FOLLOW_UP_SORTS)
            .choose(("petugas", "Petugas"), "Semua petugas", &self.admin, self.admins.clone())
            .empty(
                "flag",
                "Tidak ada tindak lanjut di sini",
                "Buat dari halaman pelanggan, misalnya untuk menelepon lagi minggu depan.",
            )
            .paged(&self.paging)
    }
}

/// One follow-up: `/admin/tindak-lanjut/<id>/`. Forms `follow-up-edit` (`isi`, `tanggal`, `jam`, `petugas`, `versi`) and `follow-up-end`
/// (`aksi` = `selesai` | `batal` | `buka`, `hasil`, `versi`).
#[derive(Clone, Debug, Template)]
#[template(path = "admin/follow_ups/detail.html")]
pub struct FollowUpPage {
    pub frame: Frame,
    pub item: FollowUpItem,
    pub phone: String,
    /// For `tel:`; empty when the stored number is none.
    pub tel: String,
    /// A chat; empty for land lines.
    pub chat: String,
    /// Who wrote it, and when.
    pub written: (String, String),
    /// Who changed it last, and when.
    pub changed: Option<(String, String)>,
    /// When its reminder went out.
    pub reminded_at: Option<String>,
    pub admins: Vec<Choice>,
    pub version: i64,
    pub forms: Forms,
}
