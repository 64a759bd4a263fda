//! Document to a sequence of lines and tables, in reading order, with the layout conventions of
//! Japanese contracts: （見出し） above the article, 第N条 and ２ at the left edge, (1) one character in,
//! continuation lines hanging by one. It places nothing on a page.

use domain::annex::{
    AnnexDocument, Article, ArticleItem, ArticleParagraph, Block, Part, article_name, digits,
};

use super::paragraph::{Alignment, Line, ParagraphStyle, lay_out_paragraph};
use super::table::{self, TableLines};
use super::{Element, ElementId, Role};
use crate::error::DocumentError;
use crate::font::FaceId;
use crate::shape::Shaper;

/// Size of the running text.
pub const BODY_SIZE: f32 = 10.5;
/// Distance of its baselines: 1.75 times the size.
pub const BODY_LEADING: f32 = 18.375;
const PART_HEADING_SIZE: f32 = 14.0;
/// One character.
const EM: i32 = 1000;
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

    fn of(part: &Part) -> Self {
        let is_wide = |block: &Block| match block {
            Block::Table(table) => WIDEST_UPRIGHT_TABLE < table.columns.len(),
            Block::Paragraph(_) | Block::Article(_) => false,
        };
        if part.blocks.iter().any(is_wide) {
            Self::Landscape
        } else {
            Self::Portrait
        }
    }
}

