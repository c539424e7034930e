//! PDF: laid out by the module for all papers of the shop, on A4, the wide way when there are many columns.

use views::{
    report::{Cell, Column as Asked, Kind, Report},
    text::report::{names, page_of},
};

use super::{Head, SheetError};
use crate::paper::{Column, Ink, Paper, Row, Size, Style};

/// More columns than this lie on wide paper.
const MOST_UPRIGHT: usize = 7;

/// Writes the whole report.
#[allow(clippy::unnecessary_wraps, reason = "the same face as the other forms")]
pub fn write(head: &Head, report: &Report) -> Result<Vec<u8>, SheetError> {
    let size = if report.columns.len() > MOST_UPRIGHT { Size::A4Wide } else { Size::A4 };
    let mut paper = Paper::new(size, report.kind.title());
    paper.author(&head.shop);
    paper.footer(&format!("{} · {}: {}", head.shop, names::MADE, head.made_at), page_of);
    paper.text(report.kind.title(), Style::BODY.sized(16.0).bold().heading());
    paper.text(&head.shop, Style::BODY.sized(10.0).bold());
    paper.space(4.0);
    for (name, value) in report.notes() {
        paper.text(&format!("{name}: {value}"), Style::BODY.sized(9.0));
    }
    paper.text(report.kind.definition(), Style::BODY.sized(8.0).ink(Ink::Grey));
    paper.space(8.0);
    let columns: Vec<Column> = report.columns.iter().map(|column| laid(column, report)).collect();
    let rows: Vec<Row> = report.rows.iter().map(|row| Row::new(row.cells.iter().map(Cell::to_string))).collect();
    paper.table(&columns, &rows, &sums(report));
    Ok(paper.finish())
}

/// Numbers and short words are as wide as they are, long ones share the rest.
fn laid(column: &Asked, report: &Report) -> Column {
    let place = report.columns.iter().position(|other| other == column).unwrap_or(0);
    let longest =
        report.rows.iter().filter_map(|row| row.cells.get(place)).map(|cell| cell.to_string().chars().count()).max();
    match column.kind {
        Kind::Text if longest.unwrap_or(0) > LONG => Column::rest(column.title),
        Kind::Text | Kind::Date => Column::fit(column.title),
        _ => Column::fit(column.title).right(),
    }
}

/// Letters from which a column's words wrap.
const LONG: usize = 16;

fn sums(report: &Report) -> Vec<Row> {
    if !report.has_sums() {
        return Vec::new();
    }
    let mut cells: Vec<String> =
        report.sums.iter().map(|cell| if cell.is_empty() { String::new() } else { cell.to_string() }).collect();
    if let Some(first) = cells.first_mut() {
        names::SUM.clone_into(first);
    }
    vec![Row::new(cells).bold()]
}
