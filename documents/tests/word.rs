//! Files for Word: what they say is what the document says, numbers that Word counts included; and
//! `LibreOffice`, where it is installed, reads them without losing a character.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::DateTime;
use documents::font::FontSet;
use documents::layout::Item;
use documents::layout::pages::lay_out;
use documents::{Appearance, DocumentError, IssueRecord, docx};
use domain::document::{
    Block, Column, Document, DocumentMark, HeadGroup, List, ListItem, Numbering, Part, Row, Span,
    Table, Text,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

mod kinds;
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

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|it| it.key.into_inner() == name)?;
    Some(String::from_utf8_lossy(found.value.as_bytes()).into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).unwrap().parse().unwrap()
}

/// Every tag of a part with the text after it.
fn nodes(xml: &str, mut visit: impl FnMut(Node<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().expect("the part is well formed") {
            Event::Start(tag) => visit(Node::Open(&tag)),
            Event::Empty(tag) => {
                visit(Node::Open(&tag));
                visit(Node::Close(tag.name().into_inner()));
            }
            Event::End(tag) => visit(Node::Close(tag.name().into_inner())),
            Event::Text(text) => visit(Node::Text(&text)),
            Event::GeneralRef(entity) => visit(Node::Text(match &*entity {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("{other}"),
            })),
            Event::Eof => return,
            _ => {}
        }
    }
}

enum Node<'a> {
    Open(&'a BytesStart<'a>),
    Text(&'a str),
    Close(&'a str),
}

#[derive(Clone, Default)]
struct Level {
    start: usize,
    format: String,
    text: String,
}

/// Counts as Word does.
#[derive(Default)]
struct Counter {
    kinds: BTreeMap<usize, Vec<Level>>,
    uses: BTreeMap<usize, (usize, usize)>,
    counts: BTreeMap<usize, BTreeMap<usize, usize>>,
}

impl Counter {
    fn of(xml: &str) -> Self {
        let mut counter = Self::default();
        let (mut kind, mut used) = (0, 0);
        nodes(xml, |node| {
            let Node::Open(tag) = node else { return };
            let levels = counter.kinds.entry(kind).or_default();
            match tag.name().into_inner() {
                "w:abstractNum" => kind = number(tag, "w:abstractNumId"),
                "w:lvl" => levels.push(Level::default()),
                "w:start" => levels.last_mut().unwrap().start = number(tag, "w:val"),
                "w:numFmt" => levels.last_mut().unwrap().format = attribute(tag, "w:val").unwrap(),
                "w:lvlText" => levels.last_mut().unwrap().text = attribute(tag, "w:val").unwrap(),
                "w:num" => used = number(tag, "w:numId"),
                "w:abstractNumId" => {
                    counter.uses.insert(used, (number(tag, "w:val"), 0));
                }
                "w:startOverride" => counter.uses.get_mut(&used).unwrap().1 = number(tag, "w:val"),
                _ => {}
            }
        });
        counter
    }

    fn label(&mut self, used: usize, level: usize) -> String {
        let (kind, start) = self.uses[&used];
        let about = &self.kinds[&kind][level];
        let counts = self.counts.entry(used).or_default();
        counts.retain(|other, _| *other <= level);
        let start = if level == 0 { start } else { about.start };
        let count = counts
            .entry(level)
            .and_modify(|count| *count += 1)
            .or_insert(start);
        let count = u32::try_from(*count).unwrap();
        let text = match about.format.as_str() {
            "bullet" => String::new(),
            "decimal" | "decimalFullWidth" => count.to_string(),
            "aiueoFullWidth" => Numbering::Kana.label(count),
            other => panic!("{other}"),
        };
        about.text.replace(&format!("%{}", level + 1), &text)
    }
}

/// What a reader of the file sees, paragraph by paragraph.
fn paragraphs(file: &[u8]) -> Vec<String> {
    let mut counter = Counter::of(&part(file, "word/numbering.xml"));
    let mut paragraphs = Vec::new();
    let (mut is_text, mut level) = (false, 0);
    nodes(&part(file, "word/document.xml"), |node| match node {
        Node::Open(tag) => match tag.name().into_inner() {
            "w:p" => paragraphs.push(String::new()),
            "w:t" => is_text = true,
            "w:br" => paragraphs.last_mut().unwrap().push('\n'),
            "w:ilvl" => level = number(tag, "w:val"),
            "w:numId" => {
                let label = counter.label(number(tag, "w:val"), level);
                paragraphs.last_mut().unwrap().push_str(&label);
            }
            _ => {}
        },
        Node::Text(text) if is_text => paragraphs.last_mut().unwrap().push_str(text),
        Node::Text(_) => {}
        Node::Close(name) => is_text &= name != "w:t",
    });
    paragraphs
}

/// Without blanks, digits of one width: Word counts in full width what we write in half.
fn comparable(text: &str) -> String {
    let narrow = |character: char| match character {
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0).unwrap(),
        other => other,
    };
    text.chars()
        .filter(|it| !it.is_whitespace())
        .map(narrow)
        .collect()
}

