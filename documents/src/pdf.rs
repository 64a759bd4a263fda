//! Pages to PDF operators: the only file that names printpdf. Every glyph gets a code of its own for
//! each text and width it is used with, so that what is copied out of the PDF is what was typed
//! (異体字 too) and spacing never looks like a blank. Structure, dates and names are the business of
//! `tags`.

use std::collections::{BTreeMap, HashMap};

use printpdf::{
    Codepoint, Color, CustomPdfConformance, DictItem, FontId, FontMetrics, Greyscale, Line,
    LinePoint, Op, PaintMode, ParsedFont, PdfConformance, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, TextItem, TextMatrix, WindingOrder,
};
use subsetter::GlyphRemapper;

use crate::error::DocumentError;
use crate::font::{Face, FaceId, FontSet};
use crate::layout::paragraph::Glyph;
use crate::layout::{Area, ElementId, Item, Layout, Page, Role, Rule, Text, Watermark};
use crate::tags::{GlyphMap, Unfinished};

/// Grey of the watermark: legible text on top of it, visible on a copy.
const WATERMARK_GREY: f32 = 0.92;
/// Grey of table heads.
const SHADE_GREY: f32 = 0.93;

/// Draws the pages and embeds what they use of the faces.
///
/// # Errors
/// [`DocumentError::Font`] when a face cannot be cut down.
pub(crate) fn render(layout: &Layout, fonts: FontSet<'_>) -> Result<Unfinished, DocumentError> {
    let mut codes = FaceId::ALL.map(|_| Codes::default());
    let mut pdf = PdfDocument::new("");
    // The default claims PDF/X-3 and brings a printing profile we do not want.
    pdf.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance {
        requires_icc_profile: false,
        requires_xmp_metadata: false,
        ..CustomPdfConformance::default()
    });
    let mut marked = Vec::with_capacity(layout.pages.len());
    for page in &layout.pages {
        let mut canvas = Canvas {
            layout,
            fonts,
            page,
            codes: &mut codes,
            ops: Vec::new(),
            marked: Vec::new(),
        };
        canvas.draw();
        let mut printed = PdfPage::new(Pt(page.width).into(), Pt(page.height).into(), canvas.ops);
        for paper in [
            &mut printed.media_box,
            &mut printed.trim_box,
            &mut printed.crop_box,
        ] {
            paper.width = Pt(page.width);
            paper.height = Pt(page.height);
        }
        pdf.pages.push(printed);
        marked.push(canvas.marked);
    }
    let mut glyph_maps = Vec::new();
    for (id, codes) in FaceId::ALL.into_iter().zip(&codes) {
        if let Some(face) = fonts.face(id).filter(|_| !codes.list.is_empty()) {
            let (font, glyph_map) = embed(face, codes)?;
            pdf.resources
                .fonts
                .map
                .insert(font_id(id), PdfFont::new(font));
            glyph_maps.push(glyph_map);
        }
    }
    let options = PdfSaveOptions {
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    let document = pdf.to_lopdf_document(&options, &mut Vec::new());
    Ok(Unfinished {
        document,
        marked,
        glyph_maps,
    })
}

fn font_id(id: FaceId) -> FontId {
    FontId(match id {
        FaceId::Body => "Body".to_owned(),
        FaceId::Heading => "Heading".to_owned(),
        FaceId::Fallback => "Fallback".to_owned(),
    })
}

/// The codes of one face: code = index + 1, in order of first use. Code 0 is `.notdef`.
#[derive(Default)]
struct Codes {
    list: Vec<Use>,
    by_use: HashMap<Use, u16>,
}

/// A glyph as it is used: the same glyph for another text or width gets another code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Use {
    glyph: u16,
    base: char,
    mark: Option<char>,
    advance: i32,
}

impl Codes {
    fn code(&mut self, glyph: &Glyph) -> u16 {
        let Glyph {
            id,
            base,
            mark,
            advance,
            ..
        } = *glyph;
        let used = Use {
            glyph: id,
            base,
            mark,
            advance,
        };
        *self.by_use.entry(used).or_insert_with(|| {
            self.list.push(used);
            u16::try_from(self.list.len()).unwrap_or_default()
        })
    }
}

fn embed(face: &Face<'_>, codes: &Codes) -> Result<(ParsedFont, GlyphMap), DocumentError> {
    let mut remapper = GlyphRemapper::new();
    let mut map = vec![0, 0];
    let mut widths = BTreeMap::new();
    for (index, used) in codes.list.iter().enumerate() {
        map.extend(remapper.remap(used.glyph).to_be_bytes());
        let code = u16::try_from(index + 1).unwrap_or_default();
        widths.insert(code, u16::try_from(used.advance).unwrap_or_default());
    }
    let program = face.subset(&remapper)?;
    let name = format!("{}+{}", subset_tag(&program), face.name());
    let metrics = face.metrics();
    let short = |length: i32| i16::try_from(length).unwrap_or_default();
    let mut font = ParsedFont::with_glyph_data(
        program,
        0,
        Some(name.clone()),
        BTreeMap::new(),
        widths,
        1000,
        FontMetrics {
            ascent: short(metrics.ascent),
            descent: short(metrics.descent),
        },
    );
    let [x_min, y_min, x_max, y_max] = metrics.bounds.map(short);
    font.pdf_font_metrics.x_min = x_min;
    font.pdf_font_metrics.y_min = y_min;
    font.pdf_font_metrics.x_max = x_max;
    font.pdf_font_metrics.y_max = y_max;
    font.pdf_font_metrics.us_weight_class = metrics.weight;
    Ok((font, GlyphMap { font: name, map }))
}

