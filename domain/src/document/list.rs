//! Lists: items under a number, in items.

use serde::{Deserialize, Serialize};

use super::{Text, digits};

/// 箇条書き.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// What stands before each item.
    pub numbering: Numbering,
    /// The items, in order.
    pub items: Vec<ListItem>,
}

/// An item of a [`List`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// Its text without its number.
    pub text: Text,
    /// What is listed under it.
    #[serde(default)]
    pub inner: Option<List>,
}

/// What stands before each item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numbering {
    /// ・.
    Bullet,
    /// １, ２ … 10.
    Number,
    /// (1), (2).
    Bracketed,
    /// ア, イ.
    Kana,
    /// (ア), (イ).
    BracketedKana,
}

impl List {
    /// A list of items without inner lists.
    pub fn new<T: Into<Text>>(numbering: Numbering, items: impl IntoIterator<Item = T>) -> Self {
        Self {
            numbering,
            items: items.into_iter().map(ListItem::new).collect(),
        }
    }
}

impl ListItem {
    /// An item with nothing under it.
    #[must_use]
    pub fn new(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            inner: None,
        }
    }
}

impl Numbering {
    /// What stands before the item of this number, the first being 1.
    #[must_use]
    pub fn label(self, number: u32) -> String {
        match self {
            Self::Bullet => "・".to_owned(),
            Self::Number => digits(number),
            Self::Bracketed => format!("({number})"),
            Self::Kana => kana(number),
            Self::BracketedKana => format!("({})", kana(number)),
        }
    }
}

/// ア … ン; what comes after has no custom, and is counted again from アア.
fn kana(number: u32) -> String {
    const KANA: [char; 46] = [
        'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ',
        'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ',
        'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ヲ',
        'ン',
    ];
    let mut rest = number as usize;
    let mut label = Vec::new();
    while 0 < rest {
        rest -= 1;
        label.push(KANA[rest % KANA.len()]);
        rest /= KANA.len();
    }
    label.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_as_in_public_documents() {
        let check = |numbering: Numbering, number, expect| {
            assert_eq!(numbering.label(number), expect);
        };
        check(Numbering::Bullet, 3, "・");
        check(Numbering::Number, 3, "３");
        check(Numbering::Number, 12, "12");
        check(Numbering::Bracketed, 3, "(3)");
        check(Numbering::Kana, 3, "ウ");
        check(Numbering::Kana, 46, "ン");
        check(Numbering::Kana, 47, "アア");
        check(Numbering::BracketedKana, 2, "(イ)");
    }
}