/// All that is printed, without page numbers and heads that repeat.
fn printed(document: &Document) -> String {
    let layout = lay_out(document, FontSet::bundled().unwrap()).unwrap();
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| match item {
        Item::Text(text) => text.element.map(|_| text.line.text()),
        Item::Rule(_) | Item::Shade(_) | Item::Watermark(_) | Item::Code(_) => None,
    });
    texts.collect()
}

#[test]
fn what_word_shows_is_what_the_document_says() {
    for (name, document) in kinds::every_kind() {
        let file = docx(&document, &record()).unwrap();
        let shown = comparable(&paragraphs(&file).concat());
        let wanted = comparable(&printed(&document));
        let same = shown
            .chars()
            .zip(wanted.chars())
            .take_while(|(one, other)| one == other)
            .count();
        let around = |text: &str| {
            text.chars()
                .skip(same.saturating_sub(30))
                .take(80)
                .collect::<String>()
        };
        assert_eq!(around(&shown), around(&wanted), "{name}");
        assert_eq!(file, docx(&document, &record()).unwrap(), "{name}");
    }
}

/// A configuration with the faces the documents ask for and no others: what this machine has decides nothing.
fn fonts_of_ours(folder: &Path) -> PathBuf {
    let faces = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let file = folder.join("fonts.conf");
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\
         <fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>",
        faces.display(),
        folder.join("fonts").display()
    );
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn libreoffice_loses_nothing() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("word");
    std::fs::create_dir_all(&folder).unwrap();
    let kinds = kinds::every_kind();
    let mut office = Command::new("soffice");
    office.env("FONTCONFIG_FILE", fonts_of_ours(&folder));
    office.arg(format!(
        "-env:UserInstallation=file://{}/profile",
        folder.display()
    ));
    office
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder);
    for (name, document) in &kinds {
        let path = folder.join(format!("{name}.docx"));
        std::fs::write(&path, docx(document, &record()).unwrap()).unwrap();
        office.arg(path);
    }
    let output = office
        .output()
        .expect("soffice is needed by this test: install LibreOffice");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for (name, document) in &kinds {
        let output = Command::new("pdftotext")
            .args(["-raw", "-enc", "UTF-8"])
            .arg(folder.join(format!("{name}.pdf")))
            .arg("-")
            .output()
            .expect("pdftotext is needed by this test: install poppler-utils");
        let read = String::from_utf8(output.stdout).unwrap();
        // Pages break elsewhere, so that heads, feet and heads of tables stand elsewhere: characters count.
        let count = |text: &str| {
            let mut counts: BTreeMap<char, usize> = BTreeMap::new();
            for character in comparable(text).chars() {
                *counts.entry(character).or_default() += 1;
            }
            counts
        };
        let (read, wanted) = (count(&read), count(&printed(document)));
        let lost: Vec<_> = wanted
            .iter()
            .filter(|(character, wanted)| read.get(character).copied().unwrap_or(0) < **wanted)
            .collect();
        assert_eq!(lost, [], "{name}");
    }
}

fn of(blocks: Vec<Block>) -> Document {
    Document {
        parts: vec![Part::new("表題", blocks)],
        ..Document::new("表題 <&>")
    }
}

