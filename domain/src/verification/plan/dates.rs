//! Due dates within one term. Every date returned is a 開庁日.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Occurrence, PlanInput, Window};
use crate::{business_day::BusinessCalendar, fiscal_year::FiscalYear};

/// Day of the following month a monthly report is due, where the setting is missing.
const MONTHLY_REPORT_DAY: u32 = 10;
/// The setting that gives it.
const MONTHLY_REPORT_SETTING: &str = "sla_report_day";
/// The setting for what is still handed in after the end.
const RETURN_SETTING: &str = "return_days";
/// January: yearly checks are done in time for the next specification and the end of the year.
const YEARLY_MONTH: u32 = 1;

/// A term with the calendar its dates are moved by.
pub(super) struct Term<'a> {
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    signed_on: Option<NaiveDate>,
    report_day: u32,
    return_days: Days,
    calendar: &'a BusinessCalendar,
}

impl<'a> Term<'a> {
    pub(super) fn new(input: &PlanInput<'a>) -> Self {
        let setting = |key: &str| input.settings.get(key).copied();
        Self {
            starts_on: input.starts_on,
            ends_on: input.ends_on,
            signed_on: input.signed_on,
            report_day: setting(MONTHLY_REPORT_SETTING).unwrap_or(MONTHLY_REPORT_DAY),
            return_days: Days::new(u64::from(setting(RETURN_SETTING).unwrap_or(0))),
            calendar: input.calendar,
        }
    }

    /// 選定時: before the work starts, or by signature when that is earlier.
    pub(super) fn selection_due(&self) -> NaiveDate {
        let before_start = before(self.starts_on);
        let due = self.signed_on.map_or(before_start, |d| d.min(before_start));
        self.calendar.on_or_before(due)
    }

    /// 締結時.
    pub(super) fn signature_due(&self) -> NaiveDate {
        let due = self.signed_on.unwrap_or(self.starts_on);
        self.calendar.on_or_before(due)
    }

    /// 業務開始前: the last open day before the start.
    pub(super) fn start_due(&self) -> NaiveDate {
        self.calendar.on_or_before(before(self.starts_on))
    }

    /// 終了時: on the last open day, or some days after the end.
    pub(super) fn end_due(&self, after: Option<Days>) -> NaiveDate {
        match after {
            Some(days) => self.calendar.on_or_after(self.ends_on + days),
            None => self.calendar.on_or_before(self.ends_on),
        }
    }

    /// A term of less than twelve months.
    pub(super) fn is_under_one_year(&self) -> bool {
        self.ends_on < before(later(self.starts_on, Months::new(12)))
    }

    /// One per calendar month, due on the report day of the next month; the last not after everything else
    /// has been handed in.
    pub(super) fn months(&self) -> Vec<Occurrence> {
        let last_due = self.end_due(Some(self.return_days));
        let mut months = Vec::new();
        let mut first = day(self.starts_on.year(), self.starts_on.month(), 1);
        while first <= self.ends_on {
            let next = later(first, Months::new(1));
            let due = self.calendar.on_or_after(in_month(next, self.report_day));
            months.push(Occurrence {
                period: first.format("%Y-%m").to_string(),
                due_on: due.min(last_due),
                window: self.within(first, before(next)),
            });
            first = next;
        }
        months
    }

    /// One per half of a fiscal year that overlaps the term by a month, or the last half where none does.
    pub(super) fn halves(&self) -> Vec<Occurrence> {
        let mut halves = Vec::new();
        for year in self.fiscal_years() {
            let middle = day(year.0, 10, 1);
            let first = (year.first_day(), before(middle), "H1");
            let second = (middle, year.last_day(), "H2");
            for (from, to, name) in [first, second] {
                if let Some(window) = self.within(from, to) {
                    halves.push((window, format!("{}{name}", year.0)));
                }
            }
        }
        let is_long = |window: &Window| window.to >= before(later(window.from, Months::new(1)));
        let keep_last = !halves.iter().any(|(window, _)| is_long(window));
        let last = halves.len().saturating_sub(1);
        halves
            .into_iter()
            .enumerate()
            .filter(|(index, (window, _))| is_long(window) || (keep_last && *index == last))
            .map(|(_, (window, period))| Occurrence {
                period,
                due_on: self.calendar.on_or_before(window.to),
                window: Some(window),
            })
            .collect()
    }

