//! 改頁: the flow of a document cut into A4 pages. A heading stays with what it heads, no line of a
//! paragraph is left alone, a table repeats its head, a row is cut only when it is higher than a
//! page. It breaks no lines.

mod tables;

use domain::document::{Block, Document};

use super::code::Code;
use super::flow::{FlowItem, FlowPart, Keep, LineBlock, Orientation, flow};
use super::furniture::{Foot, furnish};
use super::paragraph::Line;
use super::{Bookmark, Element, ElementId, Item, Layout, Page, Role, Rule, Text};
use crate::error::DocumentError;
use crate::font::FontSet;
use crate::print::Appearance;
use crate::shape::Shaper;

const MILLIMETRE: f32 = 72.0 / 25.4;
/// 上30 mm.
pub const TOP_MARGIN: f32 = 30.0 * MILLIMETRE;
/// 下25 mm.
pub const BOTTOM_MARGIN: f32 = 25.0 * MILLIMETRE;
/// Thickness of the line below what is marked, in points.
const UNDERLINE: f32 = 0.6;
/// Its distance below the baseline, in em.
const UNDERLINE_DEPTH: f32 = 0.18;
/// Distance of the baseline of a reading above that of what it reads, in em.
const RUBY_RISE: f32 = 0.92;
/// Sums of heights differ from the room by rounding only.
const TOLERANCE: f32 = 0.01;

/// 左30 mm for the binding; across the long side 25 mm on both sides.
#[must_use]
pub fn left_margin(page_width: f32) -> f32 {
    let is_landscape = Orientation::Portrait.paper().0 < page_width;
    if is_landscape {
        25.0 * MILLIMETRE
    } else {
        30.0 * MILLIMETRE
    }
}

/// Lays a document out.
///
/// # Errors
/// [`DocumentError::MissingGlyphs`] and [`DocumentError::RaggedTable`].
pub fn lay_out(document: &Document, fonts: FontSet<'_>) -> Result<Layout, DocumentError> {
    lay_out_as(document, fonts, &Appearance::PLAIN)
}

/// Lays a document out as the town wants it to look.
///
/// # Errors
/// The same as [`lay_out`], and [`DocumentError::LongCode`].
pub fn lay_out_as(
    document: &Document,
    fonts: FontSet<'_>,
    appearance: &Appearance,
) -> Result<Layout, DocumentError> {
    let mut shaper = Shaper::new(fonts, document.missing);
    let (parts, elements) = flow(document, &mut shaper, appearance.line_ends)?;
    let mut pager = Pager {
        pages: Vec::new(),
        outline: Vec::new(),
        elements,
        y: 0.0,
    };
    for part in &parts {
        pager.place_part(part);
    }
    let Pager {
        mut pages,
        outline,
        elements,
        ..
    } = pager;
    let code = appearance.code.as_deref().map(Code::of).transpose()?;
    let foot = if code.is_some() {
        Foot::WithCode
    } else {
        Foot::Plain
    };
    furnish(&mut pages, document, foot, &mut shaper);
    let has_note = |note: &Block| {
        let last = document.parts.last();
        last.is_some_and(|part| part.blocks.contains(note))
    };
    if let Some(note) = shaper.finish()?.map(Block::note)
        && !has_note(&note)
    {
        let mut document = document.clone();
        let last = document.parts.last_mut();
        last.into_iter()
            .for_each(|part| part.blocks.push(note.clone()));
        if !document.parts.is_empty() {
            return lay_out_as(&document, fonts, appearance);
        }
    }
    Ok(Layout {
        pages,
        elements,
        outline,
        code,
    })
}

impl FlowItem {
    /// Height of what must not be parted from a heading above it.
    fn first_height(&self) -> f32 {
        match self {
            Self::Lines(block) => {
                let lines = if block.lines.len() <= 3 {
                    block.lines.len()
                } else {
                    2
                };
                block.space_before + block.height(lines)
            }
            Self::Table(table) => table.first_height(),
        }
    }

    fn keep(&self) -> Keep {
        match self {
            Self::Lines(block) => block.keep,
            Self::Table(_) => Keep::Free,
        }
    }
}

impl LineBlock {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a paragraph has far fewer than 2^24 lines"
    )]
    fn height(&self, lines: usize) -> f32 {
        lines as f32 * self.leading
    }
}

struct Pager {
    pages: Vec<Page>,
    outline: Vec<Bookmark>,
    elements: Vec<Element>,
    /// Where the next thing goes, in points from the top of the page.
    y: f32,
}

