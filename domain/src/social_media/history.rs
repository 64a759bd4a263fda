//! The life of an account: which event may follow which state, and the state of any day.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{AccountState, EventKind};
use crate::id::PersonId;

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    /// What.
    pub kind: EventKind,
    /// The day it counts from.
    pub happened_on: NaiveDate,
    /// Who did it; `None`: taken over from an older ledger.
    pub person_id: Option<PersonId>,
    /// 氏名.
    pub person: Option<String>,
    /// 理由・備考.
    pub note: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// Why a step is not possible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStep {
    /// The state does not allow it.
    #[error("「{}」のアカウントには「{}」の手続をできません。画面を再読み込みして、現在の状態を確かめてください。", .state.label(), .step.label())]
    NotNow {
        state: AccountState,
        step: EventKind,
    },
    /// The applicant would approve.
    #[error("申請した本人は承認できません。ほかの承認者が承認してください。")]
    OwnApplication,
    /// A step dated before the one before it.
    #[error("前の手続の日（{}）より前の日にはできません。日付を確かめてください。", crate::wareki::long(*.last))]
    BeforeLast { last: NaiveDate },
    /// A step dated after today.
    #[error("今日より後の日にはできません。その日になってから記録してください。")]
    InFuture,
    /// Closing steps are open.
    #[error("廃止の手順に、済んでいないものがあります：{0}。全て済ませてから承認してください。")]
    ClosingStepsOpen(String),
}

impl AccountState {
    /// The state after a step.
    ///
    /// # Errors
    /// [`InvalidStep::NotNow`].
    pub fn after(self, step: EventKind) -> Result<Self, InvalidStep> {
        use AccountState as S;
        use EventKind as E;
        match (self, step) {
            (S::Applied, E::Returned) => Ok(S::Returned),
            (S::Returned, E::Applied) => Ok(S::Applied),
            (S::Applied, E::Approved) => Ok(S::Approved),
            (S::Applied | S::Returned | S::Approved, E::Withdrawn) => Ok(S::Withdrawn),
            (S::Approved, E::Opened) | (S::Suspended, E::Resumed) => Ok(S::Open),
            (S::Open, E::Suspended) => Ok(S::Suspended),
            (S::Open | S::Suspended, E::ClosingBegan) => Ok(S::Closing),
            (S::Closing, E::ClosingCancelled) => Ok(S::Suspended),
            (S::Closing, E::Closed) => Ok(S::Closed),
            (
                S::Applied
                | S::Returned
                | S::Approved
                | S::Open
                | S::Suspended
                | S::Closing
                | S::Closed
                | S::Withdrawn,
                E::Voided,
            ) => Ok(S::Void),
            (state, step) => Err(InvalidStep::NotNow { state, step }),
        }
    }

    /// True while the account is there, whether it posts or not.
    #[must_use]
    pub fn exists(self) -> bool {
        matches!(self, Self::Open | Self::Suspended | Self::Closing)
    }
}

impl EventKind {
    /// The state from the day of the event on.
    #[must_use]
    pub fn leads_to(self) -> AccountState {
        match self {
            Self::Applied => AccountState::Applied,
            Self::Returned => AccountState::Returned,
            Self::Approved => AccountState::Approved,
            Self::Withdrawn => AccountState::Withdrawn,
            Self::Registered | Self::Opened | Self::Resumed => AccountState::Open,
            Self::Suspended | Self::ClosingCancelled => AccountState::Suspended,
            Self::ClosingBegan => AccountState::Closing,
            Self::Closed => AccountState::Closed,
            Self::Voided => AccountState::Void,
        }
    }
}

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; `None` while it lasts.
    pub to_on: Option<NaiveDate>,
}

/// What happened to an account, in the order in which it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History(pub Vec<AccountEvent>);

