//! Pages to PDF objects: the only module that names printpdf. [`canvas`] draws, [`codes`] says what
//! glyphs are called; structure, dates and names are the business of `tags`.

mod canvas;
mod codes;
mod outline;

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, CustomPdfConformance, FontId, FontMetrics, Op, ParsedFont, PdfConformance,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};

use self::canvas::Canvas;
use self::codes::Codes;
use crate::error::DocumentError;
use crate::font::{Face, FaceId, FontSet, program};
use crate::layout::Layout;
use crate::tags::Unfinished;

/// Draws the pages and embeds what they use of the faces.
///
/// # Errors
/// [`DocumentError::Font`] when a face cannot be cut down.
pub(crate) fn render(layout: &Layout, fonts: FontSet<'_>) -> Result<Unfinished, DocumentError> {
    let codes = Codes::collect(layout);
    let mut pdf = PdfDocument::new("");
    // The default claims PDF/X-3 and brings a printing profile we do not want.
    pdf.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance {
        requires_icc_profile: false,
        requires_xmp_metadata: false,
        ..CustomPdfConformance::default()
    });
    let mut marked = Vec::with_capacity(layout.pages.len());
    for page in &layout.pages {
        let mut canvas = Canvas::new(layout, fonts, page, &codes);
        canvas.draw();
        pdf.pages.push(paper(page.width, page.height, canvas.ops));
        marked.push(canvas.marked);
    }
    pdf.pages.push(paper(1.0, 1.0, specimen(&codes)));
    let mut embedded = Vec::new();
    for (id, codes) in FaceId::ALL.into_iter().zip(&codes) {
        if let Some(face) = fonts.face(id).filter(|_| !codes.is_empty()) {
            let program = codes.embed(face)?;
            let font = PdfFont::new(parsed_font(face, codes, &program.name));
            pdf.resources.fonts.map.insert(font_id(id), font);
            embedded.push(program);
        }
    }
    let options = PdfSaveOptions {
        image_optimization: None,
        // "Secure" leaves out operators that printpdf has no name for, as our lines of text.
        secure: false,
        ..PdfSaveOptions::default()
    };
    let document = pdf.to_lopdf_document(&options, &mut Vec::new());
    Ok(Unfinished {
        document,
        marked,
        embedded,
    })
}

fn paper(width: f32, height: f32, ops: Vec<Op>) -> PdfPage {
    let mut paper = PdfPage::new(Pt(width).into(), Pt(height).into(), ops);
    for edges in [
        &mut paper.media_box,
        &mut paper.trim_box,
        &mut paper.crop_box,
    ] {
        edges.width = Pt(width);
        edges.height = Pt(height);
    }
    paper
}

/// A page that shows each code once. From it, printpdf learns the text and the width of each: to say
/// so for every glyph of every page takes longer than all the rest. `tags` takes the page away.
fn specimen(codes: &[Codes; FaceId::ALL.len()]) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for (id, codes) in FaceId::ALL.into_iter().zip(codes) {
        let font = PdfFontHandle::External(font_id(id));
        let size = Pt(1.0);
        ops.push(Op::SetFont { font, size });
        let codepoint =
            |(code, used): (u16, &codes::Use)| Codepoint::with_cid(code, 0.0, used.text());
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(codes.uses().map(codepoint).collect())],
        });
    }
    ops.push(Op::EndTextSection);
    ops
}

fn font_id(id: FaceId) -> FontId {
    FontId(match id {
        FaceId::Body => "Body".to_owned(),
        FaceId::Heading => "Heading".to_owned(),
        FaceId::Fallback => "Fallback".to_owned(),
    })
}

/// A face as printpdf wants it, except for the program: of that it makes five copies, so it gets only
/// the first four bytes, which say what kind of program it is, and `tags` puts in the rest.
fn parsed_font(face: &Face<'_>, codes: &Codes, name: &str) -> ParsedFont {
    let width = |(code, used): (u16, &codes::Use)| {
        let width = u16::try_from(used.advance).unwrap_or_default();
        (code, width)
    };
    let metrics = face.metrics();
    let short = |length: i32| i16::try_from(length).unwrap_or_default();
    let mut font = ParsedFont::with_glyph_data(
        program::KIND.to_vec(),
        0,
        Some(name.to_owned()),
        BTreeMap::new(),
        codes.uses().map(width).collect(),
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
    font
}
