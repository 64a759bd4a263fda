//! What a text says, taken literally: the parts of a date as they are written.
//!
//! No judgement here whether such a day exists or which year a lone `8` means.

use unicode_normalization::UnicodeNormalization;

use super::era::Era;

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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
    FiscalYear,
    None,
}

#[derive(Clone, Copy)]
enum Head {
    Year(WrittenYear),
    Number { value: u32, digits: usize },
}

#[derive(Clone, Copy)]
struct Part {
    head: Head,
    unit: Unit,
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

fn year(head: Head) -> Option<WrittenYear> {
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

struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    /// A number or a year with its unit. Era, 同年 and 西暦 only `at_start`.
    fn part(&mut self, at_start: bool) -> Option<Part> {
        self.blanks();
        let head = if at_start {
            self.first_head()
        } else {
            self.number()
        }?;
        let behind = self.rest;
        self.blanks();
        let unit = if self.eat("年度") {
            Unit::FiscalYear
        } else if self.eat("年") {
            Unit::Year
        } else if self.eat("月") {
            Unit::Month
        } else if self.rest.starts_with("日曜") {
            Unit::None
        } else if self.eat("日") {
            Unit::Day
        } else {
            self.rest = behind;
            Unit::None
        };
        Some(Part { head, unit })
    }

    fn first_head(&mut self) -> Option<Head> {
        if self.rest.starts_with("同年") || self.rest.starts_with("翌年") {
            let is_same = self.eat("同");
            if !is_same {
                self.eat("翌");
            }
            return Some(Head::Year(if is_same {
                WrittenYear::Same
            } else {
                WrittenYear::Following
            }));
        }
        if self.eat("西暦") {
            self.blanks();
            return self.number();
        }
        let Some((era, rest)) = Era::strip(self.rest) else {
            return self.number();
        };
        self.rest = rest;
        self.blanks();
        self.skip(".");
        self.blanks();
        if self.eat("元") {
            return Some(Head::Year(WrittenYear::Era(era, 1)));
        }
        match self.number()? {
            Head::Number {
                value,
                digits: 1 | 2 | 3 | 6,
            } => Some(Head::Year(WrittenYear::Era(era, value))),
            Head::Number { .. } | Head::Year(_) => None,
        }
    }

    fn number(&mut self) -> Option<Head> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = self.rest[..digits].parse().ok()?;
        self.rest = &self.rest[digits..];
        Some(Head::Number { value, digits })
    }

    /// A separator, or the unit that was one. False when the next number would touch this one.
    fn separator(&mut self, unit: Unit) -> bool {
        let before = self.rest.len();
        self.blanks();
        let blank_only = self.rest;
        self.skip(".,/-・。、·‐–—―−ー");
        self.blanks();
        if !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.rest = blank_only;
            return false;
        }
        unit != Unit::None || self.rest.len() < before
    }

    /// （2027年） or （令和9年） behind the year.
    fn year_in_brackets(&mut self) -> Option<WrittenYear> {
        let inner = self.rest.trim_start().strip_prefix('(')?;
        let (inner, rest) = inner.split_once(')')?;
        let mut cursor = Cursor { rest: inner.trim() };
        let part = cursor.part(true)?;
        let is_year = matches!(part.unit, Unit::Year | Unit::None) && cursor.rest.is_empty();
        let year = year(part.head).filter(|_| is_year)?;
        self.rest = rest.trim_start();
        self.eat("年");
        Some(year)
    }

    /// (水), (水曜日), 水曜日.
    fn weekday(&mut self) -> Option<char> {
        let text = self.rest.trim_start();
        let (inner, rest) = match text.strip_prefix('(') {
            Some(inner) => inner.split_once(')')?,
            None => match text.split_once("曜日").or_else(|| text.split_once('曜')) {
                Some((inner, rest)) => (inner, rest),
                None => return None,
            },
        };
        let inner = inner.trim().trim_end_matches('日').trim_end_matches('曜');
        let inner = if inner.is_empty() { "日" } else { inner };
        let mut chars = inner.chars();
        let weekday = chars.next().filter(|c| "月火水木金土日".contains(*c))?;
        if chars.next().is_some() {
            return None;
        }
        self.rest = rest;
        Some(weekday)
    }

    fn fiscal_year(&mut self) -> Option<WrittenYear> {
        let mut cursor = Cursor { rest: self.rest };
        let part = cursor.part(true)?;
        if part.unit != Unit::FiscalYear {
            return None;
        }
        self.rest = cursor.rest;
        year(part.head)
    }

    /// 0:00:00 or T00:00:00, which spreadsheets append.
    fn time(&mut self) {
        let text = self.rest.trim().trim_start_matches('T');
        if text.contains(':')
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || ":.Z".contains(c))
        {
            self.rest = "";
        }
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Skips at most one of these characters.
    fn skip(&mut self, any: &str) {
        if let Some(rest) = self.rest.strip_prefix(|c: char| any.contains(c)) {
            self.rest = rest;
        }
    }

    fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}
