//! The items of a page to PDF operators, in marked content that says which element each is part of.

use std::collections::BTreeMap;

use printpdf::{
    Color, DictItem, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon,
    PolygonRing, Pt, WindingOrder,
};

use super::codes::Codes;
use super::font_id;
use super::outline::{self, PointKind};
use crate::font::{FaceId, FontSet};
use crate::layout::paragraph::Glyph;
use crate::layout::{Area, ElementId, Item, Layout, Page, Rule, Text, Watermark};
use crate::tags::CODE;
use crate::tags::structure::tag;

/// Grey of the watermark: legible text on top of it, visible on a copy.
const WATERMARK_GREY: f32 = 0.92;
/// Grey of table heads.
const SHADE_GREY: f32 = 0.93;

/// A page being drawn.
pub(super) struct Canvas<'a, 'f> {
    layout: &'a Layout,
    fonts: FontSet<'f>,
    page: &'a Page,
    codes: &'a [Codes; FaceId::ALL.len()],
    pub(super) ops: Vec<Op>,
    /// The element of each marked piece of content, by its number (MCID).
    pub(super) marked: Vec<ElementId>,
    /// Face and size set last.
    font: Option<(FaceId, f32)>,
    /// Points between glyphs set last.
    spacing: f32,
}

impl<'a, 'f> Canvas<'a, 'f> {
    pub(super) fn new(
        layout: &'a Layout,
        fonts: FontSet<'f>,
        page: &'a Page,
        codes: &'a [Codes; FaceId::ALL.len()],
    ) -> Self {
        Self {
            layout,
            fonts,
            page,
            codes,
            ops: Vec::new(),
            marked: Vec::new(),
            font: None,
            spacing: 0.0,
        }
    }

    pub(super) fn draw(&mut self) {
        let items = self.page.items.as_slice();
        for group in items.chunk_by(|one, other| element(one) == element(other)) {
            match group.first().and_then(element) {
                Some(id) => self.begin_element(id),
                None => self.ops.push(Op::BeginMarkedContent {
                    tag: "Artifact".to_owned(),
                }),
            }
            for item in group {
                match item {
                    Item::Text(text) => self.text(text),
                    Item::Rule(rule) => self.rule(*rule),
                    Item::Shade(area) => self.shade(*area),
                    Item::Watermark(watermark) => self.watermark(*watermark),
                    Item::Code(area) => self.code(*area),
                }
            }
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin_element(&mut self, id: ElementId) {
        let tag = self
            .layout
            .elements
            .get(id.0)
            .map_or("P", |element| tag(&element.role));
        let number = i64::try_from(self.marked.len()).unwrap_or_default();
        self.marked.push(id);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]),
            },
        });
    }

    fn text(&mut self, text: &Text) {
        let mut x = text.line.indent;
        for run in text
            .line
            .glyphs
            .chunk_by(|one, other| one.face == other.face)
        {
            let Some(first) = run.first() else { continue };
            let left = text.x + points(x - first.back, text.size);
            let spacing = usual_stretch(run);
            self.ops.push(Op::StartTextSection);
            self.set_font(first.face, text.size);
            self.set_spacing(spacing * text.size / 1000.0);
            self.ops.push(Op::SetTextCursor {
                pos: self.corner(left, text.baseline).p,
            });
            let shown = show(run, &self.codes[first.face as usize], spacing);
            self.ops.push(Op::Unknown {
                key: "TJ".to_owned(),
                value: vec![DictItem::Array(shown)],
            });
            self.ops.push(Op::EndTextSection);
            let pen = |glyph: &Glyph| glyph.advance + glyph.stretch - glyph.back;
            x += run.iter().map(pen).sum::<i32>();
        }
    }

    fn set_font(&mut self, face: FaceId, size: f32) {
        if self.font.replace((face, size)) != Some((face, size)) {
            let font = PdfFontHandle::External(font_id(face));
            let size = Pt(size);
            self.ops.push(Op::SetFont { font, size });
        }
    }

    fn set_spacing(&mut self, multiplier: f32) {
        if self.spacing.to_bits() != multiplier.to_bits() {
            self.spacing = multiplier;
            self.ops.push(Op::SetCharacterSpacing { multiplier });
        }
    }

    fn rule(&mut self, rule: Rule) {
        let points = [rule.from, rule.to].map(|(x, y)| self.corner(x, y));
        self.ops.push(Op::SetOutlineColor { col: grey(0.0) });
        self.ops.push(Op::SetOutlineThickness {
            pt: Pt(rule.thickness),
        });
        self.ops.push(Op::DrawLine {
            line: Line {
                points: points.to_vec(),
                is_closed: false,
            },
        });
    }

    /// Draws what `tags` puts in under that name, in squares of this area.
    fn code(&mut self, area: Area) {
        let Some(code) = &self.layout.code else {
            return;
        };
        let square = area.width / f32::from(u16::try_from(code.width()).unwrap_or(u16::MAX));
        let corner = self.corner(area.x, area.y + area.height).p;
        let operands = [square, 0.0, 0.0, square, corner.x.0, corner.y.0];
        let operator = |key: &str, value| Op::Unknown {
            key: key.to_owned(),
            value,
        };
        self.ops.push(operator("q", vec![]));
        self.ops
            .push(operator("cm", operands.map(DictItem::Real).to_vec()));
        let name = DictItem::Name(CODE.as_bytes().to_vec());
        self.ops.push(operator("Do", vec![name]));
        self.ops.push(operator("Q", vec![]));
    }

    fn shade(&mut self, area: Area) {
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        let corners = [
            (area.x, area.y),
            (right, area.y),
            (right, bottom),
            (area.x, bottom),
        ];
        let ring = corners.map(|(x, y)| self.corner(x, y)).to_vec();
        self.fill(vec![PolygonRing { points: ring }], SHADE_GREY);
    }

    fn watermark(&mut self, watermark: Watermark) {
        let Some(face) = self.fonts.face(watermark.face) else {
            return;
        };
        let origin = (watermark.x, self.page.height - watermark.baseline);
        let rings = outline::rings(face, watermark.glyph, watermark.size, origin);
        let point = |point: &outline::RingPoint| LinePoint {
            p: Point {
                x: Pt(point.x),
                y: Pt(point.y),
            },
            bezier: point.kind == PointKind::Control,
        };
        let ring = |ring: &outline::Ring| PolygonRing {
            points: ring.iter().map(point).collect(),
        };
        self.fill(rings.iter().map(ring).collect(), WATERMARK_GREY);
    }

    fn fill(&mut self, rings: Vec<PolygonRing>, level: f32) {
        let (mode, winding_order) = (PaintMode::Fill, WindingOrder::NonZero);
        self.ops.push(Op::SetFillColor { col: grey(level) });
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon {
                rings,
                mode,
                winding_order,
            },
        });
        self.ops.push(Op::SetFillColor { col: grey(0.0) });
    }

    fn corner(&self, x: f32, y: f32) -> LinePoint {
        LinePoint {
            p: Point {
                x: Pt(x),
                y: Pt(self.page.height - y),
            },
            bezier: false,
        }
    }
}

