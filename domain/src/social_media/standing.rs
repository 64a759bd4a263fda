//! How an account stands on a day: what is missing or overdue, from dated facts.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    AccountState, Answer, Decision, DormancyDecision, Observation, ObservationKind,
    history::History,
};

/// The dated facts an account is judged from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// What happened to it.
    pub history: History,
    /// What was seen of it, oldest first.
    pub observations: Vec<Observation>,
    /// What was decided about it, oldest first.
    pub decisions: Vec<DormancyDecision>,
    /// First and last days of approved rules of what may be published.
    pub rules: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// First and last days of operating procedures.
    pub procedures: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// A URL is recorded.
    pub has_url: bool,
}

/// What is wrong with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shortcoming {
    /// 休眠: no post for longer than the setting says, and nobody decided.
    Dormant,
    /// MFA is off, or nobody looked.
    NoMfa,
    /// Not on the official site, or nobody looked.
    NotListed,
    /// The recovery address is not under the town's control, or nobody looked.
    RecoveryOutside,
    /// 発信できる情報が規定されていない.
    NoRule,
    /// 運用手順が定められていない.
    NoProcedure,
    /// No URL is recorded.
    NoUrl,
}

impl Shortcoming {
    /// Every one, the worst first.
    pub const ALL: [Self; 7] = [
        Self::Dormant,
        Self::NoMfa,
        Self::RecoveryOutside,
        Self::NoRule,
        Self::NoProcedure,
        Self::NotListed,
        Self::NoUrl,
    ];

    /// On a chip.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Dormant => "休眠・判断なし",
            Self::NoMfa => "多要素認証なし",
            Self::NotListed => "HP掲載なし",
            Self::RecoveryOutside => "復旧連絡先が町の外",
            Self::NoRule => "発信情報の規定なし",
            Self::NoProcedure => "運用手順なし",
            Self::NoUrl => "URLなし",
        }
    }

    /// In addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dormant => "dormant",
            Self::NoMfa => "no_mfa",
            Self::NotListed => "not_listed",
            Self::RecoveryOutside => "recovery_outside",
            Self::NoRule => "no_rule",
            Self::NoProcedure => "no_procedure",
            Self::NoUrl => "no_url",
        }
    }
}

/// Whether an account posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dormancy {
    /// Not in operation, so that nobody expects a post.
    NotExpected,
    /// Posted, or was opened, not long ago.
    Awake,
    /// Silent since the day, and it was decided to go on until the review.
    Continued { since: NaiveDate, until: NaiveDate },
    /// Silent since the day, and a decision is asked for.
    Undecided { since: NaiveDate },
}

impl AccountFacts {
    /// The last observation of a kind by the day.
    #[must_use]
    pub fn observed(&self, kind: ObservationKind, day: NaiveDate) -> Option<&Observation> {
        let past = self.observations.iter();
        past.filter(|it| it.kind == kind && it.observed_on <= day)
            .max_by_key(|it| it.observed_on)
    }

    /// The last post noted by the day.
    #[must_use]
    pub fn last_post(&self, day: NaiveDate) -> Option<NaiveDate> {
        let past = self.observations.iter();
        past.filter(|it| it.kind == ObservationKind::Post && it.observed_on <= day)
            .filter_map(|it| it.posted_on)
            .max()
    }

    /// Whether it posts; dormant after so many days (setting `sns_dormant_days`).
    #[must_use]
    pub fn dormancy(&self, day: NaiveDate, dormant_days: u32) -> Dormancy {
        if self.history.state_on(day) != Some(AccountState::Open) {
            return Dormancy::NotExpected;
        }
        let opened = self.history.existence().map(|days| days.from_on);
        let Some(since) = self.last_post(day).or(opened) else {
            return Dormancy::NotExpected;
        };
        if day <= since + Days::new(u64::from(dormant_days)) {
            return Dormancy::Awake;
        }
        let decided = self.decisions.iter().rev().find(|it| it.decided_on <= day);
        match decided.and_then(|it| Some((it.decision, it.next_review_on?))) {
            Some((Decision::Continue, until)) if day <= until => {
                Dormancy::Continued { since, until }
            }
            Some(_) | None => Dormancy::Undecided { since },
        }
    }

