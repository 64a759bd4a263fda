//! Step by step through a folded text: numbers, units, separators, and what may follow a date.

use super::{
    era::Era,
    written::{WrittenYear, year},
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    FiscalYear,
    None,
}

#[derive(Clone, Copy)]
pub(super) enum Head {
    Year(WrittenYear),
    Number { value: u32, digits: usize },
}

#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) head: Head,
    pub(super) unit: Unit,
}

/// What is still to be read.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl Cursor<'_> {
    /// A number or a year with its unit. Era, 同年 and 西暦 only `at_start`.
    pub(super) fn part(&mut self, at_start: bool) -> Option<Part> {
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
    pub(super) fn separator(&mut self, unit: Unit) -> bool {
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
    pub(super) fn year_in_brackets(&mut self) -> Option<WrittenYear> {
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
    pub(super) fn weekday(&mut self) -> Option<char> {
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

    pub(super) fn fiscal_year(&mut self) -> Option<WrittenYear> {
        let mut cursor = Cursor { rest: self.rest };
        let part = cursor.part(true)?;
        if part.unit != Unit::FiscalYear {
            return None;
        }
        self.rest = cursor.rest;
        year(part.head)
    }

    /// 0:00:00 or T00:00:00, which spreadsheets append.
    pub(super) fn time(&mut self) {
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
    pub(super) fn skip(&mut self, any: &str) {
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