impl History {
    /// The state on a day; `None` before anything happened. What counted from the start of a day counts
    /// the whole day.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<AccountState> {
        let mut past = self.0.iter().rev();
        past.find(|event| event.happened_on <= day)
            .map(|event| event.kind.leads_to())
    }

    /// The days on which the account exists: from 開設 to the day before 廃止. A void record never was.
    #[must_use]
    pub fn existence(&self) -> Option<Period> {
        let day_of = |kinds: &[EventKind]| {
            let mut events = self.0.iter();
            events
                .find(|event| kinds.contains(&event.kind))
                .map(|event| event.happened_on)
        };
        if day_of(&[EventKind::Voided]).is_some() {
            return None;
        }
        Some(Period {
            from_on: day_of(&[EventKind::Opened, EventKind::Registered])?,
            to_on: day_of(&[EventKind::Closed]).map(day_before),
        })
    }

    /// The days on which it was at rest: 休止, and the procedure of closing.
    #[must_use]
    pub fn suspensions(&self) -> Vec<Period> {
        let mut periods: Vec<Period> = Vec::new();
        let mut since = None;
        for event in &self.0 {
            let rests = matches!(
                event.kind.leads_to(),
                AccountState::Suspended | AccountState::Closing
            );
            match (rests, since) {
                (true, None) => since = Some(event.happened_on),
                (false, Some(from_on)) => {
                    let to_on = day_before(event.happened_on);
                    if from_on <= to_on {
                        periods.push(Period {
                            from_on,
                            to_on: Some(to_on),
                        });
                    }
                    since = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
        periods.extend(since.map(|from_on| Period {
            from_on,
            to_on: None,
        }));
        periods
    }

    /// Who applied last, for the opening or for the closing.
    #[must_use]
    pub fn applicant(&self, kind: EventKind) -> Option<PersonId> {
        let mut events = self.0.iter().rev();
        events.find(|event| event.kind == kind)?.person_id
    }

    /// The day of the last event of a kind.
    #[must_use]
    pub fn last_day_of(&self, kind: EventKind) -> Option<NaiveDate> {
        let mut events = self.0.iter().rev();
        events
            .find(|event| event.kind == kind)
            .map(|event| event.happened_on)
    }

    /// True when the step may be dated so: not before the last one and not after today.
    ///
    /// # Errors
    /// [`InvalidStep::BeforeLast`], [`InvalidStep::InFuture`].
    pub fn check_day(&self, day: NaiveDate, today: NaiveDate) -> Result<(), InvalidStep> {
        if today < day {
            return Err(InvalidStep::InFuture);
        }
        match self.0.last() {
            Some(last) if day < last.happened_on => Err(InvalidStep::BeforeLast {
                last: last.happened_on,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn history(events: &[(EventKind, &str)]) -> History {
        let events = events.iter().map(|(kind, on)| AccountEvent {
            kind: *kind,
            happened_on: day(on),
            person_id: Some(PersonId(1)),
            person: None,
            note: None,
            recorded_at: DateTime::UNIX_EPOCH,
        });
        History(events.collect())
    }

    fn life() -> History {
        history(&[
            (EventKind::Applied, "2026-04-01"),
            (EventKind::Approved, "2026-04-03"),
            (EventKind::Opened, "2026-04-10"),
            (EventKind::Suspended, "2026-08-01"),
            (EventKind::Resumed, "2026-09-01"),
            (EventKind::ClosingBegan, "2026-10-01"),
            (EventKind::Closed, "2026-11-01"),
        ])
    }

    #[test]
    fn the_state_of_any_day_follows_from_the_events() {
        for (on, expect) in [
            ("2026-03-31", None),
            ("2026-04-01", Some(AccountState::Applied)),
            ("2026-04-09", Some(AccountState::Approved)),
            ("2026-04-10", Some(AccountState::Open)),
            ("2026-08-31", Some(AccountState::Suspended)),
            ("2026-09-01", Some(AccountState::Open)),
            ("2026-10-31", Some(AccountState::Closing)),
            ("2026-11-01", Some(AccountState::Closed)),
        ] {
            assert_eq!(life().state_on(day(on)), expect, "{on}");
        }
    }

    #[test]
    fn existence_and_rest_are_periods() {
        let life = life();
        assert_eq!(
            life.existence(),
            Some(Period {
                from_on: day("2026-04-10"),
                to_on: Some(day("2026-10-31"))
            })
        );
        let rests: Vec<_> = life
            .suspensions()
            .iter()
            .map(|it| (it.from_on, it.to_on))
            .collect();
        assert_eq!(
            rests,
            [
                (day("2026-08-01"), Some(day("2026-08-31"))),
                (day("2026-10-01"), Some(day("2026-10-31"))),
            ]
        );
    }

    #[test]
    fn what_is_void_never_was() {
        let void = history(&[
            (EventKind::Registered, "2020-04-01"),
            (EventKind::Voided, "2026-05-01"),
        ]);
        assert_eq!(void.existence(), None);
    }

    #[test]
    fn every_step_has_one_state_to_start_from() {
        let allowed = |step: EventKind| -> Vec<AccountState> {
            let states = AccountState::ALL.iter().copied();
            states.filter(|state| state.after(step).is_ok()).collect()
        };
        assert_eq!(allowed(EventKind::Approved), [AccountState::Applied]);
        assert_eq!(allowed(EventKind::Opened), [AccountState::Approved]);
        assert_eq!(allowed(EventKind::Closed), [AccountState::Closing]);
        assert_eq!(
            allowed(EventKind::ClosingBegan),
            [AccountState::Open, AccountState::Suspended]
        );
        assert_eq!(allowed(EventKind::Registered), []);
        assert!(!allowed(EventKind::Voided).contains(&AccountState::Void));
    }

    #[test]
    fn a_step_is_dated_after_the_last_and_not_after_today() {
        let life = life();
        let today = day("2026-11-25");
        assert!(life.check_day(day("2026-11-01"), today).is_ok());
        assert!(life.check_day(day("2026-10-31"), today).is_err());
        assert!(life.check_day(day("2026-11-26"), today).is_err());
    }
}
