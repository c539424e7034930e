//! Reports and charts.

use domain::{problem::Problem, time::ShopDay};
use views::{
    Template,
    admin::{Choice, FileLink, PresetTab, ReportPage, ReportsPage},
    chart::{Bar, Chart, Shape},
    form::FormState,
    report::{Cell, Figure, FileForm, Kind, Report, ReportKind, Row},
};

use crate::sample::{TAG, frame, paging, qty, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let mut pages = vec![("reports", ReportsPage { frame: frame("/laporan/") }.render().expect("a page"))];
    let names = [
        "report-orders",
        "report-best",
        "report-revenue",
        "report-customers",
        "report-discounts",
        "report-lost",
        "report-stock",
    ];
    for (name, kind) in names.into_iter().zip(ReportKind::ALL) {
        pages.push((name, page(kind).render().expect("a page")));
    }
    let mut form = FormState::filled([("tanggal_transaksi__gte", "2026-02-30".to_owned())]);
    form.refuse("tanggal_transaksi__gte", Problem::BadDate);
    form.refuse("tanggal_transaksi__lte", Problem::EndsBeforeStart);
    let wrong = ReportPage { form, report: None, ..page(ReportKind::Transactions) };
    let empty = Report { rows: Vec::new(), total: 0, chart: None, ..report(ReportKind::BestSellers) };
    pages.push(("report-wrong", wrong.render().expect("a page")));
    pages.push((
        "report-none",
        ReportPage { report: Some(empty), ..page(ReportKind::BestSellers) }.render().expect("a page"),
    ));
    pages
}

/// Revenue of six months, one of them without sales.
pub fn months() -> Chart {
    let values = [
        ("Jun", 41_250_000),
        ("Jul", 0),
        ("Agu", 38_100_000),
        ("Sep", 52_000_000),
        ("Okt", 61_730_000),
        ("Nov", 36_390_000),
    ];
    let bar = |(label, value): (&str, i64)| Bar {
        label: label.to_owned(),
        name: format!("{label} 2026"),
        value,
        words: rp(value).to_string(),
    };
    Chart {
        title: "Omzet 6 bulan".to_owned(),
        of: "Bulan",
        what: "Omzet",
        shape: Shape::Time,
        bars: values.into_iter().map(bar).collect(),
    }
}

fn cell(kind: Kind, at: i64) -> Cell {
    match kind {
        Kind::Text => Cell::text(if at == 2 { TAG } else { "Roster Kotak 20×20 × 120, Pion Pagar Bulat × 8" }),
        Kind::Money => Cell::Money(rp(1_284_000 * at)),
        Kind::Quantity => Cell::Quantity(qty(120 * at)),
        Kind::Count => Cell::Count(at),
        Kind::Date => Cell::Day(ShopDay::parse("2026-11-22").expect("a day")),
        Kind::Percent => Cell::Percent(1234),
    }
}

fn report(kind: ReportKind) -> Report {
    let columns = kind.columns();
    let row =
        |at| Row::to("/admin/pesanan/1/".to_owned(), columns.iter().map(|column| cell(column.kind, at)).collect());
    let sum = |kind| if kind == Kind::Money { Cell::Money(rp(9_999_000)) } else { Cell::Empty };
    Report {
        kind,
        filters: vec![("Tanggal", "1 – 30 November 2026".to_owned()), ("Pelanggan", TAG.to_owned())],
        figures: vec![
            Figure { name: "Omzet", value: Cell::Money(rp(36_390_000)) },
            Figure { name: "Pesanan", value: Cell::Count(12) },
        ],
        rows: vec![row(1), row(2), row(3)],
        sums: columns.iter().map(|column| sum(column.kind)).collect(),
        columns,
        total: 120,
        chart: Some(if kind.has_product() { Chart { shape: Shape::Names, ..months() } } else { months() }),
    }
}

fn page(kind: ReportKind) -> ReportPage {
    let tab = |words, current| PresetTab { words, address: "/laporan/transaksi/".to_owned(), current };
    ReportPage {
        frame: frame("/laporan/transaksi/"),
        kind,
        form: FormState::filled([
            ("tanggal_transaksi__gte", "2026-11-01".to_owned()),
            ("tanggal_transaksi__lte", "2026-11-30".to_owned()),
            ("pelanggan", TAG.to_owned()),
            ("nama_produk", TAG.to_owned()),
        ]),
        presets: vec![tab("Bulan ini", true), tab("Bulan lalu", false), tab("3 bulan", false), tab("Tahun ini", false)],
        states: vec![Choice::new("paid", "DIBAYAR")],
        categories: vec![Choice::new(1, TAG)],
        sorts: Vec::new(),
        report: Some(report(kind)),
        files: FileForm::ALL.map(|form| FileLink { form, address: "/laporan/transaksi/".to_owned() }).to_vec(),
        paging: paging("/laporan/transaksi/", 120, 3),
    }
}
