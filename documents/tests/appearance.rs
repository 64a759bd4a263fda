//! What a town decides about how its documents look: 句読点 that hang over the edge, a code at the foot.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use chrono::DateTime;
use conformance::offences;
use documents::font::{FaceId, FontSet};
use documents::layout::pages::{lay_out, lay_out_as};
use documents::layout::paragraph::{Alignment, Line, ParagraphStyle, lay_out_paragraph};
use documents::layout::{Area, Item, Layout};
use documents::shape::Shaper;
use documents::{Appearance, DocumentError, IssueRecord, LineEnds, pdf};
use domain::document::{Block, Column, Document, DocumentMark, GlyphPolicy, Table};
use proptest::prelude::*;

mod conformance;
mod sample;

const HANGING: Appearance = Appearance {
    line_ends: LineEnds::Hanging,
    code: None,
};

fn lines(text: &str, measure: i32, line_ends: LineEnds) -> Vec<Line> {
    let mut shaper = Shaper::new(FontSet::bundled().unwrap(), GlyphPolicy::Refuse);
    let clusters = shaper.shape(text, FaceId::Body, &String::new);
    shaper.finish().unwrap();
    let style = ParagraphStyle {
        measure,
        first_indent: 0,
        hanging_indent: 0,
        alignment: Alignment::Justified,
        line_ends,
    };
    lay_out_paragraph(&clusters, style)
}

/// Where the glyphs of a line end, the last left out.
fn end_before_last(line: &Line) -> i32 {
    let (last, others) = line.glyphs.split_last().unwrap();
    let steps = others
        .iter()
        .map(|glyph| glyph.advance + glyph.stretch - glyph.back);
    line.indent + steps.sum::<i32>() - last.back
}

#[test]
fn punctuation_without_room_hangs_only_where_it_may() {
    let check = |text: &str, line_ends, expect: &[&str]| {
        let set: Vec<String> = lines(text, 10_000, line_ends)
            .iter()
            .map(Line::text)
            .collect();
        assert_eq!(set, expect, "{line_ends:?}");
    };
    let text = "一二三四五六七八九十。次の行";
    check(
        text,
        LineEnds::Hanging,
        &["一二三四五六七八九十。", "次の行"],
    );
    check(
        text,
        LineEnds::Inside,
        &["一二三四五六七八九", "十。次の行"],
    );
    // The last line, brackets, and what has room.
    check(
        "一二三四五六七八九十、",
        LineEnds::Hanging,
        &["一二三四五六七八九十、"],
    );
    check(
        "一二三四五六七八九十」次",
        LineEnds::Hanging,
        &["一二三四五六七八九", "十」次"],
    );
    check(
        "一二三四五六七八九十、」次",
        LineEnds::Hanging,
        &["一二三四五六七八九", "十、」次"],
    );
    check(
        "一二三四五六七八九、次の",
        LineEnds::Hanging,
        &["一二三四五六七八九、", "次の"],
    );
}

#[test]
fn what_stands_before_it_touches_the_edge() {
    let set = lines(
        "甲は、ABCを確認、承諾する。次の行に続く文。",
        8_000,
        LineEnds::Hanging,
    );
    assert_eq!(set[0].text(), "甲は、ABCを確認、");
    assert_eq!(end_before_last(&set[0]), 8_000);
    assert_eq!(set[0].width, 8_000);
}

#[test]
fn nothing_hangs_over_the_rule_of_a_table() {
    let cells = "一二三四五六七八九十。".repeat(20);
    let table = Table {
        rows: vec![[cells.as_str(), &cells].into()],
        ..Table::new("表", vec![Column::new("甲", 1), Column::new("乙", 1)])
    };
    let document = Document {
        parts: vec![domain::document::Part::new(
            "表題",
            vec![Block::Table(table)],
        )],
        ..Document::new("表題")
    };
    let fonts = FontSet::bundled().unwrap();
    let hanging = lay_out_as(&document, fonts, &HANGING).unwrap();
    assert_eq!(hanging, lay_out(&document, fonts).unwrap());
}

