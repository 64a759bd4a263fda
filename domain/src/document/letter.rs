//! What a letter has above its heading, and an agreement below its text.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::digits;

/// 文書番号, 日付, 宛先 and 差出人.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// 文書番号, at the right above the date; of a document with a number, that number stands here.
    pub number: Option<String>,
    /// 日付, at the right: `令和８年11月25日`, or blanks to write in (see [`BLANK_DATE`]).
    pub date: String,
    /// 宛先, with 様 or 御中: one line for each.
    pub addressee: Vec<String>,
    /// 差出人, in the right half.
    pub sender: Option<Sender>,
}

/// A date to be written in.
pub const BLANK_DATE: &str = "令和　　年　　月　　日";

/// A date in 和暦 with the digits of our documents: 令和８年４月１日. Dates before 令和 (2019-05-01) are not
/// those of a contract this program makes; they are written in 西暦.
#[must_use]
pub fn written_date(date: NaiveDate) -> String {
    let era_year = match NaiveDate::from_ymd_opt(2019, 5, 1) {
        Some(reiwa) if date >= reiwa => u32::try_from(date.year() - 2018).ok(),
        Some(_) | None => None,
    };
    let year = match era_year {
        Some(1) => "令和元".to_owned(),
        Some(year) => format!("令和{}", digits(year)),
        None => date.year().to_string(),
    };
    let (month, day) = (digits(date.month()), digits(date.day()));
    format!("{year}年{month}月{day}日")
}

/// Who sends or signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// `受託者`, `甲` … before the first line. May be empty.
    pub role: String,
    /// Lines of the sender, from top to bottom.
    pub entries: Vec<Entry>,
}

/// A line of a sender: what is to be written, and what is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `住所`, `商号又は名称`. Empty for a name that speaks for itself.
    pub label: String,
    /// Empty when it is to be written in; then a line is drawn.
    pub value: String,
    /// Whether a seal goes at its end.
    pub seal: Seal,
}

/// Whether a seal is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seal {
    /// No.
    #[default]
    None,
    /// 印.
    Printed,
}

/// 記名欄: the date, and those who sign side by side or one below the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatures {
    /// 日付, at the left. May be empty.
    pub date: String,
    /// Those who sign.
    pub parties: Vec<Sender>,
}

impl Sender {
    /// A sender of one line, as a town signs its letters: `芽室町長　手島旭`.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            role: String::new(),
            entries: vec![Entry::new("", name)],
        }
    }
}

impl Entry {
    /// A line without a seal.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            seal: Seal::None,
        }
    }

    /// A line with a seal at its end.
    #[must_use]
    pub fn sealed(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            seal: Seal::Printed,
            ..Self::new(label, value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_with_the_digits_of_our_documents() {
        let check =
            |date: &str, expect: &str| assert_eq!(written_date(date.parse().unwrap()), expect);
        check("2026-04-01", "令和８年４月１日");
        check("2027-12-31", "令和９年12月31日");
        check("2028-10-10", "令和10年10月10日");
        check("2019-05-01", "令和元年５月１日");
        check("2019-04-30", "2019年４月30日");
    }
}
