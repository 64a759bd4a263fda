//! What stands on every page besides the content: contract number and page number at the foot, and
//! 「案」 on what is not issued. None of it is part of the text's structure.

use domain::annex::{AnnexDocument, DocumentMark};

use super::flow::measure;
use super::pages::{BOTTOM_MARGIN, TOP_MARGIN, left_margin};
use super::paragraph::{Alignment, Line, ParagraphStyle, lay_out_paragraph};
use super::{Item, Page, Rule, Text, Watermark};
use crate::font::FaceId;
use crate::shape::Shaper;

const FOOTER_SIZE: f32 = 9.0;
/// Baseline of the footer above the edge of the paper, in points (12 mm).
const FOOTER_RISE: f32 = 34.0;
const MARK: &str = "案";
const MARK_SIZE: f32 = 14.0;
const WATERMARK_SIZE: f32 = 360.0;

/// Adds footer and mark to every page.
pub fn furnish(pages: &mut [Page], document: &AnnexDocument, shaper: &mut Shaper<'_>) {
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        if document.mark == DocumentMark::Draft {
            mark_as_draft(page, shaper);
        }
        let (left, width) = (left_margin(page.width), text_width(page));
        let baseline = page.height - FOOTER_RISE;
        let number = format!("{} / {count}", index + 1);
        for (text, alignment) in [
            (document.footer.as_str(), Alignment::Start),
            (number.as_str(), Alignment::Centre),
        ] {
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

/// A boxed 案 at the top right, and a light one behind the text.
fn mark_as_draft(page: &mut Page, shaper: &mut Shaper<'_>) {
    let right = left_margin(page.width) + text_width(page);
    let (side, top) = (MARK_SIZE * 1.7, TOP_MARGIN - MARK_SIZE * 2.6);
    let Some(mut line) = one_line(MARK, MARK_SIZE, side, Alignment::Start, shaper) else {
        return;
    };
    line.indent = 0;
    let Some(glyph) = line.glyphs.first().copied() else {
        return;
    };
    let watermark = Watermark {
        face: glyph.face,
        glyph: glyph.id,
        x: (page.width - WATERMARK_SIZE) / 2.0,
        baseline: (TOP_MARGIN + page.height - BOTTOM_MARGIN) / 2.0 + 0.38 * WATERMARK_SIZE,
        size: WATERMARK_SIZE,
    };
    page.items.insert(0, Item::Watermark(watermark));
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
    let face = if text == MARK {
        FaceId::Heading
    } else {
        FaceId::Body
    };
    let clusters = shaper.shape(text, face, &|| "ページの下端".to_owned());
    let style = ParagraphStyle {
        measure: measure(width, size),
        first_indent: 0,
        hanging_indent: 0,
        alignment,
    };
    lay_out_paragraph(&clusters, style).into_iter().next()
}
