//! A table with its titles understood.

use domain::{
    import::{Column, ImportKind, Use, key},
    problem::Problem,
};
use serde::{Deserialize, Serialize};
use views::text::import::{aliases, title};

use crate::sheets::read::RawRow;

/// Rows with known columns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    /// What stands at each place of a row.
    columns: Vec<Column>,
    /// Titles nobody knows: nothing below them is read or kept.
    pub unknown: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    cells: &'t [String],
    /// Its number in the file.
    pub line: u32,
}

impl Table {
    /// Understands the titles, which are the first row.
    pub fn understand(kind: ImportKind, raw: Vec<RawRow>) -> Result<Self, Problem> {
        let mut raw = raw.into_iter();
        let titles = raw.next().ok_or(Problem::SheetEmpty)?.cells;
        let mut table = Self { columns: Vec::new(), unknown: Vec::new(), rows: Vec::new() };
        let mut places = Vec::new();
        for (place, words) in titles.iter().enumerate() {
            let column = named(kind, words);
            if let Some(column) = column.filter(|column| table.has(*column)) {
                return Err(Problem::ColumnTwice { title: title(column) });
            }
            match column {
                Some(column) => {
                    table.columns.push(column);
                    places.push(place);
                }
                None if !words.trim().is_empty() => table.unknown.push(words.trim().chars().take(60).collect()),
                None => {}
            }
        }
        table.needs(kind)?;
        let known = |mut cells: Vec<String>| {
            let at = |place: &usize| cells.get_mut(*place).map(std::mem::take).unwrap_or_default();
            places.iter().map(at).collect()
        };
        table.rows = raw.map(|row| (row.line, known(row.cells))).collect();
        Ok(table)
    }

    /// Goods that are there need no more than what names them; what new ones cannot do without is asked row by row. People are always
    /// new ones.
    fn needs(&self, kind: ImportKind) -> Result<(), Problem> {
        let named = kind != ImportKind::Customers && (self.has(Column::Id) || self.has(Column::Name));
        let missing = kind.columns().iter().find(|(column, of)| *of == Use::Needed && !self.has(*column) && !named);
        missing.map_or(Ok(()), |(column, _)| Err(Problem::ColumnMissing { title: title(*column) }))
    }

    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, cells, line: *line })
    }

    pub fn lines(&self) -> usize {
        self.rows.len()
    }
}

/// The column of a title, in any spelling.
fn named(kind: ImportKind, words: &str) -> Option<Column> {
    let words = key(words);
    let mut columns = kind.columns().iter().map(|(column, _)| *column);
    columns.find(|column| key(title(*column)) == words || aliases(*column).contains(&words.as_str()))
}

impl<'t> Row<'t> {
    /// What stands in a column, without blanks around; nothing when the table has no such column.
    pub fn typed(&self, column: Column) -> Option<&'t str> {
        let place = self.table.columns.iter().position(|one| *one == column)?;
        Some(self.cells.get(place).map_or("", |cell| cell.trim()))
    }

    /// The same; empty when the table has no such column.
    pub fn text(&self, column: Column) -> &'t str {
        self.typed(column).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: ImportKind, rows: &[&[&str]]) -> Result<Table, Problem> {
        let raw = rows
            .iter()
            .zip(1..)
            .map(|(cells, line)| RawRow { line, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() });
        Table::understand(kind, raw.collect())
    }

    #[test]
    fn titles_are_known_in_any_spelling_and_order() {
        let table = read(ImportKind::Products, &[&["HARGA ", "nama  produk", "Warna", "satuan"], &["1", "a", "x"]])
            .expect("a table");
        let row = table.rows().next().expect("a row");
        assert_eq!((row.text(Column::Name), row.text(Column::Price), row.typed(Column::Unit)), ("a", "1", Some("")));
        assert_eq!(row.typed(Column::Category), None);
        assert_eq!(table.unknown, ["Warna"]);
    }

    #[test]
    fn a_table_without_what_it_needs_is_refused_with_the_title() {
        let missing = read(ImportKind::Customers, &[&["Nama", "Alamat"], &["a", "b"]]).expect_err("is refused");
        assert_eq!(missing, Problem::ColumnMissing { title: "No. HP" });
        let twice = read(ImportKind::Products, &[&["Nama", "Produk"], &["a", "b"]]).expect_err("is refused");
        assert_eq!(twice, Problem::ColumnTwice { title: "Nama" });
        assert!(
            read(ImportKind::Products, &[&["Nomor", "Harga"], &["1", "2"]]).is_ok(),
            "the number says which product"
        );
        assert!(read(ImportKind::Products, &[&["Nama", "Harga"], &["a", "2"]]).is_ok(), "so does the name");
    }
}
