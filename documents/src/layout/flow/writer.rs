//! The parts of a document to lines and tables, each with its place in the structure.

use domain::annex::{Article, ArticleItem, ArticleParagraph, Block, Part, article_name, digits};

use super::{BODY_LEADING, BODY_SIZE, FlowItem, Keep, LineBlock, Orientation, measure};
use crate::error::DocumentError;
use crate::font::FaceId;
use crate::layout::paragraph::{Alignment, ParagraphStyle, lay_out_paragraph};
use crate::layout::table;
use crate::layout::{Element, ElementId, Role};
use crate::shape::Shaper;

const PART_HEADING_SIZE: f32 = 14.0;
/// One character.
const EM: i32 = 1000;

/// Writes one part.
pub(super) struct Writer<'a, 'f> {
    pub(super) shaper: &'a mut Shaper<'f>,
    pub(super) elements: &'a mut Vec<Element>,
    pub(super) orientation: Orientation,
    pub(super) part: ElementId,
    /// Its label, for the place of missing characters.
    pub(super) name: String,
    pub(super) items: Vec<FlowItem>,
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
    pub(super) fn write(&mut self, part: &Part) -> Result<(), DocumentError> {
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

fn title(part: &Part) -> String {
    match &part.label {
        Some(label) => format!("{label}　{}", part.heading),
        None => part.heading.clone(),
    }
}
