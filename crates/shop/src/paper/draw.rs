//! From the drawn things to the bytes of a PDF, tagged so that it can be read aloud.

use std::num::NonZeroU16;

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Transform},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
    },
};

use super::{Ink, MM, Op, Paper, Role, Style, font::Face};

/// The language of everything the shop prints.
const LANGUAGE: &str = "id";

pub(super) fn pdf(mut paper: Paper) -> Vec<u8> {
    add_footers(&mut paper);
    let settings = SerializeSettings { xmp_metadata: true, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let (width, height) = paper.size.points();
    let height = if paper.is_roll() && paper.pages.len() == 1 { paper.y + 8.0 * MM } else { height };
    let mut read = Vec::new();
    for page in &paper.pages {
        let size = PageSettings::from_wh(width, height).expect("pages have a size");
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for (role, op) in page {
            let number = surface.start_tagged(mark(*role));
            draw(&mut surface, op);
            surface.end_tagged();
            if *role != Role::Decoration {
                read.push((*role, number));
            }
        }
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(tree(read, &paper.figures));
    let metadata = Metadata::new().title(paper.title).language(LANGUAGE.to_owned()).creator("Barokah".to_owned());
    let metadata = if paper.author.is_empty() { metadata } else { metadata.authors(vec![paper.author]) };
    document.set_metadata(metadata);
    document.finish().expect("everything drawn is plain text and paths, for which no standard is checked")
}

/// Only now the number of pages is known.
fn add_footers(paper: &mut Paper) {
    let chapters = std::mem::take(&mut paper.footers);
    if chapters.is_empty() || paper.is_roll() {
        return;
    }
    let style = Style::BODY.sized(7.0).ink(Ink::Grey);
    let top = paper.size.points().1 - paper.size.margin() - 2.0 * MM;
    let ends = chapters.iter().skip(1).map(|(first, _)| *first).chain([paper.pages.len()]);
    let of_pages = paper.page_words;
    let of_chapter = |((first, words), end): (&(usize, String), usize)| {
        let count = end - first;
        let words = words.clone();
        (1..=count).map(move |page| (words.clone(), of_pages(page, count)))
    };
    let footers: Vec<_> = chapters.iter().zip(ends).flat_map(of_chapter).collect();
    let present = paper.pages.pop();
    let mut pages: Vec<_> = std::mem::take(&mut paper.pages).into_iter().chain(present).collect();
    for (page, (words, number)) in pages.iter_mut().zip(footers) {
        paper.pages = vec![std::mem::take(page)];
        let (left, width) = (paper.left, paper.width);
        let free = width - style.width(&number) - 12.0;
        paper.line(Role::Decoration, (left, top, free), style.shorten(&words, free), style);
        paper.line(Role::Decoration, (left, top, width), number, style.right());
        *page = paper.pages.pop().unwrap_or_default();
    }
    paper.pages = pages;
}

fn mark(role: Role) -> ContentTag<'static> {
    match role {
        Role::Decoration => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
        Role::Figure(_) => ContentTag::Other,
        _ => ContentTag::Span(SpanTag::empty()),
    }
}

fn paint(ink: Ink) -> Fill {
    let (red, green, blue) = ink.rgb();
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn draw(surface: &mut Surface<'_>, op: &Op) {
    match op {
        Op::Text { x, baseline, text, style } => write(surface, (*x, *baseline), text, *style),
        Op::Fill { x, y, width, height, ink } => fill(surface, rects([(*x, *y, *width, *height)]), *ink),
        Op::Qr { x, y, side, code } => {
            let square = side / code.side() as f32;
            let rows = code.stretches().into_iter().map(|(column, row, length)| {
                (square.mul_add(column as f32, *x), square.mul_add(row as f32, *y), square * length as f32, square)
            });
            fill(surface, rects(rows), Ink::Black);
        }
        Op::Stamp { x, y, text, style } => stamp(surface, (*x, *y), text, *style),
    }
}

fn write(surface: &mut Surface<'_>, (x, baseline): (f32, f32), text: &str, style: Style) {
    let face = Face::of(style.bold);
    let (text, glyphs) = face.shape(text);
    surface.set_fill(Some(paint(style.ink)));
    surface.draw_glyphs(Point::from_xy(x, baseline), &glyphs, face.font.clone(), &text, style.size, false);
}

fn rects(all: impl IntoIterator<Item = (f32, f32, f32, f32)>) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in all {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
    }
    path.finish()
}

fn fill(surface: &mut Surface<'_>, path: Option<Path>, ink: Ink) {
    if let Some(path) = path {
        surface.set_fill(Some(paint(ink)));
        surface.draw_path(&path);
    }
}

/// A frame of four thin bars with the word in it, a little askew.
fn stamp(surface: &mut Surface<'_>, (x, y): (f32, f32), text: &str, style: Style) {
    let (width, height, bar) = (style.width(text) + style.size, style.size * 1.7, style.size * 0.11);
    surface.push_transform(&Transform::from_rotate_at(-3.0, x + width / 2.0, y + height / 2.0));
    let bars =
        [(x, y, width, bar), (x, y + height - bar, width, bar), (x, y, bar, height), (x + width - bar, y, bar, height)];
    fill(surface, rects(bars), style.ink);
    write(surface, (x + style.size / 2.0, style.size.mul_add(1.2, y)), text, style);
    surface.pop();
}

/// A table or a row being filled, with its number.
type Numbered = Option<(u32, TagGroup)>;

/// What is read aloud, in the order it was drawn.
fn tree(read: Vec<(Role, Identifier)>, figures: &[String]) -> TagTree {
    let mut leaves: Vec<(Role, TagGroup)> = Vec::new();
    for (role, number) in read {
        if leaves.last().is_none_or(|(last, _)| *last != role) {
            leaves.push((role, group(role, figures)));
        }
        if let Some((_, leaf)) = leaves.last_mut() {
            leaf.push(number);
        }
    }
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    let (mut table, mut row): (Numbered, Numbered) = (None, None);
    let close_row = |table: &mut Numbered, row: &mut Numbered| {
        if let (Some((_, table)), Some((_, row))) = (table.as_mut(), row.take()) {
            table.push(row);
        }
    };
    for (role, leaf) in leaves {
        let place = if let Role::Cell { table, row, .. } = role { Some((table, row)) } else { None };
        if row.as_ref().map(|row| row.0) != place.map(|place| place.1) || place.is_none() {
            close_row(&mut table, &mut row);
        }
        if table.as_ref().map(|table| table.0) != place.map(|place| place.0) {
            close_row(&mut table, &mut row);
            tree.children.extend(table.take().map(|table| Node::from(table.1)));
        }
        match place {
            None => tree.push(leaf),
            Some((number, at)) => {
                table.get_or_insert_with(|| (number, TagGroup::new(Tag::Table)));
                row.get_or_insert_with(|| (at, TagGroup::new(Tag::TR))).1.push(leaf);
            }
        }
    }
    close_row(&mut table, &mut row);
    tree.children.extend(table.map(|table| Node::from(table.1)));
    tree
}

fn group(role: Role, figures: &[String]) -> TagGroup {
    match role {
        Role::Heading(_) => TagGroup::new(Tag::Hn(NonZeroU16::MIN, None)),
        Role::Figure(number) => TagGroup::new(Tag::Figure(figures.get(number as usize).cloned())),
        Role::Cell { head: true, .. } => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Role::Cell { .. } => TagGroup::new(Tag::TD),
        _ => TagGroup::new(Tag::P),
    }
}