/// Makes the flow of each part, and the structure of the whole.
///
/// # Errors
/// [`DocumentError::RaggedTable`]. Missing characters are left in `shaper`.
pub fn flow(
    document: &AnnexDocument,
    shaper: &mut Shaper<'_>,
) -> Result<(Vec<FlowPart>, Vec<Element>), DocumentError> {
    let mut elements = vec![Element {
        role: Role::Document,
        parent: None,
    }];
    let mut parts = Vec::with_capacity(document.parts.len());
    for part in &document.parts {
        let name = part.label.clone().unwrap_or_default();
        let mut writer = Writer {
            shaper,
            elements: &mut elements,
            orientation: Orientation::of(part),
            part: ElementId(0),
            name,
            items: Vec::new(),
        };
        writer.write(part)?;
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

fn title(part: &Part) -> String {
    match &part.label {
        Some(label) => format!("{label}　{}", part.heading),
        None => part.heading.clone(),
    }
}

struct Writer<'a, 'f> {
    shaper: &'a mut Shaper<'f>,
    elements: &'a mut Vec<Element>,
    orientation: Orientation,
    part: ElementId,
    /// Its label, for the place of missing characters.
    name: String,
    items: Vec<FlowItem>,
}

/// How a kind of text is set.
struct Setting {
    face: FaceId,
    size: f32,
    space_before: f32,
    first_indent: i32,
    hanging_indent: i32,
    alignment: Alignment,
    keep: Keep,
}

impl Setting {
    /// Running text whose first line starts `first` and whose others start `hanging` characters in.
    fn body(first: i32, hanging: i32) -> Self {
        Self {
            face: FaceId::Body,
            size: BODY_SIZE,
            space_before: 0.0,
            first_indent: first * EM,
            hanging_indent: hanging * EM,
            alignment: Alignment::Justified,
            keep: Keep::Free,
        }
    }
}

impl Writer<'_, '_> {
    fn write(&mut self, part: &Part) -> Result<(), DocumentError> {
        self.part = self.element(Role::Part, ElementId(0));
        self.write_heading(part);
        for block in &part.blocks {
            match block {
                Block::Paragraph(text) => {
                    let name = self.name.clone();
                    for line in text.lines() {
                        let element = self.element(Role::Paragraph, self.part);
                        self.lines(line, Setting::body(1, 0), element, &|| {
                            format!("{name}の本文")
                        });
                    }
                }
                Block::Article(article) => self.write_article(article),
                Block::Table(table) => {
                    let width = self.orientation.text_width();
                    let table = table::measure_table(table, width, &self.name, self.shaper)?;
                    let table = table.with_elements(self.part, self.elements);
                    self.items.push(FlowItem::Table(table));
                }
            }
        }
        Ok(())
    }

    fn write_heading(&mut self, part: &Part) {
        let heading = Setting {
            face: FaceId::Heading,
            size: PART_HEADING_SIZE,
            alignment: Alignment::Centre,
            keep: Keep::WithNext,
            ..Setting::body(0, 0)
        };
        if let Some(label) = &part.label {
            let setting = Setting {
                keep: Keep::WithNext,
                ..Setting::body(0, 0)
            };
            let element = self.element(Role::Paragraph, self.part);
            self.lines(label, setting, element, &|| format!("見出し「{label}」"));
        }
        let element = self.element(Role::PartHeading, self.part);
        let place = || format!("見出し「{}」", part.heading);
        self.lines(&part.heading, heading, element, &place);
        self.bookmark(title(part), 0);
        if let Some(FlowItem::Lines(block)) = self.items.last_mut() {
            block.leading = PART_HEADING_SIZE * 3.0;
        }
    }

    fn write_article(&mut self, article: &Article) {
        let name = article_name(article.number);
        let heading = format!("（{}）", article.heading);
        let setting = Setting {
            keep: Keep::WithNext,
            space_before: BODY_LEADING * 0.35,
            ..Setting::body(1, 1)
        };
        let element = self.element(Role::ArticleHeading, self.part);
        self.lines(&heading, setting, element, &|| format!("{name}の見出し"));
        self.bookmark(format!("{name}　{}", article.heading), 1);
        for paragraph in &article.paragraphs {
            self.write_paragraph(&name, paragraph);
        }
    }

    fn write_paragraph(&mut self, article: &str, paragraph: &ArticleParagraph) {
        let number = digits(paragraph.number);
        let label = if paragraph.number == 1 {
            article
        } else {
            &number
        };
        let place = format!("{article}第{number}項");
        let element = self.element(Role::Paragraph, self.part);
        let text = format!("{label}　{}", paragraph.text);
        self.lines(&text, Setting::body(0, 1), element, &|| place.clone());
        if !paragraph.items.is_empty() {
            let list = self.element(Role::List, self.part);
            for item in &paragraph.items {
                self.write_item(list, &place, item);
            }
        }
    }

    fn write_item(&mut self, list: ElementId, paragraph: &str, item: &ArticleItem) {
        let list_item = self.element(Role::ListItem, list);
        let body = self.element(Role::ListBody, list_item);
        let text = format!("({})　{}", item.number, item.text);
        let place = || format!("{paragraph}第{}号", digits(item.number));
        self.lines(&text, Setting::body(1, 2), body, &place);
    }

    fn lines(
        &mut self,
        text: &str,
        setting: Setting,
        element: ElementId,
        place: &dyn Fn() -> String,
    ) {
        let style = ParagraphStyle {
            measure: measure(self.orientation.text_width(), setting.size),
            first_indent: setting.first_indent,
            hanging_indent: setting.hanging_indent,
            alignment: setting.alignment,
        };
        let clusters = self.shaper.shape(text, setting.face, place);
        self.items.push(FlowItem::Lines(LineBlock {
            lines: lay_out_paragraph(&clusters, style),
            size: setting.size,
            leading: BODY_LEADING,
            space_before: setting.space_before,
            keep: setting.keep,
            element,
            bookmark: None,
        }));
    }

    fn bookmark(&mut self, title: String, depth: usize) {
        if let Some(FlowItem::Lines(block)) = self.items.last_mut() {
            block.bookmark = Some((title, depth));
        }
    }

    fn element(&mut self, role: Role, parent: ElementId) -> ElementId {
        self.elements.push(Element {
            role,
            parent: Some(parent),
        });
        ElementId(self.elements.len() - 1)
    }
}