#[test]
fn an_annex_with_hanging_punctuation_says_the_same() {
    let document = sample::full_annex(DocumentMark::Issued);
    let fonts = FontSet::bundled().unwrap();
    let text = |layout: Layout| {
        let items = layout.pages.into_iter().flat_map(|page| page.items);
        let texts = items.filter_map(|item| match item {
            Item::Text(text) => text.element.map(|_| text.line.text()),
            _ => None,
        });
        texts.collect::<String>()
    };
    let plain = text(lay_out(&document, fonts).unwrap());
    let hanging = lay_out_as(&document, fonts, &HANGING).unwrap();
    let hang = |item: &Item| match item {
        Item::Text(text) => text.line.glyphs.last().is_some_and(|last| {
            matches!(last.base, '、' | '。') && text.line.width < end_before_last(&text.line) + 100
        }),
        _ => false,
    };
    let count = hanging
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|item| hang(item))
        .count();
    assert!(3 < count, "{count} lines hang");
    assert_eq!(text(hanging), plain);
}

fn record(appearance: Appearance) -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
        document_id: [7; 16],
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: None,
        appearance,
    }
}

fn with_code(text: &str) -> Appearance {
    Appearance {
        line_ends: LineEnds::Inside,
        code: Some(text.to_owned()),
    }
}

#[test]
fn every_page_carries_the_code_beside_its_number() {
    let document = Document {
        number: Some("特記R8-0001".to_owned()),
        ..sample::full_annex(DocumentMark::Issued)
    };
    let appearance = with_code("ITAKU1:特記R8-0001:0123456789ab");
    let fonts = FontSet::bundled().unwrap();
    let layout = lay_out_as(&document, fonts, &appearance).unwrap();
    for page in &layout.pages {
        let codes: Vec<Area> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Code(area) => Some(*area),
                _ => None,
            })
            .collect();
        let [
            Area {
                x: left,
                y: top,
                height,
                ..
            },
        ] = codes[..]
        else {
            panic!("one code")
        };
        for item in &page.items {
            if let Item::Text(text) = item {
                let right =
                    text.x + (text.line.indent + text.line.width) as f32 * text.size / 1000.0;
                assert!(text.baseline < top || right < left, "{}", text.line.text());
            }
        }
        assert!(top + height < page.height - 17.0);
    }
    let hanging = Appearance {
        line_ends: LineEnds::Hanging,
        ..appearance
    };
    let file = pdf(&document, &record(hanging)).unwrap();
    // Left there to be looked at.
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("appearance.pdf");
    std::fs::write(path, &file).unwrap();
    assert_eq!(offences(&file), [""; 0]);
    let plain = pdf(&document, &record(Appearance::PLAIN)).unwrap();
    assert!(file.len() < plain.len() + 4_000);
}

#[test]
fn a_code_that_cannot_be_is_refused() {
    let appearance = with_code(&"長".repeat(2000));
    let refused = pdf(&Document::new("表題"), &record(appearance));
    assert_eq!(refused, Err(DocumentError::LongCode));
}

proptest! {
    #[test]
    fn hanging_breaks_no_rule(
        text in "[あ-んアイーっゃ、。「」（）“”…A-Za-z0-9 　第条日年・漢字契約]{1,120}",
        measure in 6_000..44_000_i32,
    ) {
        let set = lines(&text, measure, LineEnds::Hanging);
        prop_assert_eq!(set.iter().map(Line::text).collect::<String>(), text.as_str());
        for line in &set {
            let last = line.glyphs.last().unwrap();
            let ink = line.indent + line.width;
            let drawn: i32 = line.glyphs.iter().map(|glyph| glyph.advance + glyph.stretch - glyph.back).sum();
            let hangs = line.width + 1 < drawn && !last.base.is_whitespace();
            prop_assert!(!hangs || matches!(last.base, '、' | '。'), "{}", line.text());
            // Only what no rule lets part is wider.
            prop_assert!(ink <= measure || line.text().chars().all(|it| !it.is_alphanumeric()) || measure < ink, "{}", line.text());
        }
    }
}
