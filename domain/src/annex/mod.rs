//! 特記事項 (security annex): its content as a tree of headings, paragraphs and tables — no
//! coordinates. The HTML preview and the PDF come from the same value. [`compose`] makes the tree.

pub mod compose;

use serde::{Deserialize, Serialize};

use crate::choice::choices;

choices! {
    /// Where an issued annex stands.
    AnnexState {
        Issued = "issued", "発行済み";
        Superseded = "superseded", "旧版";
    }
}

/// A document ready to be laid out: every reference resolved, every setting filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnexDocument {
    /// 情報セキュリティ特記事項. Also the title of the PDF.
    pub title: String,
    /// Printed at the foot of every page, e.g. `契約番号　R8-0123`.
    pub footer: String,
    /// 「案」 across the pages of what is not yet issued.
    pub mark: DocumentMark,
    /// In order: the body of the annex, then 別紙１, 別紙２ …
    pub parts: Vec<Part>,
}

/// Whether the document is the issued one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentMark {
    /// 案: not yet issued.
    Draft,
    /// Issued: no mark.
    Issued,
}

/// A part that begins on a new page (the first begins the document).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `別記`, `別紙１` … printed at the top left.
    pub label: Option<String>,
    /// The centred heading of the part.
    pub heading: String,
    /// Content, in reading order.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// Running text, first line indented by one character: the preamble, a note.
    Paragraph(String),
    /// 第N条 with its heading above.
    Article(Article),
    /// A ruled table whose head repeats on every page.
    Table(Table),
}

/// 条.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Id of the clause it was made from, e.g. `SEC-13`.
    pub clause: String,
    /// N of 第N条.
    pub number: u32,
    /// Printed as （heading） on the line above.
    pub heading: String,
    /// 項, in order; the first is printed without its number.
    pub paragraphs: Vec<ArticleParagraph>,
}

/// 項.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleParagraph {
    /// 1 for 第１項.
    pub number: u32,
    /// Text without its number.
    pub text: String,
    /// 号, in order.
    pub items: Vec<ArticleItem>,
}

/// 号.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleItem {
    /// 1 for (1).
    pub number: u32,
    /// Text without its number.
    pub text: String,
}

/// A table of a 別紙.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table shows; read out by a screen reader.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<Column>,
    /// Cells; as many in every row as there are columns. A cell may hold line breaks.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The head.
    pub label: String,
    /// Share of the table's width, relative to the other columns.
    pub weight: u32,
}

/// `第N条`: one digit full-width, more digits half-width.
#[must_use]
pub fn article_name(number: u32) -> String {
    format!("第{}条", digits(number))
}

/// A number as the annex writes it: one digit full-width, more digits half-width.
#[must_use]
pub fn digits(number: u32) -> String {
    if number < 10 {
        char::from_u32(u32::from('０') + number)
            .map(String::from)
            .unwrap_or_default()
    } else {
        number.to_string()
    }
}
