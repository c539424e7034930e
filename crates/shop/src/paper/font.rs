//! The two weights of the one font of paper, and how wide text is in them.

use std::{collections::HashMap, sync::LazyLock};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, instance::Size};

static REGULAR: LazyLock<Face> = LazyLock::new(|| Face::read(include_bytes!("fonts/PaperSans-Regular.ttf")));
static BOLD: LazyLock<Face> = LazyLock::new(|| Face::read(include_bytes!("fonts/PaperSans-Bold.ttf")));

/// What stands for a sign the font does not have.
const UNKNOWN: char = '?';

/// One weight: its outlines, and glyph and width (in parts of the size) of each sign.
pub(super) struct Face {
    pub font: Font,
    signs: HashMap<char, (u32, f32)>,
}

impl Face {
    /// The regular or the bold weight.
    pub fn of(bold: bool) -> &'static Self {
        if bold { &BOLD } else { &REGULAR }
    }

    fn read(bytes: &'static [u8]) -> Self {
        let font = Font::new(bytes.into(), 0).expect("the font is part of the program");
        let reader = FontRef::new(bytes).expect("the font is part of the program");
        let widths = reader.glyph_metrics(Size::unscaled(), LocationRef::default());
        let width = |glyph| widths.advance_width(glyph).unwrap_or_default() / font.units_per_em();
        let known = reader.charmap().mappings();
        let signs =
            known.filter_map(|(sign, glyph)| Some((char::from_u32(sign)?, (glyph.to_u32(), width(glyph))))).collect();
        Self { font, signs }
    }

    fn sign(&self, sign: char) -> (u32, f32) {
        self.signs.get(&sign).or_else(|| self.signs.get(&UNKNOWN)).copied().unwrap_or_default()
    }

    /// Width of a text in points at a size.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|sign| self.sign(sign).1).sum::<f32>() * size
    }

    /// The text as it can be drawn (signs without a glyph replaced, every blank an ordinary one), with its glyphs.
    pub fn shape(&self, text: &str) -> (String, Vec<KrillaGlyph>) {
        let (mut drawn, mut glyphs) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for sign in text.chars() {
            let sign = match sign {
                _ if sign.is_whitespace() || sign.is_control() => ' ',
                _ if self.signs.contains_key(&sign) => sign,
                _ => UNKNOWN,
            };
            let (start, (glyph, advance)) = (drawn.len(), self.sign(sign));
            drawn.push(sign);
            glyphs.push(KrillaGlyph::new(GlyphId::new(glyph), advance, 0.0, 0.0, 0.0, start..drawn.len(), None));
        }
        (drawn, glyphs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_yard_are_in_both_weights() {
        for sign in "Rp²³½×−—–…•“”‘’éüçĀ".chars() {
            assert!(REGULAR.signs.contains_key(&sign) && BOLD.signs.contains_key(&sign), "{sign}");
        }
    }

    #[test]
    fn figures_are_equally_wide_so_that_columns_of_money_stand_in_line() {
        let one = REGULAR.width("1", 10.0);
        assert!("0123456789".chars().all(|digit| (REGULAR.width(&digit.to_string(), 10.0) - one).abs() < 0.001));
        assert!(BOLD.width("Barokah", 10.0) > REGULAR.width("Barokah", 10.0));
    }

    #[test]
    fn a_sign_without_a_glyph_is_a_question_mark() {
        assert_eq!(REGULAR.shape("a\u{a0}b\t🎉水").0, "a b ??");
    }
}
