//! 責任者 (responsibility): who answers for a contract, a service or an account, from when to when.
//!
//! **Days.** Everything here is counted in half-open spans: a span holds on `from_on` and on every day
//! before `until_on`. A hand-over on April 1 ends the one span and begins the other on the same date, so
//! that there is neither a day with two owners nor a day without one. Screens and paper show the last day
//! ([`Span::last_day`]), which is the day before.
//!
//! What is decided about a history is in [`history`], what it says of a day in [`standing`].

pub mod board;
pub mod history;
pub mod input;
pub mod paper;
pub mod standing;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{OrganizationUnitId, PersonId, ResponsibilityId},
    input::FieldError,
};

choices! {
    /// What somebody is responsible for.
    SubjectKind {
        SocialMediaService = "social_media_service", "SNS";
        SocialMediaAccount = "social_media_account", "SNSアカウント";
        ExternalService = "external_service", "外部サービス";
        Contract = "contract", "契約";
    }

    /// 責任の種類.
    ResponsibilityRole {
        /// One at a time, and never nobody while the subject is in use.
        Owner = "owner", "責任者";
        /// One at a time.
        Deputy = "deputy", "副責任者";
        /// As many as there are.
        Operator = "operator", "担当者";
    }
}

impl ResponsibilityRole {
    /// True when a subject has at most one of them on a day.
    #[must_use]
    pub fn is_single(self) -> bool {
        match self {
            Self::Owner | Self::Deputy => true,
            Self::Operator => false,
        }
    }
}

/// From a day on, up to but without another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First day.
    pub from_on: NaiveDate,
    /// First day after it; `None` while the end is open.
    pub until_on: Option<NaiveDate>,
}

impl Span {
    /// From the day on, without end.
    #[must_use]
    pub fn open(from_on: NaiveDate) -> Self {
        Self {
            from_on,
            until_on: None,
        }
    }

    /// The span of a first and a last day, as most records of the town are kept.
    #[must_use]
    pub fn closed(from_on: NaiveDate, last: Option<NaiveDate>) -> Self {
        Self {
            from_on,
            until_on: last.map(day_after),
        }
    }

    /// True when the day lies inside.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day < until)
    }

    /// True when no day lies inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.until_on.is_some_and(|until| until <= self.from_on)
    }

    /// The last day; `None` while the end is open.
    #[must_use]
    pub fn last_day(self) -> Option<NaiveDate> {
        self.until_on.map(day_before)
    }

    /// The days of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let until_on = match (self.until_on, other.until_on) {
            (Some(one), Some(another)) => Some(one.min(another)),
            (one, another) => one.or(another),
        };
        Self {
            from_on: self.from_on.max(other.from_on),
            until_on,
        }
    }

    /// True when the span is over before the day.
    #[must_use]
    pub fn is_over_by(self, day: NaiveDate) -> bool {
        self.until_on.is_some_and(|until| until <= day)
    }
}

/// The next day.
#[must_use]
pub fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The day before.
#[must_use]
pub fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// Which record somebody is responsible for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubjectKey {
    /// Which ledger it stands in.
    pub kind: SubjectKind,
    /// Its key there.
    pub id: i64,
}

impl SubjectKey {
    /// A record of a ledger.
    #[must_use]
    pub fn new(kind: SubjectKind, id: i64) -> Self {
        Self { kind, id }
    }
}

/// `contract-12`, as it stands in addresses and forms.
impl std::fmt::Display for SubjectKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.kind.code(), self.id)
    }
}

impl std::str::FromStr for SubjectKey {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || FieldError::UnknownChoice(text.to_owned());
        let (kind, id) = text.rsplit_once('-').ok_or_else(unknown)?;
        Ok(Self {
            kind: kind.parse()?,
            id: id.parse().map_err(|_| unknown())?,
        })
    }
}

/// A record that needs a 責任者.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Which record.
    pub key: SubjectKey,
    /// Its name: 件名, サービス名, アカウント名.
    pub name: String,
    /// 所管課.
    pub unit_id: OrganizationUnitId,
    /// Name of the unit.
    pub unit_name: String,
    /// The days on which it needs a 責任者.
    pub active: Span,
}

/// 職: a post of a unit, whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// 所属.
    pub unit_id: OrganizationUnitId,
    /// 職名, e.g. 課長.
    pub title: String,
}

/// 責任の割当て: one line of the history of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Key of the record.
    pub id: ResponsibilityId,
    /// Of what.
    pub subject: SubjectKey,
    /// 責任者, 副責任者, 担当者.
    pub role: ResponsibilityRole,
    /// Who.
    pub person_id: PersonId,
    /// 氏名.
    pub person_name: String,
    /// The days the person is in office.
    pub office: Span,
    /// The post that carries it (職に付ける); `None` when it goes with the person.
    pub post: Option<Post>,
    /// 1 for the first of its chain; see [`history`]. A withdrawn line is in no chain.
    pub position: Option<i32>,
    /// The days it was given for.
    pub span: Span,
    /// The day it was entered; later than `span.from_on` when it was entered after the fact.
    pub recorded_on: NaiveDate,
    /// Why it was withdrawn; it then counts on no day.
    pub withdrawn_reason: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

impl Responsibility {
    /// True when the person answers for the subject on the day: it was given for the day, and the person
    /// is in office.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.effective().contains(day)
    }

    /// The days on which it counts: those it was given for, and the person is in office; none when it
    /// was withdrawn.
    #[must_use]
    pub fn effective(&self) -> Span {
        let given = if self.is_withdrawn() {
            Span {
                from_on: self.span.from_on,
                until_on: Some(self.span.from_on),
            }
        } else {
            self.span
        };
        given.and(self.office)
    }

    /// True when it was entered by mistake and taken back.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn_reason.is_some()
    }

    /// True when it was entered later than it began.
    #[must_use]
    pub fn is_after_the_fact(&self) -> bool {
        self.span.from_on < self.recorded_on
    }
}
