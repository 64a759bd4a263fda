//! Every kind of content in one document: where it stands, what a reader is told, and that each page
//! can be looked at (`target/tmp/blocks.pdf`). Needs `pdfinfo` and `pdftotext` (poppler-utils).
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use chrono::DateTime;
use documents::font::FontSet;
use documents::layout::pages::lay_out;
use documents::layout::{Item, Layout};
use documents::{Appearance, DocumentError, IssueRecord, pdf};
use domain::document::letter::BLANK_DATE;
use domain::document::{
    Alignment, Block, Column, ColumnAlignment, Document, DocumentMark, Entry, Frame, HeadGroup,
    Letterhead, List, ListItem, Numbering, Orientation, Pair, Pairs, Paragraph, Part, Row,
    RowHeads, Ruling, Sender, Signatures, Span, Table, Text, Tick,
};

fn record() -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
        document_id: [9; 16],
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: None,
        appearance: Appearance::PLAIN,
    }
}

fn notice() -> Part {
    let points = List {
        numbering: Numbering::Number,
        items: vec![
            ListItem {
                text: "対象情報を保管する場所の施錠を確認できない。".into(),
                inner: Some(List::new(
                    Numbering::Bracketed,
                    [
                        "鍵の管理簿に記載のない貸出しがあった。",
                        "入退室の記録を３か月分欠いている。",
                    ],
                )),
            },
            ListItem::new("責任者の届出が異動の後も改められていない。"),
        ],
    };
    let pairs = Pairs {
        caption: "改善の期限等".to_owned(),
        ruling: Ruling::Open,
        pairs: vec![
            Pair::new(
                "１　契約番号及び件名",
                "R8-0123　住民情報システム運用保守業務",
            ),
            Pair::new(
                "２　期限",
                "令和８年12月25日（金）まで。ただし、(2)にあっては直ちに行い、その結果を書面により報告すること。",
            ),
            Pair::new("３　担当", "総務課情報システム係（電話　0155-00-0000）"),
        ],
    };
    Part {
        letterhead: Some(Letterhead {
            date: "令和８年11月25日".to_owned(),
            addressee: vec![
                "株式会社十勝情報サービス".to_owned(),
                "代表取締役　髙橋一郎　様".to_owned(),
            ],
            sender: Some(Sender::named("芽室町長　手島　旭")),
            ..Letterhead::default()
        }),
        ..Part::new(
            "業務委託契約に係る改善の指示について（通知）",
            vec![
                Block::paragraph(
                    "令和８年11月10日に行った検査の結果、次の事項について特記事項第20条第１項の規定により改善を指示します。",
                ),
                Block::centred("記"),
                Block::Pairs(pairs),
                Block::List(points),
                Block::end("以上"),
                Block::note(
                    "備考　この指示に従わないときは、特記事項第20条第３項の規定により支払を留保することがあります。",
                ),
            ],
        )
    }
}

fn form() -> Part {
    let choices = ["承諾", "条件付き承諾", "不承諾"].map(|word| (word, Tick::when(word == "承諾")));
    let pair = |label: &str, value: Text, lines| Pair {
        lines,
        ..Pair::new(label, value)
    };
    let pairs = Pairs {
        caption: "再委託の内容".to_owned(),
        ruling: Ruling::Ruled,
        pairs: vec![
            pair("再委託先", Text::default(), 2),
            pair("業務の範囲", "ヘルプデスク業務の一部".into(), 3),
            pair("結果", Text::choices(choices), 1),
        ],
    };
    let contractor = Sender {
        role: "受託者".to_owned(),
        entries: vec![
            Entry::new("住所", ""),
            Entry::new("商号又は名称", "株式会社十勝情報サービス"),
            Entry::sealed("代表者職氏名", ""),
        ],
    };
    let town = Sender {
        role: "甲".to_owned(),
        entries: vec![
            Entry::new("", "芽室町"),
            Entry::sealed("", "芽室町長　手島　旭"),
        ],
    };
    Part {
        label: Some("様式第６号（第13条関係）".to_owned()),
        letterhead: Some(Letterhead {
            date: BLANK_DATE.to_owned(),
            addressee: vec!["芽室町長　様".to_owned()],
            sender: Some(contractor.clone()),
            ..Letterhead::default()
        }),
        ..Part::new(
            "再委託承諾申請書",
            vec![
                Block::paragraph("次のとおり申請します。"),
                Block::Pairs(pairs),
                Block::Frame(Frame {
                    label: "意見".to_owned(),
                    text: Text::default(),
                    lines: 6,
                }),
                Block::Signatures(Signatures {
                    date: BLANK_DATE.to_owned(),
                    parties: vec![town, contractor],
                }),
            ],
        )
    }
}

