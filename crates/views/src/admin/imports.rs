//! Tables brought in and taken out: the form, and what a table would do (docs/decisions/0021).

use askama::Template;
use domain::import::ImportKind;

use crate::{form::FormState, frame::Frame, parts::Paging, report::FileForm, text::import as words, urls};

/// A column as the help names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnHelp {
    pub title: &'static str,
    /// A new row cannot do without it.
    pub needed: bool,
    pub hint: &'static str,
}

/// An earlier import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportItem {
    pub id: i64,
    pub file_name: String,
    pub lines: i64,
    /// Code of the state: `waiting`, `applied`, `dropped`.
    pub state: String,
    /// Applied, but there was nothing to do.
    pub nothing: bool,
    /// What came of it; empty unless it was applied.
    pub outcome: String,
    pub at: String,
    pub by: String,
    /// Who decided and when; empty while it waits.
    pub ended_at: String,
    pub ended_by: String,
}

impl ImportItem {
    pub fn waiting(&self) -> bool {
        self.state == "waiting"
    }

    pub fn applied(&self) -> bool {
        self.state == "applied" && !self.nothing
    }

    /// State in words.
    pub fn words(&self) -> &'static str {
        if self.nothing { words::NOTHING } else { words::state(&self.state) }
    }
}

/// Bringing a table in. Form `import`: `kunci`, `berkas` (XLSX or CSV); stock also `alasan`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/imports/form.html")]
pub struct ImportsPage {
    pub frame: Frame,
    pub kind: ImportKind,
    pub form: FormState,
    /// Of the form: sent twice, it is one import.
    pub key: String,
    pub columns: Vec<ColumnHelp>,
    pub most_rows: i64,
    /// Newest first.
    pub recent: Vec<ImportItem>,
}

impl ImportsPage {
    fn export(&self, code: &str, titles_only: bool) -> String {
        let form = FileForm::from_code(code).unwrap_or(FileForm::Xlsx);
        urls::admin_export(self.kind, form, titles_only)
    }

    fn is_stock(&self) -> bool {
        self.kind == ImportKind::Stock
    }

    fn is_goods(&self) -> bool {
        self.kind == ImportKind::Products
    }

    fn is_people(&self) -> bool {
        self.kind == ImportKind::Customers
    }
}

/// A row of the table and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRowView {
    /// Its number in the file.
    pub line: u32,
    pub name: String,
    /// `baru`, `ubah`, `tetap`, `salah`.
    pub fate: &'static str,
    /// Why nothing is done; empty otherwise.
    pub note: &'static str,
    /// Title, before, after; before is empty for something new.
    pub fields: Vec<(&'static str, String, String)>,
    /// Titles of cells that are not read though they name another stock.
    pub unread: Vec<&'static str>,
    /// Title, what is wrong.
    pub problems: Vec<(&'static str, String)>,
}

/// A choice of rows to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportTab {
    pub label: &'static str,
    pub count: i64,
    pub address: String,
    pub current: bool,
}

/// What a table would do, or what came of it. Forms `import-apply` (`segel`) and `import-drop`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/imports/show.html")]
pub struct ImportPage {
    pub frame: Frame,
    pub kind: ImportKind,
    pub head: ImportItem,
    /// What would be done, in words.
    pub would: String,
    /// Rows that must be corrected in the file.
    pub wrong: i64,
    /// Whether anything would be written.
    pub anything: bool,
    pub seal: String,
    /// Rows that name another stock, in words; empty when there are none.
    pub unread: String,
    /// Titles under which nothing is read.
    pub unknown: Vec<String>,
    pub tabs: Vec<ImportTab>,
    pub rows: Vec<ImportRowView>,
    pub paging: Paging,
    /// Why it was not taken; empty when it was not tried.
    pub message: String,
}
