//! 条・項・号 of a contract, and how a document writes numbers.

use serde::{Deserialize, Serialize};

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

/// `第N条`: one digit full-width, more digits half-width.
#[must_use]
pub fn article_name(number: u32) -> String {
    format!("第{}条", digits(number))
}

/// A number as our documents write it: one digit full-width, more digits half-width.
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
