//! The parts of a document to lines, each with its place in the structure. What stands in columns is
//! the business of [`super::columns`].

use domain::document::{
    self, Article, ArticleItem, ArticleParagraph, Block, Heading, HeadingLevel, List, Part, Text,
    TextSize, article_name, digits,
};

use super::{BODY_LEADING, BODY_SIZE, FlowItem, Keep, LineBlock, Orientation, measure};
use crate::error::DocumentError;
use crate::font::FaceId;
use crate::layout::paragraph::{Alignment, LineEnds, ParagraphStyle, lay_out_text};
use crate::layout::table::CELL_SIZE;
use crate::layout::{Element, ElementId, Role};
use crate::shape::{ShapedText, Shaper};

const PART_HEADING_SIZE: f32 = 14.0;
/// One character.
const EM: i32 = 1000;
/// Lists in lists are indented no further than this many characters.
const DEEPEST_INDENT: u32 = 20;

/// Writes one part.
pub(super) struct Writer<'a, 'f> {
    pub(super) shaper: &'a mut Shaper<'f>,
    pub(super) elements: &'a mut Vec<Element>,
    pub(super) orientation: Orientation,
    /// Of running text; in a table nothing hangs over a rule.
    pub(super) line_ends: LineEnds,
    pub(super) part: ElementId,
    /// Its label, for the place of missing characters.
    pub(super) name: String,
    pub(super) items: Vec<FlowItem>,
}

/// How a kind of text is set.
pub(super) struct Setting {
    pub(super) face: FaceId,
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) space_before: f32,
    pub(super) space_after: f32,
    pub(super) first_indent: i32,
    pub(super) hanging_indent: i32,
    pub(super) right_indent: i32,
    pub(super) alignment: Alignment,
    pub(super) keep: Keep,
}

impl Setting {
    /// Running text whose first line starts `first` and whose others start `hanging` characters in.
    pub(super) fn body(first: i32, hanging: i32) -> Self {
        Self {
            face: FaceId::Body,
            size: BODY_SIZE,
            leading: BODY_LEADING,
            space_before: 0.0,
            space_after: 0.0,
            first_indent: first * EM,
            hanging_indent: hanging * EM,
            right_indent: 0,
            alignment: Alignment::Justified,
            keep: Keep::Free,
        }
    }

    /// Running text with its right edge one character in.
    pub(super) fn at_right() -> Self {
        Self {
            right_indent: EM,
            alignment: Alignment::End,
            ..Self::body(0, 0)
        }
    }

    fn paragraph(paragraph: &document::Paragraph) -> Self {
        let characters = |count: u32| i32::try_from(count.min(DEEPEST_INDENT)).unwrap_or(0);
        let (first, rest) = (paragraph.first_indent, paragraph.indent);
        let body = Self {
            alignment: match paragraph.alignment {
                document::Alignment::Justified => Alignment::Justified,
                document::Alignment::Start => Alignment::Start,
                document::Alignment::Centre => Alignment::Centre,
                document::Alignment::End => Alignment::End,
            },
            ..Self::body(characters(first), characters(rest))
        };
        match paragraph.size {
            TextSize::Normal => body,
            TextSize::Small => Self {
                size: CELL_SIZE,
                leading: CELL_SIZE * 1.6,
                ..body
            },
        }
    }
}

impl Writer<'_, '_> {
    /// Writes a part of a document that has this number.
    pub(super) fn write(&mut self, part: &Part, number: Option<&str>) -> Result<(), DocumentError> {
        self.part = self.element(Role::Part, ElementId(0));
        self.write_head(part, number);
        for block in &part.blocks {
            match block {
                Block::Heading(heading) => self.write_heading(heading),
                Block::Paragraph(paragraph) => self.write_text(paragraph),
                Block::Article(article) => self.write_article(article),
                Block::List(list) => self.write_list(list, self.part, 0),
                Block::Table(table) => self.write_table(table)?,
                Block::Pairs(pairs) => self.write_pairs(pairs),
                Block::Frame(frame) => self.write_frame(frame),
                Block::Signatures(signatures) => self.write_signatures(signatures),
            }
        }
        Ok(())
    }

