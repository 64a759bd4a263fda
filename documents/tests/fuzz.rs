//! Random documents of hostile content, one after the other until the time is over: each is set or refused in
//! words, within a second, nothing leaves the paper, the PDF is what its label says, and Word's file says the
//! same. Five seconds, and always the same documents, unless `FUZZ_SECONDS` and `FUZZ_SEED` say otherwise:
//!
//! `FUZZ_SECONDS=600 FUZZ_SEED=$RANDOM cargo test --release -p documents --test fuzz`
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use std::time::{Duration, Instant};

use chrono::DateTime;
use conformance::offences;
use documents::font::FontSet;
use documents::layout::pages::lay_out_as;
use documents::layout::{Item, Layout};
use documents::{Appearance, DocumentError, IssueRecord, LineEnds, docx, pdf};
use domain::document::{
    Alignment, Article, ArticleItem, ArticleParagraph, Block, Column, ColumnAlignment, Document,
    DocumentMark, Emphasis, Entry, Frame, GlyphPolicy, HeadGroup, Letterhead, List, ListItem,
    Numbering, Orientation, Pair, Pairs, Paragraph, Part, Row, RowHeads, Ruling, Seal, Sender,
    Signatures, Span, Table, Text, TextSize,
};

mod conformance;

const SECONDS: u64 = 5;
/// A document of a few hundred lines takes milliseconds; built without optimisation, some hundred.
const LONGEST: Duration = Duration::from_secs(20);

/// Words a document is made of: usual ones, and those that have made trouble elsewhere.
const WORDS: [&str; 34] = [
    "乙は、",
    "本業務",
    "（以下「甲」という。）",
    "。",
    "、、、",
    "」」」）",
    "（（（「",
    "……",
    "――",
    "第14条",
    "１０日以内に",
    "6か月",
    "ＡＢＣ",
    "Security",
    "supercalifragilisticexpialidocious",
    "http://example.com/a?b=c&d=e",
    "　",
    " ",
    "\t",
    "\n",
    "\r\n",
    "“引用”",
    "髙橋",
    "葛\u{E0100}城",
    "か\u{3099}",
    "ｶﾞ",
    "㈱",
    "①",
    "𠮷野家",
    "😀",
    "\u{200B}",
    "\u{0}",
    "<b>&amp;]]></b>",
    "ーーっょ",
];

/// A generator of numbers (SplitMix64): the same seed gives the same document.
struct Chance(u64);