impl Pager {
    fn place_part(&mut self, part: &FlowPart) {
        self.start_page(part.orientation.paper());
        for (index, item) in part.items.iter().enumerate() {
            let following = &part.items[index..];
            let kept = following
                .iter()
                .take_while(|item| item.keep() == Keep::WithNext)
                .count();
            let height: f32 = following
                .iter()
                .take(kept + 1)
                .map(FlowItem::first_height)
                .sum();
            if 0 < kept && self.room() < height {
                self.break_page();
            }
            match item {
                FlowItem::Lines(block) => self.place_lines(block),
                FlowItem::Table(table) => self.place_table(table),
            }
        }
    }

    fn place_lines(&mut self, block: &LineBlock) {
        if !self.is_at_top() {
            self.y += block.space_before;
        }
        let mut rest = block.lines.as_slice();
        let mut bookmark = block.bookmark.as_ref();
        while !rest.is_empty() {
            let count = lines_that_fit(rest.len(), self.room() + TOLERANCE, block.leading);
            if count == 0 && !self.is_at_top() {
                self.break_page();
                continue;
            }
            if let Some((title, depth)) = bookmark.take() {
                self.add_bookmark(title, *depth);
            }
            // A page too low for one line does not exist: A4 with fixed margins.
            let (now, later) = rest.split_at(count.max(1));
            for line in now {
                let baseline = self.y + block.leading / 2.0 + 0.38 * block.size;
                self.text(0.0, baseline, block.size, line, Some(block.element));
                self.y += block.leading;
            }
            rest = later;
        }
        self.y += block.space_after;
    }

    fn text(&mut self, x: f32, baseline: f32, size: f32, line: &Line, element: Option<ElementId>) {
        if line.glyphs.is_empty() {
            return;
        }
        let x = self.left() + x;
        self.push(Item::Text(Text {
            x,
            baseline,
            size,
            line: line.clone(),
            element,
        }));
        for mark in &line.marks {
            let [from, to] = [mark.from, mark.to].map(|end| x + points(end, size));
            if mark.ruby.is_empty() {
                let y = baseline + UNDERLINE_DEPTH * size;
                self.push(Item::Rule(Rule {
                    from: (from, y),
                    to: (to, y),
                    thickness: UNDERLINE,
                }));
            } else {
                let element = element.map(|base| self.ruby_element(base));
                let line = Line {
                    glyphs: mark.ruby.clone(),
                    ..Line::default()
                };
                self.push(Item::Text(Text {
                    x: from,
                    baseline: baseline - RUBY_RISE * size,
                    size: size / 2.0,
                    line,
                    element,
                }));
            }
        }
    }

    /// A reading, in the element of what it reads.
    fn ruby_element(&mut self, base: ElementId) -> ElementId {
        self.elements.push(Element {
            role: Role::Ruby,
            parent: Some(base),
        });
        ElementId(self.elements.len() - 1)
    }

    fn rule(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, thickness: f32) {
        let left = self.left();
        let (from, to) = ((left + x1, y1), (left + x2, y2));
        self.push(Item::Rule(Rule {
            from,
            to,
            thickness,
        }));
    }

    fn add_bookmark(&mut self, title: &str, depth: usize) {
        let page = self.pages.len().saturating_sub(1);
        self.outline.push(Bookmark {
            title: title.to_owned(),
            depth,
            page,
            y: self.y,
        });
    }

    fn start_page(&mut self, (width, height): (f32, f32)) {
        self.pages.push(Page {
            width,
            height,
            items: Vec::new(),
        });
        self.y = TOP_MARGIN;
    }

    fn break_page(&mut self) {
        let paper = self.pages.last().map(|page| (page.width, page.height));
        self.start_page(paper.unwrap_or(Orientation::Portrait.paper()));
    }

    fn push(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    fn left(&self) -> f32 {
        self.pages
            .last()
            .map_or(0.0, |page| left_margin(page.width))
    }

    fn room(&self) -> f32 {
        let height = self.pages.last().map_or(0.0, |page| page.height);
        height - BOTTOM_MARGIN - self.y + TOLERANCE
    }

    fn is_at_top(&self) -> bool {
        self.y <= TOP_MARGIN
    }
}

/// How many of the remaining lines of a paragraph go on this page: never the first alone (orphan),
/// never all but the last (widow).
fn lines_that_fit(rest: usize, room: f32, leading: f32) -> usize {
    let fitting = lines_in(room, leading);
    if rest <= fitting {
        return rest;
    }
    let count = fitting.min(rest.saturating_sub(2));
    if count < 2 { 0 } else { count }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "lengths in a line are far below 2^24"
)]
fn points(length: i32, size: f32) -> f32 {
    length as f32 * size / 1000.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page has room for a few dozen lines"
)]
fn lines_in(room: f32, leading: f32) -> usize {
    (room / leading).floor().max(0.0) as usize
}
