//! Counts of the yard (domain.md §4): the list, the sheet people count with, and the sheet on paper.

use askama::Template;
use domain::{ids::ProductId, money::Rupiah, quantity::Quantity};

use super::parts::Choice;
use crate::{form::FormState, frame::Frame, text};

/// A size with its sign: the difference between counted and booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<T> {
    pub minus: bool,
    pub size: T,
}

impl<T> Signed<T> {
    /// The sign as it is printed.
    pub fn sign(&self) -> &'static str {
        if self.minus { "−" } else { "+" }
    }
}

/// One count in the list, and the head of its sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    pub id: i64,
    /// What is counted: a category, or everything.
    pub scope: String,
    pub note: String,
    /// Code of the state: `open`, `approved`, `cancelled`.
    pub state: String,
    pub opened_at: String,
    pub opened_by: String,
    /// Empty while it is open.
    pub closed_at: String,
    pub closed_by: String,
    pub lines: i64,
    pub counted: i64,
    pub differing: i64,
    /// Value of the differences, once approved.
    pub value: Option<Signed<Rupiah>>,
}

impl CountRow {
    pub fn open(&self) -> bool {
        self.state == "open"
    }

    /// State in words.
    pub fn words(&self) -> &'static str {
        text::count_state(&self.state)
    }
}

/// The counts. Form `count` to `urls::ADMIN_COUNTS`: `kategori` (id or empty), `catatan`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/stock/counts.html")]
pub struct CountsPage {
    pub frame: Frame,
    pub form: FormState,
    pub categories: Vec<Choice>,
    pub rows: Vec<CountRow>,
}

/// One product on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLine {
    pub product: ProductId,
    pub name: String,
    pub unit: String,
    pub category: String,
    /// As counted, or as typed when it was refused; empty before.
    pub value: String,
    pub counted: bool,
    /// What the books expected in the yard at that moment.
    pub expected: Quantity,
    /// Of the product's stock, what was on a truck then.
    pub away: Quantity,
    pub variance: Option<Signed<Quantity>>,
    pub value_of: Option<Signed<Rupiah>>,
    pub counted_by: String,
    pub counted_at: String,
    pub version: i64,
    /// Goods that are promised would be taken away.
    pub blocked: bool,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
}

impl CountLine {
    /// Whether it was counted differently.
    pub fn differs(&self) -> bool {
        self.variance.is_some()
    }
}

/// A way to look at a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountTab {
    pub label: &'static str,
    pub address: String,
    pub count: i64,
    pub current: bool,
}

/// A sheet. A form `count-line` for each line to `urls::admin_count_line`; `count-approve` and `count-cancel` while it is open.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/stock/count.html")]
pub struct CountPage {
    pub frame: Frame,
    pub head: CountRow,
    /// Version of the sheet, for the approval.
    pub version: i64,
    pub tabs: Vec<CountTab>,
    /// Present view: empty, `sisa` or `beda`.
    pub view: String,
    pub lines: Vec<CountLine>,
    /// Value of all differences so far.
    pub value: Signed<Rupiah>,
    /// The refused approval or cancellation.
    pub form: FormState,
    /// Lines that stand in the way of the approval.
    pub blocked: usize,
}

/// `/admin/stok/opname/<id>/setujui/`, form `count-approve`: what the approval does, before it is done.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/stock/count_approve.html")]
pub struct CountApprovePage {
    pub frame: Frame,
    pub head: CountRow,
    /// Version of the sheet that is looked at.
    pub version: i64,
    /// Lines that were counted differently.
    pub lines: Vec<CountLine>,
    pub value: Signed<Rupiah>,
}

impl CountApprovePage {
    /// Goods nobody counted: their stock stays as it is.
    pub fn left(&self) -> i64 {
        self.head.lines - self.head.counted
    }
}

/// A sheet to take along on paper: without the books' figures, so that people count and do not copy.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/stock/count_print.html")]
pub struct CountPrintPage {
    pub frame: Frame,
    pub head: CountRow,
    pub lines: Vec<CountLine>,
}
