//! How a date is written: 令和8年4月1日, R8.4.1, and the echo beside a date field.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use super::era::{Era, year_of_date};
use crate::fiscal_year::FiscalYear;

/// 和暦の日付. A day together with its era. Displays as 令和8年4月1日.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JapaneseEraDate {
    date: NaiveDate,
    era: Era,
}

impl JapaneseEraDate {
    /// The date in 和暦; none before 明治 (1868-10-23).
    #[must_use]
    pub fn new(date: NaiveDate) -> Option<Self> {
        Era::containing(date).map(|era| Self { date, era })
    }

    /// 元号.
    #[must_use]
    pub fn era(self) -> Era {
        self.era
    }

    /// Year of the era. 1 is 元年.
    #[must_use]
    pub fn year(self) -> i32 {
        self.era.year_of(self.date.year())
    }

    /// The day itself.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.date
    }

    /// `R8.4.1`.
    #[must_use]
    pub fn short(self) -> String {
        let (year, month, day) = (self.year(), self.date.month(), self.date.day());
        format!("{}{year}.{month}.{day}", self.era.letter())
    }
}

impl fmt::Display for JapaneseEraDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.era.year_label(self.year());
        write!(f, "{year}{}月{}日", self.date.month(), self.date.day())
    }
}

impl From<JapaneseEraDate> for NaiveDate {
    fn from(date: JapaneseEraDate) -> Self {
        date.date
    }
}

/// 令和9年3月31日. Before 明治: 1867年3月31日.
#[must_use]
pub fn long(date: NaiveDate) -> String {
    format!("{}{}月{}日", year_of_date(date), date.month(), date.day())
}

/// R9.3.31. Before 明治: 1867.3.31.
#[must_use]
pub fn short(date: NaiveDate) -> String {
    match JapaneseEraDate::new(date) {
        Some(date) => date.short(),
        None => date.format("%Y.%-m.%-d").to_string(),
    }
}

/// 令和9年（2027年）3月31日, for documents that give both.
#[must_use]
pub fn long_with_western(date: NaiveDate) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    format!("{}（{year}年）{month}月{day}日", year_of_date(date))
}

/// 令和9年3月, the month a date lies in.
#[must_use]
pub fn month_only(date: NaiveDate) -> String {
    format!("{}{}月", year_of_date(date), date.month())
}

/// 令和9年, the calendar year a date lies in, by the era of that day.
#[must_use]
pub fn era_year(date: NaiveDate) -> String {
    year_of_date(date)
}

/// 2027年3月31日（水）令和8年度: what a date field shows once it understood the text.
#[must_use]
pub fn echo(date: NaiveDate) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let fiscal_year = FiscalYear::containing(date).label();
    format!("{year}年{month}月{day}日（{}）{fiscal_year}", weekday(date))
}

/// 水, the one-character weekday.
#[must_use]
pub fn weekday(date: NaiveDate) -> char {
    match date.weekday() {
        Weekday::Mon => '月',
        Weekday::Tue => '火',
        Weekday::Wed => '水',
        Weekday::Thu => '木',
        Weekday::Fri => '金',
        Weekday::Sat => '土',
        Weekday::Sun => '日',
    }
}
