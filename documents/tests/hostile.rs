//! Content nobody should write: it is set, or refused in words; it never panics and never loops.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use chrono::DateTime;
use documents::font::FontSet;
use documents::layout::pages::lay_out;
use documents::layout::{Item, Layout};
use documents::{Appearance, DocumentError, IssueRecord, pdf};
use domain::document::{
    Block, Column, Document, Frame, Letterhead, List, ListItem, Numbering, Pair, Pairs, Part, Row,
    Ruling, Sender, Table, Text,
};
use proptest::prelude::*;

fn record() -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
        document_id: [5; 16],
        author: String::new(),
        producer: String::new(),
        manifest: None,
        appearance: Appearance::PLAIN,
    }
}

fn of(blocks: Vec<Block>) -> Document {
    Document {
        parts: vec![Part::new("表題", blocks)],
        ..Document::new("表題")
    }
}

fn layout(document: &Document) -> Layout {
    lay_out(document, FontSet::bundled().unwrap()).unwrap()
}

/// All that is printed, without blanks; page numbers left out.
fn printed(layout: &Layout) -> String {
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| match item {
        Item::Text(text) => text.element.map(|_| text.line.text()),
        Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) | Item::Code(_) => None,
    });
    texts.collect::<String>().split_whitespace().collect()
}

/// Everything between the edges of its page.
fn assert_on_paper(layout: &Layout) {
    for page in &layout.pages {
        for item in &page.items {
            if let Item::Text(text) = item {
                let width = text.line.indent + text.line.width;
                let right = text.x + width as f32 * text.size / 1000.0;
                assert!(0.0 <= text.x && right <= page.width, "{}", text.line.text());
                assert!(0.0 < text.baseline && text.baseline < page.height);
            }
        }
    }
}

fn assert_set(document: &Document, characters: usize) {
    let layout = layout(document);
    assert_eq!(printed(&layout).chars().count(), characters);
    assert_on_paper(&layout);
    assert!(pdf(document, &record()).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn a_title_of_ten_thousand_characters_is_set() {
    let mut document = of(vec![]);
    document.parts[0].heading = "長い表題".repeat(2500);
    document.title.clone_from(&document.parts[0].heading);
    assert_set(&document, 10_000);
}

#[test]
fn text_without_an_opportunity_to_break_is_cut() {
    let document = of(vec![
        Block::paragraph("A".repeat(3000)),
        Block::paragraph("（".repeat(500)),
        Block::paragraph("…".repeat(500)),
    ]);
    let set = printed(&layout(&document));
    assert_eq!(set.chars().count(), 4002);
    pdf(&document, &record()).unwrap();
}

#[test]
fn a_table_of_five_hundred_rows_is_set() {
    let row = |number: usize| Row::from([number.to_string(), "内容".repeat(number % 60)]);
    let table = Table {
        rows: (1..=500).map(row).collect(),
        ..Table::new(
            "五百行",
            vec![Column::new("番号", 1), Column::new("内容", 5)],
        )
    };
    let document = of(vec![Block::Table(table)]);
    let layout = layout(&document);
    assert_on_paper(&layout);
    let wanted: usize = (1..=500)
        .map(|number| 2 * (number % 60) + number.to_string().len())
        .sum();
    // Heads of pages after the first are no part of the text.
    assert_eq!(
        printed(&layout).chars().count(),
        wanted + "表題番号内容".chars().count()
    );
}

#[test]
fn lists_eight_and_forty_deep_are_set() {
    for depth in [8, 40] {
        let mut list = List::new(Numbering::Kana, ["底"]);
        for _ in 1..depth {
            list = List {
                numbering: Numbering::Bracketed,
                items: vec![ListItem {
                    text: "段".into(),
                    inner: Some(list),
                }],
            };
        }
        let document = of(vec![Block::List(list)]);
        assert_on_paper(&layout(&document));
        pdf(&document, &record()).unwrap();
    }
}

#[test]
fn what_no_face_has_is_named_wherever_it_stands() {
    let hostile = [
        "\u{0}", "\u{7}", "\u{1B}", "😀", "شكرا", "שלום", "\u{202E}", "\u{200B}", "\u{FEFF}",
    ];
    for text in hostile {
        let cell = Table {
            rows: vec![Row::from([text])],
            ..Table::new("表", vec![Column::new("欄", 1)])
        };
        let pairs = Pairs {
            caption: String::new(),
            ruling: Ruling::Open,
            pairs: vec![Pair::new(text, text)],
        };
        let frame = Frame {
            label: text.to_owned(),
            text: text.into(),
            lines: 3,
        };
        let mut letter = of(vec![]);
        letter.parts[0].letterhead = Some(Letterhead {
            addressee: vec![text.to_owned()],
            sender: Some(Sender::named(text)),
            ..Letterhead::default()
        });
        for document in [
            of(vec![Block::paragraph(text)]),
            of(vec![Block::Table(cell)]),
            of(vec![Block::Pairs(pairs)]),
            of(vec![Block::Frame(frame)]),
            Document {
                footer: text.to_owned(),
                ..of(vec![])
            },
            letter,
        ] {
            match pdf(&document, &record()) {
                Ok(_) => {}
                Err(DocumentError::MissingGlyphs(missing)) => {
                    assert!(missing.iter().all(|glyph| !glyph.place.is_empty()));
                }
                Err(other) => panic!("{text:?}: {other}"),
            }
        }
    }
}

#[test]
fn empty_content_is_set() {
    for block in [
        Block::paragraph(""),
        Block::Table(Table::new("", Vec::new())),
        Block::Table(Table::new("", vec![Column::new("", 0)]).with_blank_rows(1, 0)),
        Block::List(List::new(Numbering::Bullet, [""; 0])),
        Block::Pairs(Pairs {
            caption: String::new(),
            ruling: Ruling::Ruled,
            pairs: Vec::new(),
        }),
    ] {
        pdf(&of(vec![block]), &record()).unwrap();
    }
    pdf(&Document::new(""), &record()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_random_text_is_lost_doubled_or_off_the_paper(
        text in "[あ-んアイーっゃ、。「」（）“”…―A-Za-z0-9０-９ 　第条日年・！？漢字契約]{0,200}",
        columns in 1_usize..9,
    ) {
        let wanted: String = text.split_whitespace().collect();
        let row = vec![text.as_str(); columns];
        let table = Table {
            rows: vec![row.into()],
            ..Table::new("", (0..columns).map(|_| Column::new("", 1)).collect())
        };
        let set = layout(&of(vec![Block::paragraph(text.as_str()), Block::Table(table)]));
        // The parts of a cell stand line by line, each cell by itself.
        prop_assert_eq!(printed(&set), format!("表題{}", wanted.repeat(columns + 1)));
        assert_on_paper(&set);
        let _ = Text::from(text.as_str());
    }
}
