//! The audit log: who of the shop changed what (docs/decisions/0016); owners only.

use askama::Template;

use super::{labels::field_label, parts::Choice};
use crate::{
    frame::Frame,
    list::{GROWING, List},
    text, urls,
};

/// One changed field; without values it is only said to have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditChange {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl AuditChange {
    /// What the field is called.
    pub fn label(&self) -> String {
        field_label(&self.field)
    }
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditItem {
    pub at: String,
    /// Name and kind of who did it.
    pub who: String,
    pub kind: &'static str,
    pub act: &'static str,
    /// The thing in words, with its number or name.
    pub object: String,
    /// Where the thing is looked at, if anywhere.
    pub link: Option<String>,
    pub changes: Vec<AuditChange>,
}

/// The log, newest first. GET `siapa`, `aksi`, `objek`, `nomor`, `tanggal__gte`, `tanggal__lte`, `urut` (`` newest first,
/// `lama`); `sebelum` leads on.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/audit/list.html")]
pub struct AuditPage {
    pub frame: Frame,
    /// Chosen doer (`admin-3`, `employee-2`, `command`), or empty; everybody to choose from.
    pub who: String,
    pub people: Vec<Choice>,
    pub act: String,
    pub acts: Vec<Choice>,
    pub thing: String,
    pub things: Vec<Choice>,
    /// Number of the thing, as typed.
    pub number: String,
    pub from: String,
    pub until: String,
    /// `lama`: oldest first.
    pub sort: String,
    /// What is wrong with a day.
    pub problem: Option<String>,
    pub rows: Vec<AuditItem>,
    /// Address of older rows, and of the newest ones when these are older ones.
    pub older: Option<String>,
    pub newest: Option<String>,
}

impl AuditPage {
    /// What stands around the rows.
    pub fn list(&self) -> List {
        List::at(urls::ADMIN_AUDIT)
            .choose(("siapa", "Siapa"), "Semua orang", &self.who, self.people.clone())
            .choose(("aksi", "Tindakan"), "Semua tindakan", &self.act, self.acts.clone())
            .choose(("objek", "Pada apa"), "Semua hal", &self.thing, self.things.clone())
            .sort(&self.sort, &GROWING)
            .digits("nomor", "Nomornya", &self.number)
            .days(("tanggal__gte", "tanggal__lte"), (&self.from, &self.until))
            .aside(3)
            .problem(self.problem.as_deref())
            .empty(
                "history",
                text::audit::NOTHING,
                "Setiap perubahan oleh admin, karyawan, atau perintah di mesin toko akan muncul di sini.",
            )
            .growing(self.newest.as_deref(), self.older.as_deref())
    }
}
