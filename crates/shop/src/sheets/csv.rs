//! CSV that Indonesian Excel opens by a double click: UTF-8 with its mark, semicolons between cells, a decimal comma, because that is what
//! its regional settings expect. The first line are the titles, the last the sums. Programs that read it tell the mark from the text.

use csv::{Terminator, WriterBuilder};
use domain::quantity::Quantity;
use views::{
    report::{Cell, Column, Report},
    text::report::names,
};

use super::SheetError;

/// Tells Excel that the text is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes the whole report.
pub fn write(report: &Report) -> Result<Vec<u8>, SheetError> {
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(MARK.to_vec());
    let titles = report.columns.iter().map(|column| column.title);
    writer.write_record(titles).map_err(|error| SheetError::new(&error))?;
    for row in &report.rows {
        writer.write_record(row.cells.iter().map(plain)).map_err(|error| SheetError::new(&error))?;
    }
    if report.has_sums() {
        let mut sums: Vec<String> = report.sums.iter().map(plain).collect();
        if let Some(first) = sums.first_mut() {
            names::SUM.clone_into(first);
        }
        writer.write_record(sums).map_err(|error| SheetError::new(&error))?;
    }
    writer.into_inner().map_err(|error| SheetError::new(&error))
}

/// Writes a bare table: titles and rows, to be read back.
pub fn plain_table(columns: &[Column], rows: &[Vec<Cell>]) -> Result<Vec<u8>, SheetError> {
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(MARK.to_vec());
    writer.write_record(columns.iter().map(|column| column.title)).map_err(|error| SheetError::new(&error))?;
    for row in rows {
        writer.write_record(row.iter().map(plain)).map_err(|error| SheetError::new(&error))?;
    }
    writer.into_inner().map_err(|error| SheetError::new(&error))
}

/// A cell as a spreadsheet takes it for what it is: numbers without dots, dates as `YYYY-MM-DD`.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => guarded(words),
        Cell::Money(amount) => amount.get().to_string(),
        Cell::Quantity(quantity) => decimal(*quantity),
        Cell::Count(count) => count.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Percent(hundredths) => views::format::percent(*hundredths).replace([' ', '.'], ""),
    }
}

fn decimal(quantity: Quantity) -> String {
    quantity.to_string().replace('.', "")
}

/// Typed words that a spreadsheet would run as a formula get an apostrophe in front, as people type it themselves.
fn guarded(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_typed_word_becomes_a_formula() {
        for word in ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(plain(&Cell::text(word)), format!("'{word}"));
        }
        assert_eq!(plain(&Cell::text("Roster = bagus")), "Roster = bagus");
    }

    #[test]
    fn numbers_are_numbers_with_a_decimal_comma() {
        let quantity = Quantity::from_thousandths(1_250_500).expect("a quantity");
        assert_eq!(plain(&Cell::Quantity(quantity)), "1250,5");
        assert_eq!(plain(&Cell::Percent(1234)), "12,34%");
        assert_eq!(plain(&Cell::Count(12_000)), "12000");
        assert_eq!(plain(&Cell::Empty), "");
    }
}
