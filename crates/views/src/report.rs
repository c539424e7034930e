//! A report: columns, rows, sums. Screen, PDF, spreadsheet and CSV are all drawn from this one struct, so none of them can show other
//! figures than the others (domain.md §12).

use std::fmt;

use domain::{money::Rupiah, quantity::Quantity, time::ShopDay};

use crate::{chart::Chart, format};

pub use crate::text::report::ReportKind;

/// What a column holds; it decides how cells are printed, aligned, and formatted in a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Money,
    Quantity,
    /// Whole numbers.
    Count,
    Date,
    /// Hundredths of a percent.
    Percent,
}

impl Kind {
    /// Numbers stand on the right.
    pub const fn is_number(self) -> bool {
        !matches!(self, Self::Text | Self::Date)
    }
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub title: &'static str,
    pub kind: Kind,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known, or there is nothing to sum.
    Empty,
    Text(String),
    Money(Rupiah),
    Quantity(Quantity),
    Count(i64),
    Day(ShopDay),
    /// Hundredths of a percent: 1234 is 12,34 %.
    Percent(i64),
}

impl Cell {
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Words that want room.
    pub const fn is_long(&self) -> bool {
        matches!(self, Self::Text(words) if words.len() > 24)
    }
}

impl From<Option<Rupiah>> for Cell {
    fn from(amount: Option<Rupiah>) -> Self {
        amount.map_or(Self::Empty, Self::Money)
    }
}

impl fmt::Display for Cell {
    /// As people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("–"),
            Self::Text(words) => f.write_str(words),
            Self::Money(amount) => amount.fmt(f),
            Self::Quantity(quantity) => quantity.fmt(f),
            Self::Count(count) => f.write_str(&format::count(*count)),
            Self::Day(day) => f.write_str(&format::day_short(*day)),
            Self::Percent(hundredths) => f.write_str(&format::percent(*hundredths)),
        }
    }
}

/// One row, and the page it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub href: Option<String>,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, href: None }
    }

    pub fn to(href: String, cells: Vec<Cell>) -> Self {
        Self { cells, href: Some(href) }
    }
}

/// A figure over all rows, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub name: &'static str,
    pub value: Cell,
}

/// A report as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub kind: ReportKind,
    /// What was asked, in words: name and value.
    pub filters: Vec<(&'static str, String)>,
    pub figures: Vec<Figure>,
    pub columns: Vec<Column>,
    /// On a screen one page of them, in a file all.
    pub rows: Vec<Row>,
    /// One cell a column, over all rows of the report.
    pub sums: Vec<Cell>,
    /// Rows of the whole report.
    pub total: i64,
    pub chart: Option<Chart>,
}

impl Report {
    /// Lines above the table of a file: definition, what was asked, the figures.
    pub fn notes(&self) -> Vec<(&'static str, String)> {
        let figures = self.figures.iter().map(|figure| (figure.name, figure.value.to_string()));
        self.filters.iter().cloned().chain(figures).collect()
    }

    /// Whether a row of sums is worth showing.
    pub fn has_sums(&self) -> bool {
        self.total > 0 && self.sums.iter().any(|cell| !cell.is_empty())
    }
}

/// The forms a report can be taken along in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileForm {
    Pdf,
    Xlsx,
    Csv,
}

impl FileForm {
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Csv];

    /// Ending of the file, and its word in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// What people call it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Xlsx => "Excel (XLSX)",
            Self::Csv => "CSV",
        }
    }
}
