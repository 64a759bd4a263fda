//! 会計年度: 1 April to 31 March, named by the year it begins in (地方自治法第208条第1項).
//!
//! Reads and writes 令和8年度. Dates themselves are read in [`crate::wareki`].

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{fold::half_width, wareki::Era};

/// 会計年度. `FiscalYear(2026)` is 令和8年度, 2026-04-01 to 2027-03-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

/// A text that names no fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("「{0}」を年度として読み取れません。例）令和8年度、R8、2026年度")]
pub struct FiscalYearError(pub String);

impl FiscalYear {
    /// The fiscal year a date lies in.
    #[must_use]
    pub fn containing(date: NaiveDate) -> Self {
        Self(if date.month() < 4 {
            date.year() - 1
        } else {
            date.year()
        })
    }

    /// Reads 令和８年度, R8年度, R8, 平成31年度, 2026年度, 2026, and 8年度 (the era in force).
    ///
    /// # Errors
    /// [`FiscalYearError`], also for a year alone (8) and for 30年度, whose era nobody can know.
    pub fn parse(text: &str) -> Result<Self, FiscalYearError> {
        let error = || FiscalYearError(text.to_owned());
        let folded: String = half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let (body, is_named) = match folded.strip_suffix("年度").or(folded.strip_suffix("度")) {
            Some(body) => (body, true),
            None => (folded.strip_suffix('年').unwrap_or(&folded), false),
        };
        let (era, number) = match Era::strip(body) {
            Some((era, rest)) => (Some(era), rest),
            None => (None, body.strip_prefix("西暦").unwrap_or(body)),
        };
        let number = if number == "元" { "1" } else { number };
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(error());
        }
        let year: u32 = number.parse().map_err(|_| error())?;
        let western = match era {
            Some(era) if (1..=99).contains(&year) => era.western_year(year),
            None if number.len() == 4 => year.cast_signed(),
            None if is_named && (1..=18).contains(&year) => Era::newest().western_year(year),
            Some(_) | None => return Err(error()),
        };
        if (1868..=2199).contains(&western) {
            Ok(Self(western))
        } else {
            Err(error())
        }
    }

    /// 4月1日.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or(NaiveDate::MIN)
    }

    /// 3月31日 of the next calendar year.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or(NaiveDate::MAX)
    }

    /// True when the date lies in the year.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::containing(date) == self
    }

    /// The following fiscal year.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The fiscal year before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The calendar year a month of this fiscal year lies in: January to March are the next one.
    #[must_use]
    pub fn calendar_year(self, month: u32) -> i32 {
        if month < 4 { self.0 + 1 } else { self.0 }
    }

    /// The first days of the twelve months, April first.
    pub fn months(self) -> impl Iterator<Item = NaiveDate> {
        (4..=12)
            .chain(1..=3)
            .filter_map(move |month| NaiveDate::from_ymd_opt(self.calendar_year(month), month, 1))
    }

    /// 令和8年度. 2019 is 令和元年度: when an era begins early in the year, the whole year takes its
    /// name (改元に伴う元号による年表示の取扱いについて, 平成31年4月1日関係省庁連絡会議申合せ).
    #[must_use]
    pub fn label(self) -> String {
        let naming_day = NaiveDate::from_ymd_opt(self.0, 5, 1).unwrap_or(NaiveDate::MIN);
        format!("{}度", crate::wareki::era_year(naming_day))
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<i32>) {
        assert_eq!(
            FiscalYear::parse(text).ok(),
            expect.map(FiscalYear),
            "{text}"
        );
    }

    #[test]
    fn every_spelling_of_a_fiscal_year_is_read() {
        for text in [
            "令和8年度",
            "令和８年度",
            "令和 ８ 年度",
            "R8年度",
            "Ｒ８年度",
            "r8",
            "令8年度",
            "㋿8年度",
            "8年度",
            "2026年度",
            "２０２６",
            "2026年",
            "西暦2026年度",
        ] {
            check(text, Some(2026));
        }
        check("令和元年度", Some(2019));
        check("平成31年度", Some(2019));
        check("H30", Some(2018));
        check("昭和63年度", Some(1988));
    }

    #[test]
    fn what_names_no_fiscal_year_is_refused() {
        for text in [
            "",
            "8",
            "30年度",
            "年度",
            "令和年度",
            "26.4.1",
            "0年度",
            "９９９９年度",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn labels_follow_the_era_of_may() {
        for (year, label) in [
            (1926, "大正15年度"),
            (1988, "昭和63年度"),
            (1989, "平成元年度"),
            (2018, "平成30年度"),
            (2019, "令和元年度"),
            (2026, "令和8年度"),
        ] {
            assert_eq!(FiscalYear(year).to_string(), label);
            assert_eq!(label.parse(), Ok(FiscalYear(year)));
        }
    }

    #[test]
    fn a_year_runs_from_april_to_march() {
        let year = FiscalYear(2026);
        let months: Vec<String> = year.months().map(|day| day.to_string()).collect();
        assert_eq!(months.len(), 12);
        assert_eq!(months[0], "2026-04-01");
        assert_eq!(months[11], "2027-03-01");
        assert!(year.contains(year.first_day()) && year.contains(year.last_day()));
        assert_eq!(year.last_day().succ_opt(), Some(year.next().first_day()));
        assert_eq!(year.previous().next(), year);
    }
}
