//! The PDF of a 特記事項: what it says, how its lines end, and that it is the same every time.
//! Needs `pdftotext` (poppler-utils).
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::DateTime;
use documents::font::{FaceId, FontSet};
use documents::layout::line_break::{
    is_forbidden_at_line_head, is_forbidden_at_line_tail, is_inseparable,
};
use documents::layout::pages::lay_out;
use documents::layout::paragraph::{
    Alignment, Glyph, Line, LineEnds, ParagraphStyle, lay_out_paragraph,
};
use documents::layout::{Item, Layout, Page, Text};
use documents::shape::{Cluster, Shaper};
use documents::{Appearance, DocumentError, IssueRecord, pdf};
use domain::document::{
    Block, Column, Document, DocumentMark, Emphasis, GlyphPolicy, Part, Row, Span, Table,
    Text as Words,
};
use proptest::prelude::*;

mod sample;

fn record() -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
        document_id: [7; 16],
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: None,
        appearance: Appearance::PLAIN,
    }
}

fn layout(document: &Document) -> Layout {
    lay_out(document, FontSet::bundled().unwrap()).unwrap()
}

fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) | Item::Code(_) => None,
    })
}

fn one_part(blocks: Vec<Block>) -> Document {
    Document {
        footer: "契約番号　R8-0001".to_owned(),
        parts: vec![Part::new("特記事項", blocks)],
        ..Document::new("特記事項")
    }
}

fn table(caption: &str, columns: &[&str], rows: Vec<Row>) -> Block {
    let columns = columns.iter().map(|label| Column::new(*label, 1));
    Block::Table(Table {
        rows,
        ..Table::new(caption, columns.collect())
    })
}

fn extract(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is needed by this test: install poppler-utils");
    let mut input = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&pdf).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// 全角空白 counts as a blank to pdftotext, which may drop it at the ends of a line.
