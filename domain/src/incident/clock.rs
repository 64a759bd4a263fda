//! The clocks of an incident: how long the town has for each report. The day of knowing is day 1.

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use super::{Incident, Intent, PersonalInfo, Step, StepTaken};
use crate::business_day::BusinessCalendar;

/// 速報の目安: 「速やかに」 is three to five days.
const PRELIMINARY_DAYS: (u64, u64) = (3, 5);
/// 確報.
const FINAL_DAYS: u64 = 30;
/// 確報 where 不正の目的 is suspected.
const FINAL_DAYS_MALICIOUS: u64 = 60;
/// Japan is nine hours ahead, all the year.
const JAPAN: i32 = 9 * 3600;

/// Hours the town sets itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockHours {
    /// Setting `first_call_hours`.
    pub first_call: u32,
    /// Setting `first_report_hours`.
    pub first_report: u32,
}

/// A limit and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What is due.
    pub label: String,
    /// The rule.
    pub rule: String,
    /// The last moment.
    pub due_at: DateTime<Utc>,
    /// True when the limit is a minute of a day, not a day.
    pub to_the_minute: bool,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
}

impl Clock {
    /// Done after the limit, or not done and past it.
    #[must_use]
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.due_at < self.done_at.unwrap_or(now)
    }
}

/// The clocks that run for the incident, in the order of their limits.
#[must_use]
pub fn clocks(
    incident: &Incident,
    taken: &[StepTaken],
    hours: ClockHours,
    calendar: &BusinessCalendar,
) -> Vec<Clock> {
    let done = |step| {
        let times = taken.iter().filter(|it| it.step == step);
        times.map(|it| it.done_at).min()
    };
    let within = |label: &str, hours: u32, step| Clock {
        label: label.to_owned(),
        rule: format!("知った時から{hours}時間以内"),
        due_at: incident.known_at + Duration::hours(i64::from(hours)),
        to_the_minute: true,
        done_at: done(step),
    };
    let mut clocks = vec![
        within("第一報の連絡", hours.first_call, Step::Notified),
        within("最初の報告", hours.first_report, Step::ReportedInternally),
    ];
    if incident.personal_info != PersonalInfo::None {
        let (first, last) = PRELIMINARY_DAYS;
        clocks.push(Clock {
            label: "個人情報保護委員会への速報".to_owned(),
            rule: format!(
                "速やかに（{}から{}までが目安）",
                crate::wareki::long(nth_day(incident.known_on, first)),
                crate::wareki::long(nth_day(incident.known_on, last)),
            ),
            due_at: end_of(nth_day(incident.known_on, last)),
            to_the_minute: false,
            done_at: done(Step::PreliminaryReport),
        });
        let days = final_days(incident.intent);
        clocks.push(Clock {
            label: "個人情報保護委員会への確報".to_owned(),
            rule: format!("知った日を含めて{days}日以内（閉庁日のときは次の開庁日）"),
            due_at: end_of(final_due(incident.known_on, incident.intent, calendar)),
            to_the_minute: false,
            done_at: done(Step::FinalReport),
        });
    }
    clocks
}

fn final_days(intent: Intent) -> u64 {
    match intent {
        Intent::Malicious => FINAL_DAYS_MALICIOUS,
        Intent::Unknown | Intent::Accidental => FINAL_DAYS,
    }
}

/// 確報の期限.
#[must_use]
pub fn final_due(known_on: NaiveDate, intent: Intent, calendar: &BusinessCalendar) -> NaiveDate {
    calendar.on_or_after(nth_day(known_on, final_days(intent)))
}

/// The nth day, the day of knowing being the first.
#[must_use]
pub fn nth_day(known_on: NaiveDate, nth: u64) -> NaiveDate {
    known_on
        .checked_add_days(Days::new(nth.saturating_sub(1)))
        .unwrap_or(known_on)
}

/// The last second of a day in Japan.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
    in_japan(day, last)
}

/// A minute of a day in Japan.
#[must_use]
pub fn in_japan(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let at = day.and_time(time);
    FixedOffset::east_opt(JAPAN)
        .and_then(|offset| offset.from_local_datetime(&at).single())
        .map_or_else(|| at.and_utc(), |at| at.with_timezone(&Utc))
}

/// 令和8年11月2日 9時05分.
#[must_use]
pub fn minute(at: DateTime<Utc>) -> String {
    let local = at.naive_utc() + Duration::seconds(i64::from(JAPAN));
    format!(
        "{} {}",
        crate::wareki::long(local.date()),
        local.format("%-H時%M分")
    )
}

/// The day in Japan.
#[must_use]
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at.naive_utc() + Duration::seconds(i64::from(JAPAN))).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_worked_example_of_november_2_2026() {
        let known = day("2026-11-02");
        assert_eq!(nth_day(known, 3), day("2026-11-04"));
        assert_eq!(nth_day(known, 5), day("2026-11-06"));
        let calendar = BusinessCalendar::default();
        for (intent, expect) in [
            (Intent::Accidental, "2026-12-01"),
            (Intent::Unknown, "2026-12-01"),
            // Day 60 is December 31, when the town hall is closed.
            (Intent::Malicious, "2027-01-04"),
        ] {
            assert_eq!(final_due(known, intent, &calendar), day(expect));
        }
    }

    #[test]
    fn the_clocks_of_reports_run_only_with_personal_information() {
        let mut incident = crate::incident::tests::incident();
        incident.known_on = day("2026-11-02");
        incident.known_at = in_japan(
            incident.known_on,
            NaiveTime::from_hms_opt(10, 0, 0).unwrap(),
        );
        let hours = ClockHours {
            first_call: 1,
            first_report: 24,
        };
        let calendar = BusinessCalendar::default();
        assert_eq!(clocks(&incident, &[], hours, &calendar).len(), 2);
        incident.personal_info = PersonalInfo::Possible;
        let all = clocks(&incident, &[], hours, &calendar);
        let due: Vec<String> = all.iter().map(|clock| minute(clock.due_at)).collect();
        assert_eq!(
            due,
            [
                "令和8年11月2日 11時00分",
                "令和8年11月3日 10時00分",
                "令和8年11月6日 23時59分",
                "令和9年1月4日 23時59分",
            ]
        );
    }

    #[test]
    fn late_is_done_late_or_not_done_in_time() {
        let at = |hour: u32| {
            in_japan(
                day("2026-11-02"),
                NaiveTime::from_hms_opt(hour, 0, 0).unwrap(),
            )
        };
        let clock = |done_at| Clock {
            label: String::new(),
            rule: String::new(),
            due_at: at(11),
            to_the_minute: true,
            done_at,
        };
        assert!(!clock(Some(at(11))).is_late(at(20)));
        assert!(clock(Some(at(12))).is_late(at(20)));
        assert!(!clock(None).is_late(at(10)));
        assert!(clock(None).is_late(at(12)));
    }
}
