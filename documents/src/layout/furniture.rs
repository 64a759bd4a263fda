//! What stands on every page besides the content: running head and foot, page number, document number,
//! and 「案」, 「写」 or 「控」. None of it is part of the text's structure.

use domain::document::{Document, DocumentMark};

use super::code::QUIET;
use super::flow::measure;
use super::pages::{BOTTOM_MARGIN, TOP_MARGIN, left_margin};
use super::paragraph::{Alignment, Line, LineEnds, ParagraphStyle, lay_out_paragraph};
use super::{Area, Item, Page, Rule, Text, Watermark};
use crate::font::FaceId;
use crate::shape::Shaper;

const FOOTER_SIZE: f32 = 9.0;
/// Baseline of the footer above the edge of the paper, in points (12 mm).
const FOOTER_RISE: f32 = 34.0;
/// Baseline of the running head below the edge of the paper, in points (20 mm).
const HEADER_DROP: f32 = 56.0;
/// Side of the code (14 mm): its squares are at least 0.4 mm, which every camera reads.
const CODE_SIDE: f32 = 40.0;
/// Its upper edge below the text.
const CODE_DROP: f32 = 7.0;
const MARK_SIZE: f32 = 14.0;
const WATERMARK_SIZE: f32 = 360.0;

/// Whether a foot has room for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foot {
    /// Text only.
    Plain,
    /// A code at the right.
    WithCode,
}

/// Adds running head, foot and mark to every page.
pub fn furnish(pages: &mut [Page], document: &Document, foot: Foot, shaper: &mut Shaper<'_>) {
    let count = pages.len();
    let number = document.number.as_deref().unwrap_or_default();
    for (index, page) in pages.iter_mut().enumerate() {
        if let Some(mark) = document.mark.label() {
            stamp(page, mark, document.mark, shaper);
        }
        let baseline = page.height - FOOTER_RISE;
        let beside_code = match foot {
            Foot::WithCode => stamp_code(page),
            Foot::Plain => 0.0,
        };
        let page_number = format!("{} / {count}", index + 1);
        for (text, baseline, alignment) in [
            (document.header.as_str(), HEADER_DROP, Alignment::Start),
            (document.footer.as_str(), baseline, Alignment::Start),
            (page_number.as_str(), baseline, Alignment::Centre),
            (number, baseline, Alignment::End),
        ] {
            let taken = match alignment {
                Alignment::End => beside_code,
                _ => 0.0,
            };
            let (left, width) = (left_margin(page.width), text_width(page) - taken);
            if let Some(line) = one_line(text, FOOTER_SIZE, width, alignment, shaper) {
                let text = Text {
                    x: left,
                    baseline,
                    size: FOOTER_SIZE,
                    line,
                    element: None,
                };
                page.items.push(Item::Text(text));
            }
        }
    }
}

fn text_width(page: &Page) -> f32 {
    page.width - 50.0 * 72.0 / 25.4
}

/// Puts the code at the right of the foot, and returns how much of the foot it takes.
fn stamp_code(page: &mut Page) -> f32 {
    let x = left_margin(page.width) + text_width(page) - CODE_SIDE;
    let y = page.height - BOTTOM_MARGIN + CODE_DROP;
    page.items.push(Item::Code(Area {
        x,
        y,
        width: CODE_SIDE,
        height: CODE_SIDE,
    }));
    // Its quiet zone is not wider than if it had 25 squares.
    CODE_SIDE + CODE_SIDE * QUIET / 25.0
}

/// A boxed 案, 写 or 控 at the top right; 案 also lies lightly behind the text.
fn stamp(page: &mut Page, label: &str, mark: DocumentMark, shaper: &mut Shaper<'_>) {
    let right = left_margin(page.width) + text_width(page);
    let (side, top) = (MARK_SIZE * 1.7, TOP_MARGIN - MARK_SIZE * 2.6);
    let clusters = shaper.shape(label, FaceId::Heading, &String::new);
    let style = ParagraphStyle {
        measure: measure(side, MARK_SIZE),
        first_indent: 0,
        hanging_indent: 0,
        alignment: Alignment::Start,
        line_ends: LineEnds::Inside,
    };
    let Some(line) = lay_out_paragraph(&clusters, style).into_iter().next() else {
        return;
    };
    if let (DocumentMark::Draft, Some(glyph)) = (mark, line.glyphs.first()) {
        let watermark = Watermark {
            face: glyph.face,
            glyph: glyph.id,
            x: (page.width - WATERMARK_SIZE) / 2.0,
            baseline: (TOP_MARGIN + page.height - BOTTOM_MARGIN) / 2.0 + 0.38 * WATERMARK_SIZE,
            size: WATERMARK_SIZE,
        };
        page.items.insert(0, Item::Watermark(watermark));
    }
    let (x, y) = (right - side, top);
    let corners = [
        (x, y),
        (x + side, y),
        (x + side, y + side),
        (x, y + side),
        (x, y),
    ];
    for pair in corners.windows(2) {
        page.items.push(Item::Rule(Rule {
            from: pair[0],
            to: pair[1],
            thickness: 0.8,
        }));
    }
    let text = Text {
        x: x + (side - MARK_SIZE) / 2.0,
        baseline: y + side / 2.0 + 0.38 * MARK_SIZE,
        size: MARK_SIZE,
        line,
        element: None,
    };
    page.items.push(Item::Text(text));
}

fn one_line(
    text: &str,
    size: f32,
    width: f32,
    alignment: Alignment,
    shaper: &mut Shaper<'_>,
) -> Option<Line> {
    let clusters = shaper.shape(text, FaceId::Body, &|| "ページの上端又は下端".to_owned());
    let style = ParagraphStyle {
        measure: measure(width, size),
        first_indent: 0,
        hanging_indent: 0,
        alignment,
        line_ends: LineEnds::Inside,
    };
    lay_out_paragraph(&clusters, style).into_iter().next()
}