fn report() -> Part {
    let column = |label: &str, weight, alignment| Column::new(label, weight).aligned(alignment);
    let table = Table {
        groups: vec![
            HeadGroup {
                label: String::new(),
                columns: 1,
            },
            HeadGroup {
                label: "件数".to_owned(),
                columns: 2,
            },
            HeadGroup {
                label: String::new(),
                columns: 1,
            },
        ],
        rows: vec![
            Row::Heading("第１段　委託事業者の選定及び契約".to_owned()),
            ["選定の審査", "1,234", "12", "基準を満たす。"].into(),
            ["要件を明記した契約", "1,234", "0", "満たす。"].into(),
            Row::Heading("第２段　外部サービス".to_owned()),
            ["利用の承認", "56", "3", "期限の切れた承認が３件ある。"].into(),
        ],
        row_heads: RowHeads::First,
        ..Table::new(
            "遵守の状況",
            vec![
                column("義務", 5, ColumnAlignment::Start),
                column("対象", 2, ColumnAlignment::End),
                column("不足", 2, ColumnAlignment::End),
                column("所見", 6, ColumnAlignment::Start),
            ],
        )
    };
    let revision = Table {
        rows: vec![Row::Cells(vec![
            Text(vec![
                Span::plain("乙は、事故等を知った時から"),
                Span::underlined("12"),
                Span::plain("時間以内に甲に"),
                Span::underlined("書面により"),
                Span::plain("報告しなければならない。"),
            ]),
            Text(vec![
                Span::plain("乙は、事故等を知った時から"),
                Span::underlined("24"),
                Span::plain("時間以内に甲に報告しなければならない。"),
            ]),
        ])],
        ..Table::new(
            "新旧対照表",
            vec![Column::new("新", 1), Column::new("旧", 1)],
        )
    };
    let reading = Text(vec![
        Span::plain("担当は、"),
        Span::ruby("髙橋", "たかはし"),
        Span::plain("係長及び"),
        Span::ruby("東", "あずま"),
        Span::plain("主査とし、"),
        Span::strong("休日は守衛室"),
        Span::plain("に連絡する。"),
    ]);
    Part {
        ..Part::new(
            "第６節(8)遵守状況報告書",
            vec![
                Block::section("１　総括"),
                Block::paragraph("令和８年11月25日現在の状況は、次のとおりである。"),
                Block::Table(table),
                Block::section("２　条項の改正"),
                Block::subsection("(1)　対照"),
                Block::Table(revision),
                Block::paragraph(reading),
                Block::Paragraph(Paragraph {
                    alignment: Alignment::Start,
                    ..Paragraph::new("左に寄せた段落。")
                }),
            ],
        )
    }
}

fn roster() -> Part {
    let table = Table::new("名簿", vec![Column::new("氏名", 3), Column::new("所属", 5)])
        .with_blank_rows(5, 2);
    Part {
        orientation: Orientation::Landscape,
        ..Part::new("作業従事者名簿", vec![Block::Table(table)])
    }
}

fn everything() -> Document {
    Document {
        number: Some("芽総第123号".to_owned()),
        header: "業務委託契約に係る文書".to_owned(),
        footer: "契約番号　R8-0123".to_owned(),
        mark: DocumentMark::Copy,
        parts: vec![notice(), form(), report(), roster()],
        ..Document::new("すべての部品")
    }
}

fn layout(document: &Document) -> Layout {
    lay_out(document, FontSet::bundled().unwrap()).unwrap()
}

/// Written once: another test may be reading it.
fn written() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("blocks.pdf");
        std::fs::write(&path, pdf(&everything(), &record()).unwrap()).unwrap();
        path
    })
}

fn output(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .args((program == "pdftotext").then_some("-"))
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_block_is_laid_out_as_drawn() {
    let mut drawn = String::new();
    for (number, page) in layout(&everything()).pages.iter().enumerate() {
        drawn += &format!("page {}: {} × {}\n", number + 1, page.width, page.height);
        for item in &page.items {
            drawn += &match item {
                Item::Text(text) => format!(
                    "{:7.2} {:7.2} {:5.2} {}\n",
                    text.x + text.line.indent as f32 * text.size / 1000.0,
                    text.baseline,
                    text.size,
                    text.line.text()
                ),
                Item::Rule(rule) => {
                    format!("rule {:?} {:?} {}\n", rule.from, rule.to, rule.thickness)
                }
                Item::Shade(area) => format!("shade {area:?}\n"),
                Item::Watermark(_) => "watermark\n".to_owned(),
                Item::Code(area) => format!("code {area:?}\n"),
            };
        }
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_reader_is_told_what_everything_is() {
    let told = output("pdfinfo", &["-struct-text"], written());
    // What a table shows is printed in UTF-16.
    let lines = told.lines().filter(|line| !line.contains("/Summary"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_whole_text_can_be_copied() {
    let copied: String = output("pdftotext", &["-raw"], written())
        .split_whitespace()
        .collect();
    let placed: String = layout(&everything())
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Text(text) => Some(text.line.text()),
            Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) | Item::Code(_) => None,
        })
        .flat_map(|text| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    assert_eq!(sorted(&copied), sorted(&placed));
}

fn refused(table: Table) -> DocumentError {
    let document = Document {
        parts: vec![Part::new("表", vec![Block::Table(table)])],
        ..Document::new("表")
    };
    pdf(&document, &record()).unwrap_err()
}

#[test]
fn a_table_that_does_not_fit_the_paper_is_refused_in_words() {
    let columns = (0..200).map(|number| Column::new(number.to_string(), 1));
    let error = refused(Table::new("二百欄", columns.collect()));
    assert!(matches!(
        error,
        DocumentError::NarrowColumns { columns: 200, .. }
    ));
    let columns = vec![Column::new("見出し".repeat(1000), 1), Column::new("短", 1)];
    let error = refused(Table::new("長い見出し", columns));
    assert!(matches!(error, DocumentError::HighHead(_)), "{error}");
}

#[test]
fn a_head_above_heads_stands_over_columns() {
    let group = |columns| HeadGroup {
        label: "上".to_owned(),
        columns,
    };
    for groups in [vec![group(1), group(0)], vec![group(2)]] {
        let table = Table {
            groups,
            ..Table::new("一欄", vec![Column::new("欄", 1)])
        };
        let error = refused(table);
        assert!(
            matches!(error, DocumentError::RaggedTable { row: 0, .. }),
            "{error}"
        );
    }
}
