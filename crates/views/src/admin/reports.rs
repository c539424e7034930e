//! Reports: the list of them, and one of them with its filters, chart and table (domain.md §12).

use askama::Template;

use super::Choice;
use crate::{
    form::FormState,
    frame::Frame,
    parts::Paging,
    report::{Column, FileForm, Report, ReportKind, Row},
    urls,
};

/// `/laporan/`: every report and how its figures are reckoned.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/reports/list.html")]
pub struct ReportsPage {
    pub frame: Frame,
}

impl ReportsPage {
    pub fn kinds(&self) -> [ReportKind; ReportKind::ALL.len()] {
        ReportKind::ALL
    }
}

/// One of the usual ranges above a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetTab {
    pub words: &'static str,
    pub address: String,
    pub current: bool,
}

/// A report as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLink {
    pub form: FileForm,
    pub address: String,
}

/// One report. GET `tanggal_transaksi__gte`, `tanggal_transaksi__lte`, `status_transaksi`, `pelanggan`, `nama_produk`, `kategori`, `urut`,
/// `halaman`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/reports/show.html")]
pub struct ReportPage {
    pub frame: Frame,
    pub kind: ReportKind,
    /// The filters as typed, with what is wrong with them.
    pub form: FormState,
    pub presets: Vec<PresetTab>,
    pub states: Vec<Choice>,
    pub categories: Vec<Choice>,
    pub sorts: Vec<Choice>,
    /// None while something is wrong with the filters: no figures of a range that nobody asked for.
    pub report: Option<Report>,
    pub files: Vec<FileLink>,
    pub paging: Paging,
}

impl ReportPage {
    /// The report's own address, without filters.
    pub fn address(&self) -> String {
        urls::report(self.kind)
    }

    /// The cells of a row with their columns.
    pub fn cells<'r>(&self, report: &'r Report, row: &'r Row) -> Vec<(&'r Column, &'r crate::report::Cell)> {
        report.columns.iter().zip(&row.cells).collect()
    }

    /// How many columns the words of the sums may have: all before the first sum.
    pub fn before_sums(&self, report: &Report) -> usize {
        report.sums.iter().position(|cell| !cell.is_empty()).unwrap_or(report.sums.len()).max(1)
    }

    /// The sums with their columns.
    pub fn sums<'r>(&self, report: &'r Report) -> Vec<(&'r Column, &'r crate::report::Cell)> {
        report.columns.iter().zip(&report.sums).collect()
    }
}
