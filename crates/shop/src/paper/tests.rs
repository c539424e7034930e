//! What was drawn, read back from the bytes.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use super::*;

fn read(bytes: &[u8]) -> (Document, Vec<String>) {
    let document = Document::load_mem(bytes).expect("is a PDF");
    let texts = document.get_pages().keys().map(|page| document.extract_text(&[*page]).expect("has text")).collect();
    (document, texts)
}

fn page_height(document: &Document) -> f32 {
    let pages: BTreeMap<_, _> = document.get_pages();
    let page = document.get_dictionary(pages[&1]).expect("a page");
    let area = page.get(b"MediaBox").and_then(Object::as_array).expect("has a size");
    area[3].as_float().expect("a number")
}

fn report(rows: usize) -> Vec<u8> {
    let mut paper = Paper::new(Size::A5, "Laporan");
    paper.text("Laporan", Style::BODY.sized(16.0).bold().heading());
    let columns = [Column::fit("No."), Column::rest("Barang"), Column::fit("Jumlah").right()];
    let rows: Vec<_> = (1..=rows)
        .map(|at| {
            Row::new([at.to_string(), format!("Barang-{at}-x"), format!("Rp\u{a0}{at}.000")]).note(1, "potongan 5 %")
        })
        .collect();
    paper.table(&columns, &rows, &[Row::sum("Ongkir", "Rp 5.000"), Row::total("Jumlah-akhir", "Rp 99.000")]);
    paper.footer("UD. Barokah", |page, pages| format!("Halaman {page} dari {pages}"));
    paper.finish()
}

#[test]
fn a_long_table_goes_over_pages_with_its_head_on_each_and_every_row_once() {
    let (_, pages) = read(&report(60));
    assert!(pages.len() > 2, "{}", pages.len());
    for (at, page) in pages.iter().enumerate() {
        assert_eq!(page.matches("Barang\n").count() + page.matches("Barang ").count(), 1, "{page}");
        assert!(page.contains(&format!("Halaman {} dari {}", at + 1, pages.len())), "{page}");
    }
    let all = pages.concat();
    for row in 1..=60 {
        assert_eq!(all.matches(&format!("Barang-{row}-x")).count(), 1, "row {row}");
    }
}

#[test]
fn sums_are_never_alone_on_a_page() {
    for rows in 1..70 {
        let (_, pages) = read(&report(rows));
        let last = pages.last().expect("has a page");
        assert!(last.contains("Jumlah-akhir") && last.contains(&format!("Barang-{rows}-x")), "{rows} rows: {last}");
    }
}

#[test]
fn a_roll_is_as_long_as_what_stands_on_it() {
    let length = |lines: usize| {
        let mut paper = Paper::new(Size::Roll80, "Struk");
        (0..lines).for_each(|line| paper.text(&format!("baris {line}"), paper.body()));
        paper.footer("tidak tampil", |page, pages| format!("{page}/{pages}"));
        let (document, pages) = read(&paper.finish());
        assert_eq!(pages.len(), 1);
        assert!(!pages[0].contains("tidak tampil"));
        page_height(&document)
    };
    let (short, long) = (length(3), length(300));
    assert!(short < 100.0, "{short}");
    assert!((long - short - 297.0 * Style::BODY.sized(8.5).leading()).abs() < 1.0, "{long}");
}

#[test]
fn what_is_kept_together_goes_to_the_next_page_as_a_whole() {
    let mut paper = Paper::new(Size::A5, "Surat");
    (0..45).for_each(|line| paper.text(&format!("isi {line}"), Style::BODY.sized(8.5)));
    paper.keep(|paper| (0..5).for_each(|line| paper.text(&format!("tanda tangan {line}"), Style::BODY)));
    let (_, pages) = read(&paper.finish());
    assert_eq!(pages.len(), 2);
    assert!(!pages[0].contains("tanda") && pages[1].matches("tanda").count() == 5);
}

#[test]
fn equal_papers_are_equal_bytes_with_title_and_language() {
    let bytes = report(5);
    assert_eq!(bytes, report(5));
    let (document, _) = read(&bytes);
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(b"id".as_slice()));
    assert!(catalog.has(b"StructTreeRoot"), "is tagged");
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("has properties");
    let title = document.get_dictionary(info).and_then(|info| info.get(b"Title")).expect("has a title");
    assert_eq!(lopdf::decode_text_string(title).expect("is text"), "Laporan");
}

#[test]
fn columns_side_by_side_and_codes_and_stamps_are_drawn() {
    let mut paper = Paper::new(Size::A4, "Nota");
    let code = Qr::of("https://toko.example/").expect("is short");
    paper.beside(&[2.0, 1.0], |paper, at| match at {
        0 => paper.text("kiri dengan m² dan 0,5 — ya", paper.body()),
        _ => paper.qr(&code, 20.0, Align::Right, "Kode pesanan"),
    });
    let below = paper.y;
    paper.stamp("LUNAS", Style::BODY.sized(18.0).bold().ink(Ink::Green).right());
    paper.pair("Total", "Rp 5.000", paper.body());
    assert!(below >= 20.0 * MM + Size::A4.margin());
    let (_, pages) = read(&paper.finish());
    for words in ["kiri dengan m² dan 0,5 — ya", "LUNAS", "Total", "Rp 5.000"] {
        assert!(pages[0].contains(words), "{words}: {}", pages[0]);
    }
}

#[test]
fn nothing_typed_can_break_a_paper() {
    let mut paper = Paper::new(Size::Roll80, "");
    let wild = "(\\) << /A>> %PDF \u{202e}\u{0}🎉\u{301} ".repeat(20);
    paper.text(&wild, paper.body());
    paper.text("", paper.body());
    paper.table(&[Column::rest("A"), Column::fit("B")], &[Row::new([wild.as_str(), wild.as_str()])], &[]);
    paper.table(&[Column::fit("A")], &[], &[]);
    paper.table(&[], &[], &[]);
    assert!(read(&paper.finish()).1[0].contains("%PDF"));
}
