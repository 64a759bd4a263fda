//! Counts of persons and records as people write them.

use super::{
    amount::{scaled, take_approximate},
    flag,
    text::folded,
};

/// A count of persons or records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountReading {
    /// A number.
    Number { count: i64, is_approximate: bool },
    /// 数百件.
    Text(String),
}

/// Reads 18,000, 約18,000件, ～9,800, 120人; `None` when the cell says there is none.
#[must_use]
pub fn read(text: &str) -> Option<CountReading> {
    let folded = folded(text);
    if folded.is_empty() || flag::says_nothing(&folded) {
        return None;
    }
    let (rest, is_approximate) = take_approximate(&folded);
    let (rest, is_less_exact) = match rest.strip_suffix("以上").or(rest.strip_suffix("以下")) {
        Some(rest) => (rest.to_owned(), true),
        None => (rest, false),
    };
    let rest = rest.trim_end_matches([
        '件', '人', '名', '台', '戸', '世', '帯', '冊', '通', '枚', '筆',
    ]);
    let (number, unit) = match rest.strip_suffix('万') {
        Some(number) => (number, 10_000),
        None => (rest, 1),
    };
    Some(match scaled(number, unit) {
        Some(count) => CountReading::Number {
            count,
            is_approximate: is_approximate || is_less_exact,
        },
        None => CountReading::Text(crate::input::trimmed(text).to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_keep_what_is_no_number() {
        let number = |count, is_approximate| {
            Some(CountReading::Number {
                count,
                is_approximate,
            })
        };
        assert_eq!(read("約12,400件"), number(12_400, true));
        assert_eq!(read("～9,800"), number(9_800, true));
        assert_eq!(read("７，８００人"), number(7_800, false));
        assert_eq!(
            read("数百件"),
            Some(CountReading::Text("数百件".to_owned()))
        );
        assert_eq!(read("－"), None);
    }
}
