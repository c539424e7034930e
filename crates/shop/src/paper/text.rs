//! How text looks on paper, and where its lines end.

use super::font::Face;

/// Colours of paper. Nothing is told by colour alone: most yards print black.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    #[default]
    Black,
    Grey,
    /// The shop's own colour.
    Brand,
    Red,
    Green,
    /// Lines between rows.
    Pale,
    /// Behind heads of tables.
    Tint,
}

impl Ink {
    pub(super) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Black => (26, 26, 26),
            Self::Grey => (92, 92, 92),
            Self::Brand => (122, 62, 26),
            Self::Red => (168, 28, 28),
            Self::Green => (22, 101, 52),
            Self::Pale => (205, 200, 194),
            Self::Tint => (243, 239, 233),
        }
    }
}

/// At which edge lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// How a text looks. Starts as [`Style::BODY`]; the methods change one thing each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// In points.
    pub size: f32,
    pub bold: bool,
    pub align: Align,
    pub ink: Ink,
    /// At most so many lines; the last one ends in "…" when there would be more. 0: as many as it takes.
    pub lines: usize,
    /// Read aloud as a heading.
    pub heading: bool,
}

impl Style {
    pub const BODY: Self =
        Self { size: 9.0, bold: false, align: Align::Left, ink: Ink::Black, lines: 0, heading: false };

    #[must_use]
    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    #[must_use]
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    #[must_use]
    pub const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    #[must_use]
    pub const fn right(self) -> Self {
        self.aligned(Align::Right)
    }

    #[must_use]
    pub const fn center(self) -> Self {
        self.aligned(Align::Center)
    }

    #[must_use]
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    #[must_use]
    pub const fn at_most(self, lines: usize) -> Self {
        Self { lines, ..self }
    }

    #[must_use]
    pub const fn heading(self) -> Self {
        Self { heading: true, ..self }
    }

    /// From one line to the next.
    pub fn leading(&self) -> f32 {
        self.size * 1.28
    }

    /// Width of a text in one line.
    pub fn width(&self, text: &str) -> f32 {
        Face::of(self.bold).width(text, self.size)
    }

    /// The lines of a text in a width: broken at blanks and at its own line ends, words that are too long are broken inside.
    pub fn wrap(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            self.fill(paragraph, width, &mut lines);
        }
        if self.lines > 0 && lines.len() > self.lines {
            lines.truncate(self.lines);
            if let Some(last) = lines.last_mut() {
                *last = self.shorten(&format!("{last}…"), width);
            }
        }
        lines
    }

    fn fill(&self, paragraph: &str, width: f32, lines: &mut Vec<String>) {
        let mut line = String::new();
        // Only ordinary blanks break a line: "Rp 5.000" stays together where a no-break space holds it.
        for word in paragraph.split([' ', '\t']).filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.break_word(word, width, lines);
        }
        lines.push(line);
    }

    /// Fills lines with the parts of a word that is too long; the rest of it is returned.
    fn break_word(&self, word: &str, width: f32, lines: &mut Vec<String>) -> String {
        let (mut part, mut used) = (String::new(), 0.0);
        for sign in word.chars() {
            let more = self.width(sign.encode_utf8(&mut [0; 4]));
            if used + more > width && !part.is_empty() {
                lines.push(std::mem::take(&mut part));
                used = 0.0;
            }
            part.push(sign);
            used += more;
        }
        part
    }

    /// The text in one line that fits, ending in "…" when something was cut off.
    pub fn shorten(&self, text: &str, width: f32) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut kept = text.trim_end_matches('…').to_owned();
        while !kept.is_empty() && self.width(&kept) + self.width("…") > width {
            kept.pop();
        }
        format!("{}…", kept.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_full_but_never_too_long_and_lose_no_word() {
        let text = "Roster beton motif bunga kembang sepatu ukuran 20 × 20 sentimeter untuk ventilasi kamar mandi";
        let lines = Style::BODY.wrap(text, 90.0);
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|line| Style::BODY.width(line) <= 90.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        let word = "x".repeat(200);
        let lines = Style::BODY.wrap(&word, 50.0);
        assert!(lines.iter().all(|line| Style::BODY.width(line) <= 50.0));
        assert_eq!(lines.concat(), word);
    }

    #[test]
    fn what_is_cut_off_leaves_dots() {
        let lines = Style::BODY.at_most(2).wrap("satu dua tiga empat lima enam tujuh delapan sembilan", 40.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && Style::BODY.width(&lines[1]) <= 40.0, "{lines:?}");
        assert_eq!(Style::BODY.shorten("pendek", 100.0), "pendek");
    }

    #[test]
    fn money_stays_in_one_line() {
        let lines = Style::BODY.wrap("jumlah Rp\u{a0}1.000", Style::BODY.width("jumlah Rp"));
        assert_eq!(lines, ["jumlah", "Rp\u{a0}1.000"]);
    }
}
