//! A code for cameras as a field of dark and light squares.

use qrcode::{Color, EcLevel, QrCode};

/// The squares of a code, without the light border around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    side: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of a text; `None` when it is longer than any code holds (about 2300 bytes).
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let side = code.width();
        Some(Self { side, dark: code.into_colors().into_iter().map(|color| color == Color::Dark).collect() })
    }

    /// Squares in a row.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// Dark stretches of each row: column, row, length in squares.
    pub fn stretches(&self) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        for (y, row) in self.dark.chunks(self.side.max(1)).enumerate() {
            let mut x = 0;
            while x < row.len() {
                let length = row[x..].iter().take_while(|dark| **dark).count();
                if length > 0 {
                    found.push((x, y, length));
                }
                x += length.max(1);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_the_dark_squares() {
        let code = Qr::of("https://toko.example/pesanan/12/").expect("is short");
        let count: usize = code.stretches().iter().map(|stretch| stretch.2).sum();
        assert_eq!(count, code.dark.iter().filter(|dark| **dark).count());
        // The corner that every code has: seven dark squares.
        assert_eq!(code.stretches()[0], (0, 0, 7));
        assert!(Qr::of(&"x".repeat(4000)).is_none());
    }
}
