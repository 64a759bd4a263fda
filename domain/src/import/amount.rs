//! Amounts of money as people write them.

use serde::{Deserialize, Serialize};

use super::{
    flag,
    text::{folded, is_dash},
};

/// How the price of a contract is agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// A sum for the whole.
    Total,
    /// 単価契約.
    UnitPrice,
    /// Not known.
    Unknown,
}

/// Whether 消費税 is in an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountTax {
    /// 税込.
    Included,
    /// 税抜.
    Excluded,
}

/// An amount that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountReading {
    /// Yen; `None` for a unit price.
    pub yen: Option<i64>,
    pub kind: AmountKind,
    /// What the cell itself says about tax.
    pub tax: Option<AmountTax>,
    /// 約.
    pub is_approximate: bool,
    /// 千円, 万円 were converted.
    pub is_converted: bool,
    /// `@12,500円/人`: yen and what for.
    pub unit_price: Option<(i64, Option<String>)>,
}

impl AmountReading {
    /// A plain number of yen.
    #[must_use]
    pub fn yen(yen: i64) -> Self {
        Self {
            yen: Some(yen),
            kind: AmountKind::Total,
            tax: None,
            is_approximate: false,
            is_converted: false,
            unit_price: None,
        }
    }

    fn unit_price(price: Option<(i64, Option<String>)>) -> Self {
        Self {
            yen: None,
            kind: AmountKind::UnitPrice,
            unit_price: price,
            ..Self::yen(0)
        }
    }
}

/// A text that is no amount, such as 別途協議.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Reads an amount; `Ok(None)` when the cell says there is none.
///
/// # Errors
/// [`Unreadable`].
pub fn read(text: &str) -> Result<Option<AmountReading>, Unreadable> {
    let folded = folded(text);
    if folded.is_empty() || flag::is_not_applicable(&folded) {
        return Ok(None);
    }
    if let Some(price) = folded.strip_prefix('@') {
        return unit_price(price).map(Some);
    }
    if folded.contains("単価") {
        let price = folded
            .split_once("単価")
            .and_then(|(_, rest)| {
                unit_price(rest.trim_start_matches("契約").trim_matches(['(', ')'])).ok()
            })
            .and_then(|reading| reading.unit_price);
        return Ok(Some(AmountReading::unit_price(price)));
    }
    let (rest, tax) = take_tax(&folded);
    let (rest, is_approximate) = take_approximate(&rest);
    let (yen, is_converted) = yen(&rest).ok_or(Unreadable)?;
    Ok(Some(AmountReading {
        tax,
        is_approximate,
        is_converted,
        ..AmountReading::yen(yen)
    }))
}

fn unit_price(text: &str) -> Result<AmountReading, Unreadable> {
    let (price, per) = match text.split_once(['/', '／']) {
        Some((price, per)) => (
            price,
            Some(per.to_lowercase()).filter(|per| !per.is_empty()),
        ),
        None => (text, None),
    };
    let (price, _) = take_tax(price);
    let (yen, _) = yen(&price).ok_or(Unreadable)?;
    Ok(AmountReading::unit_price(Some((yen, per))))
}

fn take_tax(text: &str) -> (String, Option<AmountTax>) {
    const WORDS: &[(&str, AmountTax)] = &[
        ("消費税込み", AmountTax::Included),
        ("消費税込", AmountTax::Included),
        ("税込み", AmountTax::Included),
        ("税込", AmountTax::Included),
        ("税抜き", AmountTax::Excluded),
        ("税抜", AmountTax::Excluded),
        ("税別", AmountTax::Excluded),
    ];
    for (word, tax) in WORDS {
        if text.contains(word) {
            let rest = text.replace(word, "").replace("()", "").replace(':', "");
            return (rest, Some(*tax));
        }
    }
    (text.to_owned(), None)
}

pub(super) fn take_approximate(text: &str) -> (String, bool) {
    for word in ["およそ", "概ね", "概算", "約", "~", "〜"] {
        if let Some(rest) = text.strip_prefix(word) {
            return (rest.to_owned(), true);
        }
    }
    for word in ["程度", "前後", "見込み", "見込", "(概算)"] {
        if let Some(rest) = text.strip_suffix(word) {
            return (rest.to_owned(), true);
        }
    }
    (text.to_owned(), false)
}

/// Whole yen, and whether a unit was converted. The text is folded.
fn yen(text: &str) -> Option<(i64, bool)> {
    let text = text
        .trim_start_matches(['金', '¥', '\\', '\u{A5}'])
        .trim_end_matches(|c: char| is_dash(c) || c == '.' || c == '也' || c == '整');
    let (text, sign) = match text.strip_prefix(['▲', '△', '-', '\u{2212}']) {
        Some(rest) => (rest.trim_start_matches(['¥', '金']), -1),
        None => (text, 1),
    };
    let (text, unit) = [
        ("百万円", 1_000_000),
        ("千円", 1_000),
        ("万円", 10_000),
        ("億円", 100_000_000),
        ("円", 1),
        ("", 1),
    ]
    .into_iter()
    .find_map(|(word, unit)| text.strip_suffix(word).map(|rest| (rest, unit)))?;
    Some((sign * scaled(text, unit)?, unit != 1))
}

/// `1,234.5` × 1,000, exactly.
pub(super) fn scaled(text: &str, unit: i64) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '、')).collect();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || 9 < fraction.len() {
        return None;
    }
    let mut result = whole.parse::<i64>().ok()?.checked_mul(unit)?;
    if !fraction.is_empty() {
        let digits = u32::try_from(fraction.len()).ok()?;
        let part = fraction.parse::<i64>().ok()?.checked_mul(unit)? / 10_i64.pow(digits);
        result = result.checked_add(part)?;
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, yen: Option<i64>) {
        let reading = read(text);
        assert_eq!(reading.ok().flatten().and_then(|r| r.yen), yen, "{text}");
    }

    #[test]
    fn amounts_are_read_in_every_dress() {
        for (text, yen) in [
            ("4,620,000", 4_620_000),
            ("３９６，０００円", 396_000),
            ("￥748,000-", 748_000),
            ("金4,950,000円", 4_950_000),
            ("1,452,330（税込）", 1_452_330),
            ("税抜 990,000", 990_000),
            ("約6,864千円", 6_864_000),
            ("715万円", 7_150_000),
            ("1.5千円", 1_500),
            ("▲1,100,000", -1_100_000),
        ] {
            check(text, Some(yen));
        }
        check("別途協議", None);
        check("－", None);
        check("単価契約", None);
    }

    #[test]
    fn a_unit_price_keeps_price_and_unit() {
        let reading = read("@12,500円/人").unwrap().unwrap();
        assert_eq!(reading.unit_price, Some((12_500, Some("人".to_owned()))));
        assert_eq!(reading.kind, AmountKind::UnitPrice);
        assert_eq!(read("別途協議"), Err(Unreadable));
    }
}