fn with_plain_blanks(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

fn laid_out_text(layout: &Layout) -> String {
    layout
        .pages
        .iter()
        .flat_map(texts)
        .map(|text| text.line.text() + "\n")
        .collect()
}

fn shape(text: &str) -> Vec<Cluster> {
    let mut shaper = Shaper::new(FontSet::bundled().unwrap(), GlyphPolicy::Refuse);
    let clusters = shaper.shape(text, FaceId::Body, &String::new);
    shaper.finish().unwrap();
    clusters
}

fn lines(text: &str, measure: i32) -> Vec<Line> {
    let style = ParagraphStyle {
        measure,
        first_indent: 0,
        hanging_indent: 1000,
        alignment: Alignment::Justified,
        line_ends: LineEnds::Inside,
    };
    lay_out_paragraph(&shape(text), style)
}

/// May a line end with these and the next begin with that? Blanks at the end do not count, except
/// that they part what else would not be.
fn may_part(line: &[Glyph], next: &Glyph) -> bool {
    let last = line.last().expect("no line is empty");
    let inked = line.iter().rev().find(|glyph| !glyph.base.is_whitespace());
    !is_forbidden_at_line_head(next.base)
        && !is_inseparable(last.base, next.base)
        && inked.is_none_or(|glyph| !is_forbidden_at_line_tail(glyph.base))
}

/// Every rule about the ends of lines, for neighbouring lines of one paragraph.
fn offences(lines: &[Line]) -> Vec<String> {
    lines
        .windows(2)
        .filter(|pair| !may_part(&pair[0].glyphs, &pair[1].glyphs[0]))
        .map(|pair| format!("{} / {}", pair[0].text(), pair[1].text()))
        .collect()
}

/// A line none of whose characters may part, as thirty brackets in a row.
fn is_unbreakable(line: &Line) -> bool {
    let may_part_at = |end| may_part(&line.glyphs[..end], &line.glyphs[end]);
    !(1..line.glyphs.len()).any(may_part_at)
}

#[test]
fn no_line_of_the_clause_library_begins_or_ends_with_a_forbidden_character() {
    for measure in [43_000, 30_000, 17_500, 12_000] {
        for article in sample::articles() {
            for paragraph in &article.paragraphs {
                let items = paragraph.items.iter().map(|item| &item.text);
                for text in std::iter::once(&paragraph.text).chain(items) {
                    let lines = lines(text, measure);
                    assert_eq!(offences(&lines), [""; 0], "measure {measure}");
                    assert!(lines.iter().all(|line| line.indent + line.width <= measure));
                    let joined: String = lines.iter().map(Line::text).collect();
                    assert_eq!(&joined, text);
                }
            }
        }
    }
}

#[test]
fn lines_inside_a_paragraph_fill_the_measure() {
    let text = "乙は、本業務の一部を第三者（乙の子会社を含む。）に委託し、又は請け負わせようとするときは、\
                「あらかじめ」甲の書面による承諾を得なければならない。"
        .repeat(3);
    let lines = lines(&text, 40_000);
    let (_, full) = lines.split_last().unwrap();
    for line in full {
        assert_eq!(line.indent + line.width, 40_000, "{}", line.text());
    }
}

#[test]
fn adjoining_marks_share_their_blanks() {
    let check = |text: &str, width: i32| {
        let lines = lines(text, 40_000);
        assert_eq!(lines[0].width, width, "{text}");
    };
    check("漢字", 2000);
    check("あ、い", 3000);
    check("あ」「い", 3500);
    check("あ。」い", 3500);
    check("あ（「い", 3500);
    check("（あ", 1500);
    check("あ。", 1500);
    check("第14条", 3500);
    check("あABあ", 3500);
}

#[test]
fn numbers_keep_their_units_and_dots_their_company() {
    let check = |text: &str, apart: &str| {
        for measure in 2000..9000 {
            let broken = lines(text, measure);
            let is_apart = |pair: &[Line]| {
                let ends = format!("{}|{}", pair[0].text(), pair[1].text());
                ends.contains(apart)
            };
            let fits = 4000 < measure;
            assert!(
                !fits || !broken.windows(2).any(is_apart),
                "{text} at {measure}"
            );
        }
    };
    check("ああああ30日以内", "30|日");
    check("ああああ１０日以内", "１|０");
    check("あああああ第14条", "第|14");
    check("ああああ６か月", "６|か");
    check("ああああ……ああ", "…|…");
    check("ああああ――ああ", "―|―");
    check("あああああ“いい”", "“|い");
}

#[test]
fn a_blank_after_an_opening_bracket_does_not_let_it_end_a_line() {
    for measure in 2000..9000 {
        let lines = lines("契約の書面（　別紙）", measure);
        assert!(measure < 4000 || offences(&lines).is_empty(), "{measure}");
    }
}

proptest! {
    #[test]
    fn no_random_sentence_breaks_a_rule_or_leaves_the_measure(
        phrases in proptest::collection::vec(
            // What stands in brackets is no blank: brackets that blanks part may be a chain longer than the line.
            "[（「『“]{0,2}([あ-んアイーっゃ第条日年・漢字契約]{1,8}|[A-Za-z]{1,40}|[0-9０-９]{1,4}日)[、。」』）”！？]{0,2}| ",
            1..30,
        ),
        measure in 8_000..44_000_i32,
    ) {
        let text = phrases.concat();
        let lines = lines(&text, measure);
        prop_assert_eq!(&lines.iter().map(Line::text).collect::<String>(), &text);
        prop_assert_eq!(offences(&lines), [""; 0]);
        for line in &lines {
            prop_assert!(line.indent + line.width <= measure, "{}", line.text());
        }
    }

    #[test]
    fn a_rule_gives_way_only_where_no_character_may_part_from_the_next(
        text in "[あ-んアイーっゃ、。「」（）“”…―A-Za-z0-9０-９ 　第条日年・！？漢字契約]{1,120}",
        measure in 6_000..44_000_i32,
    ) {
        let lines = lines(&text, measure);
        prop_assert_eq!(&lines.iter().map(Line::text).collect::<String>(), &text);
        for pair in lines.windows(2) {
            prop_assert!(
                offences(pair).is_empty() || is_unbreakable(&pair[0]),
                "{:?}",
                offences(pair)
            );
        }
        for line in &lines {
            prop_assert!(
                line.indent + line.width <= measure || is_unbreakable(line),
                "{}",
                line.text()
            );
        }
    }
}

#[test]
fn the_text_comes_back_out_of_the_pdf() {
    let mut document = sample::full_annex(DocumentMark::Issued);
    let names = "髙橋・山﨑・葛󠄀城・葛城・辻󠄀".to_owned();
    document.parts[0].blocks.insert(1, Block::paragraph(&names));
    let extracted = extract(&pdf(&document, &record()).unwrap());
    let expected = laid_out_text(&layout(&document));
    assert!(with_plain_blanks(&extracted).contains(&names));
    similar_lines(&extracted, &expected);
}

/// Compares page by page and character by character.
fn similar_lines(extracted: &str, expected: &str) {
    let [extracted, expected] = [extracted, expected].map(with_plain_blanks);
    if extracted != expected {
        let at = extracted
            .chars()
            .zip(expected.chars())
            .take_while(|(one, other)| one == other);
        let at = at.count();
        let around = |text: &str| {
            text.chars()
                .skip(at.saturating_sub(20))
                .take(60)
                .collect::<String>()
        };
        panic!(
            "differs at {at}:\n{}\n{}",
            around(&extracted),
            around(&expected)
        );
    }
}

#[test]
fn the_same_content_and_record_give_the_same_bytes() {
    let document = sample::full_annex(DocumentMark::Draft);
    let bytes = pdf(&document, &record()).unwrap();
    assert!(bytes == pdf(&document, &record()).unwrap());
    let other = IssueRecord {
        document_id: [8; 16],
        ..record()
    };
    assert!(bytes != pdf(&document, &other).unwrap());
}

#[test]
fn a_character_no_face_has_is_named_with_its_place() {
    let mut document = one_part(vec![table(
        "名簿",
        &["氏名"],
        vec![
            Row::from(vec!["山田".to_owned()]),
            Row::from(vec!["𠮷田".to_owned()]),
        ],
    )]);
    document.parts[0].label = Some("別紙１".to_owned());
    let error = pdf(&document, &record()).unwrap_err();
    assert!(matches!(&error, DocumentError::MissingGlyphs(missing) if missing.len() == 1));
    assert_eq!(
        error.to_string(),
        "印刷できる字形がない文字があるため、発行できません。「𠮷」（U+20BB7、別紙１の表の2行目「氏名」）。\
         別の文字に改めるか、その文字を持つフォント（IPAmj明朝など）を設定してください。"
    );
}

#[test]
fn a_list_has_geta_where_no_face_has_a_character_and_says_so() {
    let rows = ["𠮷田", "髙橋", "\u{E000}木", "𠮷野"];
    let rows = rows.map(|name| Row::from(vec![name.to_owned()]));
    let mut document = one_part(vec![table("名簿", &["氏名"], rows.to_vec())]);
    document.missing = GlyphPolicy::Geta;
    let text = with_plain_blanks(&extract(&pdf(&document, &record()).unwrap()));
    for expect in [
        "〓田",
        "髙橋",
        "〓木",
        "〓野",
        "印刷できる字形がない文字（外字）です（U+20BB7、U+E000）",
    ] {
        assert!(text.contains(expect), "{expect}:\n{text}");
    }
    assert_eq!(text.matches("備考").count(), 1, "{text}");
}

#[test]
fn a_reading_longer_than_a_ruby_stands_in_brackets() {
    let span = |text: &str, emphasis| Span {
        text: text.to_owned(),
        emphasis,
    };
    let of = |reading: &str| {
        let text = Words(vec![span("髙橋", Emphasis::Ruby(reading.to_owned()))]);
        let document = one_part(vec![Block::paragraph(text)]);
        with_plain_blanks(&extract(&pdf(&document, &record()).unwrap()))
    };
    assert!(!of("たかはし").contains('（'));
    let long = "たかはしともたかばしともいうひと";
    assert!(!of(long).contains('（'));
    let longer = format!("{long}々");
    assert!(of(&longer).contains(&format!("髙橋（{longer}）")));
}

#[test]
fn a_row_of_the_wrong_length_is_named() {
    let document = one_part(vec![table("名簿", &["氏名"], vec![Row::Cells(vec![])])]);
    assert_eq!(
        pdf(&document, &record()).unwrap_err(),
        DocumentError::RaggedTable {
            caption: "名簿".to_owned(),
            row: 1,
            cells: 0,
            columns: 1
        }
    );
}

#[test]
fn a_table_repeats_its_head_on_every_page() {
    let row = |number: usize| [number.to_string(), "作業場所の名称及び所在地。".repeat(6)].into();
    let rows = (1..=60).map(row).collect();
    let document = one_part(vec![table("作業場所", &["番号", "作業場所"], rows)]);
    let layout = layout(&document);
    assert!(2 < layout.pages.len());
    for page in &layout.pages {
        assert_eq!(
            texts(page)
                .filter(|text| text.line.text() == "作業場所")
                .count(),
            1
        );
    }
    assert_eq!(laid_out_text(&layout).matches('名').count(), 360);
}

#[test]
fn a_row_higher_than_a_page_goes_on_over_the_page() {
    let rows = vec![["長い備考である。".repeat(800)].into()];
    let document = one_part(vec![table("備考", &["備考"], rows)]);
    let layout = layout(&document);
    assert!(1 < layout.pages.len());
    let printed: usize = layout
        .pages
        .iter()
        .flat_map(texts)
        .map(|text| text.line.text().matches('長').count())
        .sum();
    assert_eq!(printed, 800);
}

#[test]
fn nothing_is_printed_outside_the_margins() {
    let layout = layout(&sample::full_annex(DocumentMark::Issued));
    for page in &layout.pages {
        for text in texts(page).filter(|text| text.element.is_some()) {
            let left = documents::layout::pages::left_margin(page.width);
            let right = text.x + (text.line.indent + text.line.width) as f32 * text.size / 1000.0;
            assert!(left - 0.01 <= text.x && right <= page.width - 20.0 * 72.0 / 25.4 + 0.01);
            assert!(85.0 < text.baseline && text.baseline < page.height - 25.0 * 72.0 / 25.4);
        }
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    let layout = layout(&sample::full_annex(DocumentMark::Issued));
    for page in &layout.pages {
        let last = texts(page)
            .filter(|text| text.element.is_some())
            .last()
            .unwrap();
        assert!(!last.line.text().starts_with('（'), "{}", last.line.text());
    }
}

#[test]
fn a_small_document_is_laid_out_as_drawn() {
    let mut document = sample::full_annex(DocumentMark::Draft);
    document.parts.truncate(2);
    document.parts[0].blocks.truncate(3);
    let mut drawn = String::new();
    for (number, page) in layout(&document).pages.iter().enumerate() {
        drawn += &format!("page {}: {} × {}\n", number + 1, page.width, page.height);
        for text in texts(page) {
            let left = text.x + text.line.indent as f32 * text.size / 1000.0;
            drawn += &format!(
                "{left:7.2} {:7.2} {:5.1} {}\n",
                text.baseline,
                text.size,
                text.line.text()
            );
        }
    }
    insta::assert_snapshot!(drawn);
}
