//! The days of the demo, counted from today, and a clock that walks through them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{business_day::BusinessCalendar, fiscal_year::FiscalYear};

use crate::{ServiceError, Store, clock::FixedClock, library};

/// Days before the fiscal year on which the town begins with the program.
const LEAD: TimeDelta = TimeDelta::days(16);
/// Days between the policy and the program at least.
const AFTER_POLICY: TimeDelta = TimeDelta::days(3);
/// What a step takes.
const STEP: TimeDelta = TimeDelta::seconds(90);

/// The days of the demo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// The real day.
    pub(super) today: NaiveDate,
    /// The fiscal year of today.
    pub(super) year: FiscalYear,
    /// The day the town begins with the program.
    pub(super) founded: NaiveDate,
}

impl Days {
    pub(super) async fn of(store: &Store) -> Result<Self, ServiceError> {
        let today = store.today();
        let year = FiscalYear::containing(today);
        let policy = library::in_force(store, today).await?.library.document.date;
        let founded = BusinessCalendar::default()
            .on_or_after((year.first_day() - LEAD).max(policy + AFTER_POLICY));
        Ok(Self {
            today,
            year,
            founded,
        })
    }

    /// An open day about so many days from today, in the past never before the town began.
    pub(super) fn around_today(self, days: i64) -> NaiveDate {
        self.open(self.today + TimeDelta::days(days))
    }

    /// An open day about so many days after the town began, before today.
    pub(super) fn after_founding(self, days: i64) -> NaiveDate {
        self.open((self.founded + TimeDelta::days(days)).min(self.today - TimeDelta::days(1)))
    }

    /// An open day on or before a day, in the past never before the town began.
    pub(super) fn open(self, day: NaiveDate) -> NaiveDate {
        BusinessCalendar::default()
            .on_or_before(day)
            .max(self.founded)
    }
}

/// The store as it was on the day of a step.
#[derive(Clone)]
pub(super) struct Past {
    pub(super) store: Store,
    clock: FixedClock,
    now: DateTime<Utc>,
}

impl Past {
    pub(super) fn of(store: &Store, day: NaiveDate) -> Self {
        let now = morning(day);
        let clock = FixedClock::at(now);
        Self {
            store: Store::new(store.db.clone(), Arc::new(clock.clone())),
            clock,
            now,
        }
    }

    /// Goes on to a day; on the same day, or an earlier one, a little later. Time never goes back.
    pub(super) fn go_on_to(&mut self, day: NaiveDate) {
        self.now = (self.now + STEP).max(morning(day));
        self.clock.set(self.now);
    }
}

/// Nine in the morning in Japan, which is midnight UTC.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
