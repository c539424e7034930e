//! A paper of an order drawn on a sheet or on a roll.

use views::documents::{Document, Kind};

use crate::paper::{Align, Column, Ink, Paper, Qr, Row, Size, Style};

/// The PDF of one paper.
pub fn draw(document: &Document, qr: Option<&Qr>, size: Size) -> Vec<u8> {
    let mut paper = Paper::new(size, &document.foot());
    paper.author(&document.shop.name);
    put(&mut paper, document, qr);
    paper.finish()
}

/// The PDF of several papers, each on sheets of its own with its own numbers of pages.
pub fn draw_all(documents: &[(Document, Option<Qr>)], title: &str, shop: &str) -> Vec<u8> {
    let mut paper = Paper::new(Size::A5, title);
    paper.author(shop);
    for (document, qr) in documents {
        put(&mut paper, document, qr.as_ref());
    }
    paper.finish()
}

fn put(paper: &mut Paper, document: &Document, qr: Option<&Qr>) {
    paper.chapter(&document.foot(), Document::page_words);
    head(paper, document);
    facts(paper, document);
    if paper.is_roll() {
        slip(paper, document);
    } else {
        table(paper, document);
    }
    foot(paper, document, qr);
    signatures(paper, document);
}

fn head(paper: &mut Paper, document: &Document) {
    let align = if paper.is_roll() { Align::Center } else { Align::Left };
    let end = if paper.is_roll() { Align::Center } else { Align::Right };
    paper.beside(&[1.5, 1.0], |paper, at| {
        let body = paper.body().ink(Ink::Grey).aligned(align);
        if at == 0 {
            paper.text(&document.shop.name, Style::BODY.sized(13.0).bold().ink(Ink::Brand).aligned(align));
            paper.text(&document.shop.address, body);
            paper.text(&document.shop.phone, body);
            return;
        }
        paper.text(document.title, Style::BODY.sized(15.0).bold().heading().aligned(end));
        if let Some(mark) = document.mark {
            let ink = if mark.good { Ink::Green } else { Ink::Red };
            paper.space(4.0);
            let style = Style::BODY.sized(13.0).bold().ink(ink).aligned(end);
            paper.stamp(mark.words, style);
            if !mark.so.is_empty() {
                paper.space(3.0);
                paper.text(mark.so, style.sized(11.0));
            }
        }
    });
    paper.space(6.0);
    paper.rule(1.4, Ink::Brand);
    paper.space(7.0);
}

fn facts(paper: &mut Paper, document: &Document) {
    for (name, value) in &document.facts {
        let body = paper.body();
        if paper.is_roll() {
            paper.text(&format!("{name}: {value}"), body);
        } else {
            paper.beside(&[0.2, 0.8], |paper, at| match at {
                0 => paper.text(name, body.ink(Ink::Grey)),
                _ => paper.text(value, body),
            });
        }
    }
    paper.space(7.0);
}

fn table(paper: &mut Paper, document: &Document) {
    let sum = |sum: &views::documents::Sum| {
        if sum.strong { Row::total(&sum.name, &sum.value) } else { Row::sum(&sum.name, &sum.value) }
    };
    let sums: Vec<_> = document.sums.iter().map(sum).collect();
    if document.heads.is_empty() {
        for sum in &document.sums {
            let body = paper.body();
            paper.pair(&sum.name, &sum.value, if sum.strong { body.bold() } else { body });
        }
        return;
    }
    let column = |head: &views::documents::Head| {
        let column = if head.wide { Column::rest(head.title) } else { Column::fit(head.title) };
        if head.right { column.right() } else { column }
    };
    let columns: Vec<_> = document.heads.iter().map(column).collect();
    let row = |line: &views::documents::Line| Row::new(line.cells.iter()).note(document.name_column, &line.note);
    let rows: Vec<_> = document.lines.iter().map(row).collect();
    paper.table(&columns, &rows, &sums);
}

/// On a roll every line has its name, and below it the figures.
fn slip(paper: &mut Paper, document: &Document) {
    let (body, small) = (paper.body(), paper.body().sized(7.5).ink(Ink::Grey));
    let ruled = !document.lines.is_empty();
    if ruled {
        paper.rule(0.6, Ink::Black);
        paper.space(3.0);
    }
    for line in &document.lines {
        let mut figures: Vec<_> = line.cells.iter().map(String::as_str).collect();
        let name = figures.remove(document.name_column);
        // What stands before the name is its number.
        let number: Vec<_> = figures.drain(..document.name_column).collect();
        let number = number.first().map(|number| format!("{number}. ")).unwrap_or_default();
        paper.text(&format!("{number}{name}"), body.bold());
        let last = if figures.len() > 1 { figures.pop().unwrap_or_default() } else { "" };
        let joint = if document.kind == Kind::Nota { " × " } else { "  " };
        paper.pair(&figures.join(joint), last, body);
        if !line.note.is_empty() {
            paper.text(&line.note, small);
        }
        paper.space(2.5);
    }
    if ruled {
        paper.rule(0.6, Ink::Black);
        paper.space(3.0);
    }
    for sum in &document.sums {
        paper.pair(&sum.name, &sum.value, if sum.strong { body.bold().sized(10.0) } else { body });
    }
}

fn foot(paper: &mut Paper, document: &Document, qr: Option<&Qr>) {
    paper.space(8.0);
    let end = if paper.is_roll() { Align::Center } else { Align::Right };
    paper.beside(&[1.6, 1.0], |paper, at| {
        if at == 0 {
            document.notes.iter().for_each(|note| paper.text(note, paper.body()));
        } else if let Some(code) = qr {
            paper.space(if paper.is_roll() { 8.0 } else { 0.0 });
            paper.qr(code, 22.0, end, document.qr_words);
            paper.space(3.0);
            paper.text(document.qr_words, Style::BODY.sized(6.5).ink(Ink::Grey).aligned(end));
        }
    });
}

fn signatures(paper: &mut Paper, document: &Document) {
    if document.signatures.is_empty() {
        return;
    }
    paper.space(8.0);
    let shares = vec![1.0; document.signatures.len().max(2)];
    paper.beside(&shares, |paper, at| {
        let Some((role, name)) = document.signatures.get(at) else { return };
        let body = paper.body().center();
        paper.text(role, body);
        paper.space(40.0);
        paper.rule(0.6, Ink::Black);
        paper.space(2.0);
        paper.text(if name.is_empty() { " " } else { name }, body);
        if paper.is_roll() {
            paper.space(6.0);
        }
    });
}
