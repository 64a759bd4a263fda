//! Faces: the two bundled ones (BIZ UD明朝, BIZ UDゴシック; OFL 1.1), an optional further one, their
//! metrics, and cutting them down to the glyphs a document uses ([`program`]). It shapes no text.

mod coarse;
pub mod program;

use std::sync::OnceLock;

use program::{Program, Sized};

use crate::error::DocumentError;

static MINCHO: &[u8] = include_bytes!("../../assets/fonts/BIZUDMincho-Regular.ttf");
static GOTHIC: &[u8] = include_bytes!("../../assets/fonts/BIZUDGothic-Bold.ttf");

/// Which face a glyph comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaceId {
    /// 明朝: running text and cells.
    Body,
    /// ゴシック太字: headings and table heads.
    Heading,
    /// The face of the operator's choice, for what the others lack.
    Fallback,
}

impl FaceId {
    /// Every face, in the order in which they are numbered.
    pub const ALL: [FaceId; 3] = [FaceId::Body, FaceId::Heading, FaceId::Fallback];
}

/// A parsed TrueType face. Lengths are in thousandths of the em.
pub struct Face<'a> {
    parsed: ttf_parser::Face<'a>,
    name: String,
    /// Glyph of each character of the basic plane; 0 where there is none.
    basic_plane: Vec<u16>,
    outlines: coarse::Outlines,
}

impl<'a> Face<'a> {
    /// Reads a face from the bytes of a TrueType file or collection.
    ///
    /// # Errors
    /// [`DocumentError::Font`] when the bytes are not a TrueType face. Faces with PostScript (CFF)
    /// outlines are refused: some viewers draw their kanji wrong.
    pub fn parse(data: &'a [u8], index: u32) -> Result<Self, DocumentError> {
        let unreadable = || DocumentError::Font(format!("{index}"));
        let parsed = ttf_parser::Face::parse(data, index).map_err(|_| unreadable())?;
        if parsed.tables().glyf.is_none() {
            return Err(unreadable());
        }
        let name = parsed
            .names()
            .into_iter()
            .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string())
            .ok_or_else(unreadable)?;
        let basic_plane = (0..=0xFFFF_u32)
            .map(|code| {
                char::from_u32(code)
                    .and_then(|character| parsed.glyph_index(character))
                    .map_or(0, |glyph| glyph.0)
            })
            .collect();
        let outlines = coarse::Outlines::none_of(parsed.number_of_glyphs());
        Ok(Self {
            parsed,
            name,
            basic_plane,
            outlines,
        })
    }

    /// The PostScript name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A glyph to be set with this advance width, for [`cut_down`](Self::cut_down).
    #[must_use]
    pub fn sized(&self, glyph: u16, advance: i32) -> Sized {
        if advance == self.advance(glyph) {
            return (glyph, None);
        }
        (glyph, Some(advance))
    }

    /// Whether its licence lets a PDF carry it, as far as the file says (`OS/2`, fsType).
    #[must_use]
    pub fn is_embeddable(&self) -> bool {
        !matches!(
            self.parsed.permissions(),
            Some(ttf_parser::Permissions::Restricted)
        )
    }

    /// Glyph of a character. None for what PDF/A (6.2.11.7) does not let stand for a character.
    #[must_use]
    pub fn glyph(&self, character: char) -> Option<u16> {
        if matches!(character, '\0' | '\u{FEFF}' | '\u{FFFE}') {
            return None;
        }
        let glyph = match self.basic_plane.get(character as usize) {
            Some(glyph) => *glyph,
            None => self.parsed.glyph_index(character)?.0,
        };
        (glyph != 0).then_some(glyph)
    }

    /// Glyph of a character in the form its variation selector asks for (異体字, cmap format 14).
    #[must_use]
    pub fn variant(&self, base: char, selector: char) -> Option<u16> {
        Some(self.parsed.glyph_variation_index(base, selector)?.0)
    }

    /// Advance width.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i32 {
        let advance = self.parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph));
        self.scaled(i32::from(advance.unwrap_or_default()))
    }

    /// Draws the outline of a glyph into `builder`, in units of the face.
    pub fn outline(&self, glyph: u16, builder: &mut dyn ttf_parser::OutlineBuilder) {
        self.parsed
            .outline_glyph(ttf_parser::GlyphId(glyph), builder);
    }

    /// Units per em of the outlines.
    #[must_use]
    pub fn units_per_em(&self) -> u16 {
        self.parsed.units_per_em()
    }

    /// Ascent, descent and box for the PDF's font descriptor.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        let bounds = self.parsed.global_bounding_box();
        Metrics {
            ascent: self.scaled(self.parsed.ascender().into()),
            descent: self.scaled(self.parsed.descender().into()),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
                .map(|edge| self.scaled(edge.into())),
            weight: self.parsed.weight().to_number(),
        }
    }

    /// The face cut down to `.notdef` and these glyphs, numbered in their order from 1.
    ///
    /// # Errors
    /// [`DocumentError::Font`] when the font file is damaged.
    pub fn cut_down(&self, glyphs: &[Sized]) -> Result<Program, DocumentError> {
        program::cut_down(&self.parsed, &self.outlines, glyphs)
            .ok_or_else(|| DocumentError::Font(self.name.clone()))
    }

    fn scaled(&self, units: i32) -> i32 {
        units * 1000 / i32::from(self.parsed.units_per_em())
    }
}

/// Metrics in thousandths of the em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// Height above the baseline.
    pub ascent: i32,
    /// Depth below it, negative.
    pub descent: i32,
    /// Left, bottom, right, top of the box that holds every glyph.
    pub bounds: [i32; 4],
    /// 400 regular, 700 bold.
    pub weight: u16,
}

/// The faces a document is set in.
#[derive(Clone, Copy)]
pub struct FontSet<'a> {
    body: &'a Face<'a>,
    heading: &'a Face<'a>,
    fallback: Option<&'a Face<'a>>,
}

impl FontSet<'static> {
    /// The faces that come with the program; parsed once per process.
    ///
    /// # Errors
    /// [`DocumentError::Font`] when the program was built with damaged files.
    pub fn bundled() -> Result<Self, DocumentError> {
        static FACES: OnceLock<Result<[Face<'static>; 2], DocumentError>> = OnceLock::new();
        let faces = FACES.get_or_init(|| Ok([Face::parse(MINCHO, 0)?, Face::parse(GOTHIC, 0)?]));
        match faces {
            Ok([body, heading]) => Ok(Self {
                body,
                heading,
                fallback: None,
            }),
            Err(error) => Err(error.clone()),
        }
    }
}

impl<'a> FontSet<'a> {
    /// The same faces, and one more for what they lack.
    #[must_use]
    pub fn with_fallback<'b>(self, fallback: &'b Face<'b>) -> FontSet<'b>
    where
        'a: 'b,
    {
        FontSet {
            body: self.body,
            heading: self.heading,
            fallback: Some(fallback),
        }
    }

    /// The face of that name; the fallback may be absent.
    #[must_use]
    pub fn face(&self, id: FaceId) -> Option<&'a Face<'a>> {
        match id {
            FaceId::Body => Some(self.body),
            FaceId::Heading => Some(self.heading),
            FaceId::Fallback => self.fallback,
        }
    }
}
