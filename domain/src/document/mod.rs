//! 文書: what a document says, as a tree of headings, paragraphs and tables — no coordinates. The HTML
//! preview and the PDF come from the same value, and no document is a special case to either.
//!
//! A module of `domain` composes a [`Document`] from its own facts; `documents::pdf` sets it,
//! `app::document::DocumentView` shows it. Reading order: [`Document`], [`Part`], [`Block`], then the
//! blocks: [`text`], [`list`], [`table`], [`article`], [`letter`].
//!
//! ```
//! use domain::document::{Block, Document, Letterhead, Part, Sender, Table, Column};
//!
//! let table = Table {
//!     rows: vec![["1", "受託者の責任者を置いていない。"].into()],
//!     ..Table::new("指摘事項", vec![Column::new("番号", 1), Column::new("指摘の内容", 9)])
//! };
//! let notice = Document {
//!     number: Some("芽総第12号".to_owned()),
//!     parts: vec![Part {
//!         letterhead: Some(Letterhead {
//!             date: "令和８年11月25日".to_owned(),
//!             addressee: vec!["株式会社十勝情報サービス".to_owned(), "代表取締役　髙橋一郎　様".to_owned()],
//!             sender: Some(Sender::named("芽室町長　手島旭")),
//!             ..Letterhead::default()
//!         }),
//!         ..Part::new("改善の指示について（通知）", vec![
//!             Block::paragraph("次のとおり改善するよう、特記事項第20条の規定により指示します。"),
//!             Block::centred("記"),
//!             Block::Table(table),
//!             Block::end("以上"),
//!         ])
//!     }],
//!     ..Document::new("改善の指示について（通知）")
//! };
//! assert_eq!(notice.parts.len(), 1);
//! ```

pub mod article;
pub mod letter;
pub mod list;
mod reading;
pub mod table;
pub mod text;

use serde::{Deserialize, Serialize};

pub use article::{Article, ArticleItem, ArticleParagraph, article_name, digits};
pub use letter::{BLANK_DATE, Entry, Letterhead, Seal, Sender, Signatures, written_date};
pub use list::{List, ListItem, Numbering};
pub use table::{Column, ColumnAlignment, HeadGroup, Pair, Pairs, Row, RowHeads, Ruling, Table};
pub use text::{Alignment, Emphasis, Paragraph, Span, Text, TextSize, Tick};

/// A document ready to be laid out: every reference resolved, every setting filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is called. Also the title of the PDF.
    pub title: String,
    /// 文書番号, at the foot of every page and, in a letter, at its head.
    #[serde(default)]
    pub number: Option<String>,
    /// 柱: a line at the head of every page. May be empty.
    #[serde(default)]
    pub header: String,
    /// Printed at the foot of every page, e.g. `契約番号　R8-0123`. May be empty.
    pub footer: String,
    /// What is stamped on the pages.
    pub mark: DocumentMark,
    /// What becomes of a character without a glyph.
    #[serde(default)]
    pub missing: GlyphPolicy,
    /// In order; each begins on a new page.
    pub parts: Vec<Part>,
}

/// What becomes of a character that no face has (外字).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GlyphPolicy {
    /// Nothing is printed: a certificate or a contract with a wrong character is none.
    #[default]
    Refuse,
    /// 〓 (下駄) stands in its place, and a note at the end says for what: one name does not stop a list.
    Geta,
}

/// Who made a paper that is no letter, and when: `令和8年11月26日　総務課長　甲野`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Making {
    /// 芽室町.
    pub municipality: String,
    /// When and by whom.
    pub made: String,
}

impl Making {
    /// A paper of one part, with the town and the making at its head.
    #[must_use]
    pub fn paper(&self, title: &str, footer: String, blocks: Vec<Block>) -> Document {
        let mut all = vec![
            Block::end(self.municipality.clone()),
            Block::end(format!("作成　{}", self.made)),
        ];
        all.extend(blocks);
        Document {
            footer,
            missing: GlyphPolicy::Geta,
            parts: vec![Part::new(title, all)],
            ..Document::new(title)
        }
    }
}

