//! Codes: what the pages of a PDF name glyphs by. A glyph gets one for each text and width it is
//! used with, so that what is copied out of the PDF is what was typed (異体字 too) and spacing never
//! looks like a blank. It knows neither printpdf nor lopdf.

use crate::error::DocumentError;
use crate::font::{Face, FaceId};
use crate::layout::paragraph::Glyph;
use crate::layout::{Item, Layout};
use crate::tags::EmbeddedFont;

/// The codes of one face: index + 1, in the order of the characters (which is also the order that
/// is compressed best). Code 0 is `.notdef`.
#[derive(Default)]
pub(super) struct Codes {
    uses: Vec<Use>,
    /// By glyph: the code of its last use, 0 when it has none.
    last: Vec<u16>,
    /// By code: the use before it of the same glyph, or 0.
    before: Vec<u16>,
}

/// A glyph as it is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    base: char,
    mark: Option<char>,
    glyph: u16,
    /// How far the pen goes on, in thousandths of the em.
    pub(super) advance: i32,
}

impl Codes {
    /// The codes of every face for the text of `layout`.
    pub(super) fn collect(layout: &Layout) -> [Self; FaceId::ALL.len()] {
        let mut all = FaceId::ALL.map(|_| Self::default());
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            match item {
                Item::Text(text) => {
                    for glyph in &text.line.glyphs {
                        all[glyph.face as usize].add(Use::of(glyph));
                    }
                }
                Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) | Item::Code(_) => {}
            }
        }
        all.map(Self::sorted)
    }

    /// The uses in the order of their codes.
    pub(super) fn uses(&self) -> impl Iterator<Item = (u16, &Use)> {
        (1..).zip(&self.uses)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    /// The code of a glyph of the layout; 0 when it was not collected.
    pub(super) fn code(&self, glyph: &Glyph) -> u16 {
        self.find(Use::of(glyph))
    }

    /// Cuts the face down to what is used of it.
    ///
    /// # Errors
    /// [`DocumentError::Font`] when the font file is damaged.
    pub(super) fn embed(&self, face: &Face<'_>) -> Result<EmbeddedFont, DocumentError> {
        let sized = |used: &Use| face.sized(used.glyph, used.advance);
        let glyphs: Vec<_> = self.uses.iter().map(sized).collect();
        let program = face.cut_down(&glyphs)?;
        let number = |glyph| program.numbers.get(glyph).copied().unwrap_or_default();
        let numbers = std::iter::once(0).chain(glyphs.iter().map(number));
        let tag = subset_tag(self.uses.iter().map(|used| used.glyph));
        Ok(EmbeddedFont {
            name: format!("{tag}+{}", face.name()),
            is_embeddable: face.is_embeddable(),
            glyph_map: numbers.flat_map(u16::to_be_bytes).collect(),
            program: program.bytes,
        })
    }

    fn find(&self, wanted: Use) -> u16 {
        let mut code = self.last.get(usize::from(wanted.glyph)).copied();
        while let Some(index) = code.and_then(|code| usize::from(code).checked_sub(1)) {
            if self.uses[index] == wanted {
                break;
            }
            code = Some(self.before[index]);
        }
        code.unwrap_or_default()
    }

    fn add(&mut self, used: Use) {
        if self.find(used) == 0 {
            self.push(used);
        }
    }

    fn push(&mut self, used: Use) {
        let glyph = usize::from(used.glyph);
        if self.last.len() <= glyph {
            self.last.resize(glyph + 1, 0);
        }
        self.uses.push(used);
        let code = u16::try_from(self.uses.len()).unwrap_or_default();
        self.before
            .push(std::mem::replace(&mut self.last[glyph], code));
    }

    fn sorted(mut self) -> Self {
        self.uses.sort_unstable();
        let mut sorted = Self::default();
        for used in self.uses {
            sorted.push(used);
        }
        sorted
    }
}

impl Use {
    fn of(glyph: &Glyph) -> Self {
        Self {
            base: glyph.base,
            mark: glyph.mark,
            glyph: glyph.id,
            advance: glyph.advance,
        }
    }

    /// What is copied out of the PDF.
    pub(super) fn text(&self) -> String {
        [Some(self.base), self.mark].into_iter().flatten().collect()
    }
}

/// Six letters that differ between subsets (ISO 32000-1, 9.6.4), taken from the glyphs: FNV-1a.
fn subset_tag(glyphs: impl Iterator<Item = u16>) -> String {
    let hash = glyphs.fold(0xCBF2_9CE4_8422_2325_u64, |hash, glyph| {
        (hash ^ u64::from(glyph)).wrapping_mul(0x0100_0000_01B3)
    });
    (0..6)
        .map(|place| char::from(b'A' + (hash >> (8 * place)) as u8 % 26))
        .collect()
}
