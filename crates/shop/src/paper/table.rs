//! Tables: columns as wide as they need, heads repeated on every page, rows never torn, totals never alone.

use super::{Align, Ink, Op, Paper, Role, Style};

/// Left and right of a cell, above and below it; in points.
const ASIDE: f32 = 3.5;
const ABOVE: f32 = 2.6;
/// Small print in a cell, as part of the body's size.
const SMALL: f32 = 0.86;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Width {
    /// As wide as its longest cell.
    Fit,
    /// A share of what the others leave.
    Share(f32),
}

/// A column with its head.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    head: String,
    width: Width,
    align: Align,
}

impl Column {
    /// As wide as its longest cell: for figures and dates.
    pub fn fit(head: impl Into<String>) -> Self {
        Self { head: head.into(), width: Width::Fit, align: Align::Left }
    }

    /// Shares what the fitting columns leave; long text wraps.
    pub fn share(head: impl Into<String>, share: f32) -> Self {
        Self { head: head.into(), width: Width::Share(share), align: Align::Left }
    }

    /// One share of what is left.
    pub fn rest(head: impl Into<String>) -> Self {
        Self::share(head, 1.0)
    }

    #[must_use]
    pub const fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// For money and numbers.
    #[must_use]
    pub const fn right(self) -> Self {
        self.aligned(Align::Right)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    text: String,
    note: String,
}

/// A row: a cell for each column, or a sum at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    cells: Vec<Cell>,
    bold: bool,
    /// A name that takes all columns but the last one.
    spans: bool,
}

impl Row {
    /// A row of texts, one a column; a missing one is empty.
    pub fn new<T: Into<String>>(cells: impl IntoIterator<Item = T>) -> Self {
        let cells = cells.into_iter().map(|text| Cell { text: text.into(), note: String::new() }).collect();
        Self { cells, bold: false, spans: false }
    }

    /// A part of a sum: its name at the right of all columns but the last, its value in the last.
    pub fn sum(name: &str, value: &str) -> Self {
        Self { spans: true, ..Self::new([name, value]) }
    }

    /// The sum itself.
    pub fn total(name: &str, value: &str) -> Self {
        Self::sum(name, value).bold()
    }

    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// Small print below the text of a column.
    #[must_use]
    pub fn note(mut self, column: usize, note: &str) -> Self {
        if let Some(cell) = self.cells.get_mut(column) {
            note.clone_into(&mut cell.note);
        }
        self
    }
}

/// The lines of a cell, each with its style.
type Lines = Vec<(String, Style)>;

/// A row with its lines, ready to be drawn.
struct Laid {
    /// Per cell: left, width, lines.
    cells: Vec<(f32, f32, Lines)>,
    height: f32,
    head: bool,
    total: bool,
}

impl Paper {
    /// The size and ink of plain text on this paper.
    pub const fn body(&self) -> Style {
        let size = if matches!(self.size, super::Size::A4) { 9.0 } else { 8.5 };
        Style::BODY.sized(size)
    }

    /// A table over the whole width. The head stands again on every page; the sums stay with the last row.
    pub fn table(&mut self, columns: &[Column], rows: &[Row], sums: &[Row]) {
        if columns.is_empty() {
            return;
        }
        let widths = self.widths(columns, rows, sums);
        let head = Row::new(columns.iter().map(|column| column.head.as_str())).bold();
        let head = Laid { head: true, ..self.lay(&head, columns, &widths) };
        let sums: Vec<_> = sums.iter().map(|row| self.lay(row, columns, &widths)).collect();
        let tail: f32 = sums.iter().map(|row| row.height).sum();
        let (table, start) = (self.role(), if rows.is_empty() { tail } else { 0.0 });
        // A head stands with at least one row.
        let first = rows.first().map_or(0.0, |row| self.lay(row, columns, &widths).height);
        self.room(head.height + first + start);
        self.draw_row(&head, (table, 0), true);
        for (at, row) in rows.iter().enumerate() {
            let laid = self.lay(row, columns, &widths);
            let kept = if at + 1 == rows.len() { tail } else { 0.0 };
            let room = self.bottom() - self.size.margin() - head.height;
            // Sums longer than a page cannot stay together with anything.
            let wanted = if laid.height + kept <= room { laid.height + kept } else { laid.height };
            self.next_page_for(wanted, &head, table);
            self.draw_row(&laid, (table, at as u32 + 1), true);
        }
        for (at, row) in sums.iter().enumerate() {
            self.next_page_for(row.height, &head, table);
            self.draw_row(row, (table, (rows.len() + at) as u32 + 1), false);
        }
    }

    fn next_page_for(&mut self, height: f32, head: &Laid, table: u32) {
        if self.y + height > self.bottom() {
            self.new_page();
            self.draw_row(head, (table, u32::MAX), true);
        }
    }

