//! What a text says, taken literally: the parts of a date as they are written.
//!
//! No judgement here whether such a day exists or which year a lone `8` means.

use unicode_normalization::UnicodeNormalization;

use super::{
    cursor::{Cursor, Head, Part, Unit},
    era::Era,
};

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenYear {
    Era(Era, u32),
    Western(i32),
    /// One or two digits and no era.
    Bare(u32),
    /// 同年, only in the second half of a period.
    Same,
    /// 翌年, only in the second half of a period.
    Following,
}

/// The precision and the parts that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Day(WrittenYear, u32, u32),
    Month(WrittenYear, u32),
    FiscalYear(WrittenYear),
    /// Two numbers. `has_units` when 月 or 日 says which is which, else they may be year and month.
    Pair {
        first: u32,
        second: u32,
        has_units: bool,
    },
    /// 30日 in the second half of a period.
    DayOnly(u32),
    /// Five digits, in a spreadsheet the serial number of a day.
    Serial(u32),
}

/// A date as written, with the parts that only repeat what the date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) shape: Shape,
    pub(super) weekday: Option<char>,
    /// The year once more, in the other calendar: 令和9年（2027年）.
    pub(super) other_year: Option<WrittenYear>,
    /// 年度 after the date.
    pub(super) fiscal_year: Option<WrittenYear>,
}

/// One width, one kind of blank, kanji numerals as digits. ㋿ becomes 令和.
pub(super) fn fold(text: &str) -> String {
    let folded: String = text
        .nfkc()
        .map(|c| match c {
            '\n' => '\n',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !matches!(c, '\u{200B}' | '\u{FEFF}' | '\r'))
        .collect();
    with_digits(folded.trim())
}

/// 二十一 and 二〇二六 as 21 and 2026.
fn with_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    for c in text.chars().chain(['\0']) {
        if "〇○零一二三四五六七八九十".contains(c) {
            run.push(c);
            continue;
        }
        push_number(&mut out, &run);
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

fn push_number(out: &mut String, run: &[char]) {
    let digit = |c: &char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|d| d == *c)
            .unwrap_or(0)
    };
    match run.iter().position(|c| *c == '十') {
        Some(at) => {
            let tens = run[..at].last().map_or(1, digit);
            let ones = run.get(at + 1).map_or(0, digit);
            out.push_str(&(tens * 10 + ones).to_string());
        }
        None => out.extend(run.iter().map(|c| digit(c).to_string())),
    }
}

/// Reads folded text as one date. `None` when it is none, or when something is left over.
pub(super) fn read(folded: &str) -> Option<Written> {
    let mut cursor = Cursor {
        rest: folded.trim(),
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut other_year = None;
    while parts.len() < 3 {
        let Some(mut part) = cursor.part(parts.is_empty()) else {
            break;
        };
        if parts.is_empty() {
            other_year = cursor.year_in_brackets();
            if other_year.is_some() && part.unit == Unit::None {
                part.unit = Unit::Year;
            }
        }
        parts.push(part);
        if matches!(part.unit, Unit::Day | Unit::FiscalYear) || !cursor.separator(part.unit) {
            break;
        }
    }
    let shape = shape(&parts)?;
    let (mut weekday, mut fiscal_year) = (None, None);
    cursor.skip(".。");
    loop {
        if let Some(c) = cursor.weekday() {
            weekday = Some(c);
        } else if let Some(year) = cursor.fiscal_year() {
            fiscal_year = Some(year);
        } else {
            break;
        }
    }
    cursor.time();
    cursor.rest.trim().is_empty().then_some(Written {
        shape,
        weekday,
        other_year,
        fiscal_year,
    })
}

/// Which shape the parts make.
fn shape(parts: &[Part]) -> Option<Shape> {
    let small = |part: &Part, units: [Unit; 2]| match part.head {
        Head::Number {
            value,
            digits: 1 | 2,
        } if units.contains(&part.unit) => Some(value),
        Head::Number { .. } | Head::Year(_) => None,
    };
    let month = |part: &Part| small(part, [Unit::Month, Unit::None]);
    let day = |part: &Part| small(part, [Unit::Day, Unit::None]);
    match parts {
        [only] => match (only.head, only.unit) {
            (_, Unit::FiscalYear) => Some(Shape::FiscalYear(year(only.head)?)),
            (
                Head::Number {
                    value,
                    digits: 1 | 2,
                },
                Unit::Day,
            ) => Some(Shape::DayOnly(value)),
            (Head::Number { value, digits: 5 }, Unit::None) => Some(Shape::Serial(value)),
            (Head::Number { value, digits: 8 }, Unit::None) => {
                let year = plausible((value / 10_000).cast_signed())?;
                Some(Shape::Day(year, value / 100 % 100, value % 100))
            }
            (Head::Year(WrittenYear::Era(era, value)), Unit::None) if value >= 10_101 => {
                let year = WrittenYear::Era(era, value / 10_000);
                Some(Shape::Day(year, value / 100 % 100, value % 100))
            }
            (Head::Number { .. } | Head::Year(_), _) => None,
        },
        [first, second] => {
            let is_year = first.unit == Unit::Year
                || matches!(first.head, Head::Year(_) | Head::Number { digits: 4, .. });
            if is_year && matches!(first.unit, Unit::Year | Unit::None) {
                Some(Shape::Month(year(first.head)?, month(second)?))
            } else {
                Some(Shape::Pair {
                    first: month(first)?,
                    second: day(second).or_else(|| month(second))?,
                    has_units: first.unit == Unit::Month || second.unit == Unit::Day,
                })
            }
        }
        [first, second, third] if matches!(first.unit, Unit::Year | Unit::None) => {
            Some(Shape::Day(year(first.head)?, month(second)?, day(third)?))
        }
        _ => None,
    }
}

pub(super) fn year(head: Head) -> Option<WrittenYear> {
    match head {
        Head::Year(WrittenYear::Era(_, value)) if !(1..=199).contains(&value) => None,
        Head::Year(year) => Some(year),
        Head::Number { value, digits: 4 } => plausible(value.cast_signed()),
        Head::Number {
            value,
            digits: 1 | 2,
        } if value > 0 => Some(WrittenYear::Bare(value)),
        Head::Number { .. } => None,
    }
}

/// 西暦 years people write in a ledger. Outside of it four digits are more likely a slip.
fn plausible(year: i32) -> Option<WrittenYear> {
    (1868..=2199)
        .contains(&year)
        .then_some(WrittenYear::Western(year))
}
