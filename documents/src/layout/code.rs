//! 二次元コード (QR): what a page says to a camera. The only file that names qrcode. It places nothing on a
//! page.

use qrcode::{Color, EcLevel, QrCode};

use crate::error::DocumentError;

/// A code: dark squares on a light ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Squares in a row.
    width: usize,
    dark: Vec<bool>,
}

/// Light squares around a code that a reader needs (ISO/IEC 18004, 9.1).
pub const QUIET: f32 = 4.0;

impl Code {
    /// The code that says this; a sixth of it may be damaged.
    ///
    /// # Errors
    /// [`DocumentError::LongCode`].
    pub fn of(text: &str) -> Result<Self, DocumentError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M);
        let code = code.map_err(|_| DocumentError::LongCode)?;
        Ok(Self {
            width: code.width(),
            dark: code
                .into_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Squares in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Its dark parts: column, row and length, in squares from the upper left corner. Squares side by side
    /// are one part.
    #[must_use]
    pub fn dark(&self) -> Vec<(usize, usize, usize)> {
        let mut dark = Vec::new();
        for (row, squares) in self.dark.chunks(self.width).enumerate() {
            let mut column = 0;
            for same in squares.chunk_by(|one, other| one == other) {
                if same.first() == Some(&true) {
                    dark.push((column, row, same.len()));
                }
                column += same.len();
            }
        }
        dark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_cover_what_is_dark_and_nothing_else() {
        let code = Code::of("ITAKU1:特記R8-0001:0123456789ab").unwrap();
        let mut covered = vec![false; code.dark.len()];
        for (column, row, length) in code.dark() {
            let start = row * code.width + column;
            covered[start..start + length].fill(true);
        }
        assert_eq!(covered, code.dark);
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(Code::of(&"長".repeat(2000)).is_err());
    }
}
