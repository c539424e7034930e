//! Tables of spreadsheets read back: the first sheet of an XLSX, or a CSV as Indonesian or other spreadsheets write it. Cells come as people
//! type them: whole numbers without dots, a decimal comma, days as `YYYY-MM-DD`, yes and no in words.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};
use domain::problem::Problem;
use views::text::audit::yes;

use super::weigh::weigh;

/// Rows that are taken at once, titles not counted.
pub const MOST_ROWS: usize = 5000;
/// Largest file that is taken, in bytes.
pub const MOST_BYTES: u64 = 5 * 1024 * 1024;
/// Columns that are looked at.
const MOST_COLUMNS: usize = 60;
/// Longest cell that is kept; every field of the shop is shorter.
const MOST_LETTERS: usize = 6000;
/// All cells together, in bytes: one long text may stand in every cell of a small file.
const MOST_TYPED: usize = 8 * 1024 * 1024;

/// A row that holds something, with its number in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    pub line: u32,
    pub cells: Vec<String>,
}

/// Reads all rows that hold something, the titles first.
pub fn table(bytes: &[u8]) -> Result<Vec<RawRow>, Problem> {
    // A PDF, and spreadsheets as they were before XLSX.
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Problem::SheetKind);
    }
    let rows = if bytes.starts_with(b"PK\x03\x04") { workbook(bytes)? } else { text(bytes)? };
    if rows.len() < 2 { Err(Problem::SheetEmpty) } else { Ok(rows) }
}

fn workbook(bytes: &[u8]) -> Result<Vec<RawRow>, Problem> {
    weigh(bytes)?;
    let broken = |_| Problem::SheetBroken;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let name = book.sheet_names().first().cloned().ok_or(Problem::SheetEmpty)?;
    // Cell by cell: a table laid out whole would have a place for every cell up to the last one, which may stand anywhere.
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    let (mut rows, mut typed): (Vec<RawRow>, usize) = (Vec::new(), 0);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        if column as usize >= MOST_COLUMNS {
            continue;
        }
        let words = words(cell.get_value());
        if words.trim().is_empty() {
            continue;
        }
        typed = counted(typed, &words)?;
        if rows.last().is_none_or(|last| last.line != row + 1) {
            rows.push(RawRow { line: row + 1, cells: Vec::new() });
            bounded(&rows)?;
        }
        if let Some(last) = rows.last_mut() {
            last.cells.resize((column as usize).max(last.cells.len()), String::new());
            last.cells.push(words);
        }
    }
    Ok(rows)
}

/// The size of all cells so far.
fn counted(typed: usize, words: &str) -> Result<usize, Problem> {
    let typed = typed + words.len();
    if typed > MOST_TYPED { Err(Problem::SheetTooBig) } else { Ok(typed) }
}

/// The beginning of a cell, as much as is kept.
fn cut(words: &str) -> String {
    words.chars().take(MOST_LETTERS).collect()
}

fn bounded(rows: &[RawRow]) -> Result<(), Problem> {
    if rows.len() > MOST_ROWS + 1 { Err(Problem::SheetTooLong { max: MOST_ROWS }) } else { Ok(()) }
}

/// A cell as somebody would type it.
fn words(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::String(words) | DataRef::DurationIso(words) => cut(words),
        DataRef::SharedString(words) => cut(words),
        DataRef::Bool(is) => yes(*is).to_owned(),
        DataRef::DateTime(moment) if !moment.is_duration() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(moment) => decimal(moment.as_f64()),
        DataRef::DateTimeIso(words) => cut(words.split('T').next().unwrap_or_default()),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number without the dust of binary fractions: `0.1 + 0.2` is `0,3`.
fn decimal(number: f64) -> String {
    let fixed = format!("{number:.6}");
    let plain = if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.') } else { &fixed };
    plain.replace('.', ",")
}

fn text(bytes: &[u8]) -> Result<Vec<RawRow>, Problem> {
    let words = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&words))
        .from_reader(words.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut read, mut typed) = (1_u32, 0, 0);
    for record in reader.records() {
        let record = record.map_err(|_| Problem::SheetBroken)?;
        // The reader's own count stands before the empty lines that it skips.
        let begin = record.position().map_or(0, |place| place.byte() as usize);
        let begin = begin + words[begin..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += breaks(&words.as_bytes()[read..begin]);
        read = begin;
        let cells: Vec<String> = record.iter().take(MOST_COLUMNS).map(|cell| cut(&unguarded(cell))).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        for cell in &cells {
            typed = counted(typed, cell)?;
        }
        rows.push(RawRow { line, cells });
        bounded(&rows)?;
    }
    Ok(rows)
}

