//! 開庁日: the days the town hall is open.
//!
//! Closed are Saturdays, Sundays, 国民の祝日に関する法律に規定する休日, and the days around New Year
//! (地方自治法第4条の2第2項; 12月29日 to 1月3日 as in the usual 休日を定める条例). What a town does
//! differently is given to the calendar, not written here. Opening hours are not its matter.

mod holiday;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use self::holiday::holiday_name;

/// Which days the town hall is closed. The default is the law.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BusinessCalendar {
    extra_closed: BTreeSet<NaiveDate>,
    extra_open: BTreeSet<NaiveDate>,
}

/// Why the town hall is closed on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedReason {
    /// A day the town, or an imported 内閣府 list, names in addition.
    Extra,
    /// 国民の祝日 and the days the law makes 休日, by name.
    Holiday(&'static str),
    /// 年末年始.
    YearEnd,
    /// Saturday or Sunday.
    Weekend,
}

impl ClosedReason {
    /// 閉庁の理由.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Extra => "町の休日",
            Self::Holiday(name) => name,
            Self::YearEnd => "年末年始",
            Self::Weekend => "土曜日・日曜日",
        }
    }
}

impl BusinessCalendar {
    /// Closes further days: the town's own, or holidays of an imported 内閣府 list the law as
    /// written here does not know yet.
    #[must_use]
    pub fn with_extra_closed(mut self, dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        self.extra_closed.extend(dates);
        self
    }

    /// Opens days that would be closed. Wins over every other rule.
    #[must_use]
    pub fn with_extra_open(mut self, dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        self.extra_open.extend(dates);
        self
    }

    /// True when the town hall is open.
    #[must_use]
    pub fn is_open(&self, date: NaiveDate) -> bool {
        self.closed_reason(date).is_none()
    }

    /// Why the town hall is closed; none when it is open.
    #[must_use]
    pub fn closed_reason(&self, date: NaiveDate) -> Option<ClosedReason> {
        if self.extra_open.contains(&date) {
            return None;
        }
        if self.extra_closed.contains(&date) {
            return Some(ClosedReason::Extra);
        }
        if let Some(name) = holiday_name(date) {
            return Some(ClosedReason::Holiday(name));
        }
        match (date.month(), date.day(), date.weekday()) {
            (12, 29..=31, _) | (1, 1..=3, _) => Some(ClosedReason::YearEnd),
            (_, _, Weekday::Sat | Weekday::Sun) => Some(ClosedReason::Weekend),
            _ => None,
        }
    }

    /// The date itself when open, else the next open day.
    #[must_use]
    pub fn on_or_after(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days()
            .find(|day| self.is_open(*day))
            .unwrap_or(date)
    }

    /// The date itself when open, else the last open day before it.
    #[must_use]
    pub fn on_or_before(&self, date: NaiveDate) -> NaiveDate {
        std::iter::successors(Some(date), |day| day.pred_opt())
            .find(|day| self.is_open(*day))
            .unwrap_or(date)
    }
}

#[cfg(test)]
mod tests;
