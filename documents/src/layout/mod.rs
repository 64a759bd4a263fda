//! 組版: content and faces to pages with everything at its place. Pure, and knows nothing of PDF.
//!
//! Reading order: [`pages`] (the entry point, [`pages::lay_out`]), [`flow`] (document to a sequence
//! of lines and tables), [`table`], [`paragraph`] (characters to lines), [`line_break`] (where a
//! line may end), [`furniture`] (page numbers, 案), [`code`] (二次元コード). Distances on a page are in points from its top
//! left corner; distances in a line in thousandths of the em.

pub mod code;
pub mod flow;
pub mod furniture;
pub mod line_break;
pub mod pages;
pub mod paragraph;
pub mod table;

use crate::font::FaceId;
use code::Code;
use paragraph::Line;

/// A document at its final place.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// What the text on the pages means; [`ElementId`] is the index. Parents come before children.
    pub elements: Vec<Element>,
    /// Bookmarks, in reading order.
    pub outline: Vec<Bookmark>,
    /// What pages show a camera.
    pub code: Option<Code>,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What is on it, in reading order; earlier items lie behind later ones.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line of text.
    Text(Text),
    /// A line of ink from one point to another.
    Rule(Rule),
    /// A grey area.
    Shade(Area),
    /// A character as a large, light picture: not text.
    Watermark(Watermark),
    /// The code of the layout, in this area.
    Code(Area),
}

/// A line of text at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Left end, in points; the line's own indent comes on top.
    pub x: f32,
    /// Baseline, in points from the top.
    pub baseline: f32,
    /// Size of the type in points.
    pub size: f32,
    /// The glyphs.
    pub line: Line,
    /// What it is part of; none for page numbers, repeated heads and other furniture.
    pub element: Option<ElementId>,
}

/// A ruled line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// x and y of one end, in points.
    pub from: (f32, f32),
    /// x and y of the other.
    pub to: (f32, f32),
    /// Thickness in points.
    pub thickness: f32,
}

/// A rectangle, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A large, light character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watermark {
    /// Its face.
    pub face: FaceId,
    /// Its glyph.
    pub glyph: u16,
    /// Left end of the glyph's box in points.
    pub x: f32,
    /// Baseline in points from the top.
    pub baseline: f32,
    /// Size in points.
    pub size: f32,
}

/// Index into [`Layout::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub usize);

/// A part of the document's structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// What it is part of; none for the document itself.
    pub parent: Option<ElementId>,
}

/// What a part of the document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// The body, or a 別紙.
    Part,
    /// Heading of a part.
    PartHeading,
    /// Heading of an article or a section.
    SectionHeading,
    /// Heading within a section.
    SubsectionHeading,
    /// A paragraph.
    Paragraph,
    /// The 号 of a 項, or any other list.
    List,
    /// One item.
    ListItem,
    /// What stands before an item in a column of its own.
    ListLabel,
    /// The text of an item.
    ListBody,
    /// A table and what it shows.
    Table(String),
    /// A row.
    Row,
    /// A head of columns or of a row.
    HeadCell {
        /// What it is the head of.
        scope: Scope,
        /// How many columns it spans.
        columns: usize,
        /// How many rows it spans.
        rows: usize,
    },
    /// A cell.
    Cell,
    /// The reading of what goes before.
    Ruby,
}

/// What the head of a table is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cells below.
    Column,
    /// The cells beside it.
    Row,
}

/// しおり.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Its text.
    pub title: String,
    /// 0 for a part, 1 for an article or section within it.
    pub depth: usize,
    /// Index of the page.
    pub page: usize,
    /// Upper edge of the target in points from the top of the page.
    pub y: f32,
}