/// The stretch most glyphs of a run have, in thousandths of the em: set once as the space between characters, it
/// need not be repeated after each. A justified line spreads what is over in whole thousandths, so that neighbours
/// differ by one: of those it is the mean, which sets the edge flush to the same place.
fn usual_stretch(run: &[Glyph]) -> f32 {
    let mut stretches: Vec<i32> = run.iter().map(|glyph| glyph.stretch).collect();
    stretches.sort_unstable();
    let longest = stretches
        .chunk_by(|one, other| one == other)
        .max_by_key(|same| same.len());
    let Some(usual) = longest.and_then(|same| same.first()) else {
        return 0.0;
    };
    let (mut sum, mut count) = (0, 0);
    for stretch in stretches.iter().filter(|it| it.abs_diff(*usual) <= 1) {
        sum += stretch;
        count += 1;
    }
    precise(sum) / precise(count)
}

/// The operand of TJ: codes of two bytes, and between them how far the pen goes back, in thousandths
/// of the em.
fn show(run: &[Glyph], codes: &Codes, spacing: f32) -> Vec<DictItem> {
    let string = |data: &mut Vec<u8>| DictItem::String {
        data: std::mem::take(data),
        literal: true,
    };
    let mut shown = Vec::new();
    let mut text = Vec::with_capacity(2 * run.len());
    let mut rest = run.iter().peekable();
    while let Some(glyph) = rest.next() {
        text.extend(codes.code(glyph).to_be_bytes());
        if let Some(next) = rest.peek() {
            let back = precise(next.back - glyph.stretch) + spacing;
            // Less than a thousandth is evened out by the neighbours.
            if 1.0 <= back.abs() {
                shown.push(string(&mut text));
                shown.push(DictItem::Int(whole(back)));
            }
        }
    }
    shown.push(string(&mut text));
    shown
}

fn element(item: &Item) -> Option<ElementId> {
    match item {
        Item::Text(text) => text.element,
        Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) | Item::Code(_) => None,
    }
}

fn grey(level: f32) -> Color {
    Color::Greyscale(Greyscale {
        percent: level,
        icc_profile: None,
    })
}

fn points(length: i32, size: f32) -> f32 {
    precise(length) * size / 1000.0
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a part of a line is a whole number of thousandths"
)]
fn whole(length: f32) -> i64 {
    length.round() as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "lengths in a line are far below 2^24"
)]
fn precise(length: i32) -> f32 {
    length as f32
}
