//! 会計年度: 1 April to 31 March, named by the year it begins in (地方自治法第208条第1項).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// 会計年度. `FiscalYear(2026)` is 令和8年度, 2026-04-01 to 2027-03-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

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

    /// The following fiscal year.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}
