//! Rows about platforms, accounts, their procedures and the people responsible for them.

use chrono::NaiveDate;

use super::Interval;
use crate::{
    contract::profile::Confidentiality,
    coverage::Subject,
    id::{
        OrganizationUnitId, PersonId, RegulationVersionId, SocialMediaAccountId,
        SocialMediaServiceId,
    },
};

/// ソーシャルメディアサービス (a platform).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformFact {
    pub id: SocialMediaServiceId,
    pub name: String,
    pub unit_id: Option<OrganizationUnitId>,
    /// When the town uses it.
    pub used: Interval,
}

/// アカウント.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFact {
    pub id: SocialMediaAccountId,
    pub platform: SocialMediaServiceId,
    pub name: String,
    pub url: Option<String>,
    pub unit_id: Option<OrganizationUnitId>,
    /// From the opening to the closing; `None` while it is only applied for.
    pub open: Option<Interval>,
    pub void_on: Option<NaiveDate>,
    /// Days of suspension.
    pub suspended: Vec<Interval>,
    /// Days on which a post was noted.
    pub posted_on: Vec<NaiveDate>,
    /// Days on which it was decided whether a dormant account goes on.
    pub decided_on: Vec<NaiveDate>,
    /// 運用手順 that applied, from when to when.
    pub procedures: Vec<(RegulationVersionId, Interval)>,
    /// Rules of what may be published.
    pub publishable: Vec<PublishableFact>,
}

impl AccountFact {
    /// Exists on the day, in operation or suspended.
    #[must_use]
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.void_on.is_none_or(|void| void > day)
            && self.open.is_some_and(|open| open.contains(day))
    }

    /// In operation on the day.
    #[must_use]
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        self.exists_on(day) && !self.suspended.iter().any(|it| it.contains(day))
    }

    /// The last post noted by the day.
    #[must_use]
    pub fn last_post_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let posts = self.posted_on.iter().copied();
        posts.filter(|posted| *posted <= day).max()
    }
}

/// 発信できる情報の規定 of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishableFact {
    pub in_force: Interval,
    /// The highest class that may be published.
    pub class: Confidentiality,
    /// Something is said to be allowed, and something forbidden.
    pub is_filled: bool,
}

/// A version of an operating procedure: who approved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcedureFact {
    pub version: RegulationVersionId,
    pub label: String,
    pub approvals: Vec<(PersonId, NaiveDate)>,
}

/// Somebody read a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcknowledgementFact {
    pub version: RegulationVersionId,
    pub person: PersonId,
    pub on: NaiveDate,
}

/// What a person is to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyOfPerson {
    /// 責任者.
    Owner,
    /// 副責任者.
    Deputy,
    /// 運用担当者.
    Operator,
}

/// 責任者・副責任者・担当者, from when to when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsibilityFact {
    pub subject: Subject,
    pub duty: DutyOfPerson,
    pub person: PersonId,
    pub held: Interval,
}