/// 案・写・控, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentMark {
    /// 案: not yet issued. Also lies behind the text, so that no copy is taken for the real one.
    Draft,
    /// The document itself: no mark.
    Issued,
    /// 写: a copy for others.
    Copy,
    /// 控: the copy the sender keeps.
    FileCopy,
}

/// A part that begins on a new page (the first begins the document).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `別記`, `別紙１`, `様式第６号（第13条関係）` … printed at the top left.
    pub label: Option<String>,
    /// Date, addressee and sender, above the heading: what makes a part a letter.
    #[serde(default)]
    pub letterhead: Option<Letterhead>,
    /// The centred heading of the part.
    pub heading: String,
    /// Which way its pages lie.
    #[serde(default)]
    pub orientation: Orientation,
    /// Content, in reading order.
    pub blocks: Vec<Block>,
}

/// 縦 or 横.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Orientation {
    /// 縦, except for a part with a table of many columns.
    #[default]
    Automatic,
    /// A4 縦.
    Portrait,
    /// A4 横.
    Landscape,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading within the part; stays with what follows.
    Heading(Heading),
    /// Running text: the preamble, a note.
    Paragraph(Paragraph),
    /// 第N条 with its heading above.
    Article(Article),
    /// Numbered or bulleted items, in items.
    List(List),
    /// A table whose head repeats on every page.
    Table(Table),
    /// 項目と内容: names with their values beside them.
    Pairs(Pairs),
    /// A ruled box with text or room to write in.
    Frame(Frame),
    /// 記名欄 at the end of an agreement, never parted by a page.
    Signatures(Signatures),
}

/// A heading within a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// How deep.
    pub level: HeadingLevel,
    /// Its text, with its number if it has one.
    pub text: String,
}

/// The depth of a heading. The heading of the part is the level above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadingLevel {
    /// `１　点検の概要`.
    Section,
    /// `(1)　対象`.
    Subsection,
}

/// 枠.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// What is to be written in it, e.g. `意見`. Read out by a screen reader, printed at its upper edge.
    pub label: String,
    /// What is in it. May be empty.
    pub text: Text,
    /// Its least height in lines.
    pub lines: u32,
}

impl Document {
    /// An unmarked document without pages.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            number: None,
            header: String::new(),
            footer: String::new(),
            mark: DocumentMark::Issued,
            missing: GlyphPolicy::Refuse,
            parts: Vec::new(),
        }
    }
}

impl DocumentMark {
    /// What is stamped.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::Draft => Some("案"),
            Self::Issued => None,
            Self::Copy => Some("写"),
            Self::FileCopy => Some("控"),
        }
    }
}

impl Part {
    /// A part with neither label nor letterhead.
    #[must_use]
    pub fn new(heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            label: None,
            letterhead: None,
            heading: heading.into(),
            orientation: Orientation::Automatic,
            blocks,
        }
    }
}

impl Block {
    /// Running text whose first line is indented by one character.
    #[must_use]
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph(Paragraph::new(text))
    }

    /// `記`, or a line of its own in the middle.
    #[must_use]
    pub fn centred(text: impl Into<Text>) -> Self {
        Self::Paragraph(Paragraph {
            alignment: Alignment::Centre,
            first_indent: 0,
            ..Paragraph::new(text)
        })
    }

    /// `以上`, or a date at the right.
    #[must_use]
    pub fn end(text: impl Into<Text>) -> Self {
        Self::Paragraph(Paragraph {
            alignment: Alignment::End,
            first_indent: 0,
            ..Paragraph::new(text)
        })
    }

    /// A remark in smaller type, such as `備考　…`.
    #[must_use]
    pub fn note(text: impl Into<Text>) -> Self {
        Self::Paragraph(Paragraph {
            size: TextSize::Small,
            first_indent: 0,
            indent: 1,
            ..Paragraph::new(text)
        })
    }

    /// A heading within the part.
    #[must_use]
    pub fn section(text: impl Into<String>) -> Self {
        Self::Heading(Heading {
            level: HeadingLevel::Section,
            text: text.into(),
        })
    }

    /// A heading within a section.
    #[must_use]
    pub fn subsection(text: impl Into<String>) -> Self {
        Self::Heading(Heading {
            level: HeadingLevel::Subsection,
            text: text.into(),
        })
    }
}