    /// One at the end of each of these months (1–12) that lies in the term.
    pub(super) fn extra_months(&self, months: &[u32]) -> Vec<Occurrence> {
        let mut extra = Vec::new();
        for year in self.fiscal_years() {
            for month in months {
                let first = month_of(year, *month);
                let last = before(later(first, Months::new(1)));
                if let Some(window) = self.within(first, last) {
                    extra.push(Occurrence {
                        period: first.format("%Y-%m").to_string(),
                        due_on: self.calendar.on_or_before(window.to),
                        window: Some(window),
                    });
                }
            }
        }
        extra
    }

    /// One per fiscal year: on the last open day of January, or of the month given; on the last open day
    /// of the term in that year where that day is outside the term.
    pub(super) fn years(&self, month: Option<u32>) -> Vec<Occurrence> {
        let yearly = |year: FiscalYear| {
            let window = self.within(year.first_day(), year.last_day())?;
            let month = month_of(year, month.unwrap_or(YEARLY_MONTH));
            let usual = self
                .calendar
                .on_or_before(before(later(month, Months::new(1))));
            let is_inside = (window.from..=window.to).contains(&usual);
            Some(Occurrence {
                period: format!("FY{}", year.0),
                due_on: if is_inside {
                    usual
                } else {
                    self.calendar.on_or_before(window.to)
                },
                window: Some(window),
            })
        };
        self.fiscal_years().filter_map(yearly).collect()
    }

    /// At an interval from the previous time, or from the start of the term; never later than the interval
    /// allows. What is overdue at the start is due when a yearly check would be. Without a previous time a
    /// term shorter than the interval has one, at its end.
    pub(super) fn every(&self, interval: Months, previous: Option<NaiveDate>) -> Vec<Occurrence> {
        let mut first = later(previous.unwrap_or(before(self.starts_on)), interval);
        if first < self.starts_on {
            first = self.years(None).first().map_or(first, |year| year.due_on);
        }
        let mut limits: Vec<NaiveDate> = (0..)
            .map_while(|times| {
                let months = interval.as_u32().checked_mul(times)?;
                first.checked_add_months(Months::new(months))
            })
            .take_while(|limit| *limit <= self.ends_on)
            .collect();
        if limits.is_empty() && previous.is_none() {
            limits.push(self.ends_on);
        }
        let is_yearly = interval.as_u32() >= 12;
        limits
            .into_iter()
            .map(|limit| Occurrence {
                period: if is_yearly {
                    format!("FY{}", FiscalYear::containing(limit).0)
                } else {
                    limit.format("%Y-%m").to_string()
                },
                due_on: self.calendar.on_or_before(limit),
                window: None,
            })
            .collect()
    }

    /// The fiscal years the term touches.
    fn fiscal_years(&self) -> impl Iterator<Item = FiscalYear> {
        let first = FiscalYear::containing(self.starts_on);
        let last = FiscalYear::containing(self.ends_on);
        (first.0..=last.0).map(FiscalYear)
    }

    /// The part of these days that lies in the term.
    fn within(&self, from: NaiveDate, to: NaiveDate) -> Option<Window> {
        let (from, to) = (from.max(self.starts_on), to.min(self.ends_on));
        (from <= to).then_some(Window { from, to })
    }
}

/// The first day of a month (1–12) of a fiscal year.
fn month_of(year: FiscalYear, month: u32) -> NaiveDate {
    let calendar_year = if month < 4 { year.0 + 1 } else { year.0 };
    day(calendar_year, month, 1)
}

/// A day of the month of `first`, or its last day when the month is shorter.
fn in_month(first: NaiveDate, wanted: u32) -> NaiveDate {
    first
        .with_day(wanted.max(1))
        .unwrap_or_else(|| before(later(first, Months::new(1))))
}

// Dates of contracts are far from the ends of what chrono can hold.

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX)
}

fn before(date: NaiveDate) -> NaiveDate {
    date.pred_opt().unwrap_or(date)
}

fn later(date: NaiveDate, months: Months) -> NaiveDate {
    date.checked_add_months(months).unwrap_or(NaiveDate::MAX)
}
