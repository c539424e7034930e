//! Paper: a small layout over krilla for everything the shop prints as PDF (domain.md §12). It only draws: words, figures and
//! addresses are handed in.
//!
//! A paper is filled from top to bottom. What does not fit goes to the next page; a roll is as long as what stands on it. Equal
//! calls give equal bytes: nothing here knows the time or chance. Drawing is work for [`aside`].
//!
//! ```
//! use shop::paper::{Align, Column, Paper, Row, Size, Style};
//!
//! let mut paper = Paper::new(Size::A4, "Laporan transaksi");
//! paper.text("Laporan transaksi", Style::BODY.sized(16.0).bold().heading());
//! let columns = [Column::rest("Pelanggan"), Column::fit("Jumlah").aligned(Align::Right)];
//! let rows = [Row::new(["Sari", "Rp 50.000"]), Row::new(["Rudi", "Rp 70.000"])];
//! paper.table(&columns, &rows, &[Row::total("Total", "Rp 120.000")]);
//! paper.footer("UD. Barokah", |page, pages| format!("Halaman {page} dari {pages}"));
//! let bytes = paper.finish();
//! assert!(bytes.starts_with(b"%PDF-"));
//! ```

mod draw;
mod flow;
mod font;
mod qr;
mod table;
mod text;

pub use self::{
    qr::Qr,
    table::{Column, Row},
    text::{Align, Ink, Style},
};

const MM: f32 = 72.0 / 25.4;

/// What is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    A4,
    /// A4 with the long side at the top, for wide tables.
    A4Wide,
    A5,
    /// A roll of 80 mm, of which 72 mm can be printed; as long as its content.
    Roll80,
}

impl Size {
    /// Width, height in points. A roll ends before the longest page readers can show.
    const fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0 * MM, 297.0 * MM),
            Self::A4Wide => (297.0 * MM, 210.0 * MM),
            Self::A5 => (148.0 * MM, 210.0 * MM),
            Self::Roll80 => (80.0 * MM, 14_000.0),
        }
    }

    const fn margin(self) -> f32 {
        match self {
            Self::A4 | Self::A4Wide => 16.0 * MM,
            Self::A5 => 11.0 * MM,
            Self::Roll80 => 4.0 * MM,
        }
    }
}

/// What a drawn thing is when it is read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Lines, repeated heads, page numbers: nothing to read.
    Decoration,
    /// A text of its own, by number.
    Paragraph(u32),
    Heading(u32),
    /// A picture with words for it (its number is that of the words).
    Figure(u32),
    Cell {
        table: u32,
        row: u32,
        column: u32,
        head: bool,
    },
}

/// One drawn thing; positions in points from the top left.
#[derive(Clone, Debug)]
enum Op {
    Text {
        x: f32,
        baseline: f32,
        text: String,
        style: Style,
    },
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    /// A frame turned by degrees round its middle, with a word in it.
    Stamp {
        x: f32,
        y: f32,
        text: String,
        style: Style,
    },
    Qr {
        x: f32,
        y: f32,
        side: f32,
        code: Qr,
    },
}

type PageWords = fn(usize, usize) -> String;

/// A document in the making.
pub struct Paper {
    size: Size,
    title: String,
    author: String,
    pages: Vec<Vec<(Role, Op)>>,
    /// What pictures show, for people who do not see them.
    figures: Vec<String>,
    /// Where the next thing goes: left edge, its width, top.
    left: f32,
    width: f32,
    y: f32,
    next_role: u32,
    /// First page and words of each chapter's footer, and what is said of page and pages.
    footers: Vec<(usize, String)>,
    page_words: PageWords,
}

impl Paper {
    /// An empty first page; the title is what readers show in the window.
    pub fn new(size: Size, title: &str) -> Self {
        let (width, _) = size.points();
        let margin = size.margin();
        Self {
            size,
            title: title.to_owned(),
            author: String::new(),
            pages: vec![Vec::new()],
            figures: Vec::new(),
            left: margin,
            width: 2.0f32.mul_add(-margin, width),
            y: margin,
            next_role: 0,
            footers: Vec::new(),
            page_words: |_, _| String::new(),
        }
    }

    /// Who made it, for the document's properties.
    pub fn author(&mut self, name: &str) {
        name.clone_into(&mut self.author);
    }

    /// Small print at the foot of every page: words at the left, and at the right what is said of page and pages. Rolls have none.
    pub fn footer(&mut self, words: &str, pages: PageWords) {
        self.footers = vec![(0, words.to_owned())];
        self.page_words = pages;
    }

    /// Begins something of its own on a new page (the first one is new enough): its footer has these words and counts its own pages.
    pub fn chapter(&mut self, words: &str, pages: PageWords) {
        if self.pages.len() > 1 || !self.is_fresh() {
            self.new_page();
        }
        self.footers.push((self.pages.len() - 1, words.to_owned()));
        self.page_words = pages;
    }

    /// The width in points that text has here.
    pub const fn width(&self) -> f32 {
        self.width
    }

    /// A roll of a printer for receipts: narrow, without an end.
    pub const fn is_roll(&self) -> bool {
        matches!(self.size, Size::Roll80)
    }

    fn bottom(&self) -> f32 {
        let foot = if self.is_roll() { 0.0 } else { 4.0 * MM };
        self.size.points().1 - self.size.margin() - foot
    }

    fn is_fresh(&self) -> bool {
        self.y <= self.size.margin()
    }

    /// Begins a new page.
    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = self.size.margin();
    }

    /// Goes to the next page when less than this is left of the present one.
    fn room(&mut self, height: f32) {
        if self.y + height > self.bottom() && !self.is_fresh() {
            self.new_page();
        }
    }

    fn push(&mut self, role: Role, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push((role, op));
        }
    }

    fn role(&mut self) -> u32 {
        self.next_role += 1;
        self.next_role
    }

    /// The PDF.
    pub fn finish(self) -> Vec<u8> {
        draw::pdf(self)
    }
}

/// Does the drawing away from the threads that answer requests.
pub async fn aside<T: Send + 'static>(draw: impl FnOnce() -> T + Send + 'static) -> std::io::Result<T> {
    tokio::task::spawn_blocking(draw).await.map_err(std::io::Error::other)
}

#[cfg(test)]
mod tests;