    fn write_head(&mut self, part: &Part, number: Option<&str>) {
        if let Some(label) = &part.label {
            let setting = Setting {
                keep: Keep::WithNext,
                ..Setting::body(0, 0)
            };
            let element = self.element(Role::Paragraph, self.part);
            self.lines(label, &setting, element, &|| format!("見出し「{label}」"));
        }
        if let Some(letterhead) = &part.letterhead {
            self.write_letterhead(letterhead, number);
        }
        let heading = Setting {
            face: FaceId::Heading,
            size: PART_HEADING_SIZE,
            alignment: Alignment::Centre,
            keep: Keep::WithNext,
            ..Setting::body(0, 0)
        };
        let element = self.element(Role::PartHeading, self.part);
        let place = || format!("見出し「{}」", part.heading);
        self.lines(&part.heading, &heading, element, &place);
        self.bookmark(title(part), 0);
        if let Some(FlowItem::Lines(block)) = self.items.last_mut() {
            block.leading = if block.lines.len() == 1 {
                PART_HEADING_SIZE * 3.0
            } else {
                PART_HEADING_SIZE * 1.7
            };
        }
    }

    fn write_heading(&mut self, heading: &Heading) {
        let (role, size, space) = match heading.level {
            HeadingLevel::Section => (Role::SectionHeading, 11.5, 0.6),
            HeadingLevel::Subsection => (Role::SubsectionHeading, BODY_SIZE, 0.35),
        };
        let setting = Setting {
            face: FaceId::Heading,
            size,
            space_before: BODY_LEADING * space,
            alignment: Alignment::Start,
            keep: Keep::WithNext,
            ..Setting::body(0, 1)
        };
        let element = self.element(role, self.part);
        let place = || format!("見出し「{}」", heading.text);
        self.lines(&heading.text, &setting, element, &place);
        let depth = match heading.level {
            HeadingLevel::Section => 1,
            HeadingLevel::Subsection => 2,
        };
        self.bookmark(heading.text.clone(), depth);
    }

    fn write_text(&mut self, paragraph: &document::Paragraph) {
        let setting = Setting::paragraph(paragraph);
        let place = format!("{}の本文", self.name);
        let lines = self
            .shaper
            .shape_lines(&paragraph.text, setting.face, &|| place.clone());
        for line in lines {
            let element = self.element(Role::Paragraph, self.part);
            self.shaped(&line, &setting, element);
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
        let element = self.element(Role::SectionHeading, self.part);
        self.lines(&heading, &setting, element, &|| format!("{name}の見出し"));
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
        self.lines(&text, &Setting::body(0, 1), element, &|| place.clone());
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
        self.lines(&text, &Setting::body(1, 2), body, &place);
    }

    fn write_list(&mut self, list: &List, parent: ElementId, depth: u32) {
        let whole = self.element(Role::List, parent);
        let indent = i32::try_from(depth.min(DEEPEST_INDENT)).unwrap_or(0);
        for (number, item) in (1..).zip(&list.items) {
            let list_item = self.element(Role::ListItem, whole);
            let body = self.element(Role::ListBody, list_item);
            let label = list.numbering.label(number);
            let separator = if label == "・" { "" } else { "　" };
            let mut text = Text::from(format!("{label}{separator}"));
            text.0.extend(item.text.0.iter().cloned());
            let place = format!("{}の{label}", self.name);
            let lines = self
                .shaper
                .shape_lines(&text, FaceId::Body, &|| place.clone());
            for (index, line) in lines.iter().enumerate() {
                let first = if index == 0 { indent } else { indent + 1 };
                self.shaped(line, &Setting::body(first, indent + 1), body);
            }
            if let Some(inner) = &item.inner {
                self.write_list(inner, list_item, depth + 1);
            }
        }
    }

    pub(super) fn lines(
        &mut self,
        text: &str,
        setting: &Setting,
        element: ElementId,
        place: &dyn Fn() -> String,
    ) {
        let shaped = self.shaper.shape_plain(text, setting.face, place);
        self.shaped(&shaped, setting, element);
    }

    pub(super) fn shaped(&mut self, text: &ShapedText, setting: &Setting, element: ElementId) {
        let measure = measure(self.orientation.text_width(), setting.size);
        let style = ParagraphStyle {
            measure: measure - setting.right_indent,
            first_indent: setting.first_indent,
            hanging_indent: setting.hanging_indent,
            alignment: setting.alignment,
            line_ends: self.line_ends,
        };
        self.items.push(FlowItem::Lines(LineBlock {
            lines: lay_out_text(text, style),
            size: setting.size,
            leading: setting.leading,
            space_before: setting.space_before,
            space_after: setting.space_after,
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

    pub(super) fn element(&mut self, role: Role, parent: ElementId) -> ElementId {
        self.elements.push(Element {
            role,
            parent: Some(parent),
        });
        ElementId(self.elements.len() - 1)
    }
}

fn title(part: &Part) -> String {
    match &part.label {
        Some(label) => format!("{label}　{}", part.heading),
        None => part.heading.clone(),
    }
}