/// Six letters that differ between subsets (ISO 32000-1, 9.6.4), taken from the bytes: FNV-1a.
fn subset_tag(program: &[u8]) -> String {
    let hash = program
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
        });
    (0..6)
        .map(|place| char::from(b'A' + (hash >> (8 * place)) as u8 % 26))
        .collect()
}

struct Canvas<'a, 'f> {
    layout: &'a Layout,
    fonts: FontSet<'f>,
    page: &'a Page,
    codes: &'a mut [Codes; 3],
    ops: Vec<Op>,
    /// The element of each marked piece of content, by its number (MCID).
    marked: Vec<ElementId>,
}

impl Canvas<'_, '_> {
    fn draw(&mut self) {
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
        self.ops.push(Op::StartTextSection);
        let mut x = text.line.indent;
        for run in text
            .line
            .glyphs
            .chunk_by(|one, other| one.face == other.face)
        {
            let back = run.first().map_or(0, |glyph| glyph.back);
            let left = text.x + points(x - back, text.size);
            let font = PdfFontHandle::External(font_id(run[0].face));
            self.ops.push(Op::SetFont {
                font,
                size: Pt(text.size),
            });
            let matrix = TextMatrix::Translate(Pt(left), Pt(self.page.height - text.baseline));
            self.ops.push(Op::SetTextMatrix { matrix });
            let glyphs = self.codepoints(run);
            self.ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(glyphs)],
            });
            let pen = |glyph: &Glyph| glyph.advance + glyph.stretch - glyph.back;
            x += run.iter().map(pen).sum::<i32>();
        }
        self.ops.push(Op::EndTextSection);
    }

    fn codepoints(&mut self, run: &[Glyph]) -> Vec<Codepoint> {
        let Some(face) = run.first().map(|glyph| glyph.face as usize) else {
            return Vec::new();
        };
        let codes = &mut self.codes[face];
        let following = run.iter().skip(1).map(Some).chain([None]);
        run.iter()
            .zip(following)
            .map(|(glyph, next)| {
                // TJ numbers move the pen back, in thousandths of the em.
                let back = next.map_or(0, |next| next.back);
                let offset = precise(back - glyph.stretch);
                let text: String = [Some(glyph.base), glyph.mark]
                    .into_iter()
                    .flatten()
                    .collect();
                Codepoint::with_cid(codes.code(glyph), offset, text)
            })
            .collect()
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
        let scale = watermark.size / f32::from(face.units_per_em());
        let origin = (watermark.x, self.page.height - watermark.baseline);
        let mut outline = Outline {
            scale,
            origin,
            rings: Vec::new(),
        };
        face.outline(watermark.glyph, &mut outline);
        self.fill(outline.rings, WATERMARK_GREY);
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

/// The name of a role in PDF (ISO 32000-1, 14.8.4).
pub(crate) fn tag(role: &Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::PartHeading => "H1",
        Role::ArticleHeading => "H2",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListBody => "LBody",
        Role::Table(_) => "Table",
        Role::Row => "TR",
        Role::HeadCell => "TH",
        Role::Cell => "TD",
    }
}

fn element(item: &Item) -> Option<ElementId> {
    match item {
        Item::Text(text) => text.element,
        Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) => None,
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
    clippy::cast_precision_loss,
    reason = "lengths in a line are far below 2^24"
)]
fn precise(length: i32) -> f32 {
    length as f32
}

/// Collects a TrueType outline as polygons with cubic curves.
struct Outline {
    scale: f32,
    origin: (f32, f32),
    rings: Vec<PolygonRing>,
}

impl Outline {
    fn point(&self, x: f32, y: f32, bezier: bool) -> LinePoint {
        let (left, bottom) = self.origin;
        let p = Point {
            x: Pt(left + x * self.scale),
            y: Pt(bottom + y * self.scale),
        };
        LinePoint { p, bezier }
    }

    fn push(&mut self, point: LinePoint) {
        if let Some(ring) = self.rings.last_mut() {
            ring.points.push(point);
        }
    }

    fn last(&self) -> (f32, f32) {
        let point = self.rings.last().and_then(|ring| ring.points.last());
        point.map_or((0.0, 0.0), |point| {
            let (left, bottom) = self.origin;
            (
                (point.p.x.0 - left) / self.scale,
                (point.p.y.0 - bottom) / self.scale,
            )
        })
    }
}

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let point = self.point(x, y, false);
        self.rings.push(PolygonRing {
            points: vec![point],
        });
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(self.point(x, y, false));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.last();
        let towards = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        self.curve_to(
            towards(x0, x1),
            towards(y0, y1),
            towards(x, x1),
            towards(y, y1),
            x,
            y,
        );
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push(self.point(x1, y1, true));
        self.push(self.point(x2, y2, true));
        self.push(self.point(x, y, false));
    }

    fn close(&mut self) {}
}
