//! Looks into a packed spreadsheet before it is opened: how much it holds, and whether it says the truth about it.

use std::io::{Cursor, Read as _};

use domain::problem::Problem;

/// What a packed spreadsheet may hold, unpacked: five thousand rows are far below it, a bomb is above.
const MOST_UNPACKED: u64 = 48 * 1024 * 1024;
/// The part whose strings the reader makes room for before it has seen them.
const STRINGS: &str = "sharedstrings.xml";

/// Unpacks everything into nothing, up to the bound: what a file says of its sizes may be a lie.
pub fn weigh(bytes: &[u8]) -> Result<(), Problem> {
    let broken = |_| Problem::SheetBroken;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::SheetBroken)?;
    let mut left = MOST_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| Problem::SheetBroken)?;
        let is_strings = part.name().map_err(|_| Problem::SheetBroken)?.to_lowercase().ends_with(STRINGS);
        let mut part = part.take(left + 1);
        let read = if is_strings {
            let mut kept = Vec::new();
            let read = part.read_to_end(&mut kept).map_err(broken)?;
            honest(&kept)?;
            read as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(broken)?
        };
        left = left.checked_sub(read).ok_or(Problem::SheetTooBig)?;
    }
    Ok(())
}

/// Refuses strings that claim to be more than their part has letters: room is made for so many at once, and a program that finds none ends.
/// Only what spreadsheets write is taken for text: UTF-8 that says nothing else of itself, and plain digits.
fn honest(part: &[u8]) -> Result<(), Problem> {
    let words = std::str::from_utf8(part).map_err(|_| Problem::SheetBroken)?;
    let declared = words.split_once("?>").map_or("", |(head, _)| head).to_lowercase();
    let plain = !declared.contains("encoding") || declared.contains("utf-8");
    if !plain || words.contains('\0') {
        return Err(Problem::SheetBroken);
    }
    for after in words.split("uniqueCount").skip(1) {
        let value = after.trim_start().trim_start_matches('=').trim_start();
        let Some(value) = value.strip_prefix(['"', '\'']) else { continue };
        let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
        let closed = value[digits.len()..].starts_with(['"', '\'']);
        let fits = digits.parse::<usize>().is_ok_and(|count| count <= part.len());
        if !closed || !fits {
            return Err(Problem::SheetBroken);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(name: &str, part: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begins");
        std::io::Write::write_all(&mut zip, part).expect("writes");
        zip.finish().expect("ends").into_inner()
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bytes = packed("xl/worksheets/sheet1.xml", &vec![b' '; 60 << 20]);
        assert!(bytes.len() < 1 << 20, "a small file");
        assert_eq!(weigh(&bytes), Err(Problem::SheetTooBig));
    }

    #[test]
    fn strings_that_lie_about_their_number_are_refused() {
        let sst =
            |count: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst {count}><si><t>Nama</t></si></sst>");
        for count in ["uniqueCount=\"1\"", "count=\"7\" uniqueCount='1'", ""] {
            assert_eq!(weigh(&packed("xl/sharedStrings.xml", sst(count).as_bytes())), Ok(()), "{count}");
        }
        for count in
            ["uniqueCount=\"10000000000000\"", "uniqueCount = '999999'", "uniqueCount=\"&#49;0\"", "uniqueCount=\" 5\""]
        {
            for name in ["xl/sharedStrings.xml", "XL/SHAREDSTRINGS.XML"] {
                assert_eq!(weigh(&packed(name, sst(count).as_bytes())), Err(Problem::SheetBroken), "{count}");
            }
        }
        let other = sst("uniqueCount=\"1\"").replace("UTF-8", "UTF-16");
        assert_eq!(weigh(&packed("xl/sharedStrings.xml", other.as_bytes())), Err(Problem::SheetBroken));
    }
}
