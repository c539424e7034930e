//! XLSX: numbers are numbers with a format, days are dates; above the table stand the shop, the report, what was asked and its figures.

use domain::time::ShopDay;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use views::{
    report::{Cell, Column, Kind, Report},
    text::report::names,
};

use super::{Head, SheetError};

/// Formats by kind, plain and for the row of sums.
struct Looks {
    plain: [Format; 6],
    sums: [Format; 6],
    title: Format,
    head: Format,
    head_number: Format,
    note: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = ["@", "\"Rp\" #,##0", "#,##0.###", "#,##0", "d mmm yyyy", "0.00%"]
            .map(|code| Format::new().set_num_format(code).set_align(FormatAlign::Top));
        let sums = plain.clone().map(|look| look.set_bold().set_border_top(FormatBorder::Thin));
        let head = Format::new().set_bold().set_background_color(0x00E4_F0E7).set_border_bottom(FormatBorder::Thin);
        Self {
            head_number: head.clone().set_align(FormatAlign::Right),
            head,
            plain,
            sums,
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_font_color(0x0069_645C),
        }
    }

    fn of(&self, kind: Kind, sum: bool) -> &Format {
        let looks = if sum { &self.sums } else { &self.plain };
        &looks[match kind {
            Kind::Text => 0,
            Kind::Money => 1,
            Kind::Quantity => 2,
            Kind::Count => 3,
            Kind::Date => 4,
            Kind::Percent => 5,
        }]
    }
}

/// Writes the whole report.
pub fn write(head: &Head, report: &Report) -> Result<Vec<u8>, SheetError> {
    book(head, report).map_err(|error| SheetError::new(&error))
}

fn book(head: &Head, report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(report.kind.title())
            .set_author(&head.shop)
            .set_creation_datetime(&date(head.day)?),
    );
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name(report.kind.title().chars().take(31).collect::<String>())?;
    let mut at = above(sheet, &looks, head, report)?;
    sheet.set_freeze_panes(at + 1, 1)?;
    sheet.set_repeat_rows(at, at)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    for (place, column) in (0_u16..).zip(&report.columns) {
        let look = if column.kind.is_number() { &looks.head_number } else { &looks.head };
        sheet.write_string_with_format(at, place, column.title, look)?;
        sheet.set_column_width(place, width(column, report))?;
    }
    for row in &report.rows {
        at += 1;
        line(sheet, at, &report.columns, &row.cells, |kind| looks.of(kind, false))?;
    }
    if report.has_sums() {
        at += 1;
        line(sheet, at, &report.columns, &report.sums, |kind| looks.of(kind, true))?;
        sheet.write_string_with_format(at, 0, names::SUM, looks.of(Kind::Text, true))?;
    }
    book.save_to_buffer()
}

/// Writes a bare table: titles in the first row, to be read back.
pub fn plain_table(name: &str, columns: &[Column], rows: &[Vec<Cell>]) -> Result<Vec<u8>, SheetError> {
    bare(name, columns, rows).map_err(|error| SheetError::new(&error))
}

fn bare(name: &str, columns: &[Column], rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0_u16..).zip(columns) {
        let look = if column.kind.is_number() { &looks.head_number } else { &looks.head };
        sheet.write_string_with_format(0, place, column.title, look)?;
        let cells = rows.iter().take(200).filter_map(|row| row.get(usize::from(place)));
        sheet.set_column_width(place, wide(column, cells))?;
    }
    for (at, row) in (1_u32..).zip(rows) {
        line(sheet, at, columns, row, |kind| looks.of(kind, false))?;
    }
    book.save_to_buffer()
}

/// The lines above the table; gives the row of the titles.
fn above(sheet: &mut Worksheet, looks: &Looks, head: &Head, report: &Report) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, report.kind.title(), &looks.title)?;
    sheet.write_string_with_format(1, 0, &head.shop, &looks.note)?;
    let mut at = 2;
    for (name, value) in report.notes() {
        sheet.write_string_with_format(at, 0, format!("{name}: {value}"), &looks.note)?;
        at += 1;
    }
    sheet.write_string_with_format(at, 0, format!("{}: {}", names::MADE, head.made_at), &looks.note)?;
    sheet.write_string_with_format(at + 1, 0, report.kind.definition(), &looks.note)?;
    Ok(at + 3)
}

fn line<'l>(
    sheet: &mut Worksheet,
    at: u32,
    columns: &[Column],
    cells: &[Cell],
    look: impl Fn(Kind) -> &'l Format,
) -> Result<(), XlsxError> {
    for (place, (column, cell)) in (0_u16..).zip(columns.iter().zip(cells)) {
        let look = look(column.kind);
        match cell {
            Cell::Empty => sheet.write_blank(at, place, look)?,
            Cell::Text(words) => sheet.write_string_with_format(at, place, words, look)?,
            // Below 2⁵³, and exact there: Rupiah::MAX is chosen so.
            Cell::Money(amount) => sheet.write_number_with_format(at, place, amount.get() as f64, look)?,
            Cell::Quantity(amount) => {
                sheet.write_number_with_format(at, place, amount.thousandths() as f64 / 1000.0, look)?
            }
            Cell::Count(count) => sheet.write_number_with_format(at, place, *count as f64, look)?,
            Cell::Day(day) => sheet.write_datetime_with_format(at, place, date(*day)?, look)?,
            Cell::Percent(hundredths) => {
                sheet.write_number_with_format(at, place, *hundredths as f64 / 10_000.0, look)?
            }
        };
    }
    Ok(())
}

/// A day as a spreadsheet counts it; it knows none before 1900.
fn date(day: ShopDay) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900).max(1900);
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// As wide as the longest of the first cells, within reason.
fn width(column: &Column, report: &Report) -> f64 {
    let place = report.columns.iter().position(|other| other == column).unwrap_or(0);
    let cells = report.rows.iter().take(200).filter_map(|row| row.cells.get(place));
    wide(column, cells.chain(report.sums.get(place)))
}

fn wide<'c>(column: &Column, cells: impl Iterator<Item = &'c Cell>) -> f64 {
    let longest = cells.map(|cell| cell.to_string().chars().count()).max().unwrap_or(0);
    longest.max(column.title.chars().count()).clamp(8, 60) as f64 + 2.0
}
