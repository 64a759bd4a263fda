//! 開庁日: the days the town hall is open.
use chrono::{Datelike, NaiveDate, Weekday};

/// Which days the town hall is closed.
#[derive(Clone, Debug, Default)]
pub struct BusinessCalendar {}

impl BusinessCalendar {
    /// True when the town hall is open.
    #[must_use]
    pub fn is_open(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
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
