//! 時計: handed in, so that a test decides what day it is.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// Seconds Japan Standard Time is ahead of UTC.
pub(crate) const JST_OFFSET_SECONDS: i32 = 9 * 3600;

/// The date in Japan at an instant.
#[must_use]
pub fn japan_date(at: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(JST_OFFSET_SECONDS).map_or_else(
        || at.date_naive(),
        |jst| at.with_timezone(&jst).date_naive(),
    )
}

/// The first instant after a day in Japan.
#[must_use]
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let next = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
    next.and_utc() - TimeDelta::seconds(i64::from(JST_OFFSET_SECONDS))
}

/// An instant as the databases keep it: microseconds.
#[must_use]
pub fn truncated(at: DateTime<Utc>) -> DateTime<Utc> {
    at.with_nanosecond(at.nanosecond() / 1_000 * 1_000)
        .unwrap_or(at)
}

/// A clock that stands still until it is moved.
#[derive(Clone, Debug)]
pub struct FixedClock(Arc<Mutex<DateTime<Utc>>>);

impl FixedClock {
    /// Standing at an instant.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(instant)))
    }

    /// Moves it forward.
    pub fn advance(&self, by: TimeDelta) {
        let mut instant = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *instant += by;
    }

    /// Sets it.
    pub fn set(&self, to: DateTime<Utc>) {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = to;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
