//! Reports as files: PDF to print, XLSX and CSV for spreadsheets. All are drawn from [`Report`], the struct the page is drawn from. And
//! tables of goods and people, written and read back.

mod csv;
mod pdf;
pub mod read;
mod weigh;
mod xlsx;

use domain::{settings::Settings, time::UtcMillis};
use views::{
    format,
    report::{Cell, Column, FileForm, Report},
};

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SheetError(String);

impl SheetError {
    pub fn new(cause: &impl ToString) -> Self {
        Self(cause.to_string())
    }
}

/// What stands above every report.
#[derive(Clone, Debug)]
pub struct Head {
    pub shop: String,
    /// When the file was made, in the shop's zone.
    pub made_at: String,
    /// The day it was made.
    pub day: domain::time::ShopDay,
}

impl Head {
    pub fn of(settings: &Settings, now: UtcMillis) -> Self {
        Self {
            shop: settings.shop.name.clone(),
            made_at: format::date_time(&settings.zone, now),
            day: settings.zone.day_of(now),
        }
    }
}

/// Rows that one file holds at most. A spreadsheet of a hundred thousand rows takes a second and some tens of megabytes, a PDF of ten
/// thousand has hundreds of pages; nobody reads more, and nothing is cut off: larger reports are refused with words.
pub const fn most_rows(form: FileForm) -> i64 {
    match form {
        FileForm::Pdf => 10_000,
        FileForm::Xlsx | FileForm::Csv => 100_000,
    }
}

/// Writes a report.
pub fn make(form: FileForm, head: &Head, report: &Report) -> Result<Vec<u8>, SheetError> {
    match form {
        FileForm::Pdf => pdf::write(head, report),
        FileForm::Xlsx => xlsx::write(head, report),
        FileForm::Csv => csv::write(report),
    }
}

/// Writes a bare table of titles and rows that [`read::table`] reads back. There is none as a PDF.
pub fn table(form: FileForm, name: &str, columns: &[Column], rows: &[Vec<Cell>]) -> Result<Vec<u8>, SheetError> {
    match form {
        FileForm::Pdf => Err(SheetError::new(&"a table to be read back is no PDF")),
        FileForm::Xlsx => xlsx::plain_table(name, columns, rows),
        FileForm::Csv => csv::plain_table(columns, rows),
    }
}
