//! Document to a sequence of lines and tables, in reading order, with the layout conventions of
//! Japanese contracts: （見出し） above the article, 第N条 and ２ at the left edge, (1) one character in,
//! continuation lines hanging by one. It places nothing on a page.

mod columns;
mod writer;

use domain::document::{self, Block, Document, Part};

use self::writer::Writer;
use super::paragraph::{Line, LineEnds};
use super::table::TableLines;
use super::{Element, ElementId, Role};
use crate::error::DocumentError;
use crate::shape::Shaper;

/// Size of the running text.
pub const BODY_SIZE: f32 = 10.5;
/// Distance of its baselines: 1.75 times the size.
pub const BODY_LEADING: f32 = 18.375;
/// A table of more columns is set across the long side of the paper: upright, a column would be
/// narrower than six characters.
const WIDEST_UPRIGHT_TABLE: usize = 7;

/// A part ready to be cut into pages.
pub struct FlowPart {
    /// Which way its pages lie.
    pub orientation: Orientation,
    /// Its content.
    pub items: Vec<FlowItem>,
}

/// 縦 or 横.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// A4 縦.
    Portrait,
    /// A4 横.
    Landscape,
}

/// What is set below what went before.
pub enum FlowItem {
    /// Lines of text.
    Lines(LineBlock),
    /// A table.
    Table(TableLines),
}

/// Lines that belong together.
pub struct LineBlock {
    /// The lines.
    pub lines: Vec<Line>,
    /// Size of the type in points.
    pub size: f32,
    /// Height of a line in points.
    pub leading: f32,
    /// Blank above, in points; none at the head of a page.
    pub space_before: f32,
    /// Blank below, in points.
    pub space_after: f32,
    /// Whether it may be the last thing on a page.
    pub keep: Keep,
    /// What it is part of.
    pub element: ElementId,
    /// Text and depth of the bookmark that points to it.
    pub bookmark: Option<(String, usize)>,
}

/// Whether something may stand alone at the foot of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It may.
    Free,
    /// It stays with what follows: a heading.
    WithNext,
}

impl Orientation {
    /// Width and height of the paper in points.
    #[must_use]
    pub fn paper(self) -> (f32, f32) {
        match self {
            Self::Portrait => (595.276, 841.89),
            Self::Landscape => (841.89, 595.276),
        }
    }

    /// Width of the text in points: 左30 右20 mm upright, 左右25 mm across.
    #[must_use]
    pub fn text_width(self) -> f32 {
        let margins = 50.0 * 72.0 / 25.4;
        self.paper().0 - margins
    }

    /// Which way the pages of a part lie.
    #[must_use]
    pub fn of(part: &Part) -> Self {
        let is_wide = |block: &Block| match block {
            Block::Table(table) => WIDEST_UPRIGHT_TABLE < table.columns.len(),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Article(_)
            | Block::List(_)
            | Block::Pairs(_)
            | Block::Frame(_)
            | Block::Signatures(_) => false,
        };
        match part.orientation {
            document::Orientation::Portrait => Self::Portrait,
            document::Orientation::Landscape => Self::Landscape,
            document::Orientation::Automatic if part.blocks.iter().any(is_wide) => Self::Landscape,
            document::Orientation::Automatic => Self::Portrait,
        }
    }
}

/// Makes the flow of each part, and the structure of the whole.
///
/// # Errors
/// [`DocumentError::RaggedTable`], [`DocumentError::NarrowColumns`]. Missing characters are left in
/// `shaper`.
pub fn flow(
    document: &Document,
    shaper: &mut Shaper<'_>,
    line_ends: LineEnds,
) -> Result<(Vec<FlowPart>, Vec<Element>), DocumentError> {
    let mut elements = vec![Element {
        role: Role::Document,
        parent: None,
    }];
    let mut parts = Vec::with_capacity(document.parts.len());
    for part in &document.parts {
        let name = part.label.as_ref().unwrap_or(&part.heading).clone();
        let mut writer = Writer {
            shaper,
            elements: &mut elements,
            orientation: Orientation::of(part),
            line_ends,
            part: ElementId(0),
            name,
            items: Vec::new(),
        };
        writer.write(part, document.number.as_deref())?;
        let (orientation, items) = (writer.orientation, writer.items);
        parts.push(FlowPart { orientation, items });
    }
    Ok((parts, elements))
}

/// Size 1 em of type in points as a whole measure in thousandths of the em, rounded down.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a width on paper is far below 2^31"
)]
pub fn measure(width: f32, size: f32) -> i32 {
    (width * 1000.0 / size).floor() as i32
}