impl Chance {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % end as u64).unwrap()
    }

    fn small(&mut self, end: usize) -> u32 {
        u32::try_from(self.below(end)).unwrap()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn some<T>(&mut self, longest: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(longest + 1)).map(|_| make(self)).collect()
    }

    fn words(&mut self) -> String {
        let longest = if self.once_in(20) { 400 } else { 12 };
        // What no face has is in one document of four, or every one would be refused.
        let mut words = self
            .some(longest, |chance| chance.one(&WORDS[..29]))
            .concat();
        if self.once_in(60) {
            words.push_str(WORDS[29 + self.below(5)]);
        }
        words
    }

    fn text(&mut self) -> Text {
        Text(self.some(4, |chance| Span {
            text: chance.words(),
            emphasis: match chance.below(6) {
                0 => Emphasis::Underlined,
                1 => Emphasis::Strong,
                2 => Emphasis::Ruby(chance.words()),
                _ => Emphasis::Plain,
            },
        }))
    }

    fn block(&mut self) -> Block {
        match self.below(9) {
            0 => Block::section(self.words()),
            1 => Block::subsection(self.words()),
            2 => Block::Article(self.article()),
            3 => Block::List(self.list(0)),
            4 => Block::Table(self.table()),
            5 => Block::Pairs(Pairs {
                caption: self.words(),
                ruling: self.one(&[Ruling::Ruled, Ruling::Open]),
                pairs: self.some(6, |chance| Pair {
                    label: chance.words(),
                    value: chance.text(),
                    lines: chance.small(80),
                }),
            }),
            6 => Block::Frame(Frame {
                label: self.words(),
                text: self.text(),
                lines: self.small(100),
            }),
            7 => Block::Signatures(Signatures {
                date: self.words(),
                parties: self.some(3, Self::sender),
            }),
            _ => Block::Paragraph(Paragraph {
                text: self.text(),
                alignment: self.one(&[
                    Alignment::Justified,
                    Alignment::Start,
                    Alignment::Centre,
                    Alignment::End,
                ]),
                first_indent: self.small(50),
                indent: self.small(50),
                size: self.one(&[TextSize::Normal, TextSize::Small]),
            }),
        }
    }

    fn article(&mut self) -> Article {
        Article {
            clause: String::new(),
            number: self.small(200),
            heading: self.words(),
            paragraphs: self.some(4, |chance| ArticleParagraph {
                number: chance.small(12),
                text: chance.words(),
                items: chance.some(4, |chance| ArticleItem {
                    number: chance.small(12),
                    text: chance.words(),
                }),
            }),
        }
    }

    fn list(&mut self, depth: usize) -> List {
        List {
            numbering: self.one(&[
                Numbering::Bullet,
                Numbering::Number,
                Numbering::Bracketed,
                Numbering::Kana,
                Numbering::BracketedKana,
            ]),
            items: self.some(if depth < 4 { 5 } else { 1 }, |chance| ListItem {
                text: chance.text(),
                inner: (depth < 30 && chance.once_in(2)).then(|| chance.list(depth + 1)),
            }),
        }
    }

    fn table(&mut self) -> Table {
        let columns = self.some(11, |chance| Column {
            label: chance.words(),
            weight: chance.small(9),
            alignment: chance.one(&[
                ColumnAlignment::Automatic,
                ColumnAlignment::Start,
                ColumnAlignment::Centre,
                ColumnAlignment::End,
            ]),
        });
        let count = columns.len();
        let rows = self.some(12, |chance| {
            if chance.once_in(6) {
                Row::Heading(chance.words())
            } else {
                let count = if chance.once_in(200) {
                    count + 1
                } else {
                    count
                };
                Row::Cells((0..count).map(|_| chance.text()).collect())
            }
        });
        let groups = if self.once_in(3) {
            let first = self.below(count + 1);
            let group = |label: String, columns| HeadGroup { label, columns };
            vec![
                group(self.words(), first),
                group(self.words(), count - first),
            ]
        } else {
            Vec::new()
        };
        Table {
            caption: self.words(),
            columns,
            groups,
            rows,
            row_heads: self.one(&[RowHeads::None, RowHeads::First]),
            row_lines: self.small(70),
        }
    }

    fn sender(&mut self) -> Sender {
        Sender {
            role: self.words(),
            entries: self.some(4, |chance| Entry {
                label: chance.words(),
                value: chance.words(),
                seal: chance.one(&[Seal::None, Seal::Printed]),
            }),
        }
    }

    fn part(&mut self) -> Part {
        let letterhead = self.once_in(3).then(|| Letterhead {
            number: self.once_in(2).then(|| self.words()),
            date: self.words(),
            addressee: self.some(4, Self::words),
            sender: self.once_in(2).then(|| self.sender()),
        });
        Part {
            label: self.once_in(2).then(|| self.words()),
            letterhead,
            heading: self.words(),
            orientation: self.one(&[
                Orientation::Automatic,
                Orientation::Portrait,
                Orientation::Landscape,
            ]),
            blocks: self.some(8, Self::block),
        }
    }

    fn document(&mut self) -> Document {
        Document {
            title: self.words(),
            number: self.once_in(2).then(|| self.words()),
            header: self.words(),
            footer: self.words(),
            mark: self.one(&[
                DocumentMark::Draft,
                DocumentMark::Issued,
                DocumentMark::Copy,
                DocumentMark::FileCopy,
            ]),
            missing: self.one(&[GlyphPolicy::Refuse, GlyphPolicy::Geta]),
            parts: self.some(3, Self::part),
        }
    }

    fn record(&mut self) -> IssueRecord {
        IssueRecord {
            created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
            document_id: [9; 16],
            author: self.words(),
            producer: self.words(),
            manifest: self.once_in(2).then(|| self.words()),
            appearance: Appearance {
                line_ends: self.one(&[LineEnds::Inside, LineEnds::Hanging]),
                code: self.once_in(2).then(|| self.words()),
            },
        }
    }
}

/// Every character of the text on the paper, except one that is wider than its column.
fn assert_on_paper(layout: &Layout, seed: u64) {
    for page in &layout.pages {
        for item in &page.items {
            if let Item::Text(text) = item {
                let on_page = 0.0 <= text.x && 0.0 < text.baseline && text.baseline < page.height;
                assert!(
                    on_page,
                    "seed {seed}: x {} y {} {}",
                    text.x,
                    text.baseline,
                    text.line.text()
                );
            }
        }
    }
}

/// Whether it was set.
fn try_one(seed: u64) -> bool {
    let mut chance = Chance(seed);
    let (document, record) = (chance.document(), chance.record());
    let start = Instant::now();
    let set = pdf(&document, &record);
    let word = docx(&document, &record);
    let time = start.elapsed();
    assert!(time < LONGEST, "seed {seed} took {time:?}");
    let ragged = |error: &DocumentError| matches!(error, DocumentError::RaggedTable { .. });
    assert_eq!(
        word.as_ref().is_err_and(ragged),
        word.is_err(),
        "seed {seed}: Word refuses ragged tables only"
    );
    match set {
        Ok(file) => {
            assert_eq!(offences(&file), [""; 0], "seed {seed}");
            assert!(word.is_ok(), "seed {seed}");
            let fonts = FontSet::bundled().unwrap();
            let layout = lay_out_as(&document, fonts, &record.appearance).unwrap();
            assert_on_paper(&layout, seed);
            true
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            let is_known = !matches!(error, DocumentError::Write | DocumentError::Font(_));
            assert!(is_known, "seed {seed}: {error}");
            false
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test is asked for more by its environment"
)]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn random_documents_are_set_or_refused_in_words() {
    let first = setting("FUZZ_SEED").unwrap_or(1);
    let time = Duration::from_secs(setting("FUZZ_SECONDS").unwrap_or(SECONDS));
    let start = Instant::now();
    let (mut tried, mut set) = (0, 0);
    while start.elapsed() < time {
        set += u64::from(try_one(first + tried));
        tried += 1;
    }
    eprintln!("{tried} documents from seed {first}, {set} set, the others refused");
    assert!(tried < 20 || tried / 5 < set, "{set} of {tried} were set");
}