    /// What is wrong on the day, the worst first. Of what does not exist nothing is.
    #[must_use]
    pub fn shortcomings(&self, day: NaiveDate, dormant_days: u32) -> Vec<Shortcoming> {
        let state = self.history.state_on(day);
        if !state.is_some_and(AccountState::exists) {
            return Vec::new();
        }
        let is_open = state == Some(AccountState::Open);
        let seen = |kind| {
            self.observed(kind, day)
                .is_some_and(|it| it.answer == Answer::Yes)
        };
        let covers = |periods: &[(NaiveDate, Option<NaiveDate>)]| {
            let mut periods = periods.iter();
            periods.any(|(from, to)| *from <= day && to.is_none_or(|to| day <= to))
        };
        let is_wrong = |it: &Shortcoming| match it {
            Shortcoming::Dormant => {
                matches!(self.dormancy(day, dormant_days), Dormancy::Undecided { .. })
            }
            Shortcoming::NoMfa => !seen(ObservationKind::Mfa),
            Shortcoming::RecoveryOutside => !seen(ObservationKind::Recovery),
            Shortcoming::NotListed => is_open && !seen(ObservationKind::Listing),
            Shortcoming::NoRule => is_open && !covers(&self.rules),
            Shortcoming::NoProcedure => is_open && !covers(&self.procedures),
            Shortcoming::NoUrl => !self.has_url,
        };
        Shortcoming::ALL.into_iter().filter(is_wrong).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::social_media::{EventKind, history::AccountEvent};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn seen(kind: ObservationKind, on: &str, answer: Answer, posted: Option<&str>) -> Observation {
        Observation {
            kind,
            observed_on: day(on),
            answer,
            posted_on: posted.map(day),
            note: None,
            person: None,
        }
    }

    fn sound() -> AccountFacts {
        AccountFacts {
            history: History(vec![AccountEvent {
                kind: EventKind::Opened,
                happened_on: day("2026-01-10"),
                person_id: None,
                person: None,
                note: None,
                recorded_at: DateTime::UNIX_EPOCH,
            }]),
            observations: vec![
                seen(ObservationKind::Mfa, "2026-04-01", Answer::Yes, None),
                seen(ObservationKind::Recovery, "2026-04-01", Answer::Yes, None),
                seen(ObservationKind::Listing, "2026-04-01", Answer::Yes, None),
                seen(
                    ObservationKind::Post,
                    "2026-04-20",
                    Answer::Yes,
                    Some("2026-04-15"),
                ),
            ],
            decisions: Vec::new(),
            rules: vec![(day("2026-01-10"), None)],
            procedures: vec![(day("2026-01-10"), None)],
            has_url: true,
        }
    }

    #[test]
    fn a_sound_account_has_no_shortcoming_until_it_falls_silent() {
        let facts = sound();
        assert_eq!(facts.shortcomings(day("2026-10-12"), 180), []);
        assert_eq!(
            facts.shortcomings(day("2026-10-13"), 180),
            [Shortcoming::Dormant]
        );
    }

    #[test]
    fn a_decision_to_go_on_holds_until_its_review() {
        let mut facts = sound();
        facts.decisions.push(DormancyDecision {
            decision: Decision::Continue,
            decided_on: day("2026-10-20"),
            reason: "冬のまつりで使う。".to_owned(),
            next_review_on: Some(day("2027-01-31")),
            person: None,
        });
        assert_eq!(
            facts.shortcomings(day("2026-10-19"), 180),
            [Shortcoming::Dormant]
        );
        assert_eq!(facts.shortcomings(day("2027-01-31"), 180), []);
        assert_eq!(
            facts.shortcomings(day("2027-02-01"), 180),
            [Shortcoming::Dormant]
        );
    }

    #[test]
    fn the_last_observation_of_the_day_counts() {
        let mut facts = sound();
        facts
            .observations
            .push(seen(ObservationKind::Mfa, "2026-06-01", Answer::No, None));
        assert_eq!(facts.shortcomings(day("2026-05-31"), 180), []);
        assert_eq!(
            facts.shortcomings(day("2026-06-01"), 180),
            [Shortcoming::NoMfa]
        );
    }

    #[test]
    fn before_it_is_opened_nothing_is_missing() {
        let facts = AccountFacts::default();
        assert_eq!(facts.shortcomings(day("2026-05-31"), 180), []);
        let mut facts = sound();
        assert_eq!(facts.shortcomings(day("2026-01-09"), 180), []);
        facts.observations.clear();
        facts.rules.clear();
        facts.procedures.clear();
        facts.has_url = false;
        assert_eq!(facts.shortcomings(day("2026-01-10"), 180).len(), 6);
    }
}
