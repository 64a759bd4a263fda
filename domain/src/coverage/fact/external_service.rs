//! Rows about external services and the regulations their use rests on.

use chrono::NaiveDate;

use super::Interval;
use crate::{
    contract::profile::Confidentiality,
    id::{
        ExternalServiceId, OrganizationUnitId, PersonId, RegulationDocumentId, RegulationVersionId,
    },
};

/// What a regulation is about, as far as the sheet asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegulationSubject {
    /// 外部サービスの利用.
    ExternalService,
    /// ソーシャルメディアの運用.
    SocialMedia,
    /// Anything else.
    Other,
}

/// 規程・手順.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegulationFact {
    pub id: RegulationDocumentId,
    pub title: String,
    pub about: RegulationSubject,
    /// In the order in which they came into force.
    pub versions: Vec<RegulationVersionFact>,
    /// Days on which it was reviewed and left as it is.
    pub reviewed_on: Vec<NaiveDate>,
}

/// A version of a regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegulationVersionFact {
    pub id: RegulationVersionId,
    pub label: String,
    pub in_force: Interval,
}

impl RegulationFact {
    /// The version in force on the day.
    #[must_use]
    pub fn version_on(&self, day: NaiveDate) -> Option<&RegulationVersionFact> {
        let mut versions = self.versions.iter();
        versions.rfind(|version| version.in_force.contains(day))
    }

    /// The last day by the given one on which somebody looked at it: in force anew, or reviewed.
    #[must_use]
    pub fn last_review_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let begun = self.versions.iter().map(|version| version.in_force.from_on);
        begun
            .chain(self.reviewed_on.iter().copied())
            .filter(|reviewed| *reviewed <= day)
            .max()
    }
}

/// 外部サービス.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalServiceFact {
    pub id: ExternalServiceId,
    pub name: String,
    pub unit_id: OrganizationUnitId,
    /// 約款型・無料.
    pub is_terms_based: bool,
    pub class: Option<Confidentiality>,
    /// When it is used; the end is 利用終了.
    pub used: Interval,
    pub void_on: Option<NaiveDate>,
    /// When erasure was confirmed after the end.
    pub erased_on: Option<NaiveDate>,
    /// 例外の承認 for 約款型 × 機密性２以上.
    pub exceptions: Vec<Interval>,
}

/// 利用承認.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseApprovalFact {
    pub service_id: ExternalServiceId,
    pub applicant: Option<PersonId>,
    pub approver: Option<PersonId>,
    /// From the approval to its last day.
    pub valid: Interval,
    /// The version it was given under.
    pub regulation_version: Option<RegulationVersionId>,
}