    fn widths(&self, columns: &[Column], rows: &[Row], sums: &[Row]) -> Vec<f32> {
        let (body, bold) = (self.body(), self.body().bold());
        let small = body.sized(body.size * SMALL);
        let mut fit: Vec<f32> = columns.iter().map(|column| bold.width(&column.head)).collect();
        for row in rows.iter().chain(sums) {
            let style = if row.bold { bold } else { body };
            let last = columns.len() - 1;
            let cells = row.cells.iter().enumerate().filter(|(at, _)| !row.spans || *at == 1);
            for (at, cell) in cells {
                let at = if row.spans { last } else { at };
                if let Some(width) = fit.get_mut(at) {
                    *width = width.max(style.width(&cell.text)).max(small.width(&cell.note));
                }
            }
        }
        let is_fit = |at: usize| columns[at].width == Width::Fit;
        let shares: f32 =
            columns.iter().map(|column| if let Width::Share(share) = column.width { share } else { 0.0 }).sum();
        let fixed: f32 =
            fit.iter().enumerate().filter(|(at, _)| is_fit(*at)).map(|(_, width)| width + 2.0 * ASIDE).sum();
        // Columns that share keep at least a third; then the others wrap as well.
        let most = if shares > 0.0 { self.width * 0.67 } else { self.width };
        let squeeze = if fixed > most { most / fixed } else { 1.0 };
        let left = fixed.mul_add(-squeeze, self.width);
        let width = |(at, column): (usize, &Column)| match column.width {
            Width::Share(share) => left * share / shares,
            Width::Fit if shares > 0.0 || squeeze < 1.0 => 2.0f32.mul_add(ASIDE, fit[at]) * squeeze,
            Width::Fit => (2.0f32.mul_add(ASIDE, fit[at])) * self.width / fixed,
        };
        columns.iter().enumerate().map(width).collect()
    }

    fn lay(&self, row: &Row, columns: &[Column], widths: &[f32]) -> Laid {
        let body = if row.bold { self.body().bold() } else { self.body() };
        let most = ((self.bottom() - self.size.margin()) * 0.7 / body.leading()) as usize;
        let lefts: Vec<f32> =
            widths.iter().scan(self.left, |x, width| Some(std::mem::replace(x, *x + width))).collect();
        let last = columns.len() - 1;
        let place = |at: usize| match (row.spans, at) {
            (true, 0) => (self.left, lefts[last] - self.left, Align::Right),
            (true, _) => (lefts[last], widths[last], columns[last].align),
            (false, at) => (lefts[at], widths[at], columns[at].align),
        };
        let lay = |(at, cell): (usize, &Cell)| {
            let (left, width, align) = place(at);
            let style = body.aligned(align).at_most(most);
            let inner = 2.0f32.mul_add(-ASIDE, width).max(1.0);
            let note = style.sized(body.size * SMALL).ink(Ink::Grey);
            let text = style.wrap(&cell.text, inner).into_iter().map(|line| (line, style));
            let notes = note.wrap(&cell.note, inner).into_iter().map(|line| (line, note));
            (left + ASIDE, inner, text.chain(notes).collect::<Lines>())
        };
        let count = if row.spans { 2 } else { columns.len() };
        let cells: Vec<_> = row.cells.iter().take(count).enumerate().map(lay).collect();
        let tall = |lines: &[(String, Style)]| lines.iter().map(|(_, style)| style.leading()).sum::<f32>();
        let deepest = cells.iter().map(|cell| tall(&cell.2)).fold(body.leading(), f32::max);
        let above = if row.spans { ABOVE * 0.5 } else { ABOVE };
        Laid { cells, height: 2.0f32.mul_add(above, deepest), head: false, total: row.spans && row.bold }
    }

    fn draw_row(&mut self, row: &Laid, (table, number): (u32, u32), line: bool) {
        let (x, y, width) = (self.left, self.y, self.width);
        let fill = |y: f32, height: f32, ink| Op::Fill { x, y, width, height, ink };
        if row.head || row.total {
            self.push(Role::Decoration, fill(y, row.height, Ink::Tint));
        }
        if row.head {
            self.push(Role::Decoration, fill(y, 0.8, Ink::Brand));
        }
        let taken: f32 =
            row.cells.iter().map(|cell| cell.2.iter().map(|line| line.1.leading()).sum::<f32>()).fold(0.0, f32::max);
        for (column, (left, inner, lines)) in row.cells.iter().enumerate() {
            let repeated = row.head && number == u32::MAX;
            let cell = Role::Cell { table, row: number, column: column as u32, head: row.head };
            let role = if repeated { Role::Decoration } else { cell };
            let mut top = y + (row.height - taken).max(0.0) / 2.0;
            for (text, style) in lines {
                self.line(role, (*left, top, *inner), text.clone(), *style);
                top += style.leading();
            }
        }
        self.y += row.height;
        if line {
            self.push(Role::Decoration, fill(self.y - 0.4, 0.4, Ink::Pale));
        }
    }
}