#[test]
fn lists_count_by_themselves_and_anew() {
    let inner = List::new(Numbering::Kana, ["い", "ろ"]);
    let list = List {
        numbering: Numbering::Bracketed,
        items: vec![
            ListItem {
                text: "一".into(),
                inner: Some(inner),
            },
            ListItem::new("二\n続き"),
        ],
    };
    let bullets = List::new(Numbering::Bullet, ["点"]);
    let many = List::new(Numbering::Kana, (0..47).map(|_| "多"));
    let blocks = [list.clone(), list, bullets, many].map(Block::List);
    let file = docx(&of(blocks.to_vec()), &record()).unwrap();
    let shown = paragraphs(&file);
    let once = ["(1)　一", "ア　い", "イ　ろ", "(2)　二\n続き"];
    assert_eq!(shown[0], "表題");
    assert_eq!(shown[1..5], once);
    assert_eq!(shown[5..9], once);
    assert_eq!(shown[9], "・点");
    assert_eq!(shown.last().unwrap(), "アア　多");
}

#[test]
fn tables_repeat_their_heads_and_keep_their_spans() {
    let columns = ["番号", "氏名", "住所"].map(|label| Column::new(label, 1));
    let group = |label: &str, columns| HeadGroup {
        label: label.to_owned(),
        columns,
    };
    let table = Table {
        groups: vec![group("", 1), group("従事者", 2)],
        rows: vec![
            Row::Heading("甲".to_owned()),
            Row::from(["1", "髙橋", "芽室町"]),
        ],
        ..Table::new("名簿", columns.to_vec())
    };
    let file = docx(&of(vec![Block::Table(table.clone())]), &record()).unwrap();
    let xml = part(&file, "word/document.xml");
    let count = |wanted: &str| xml.matches(wanted).count();
    assert_eq!(count("<w:tblHeader/>"), 2);
    assert_eq!(count("<w:gridSpan w:val=\"2\"/>"), 1);
    assert_eq!(count("<w:gridSpan w:val=\"3\"/>"), 1);
    assert_eq!(count("<w:vMerge w:val=\"restart\"/>"), 1);
    assert_eq!(count("<w:vMerge w:val=\"continue\"/>"), 1);
    assert_eq!(count("<w:tblCaption w:val=\"名簿\"/>"), 1);
    let ragged = Table {
        rows: vec![Row::from(["1", "2"])],
        ..table
    };
    let error = docx(&of(vec![Block::Table(ragged)]), &record()).unwrap_err();
    assert!(matches!(
        error,
        DocumentError::RaggedTable {
            row: 1,
            cells: 2,
            ..
        }
    ));
}

#[test]
fn marks_readings_paper_and_names_go_with_the_text() {
    let text = Text(vec![
        Span::plain("甲<乙>\u{0}"),
        Span::ruby("髙橋", "たかはし"),
        Span::underlined("改め"),
        Span::strong("強く"),
    ]);
    let mut document = Document {
        number: Some("特記R8-0001".to_owned()),
        mark: DocumentMark::Copy,
        ..of(vec![Block::paragraph(text)])
    };
    document.parts.push(Part {
        orientation: domain::document::Orientation::Landscape,
        ..Part::new("横", vec![])
    });
    document.parts.push(Part::new("縦", vec![]));
    document.parts.push(Part::new("次", vec![]));
    let file = docx(&document, &record()).unwrap();
    let xml = part(&file, "word/document.xml");
    for wanted in [
        "甲&lt;乙&gt;",
        "<w:rt><w:r><w:rPr><w:sz w:val=\"10\"/><w:szCs w:val=\"10\"/></w:rPr>",
        "<w:u w:val=\"single\"/>",
        "ゴシック",
        "w:orient=\"landscape\"",
    ] {
        assert!(xml.contains(wanted), "{wanted}: {xml}");
    }
    assert_eq!(xml.matches("<w:sectPr>").count(), 3);
    assert_eq!(xml.matches("<w:pageBreakBefore/>").count(), 1);
    assert!(part(&file, "word/header0.xml").contains("写"));
    assert!(part(&file, "word/footer1.xml").contains("特記R8-0001"));
    let core = part(&file, "docProps/core.xml");
    assert!(
        core.contains("<dc:title>表題 &lt;&amp;&gt;</dc:title>"),
        "{core}"
    );
}