/// Ends of lines, in the way of Unix, Windows or old Macs.
fn breaks(bytes: &[u8]) -> u32 {
    let alone = |place: usize| bytes[place] == b'\r' && bytes.get(place + 1) != Some(&b'\n');
    (0..bytes.len()).filter(|place| bytes[*place] == b'\n' || alone(*place)).count() as u32
}

/// UTF-8 or UTF-16 by its mark, else UTF-8, else what older Windows writes. Anything with a zero character is no text.
fn decoded(bytes: &[u8]) -> Result<String, Problem> {
    let words = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(bytes).0,
        None => match std::str::from_utf8(bytes) {
            Ok(words) => words.into(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    let is_text = !words.chars().any(|letter| letter == '\0' || (letter.is_control() && !letter.is_whitespace()));
    if is_text { Ok(words.into_owned()) } else { Err(Problem::SheetKind) }
}

/// What stands between cells: whichever of the usual signs the titles have most of.
fn delimiter(words: &str) -> u8 {
    let titles = words.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| titles.bytes().filter(|byte| *byte == sign).count();
    [b';', b',', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b';')
}

/// Takes the apostrophe off that keeps a spreadsheet from running typed words as a formula (`sheets::csv`).
fn unguarded(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        table(bytes).expect("a table").into_iter().map(|row| (row.line, row.cells)).collect()
    }

    fn owned(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_csv_is_read_whatever_stands_between_its_cells() {
        for sign in [";", ",", "\t"] {
            let words = format!("Nama{sign}Harga\r\n\r\nRoster{sign}14500\r\n");
            assert_eq!(cells(words.as_bytes()), [(1, owned(&["Nama", "Harga"])), (3, owned(&["Roster", "14500"]))]);
        }
        assert_eq!(cells(b"Nama;x\rRoster;y\r\rPion;z")[2].0, 4, "lines of an old Mac");
        let quoted = "Nama;Keterangan\n\"Roster; bata\";\"dua\nbaris\"\nPion;\"'=1+1\"\n";
        let read = cells(quoted.as_bytes());
        assert_eq!(read[1], (2, owned(&["Roster; bata", "dua\nbaris"])));
        assert_eq!(read[2], (4, owned(&["Pion", "=1+1"])));
    }

    #[test]
    fn letters_of_other_encodings_arrive() {
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("Satuan;x\nm²;y\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(cells(&utf16)[1].1[0], "m²");
        assert_eq!(cells(b"Satuan;x\nm\xB2;y\n")[1].1[0], "m²");
        assert_eq!(cells("\u{feff}Satuan;x\nm²;y\n".as_bytes())[0].1[0], "Satuan");
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_reason() {
        assert_eq!(table(b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"), Err(Problem::SheetKind));
        assert_eq!(table(b"%PDF-1.7\nNama\nRoster"), Err(Problem::SheetKind));
        assert_eq!(table(b"PK\x03\x04 nothing of a spreadsheet"), Err(Problem::SheetBroken));
        assert_eq!(table(b"Nama;Harga\n;;\n"), Err(Problem::SheetEmpty));
        assert_eq!(table(b""), Err(Problem::SheetEmpty));
        let long = format!("Nama\n{}", "Roster\n".repeat(MOST_ROWS + 1));
        assert_eq!(table(long.as_bytes()), Err(Problem::SheetTooLong { max: MOST_ROWS }));
    }

    #[test]
    fn numbers_lose_the_dust_of_binary_fractions() {
        assert_eq!(
            (decimal(0.1 + 0.2), decimal(14_500.0), decimal(1e9)),
            ("0,3".into(), "14500".into(), "1000000000".into())
        );
    }

    #[test]
    fn a_lonely_cell_far_away_takes_no_room() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Nama").expect("writes");
        sheet.write(1, 0, 14_500.25).expect("writes");
        sheet.write(1, 2, true).expect("writes");
        sheet.write(1_048_575, 16_383, "jauh").expect("writes");
        let bytes = book.save_to_buffer().expect("a workbook");
        assert_eq!(cells(&bytes), [(1, owned(&["Nama"])), (2, owned(&["14500,25", "", "ya"]))]);
    }
}
