//! What is put on a paper, from top to bottom.

use super::{Align, Ink, MM, Op, Paper, Qr, Role, Style};

impl Paper {
    /// Leaves blank space.
    pub fn space(&mut self, points: f32) {
        self.y += points;
    }

    /// A text in as many lines as it takes.
    pub fn text(&mut self, text: &str, style: Style) {
        let number = self.role();
        let role = if style.heading { Role::Heading(number) } else { Role::Paragraph(number) };
        for line in style.wrap(text, self.width) {
            self.room(style.leading());
            self.line(role, (self.left, self.y, self.width), line, style);
            self.y += style.leading();
        }
    }

    /// One line in a box of left, top and width.
    pub(super) fn line(&mut self, role: Role, (left, top, width): (f32, f32, f32), text: String, style: Style) {
        if text.trim().is_empty() {
            return;
        }
        let over = width - style.width(&text);
        let x = match style.align {
            Align::Left => left,
            Align::Center => left + over / 2.0,
            Align::Right => left + over,
        };
        self.push(role, Op::Text { x, baseline: style.size.mul_add(0.98, top), text, style });
    }

    /// A name at the left and its value at the right of the same line; what is too long for that goes below the name.
    pub fn pair(&mut self, name: &str, value: &str, style: Style) {
        let gap = style.size;
        let fits = style.width(name) + gap + style.width(value) <= self.width;
        self.keep(|paper| {
            let top = paper.y;
            paper.text(name, style);
            let below = paper.y;
            if fits {
                paper.y = top;
            }
            paper.text(value, style.right());
            paper.y = paper.y.max(below);
        });
    }

    /// A line across.
    pub fn rule(&mut self, thickness: f32, ink: Ink) {
        self.room(thickness);
        let (x, y, width) = (self.left, self.y, self.width);
        self.push(Role::Decoration, Op::Fill { x, y, width, height: thickness, ink });
        self.y += thickness;
    }

    /// Keeps what is drawn on one page, the next if need be.
    pub fn keep(&mut self, draw: impl Fn(&mut Self)) {
        let (pages, ops, y, roles, figures) =
            (self.pages.len(), self.pages.last().map_or(0, Vec::len), self.y, self.next_role, self.figures.len());
        let fresh = self.is_fresh();
        draw(self);
        if (self.pages.len() > pages || self.y > self.bottom()) && !fresh {
            self.pages.truncate(pages);
            if let Some(page) = self.pages.last_mut() {
                page.truncate(ops);
            }
            self.figures.truncate(figures);
            (self.y, self.next_role) = (y, roles);
            self.new_page();
            draw(self);
        }
    }

    /// Several things side by side, each with its share of the width; kept on one page. On a roll they stand below each other.
    pub fn beside(&mut self, shares: &[f32], draw: impl Fn(&mut Self, usize)) {
        if self.is_roll() {
            (0..shares.len()).for_each(|at| draw(self, at));
            return;
        }
        let gap = 5.0 * MM;
        self.keep(|paper| {
            let (left, width, top, page) = (paper.left, paper.width, paper.y, paper.pages.len());
            let all: f32 = shares.iter().sum();
            let usable = gap.mul_add(-(shares.len().saturating_sub(1) as f32), width);
            let mut deepest = top;
            for (at, share) in shares.iter().enumerate() {
                paper.width = usable * share / all;
                if paper.pages.len() == page {
                    paper.y = top;
                }
                draw(paper, at);
                deepest = deepest.max(paper.y);
                paper.left += paper.width + gap;
            }
            (paper.left, paper.width) = (left, width);
            paper.y = if paper.pages.len() == page { deepest } else { paper.y };
        });
    }

    /// A code to be read by a camera, drawn as rectangles: `mm` wide, with words for who cannot see it.
    pub fn qr(&mut self, code: &Qr, mm: f32, align: Align, words: &str) {
        let side = mm * MM;
        self.room(side);
        let over = self.width - side;
        let x = match align {
            Align::Left => self.left,
            Align::Center => self.left + over / 2.0,
            Align::Right => self.left + over,
        };
        self.figures.push(words.to_owned());
        let role = Role::Figure(self.figures.len() as u32 - 1);
        let y = self.y;
        self.push(role, Op::Qr { x, y, side, code: code.clone() });
        self.y += side;
    }

    /// A word in a frame, like the print of a rubber stamp.
    pub fn stamp(&mut self, text: &str, style: Style) {
        let height = style.size * 1.7;
        self.room(height);
        let width = style.width(text) + style.size;
        let over = self.width - width;
        let x = match style.align {
            Align::Left => self.left,
            Align::Center => self.left + over / 2.0,
            Align::Right => self.left + over,
        };
        let role = Role::Paragraph(self.role());
        let y = self.y;
        self.push(role, Op::Stamp { x, y, text: text.to_owned(), style });
        self.y += height;
    }
}
