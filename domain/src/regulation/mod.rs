//! 規程・手順 (regulation document): what layer it is of, which version is in force on a day, whom it
//! concerns, who read it, and when it is looked at again.

mod abolition;
mod input;
mod version;
mod view;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use abolition::AbolitionRequest;
pub use input::{
    AbolitionDraft, AbolitionInput, AudienceDraft, AudienceInput, ReadingDraft, ReadingInput,
    RegulationDraft, RegulationInput, ReviewDraft, ReviewInput, VersionDraft, VersionInput,
};
pub use version::{
    RegulationRuleError, RegulationVersion, VersionState, check_succession, version_in_force,
};
pub use view::{
    Reader, RegulationAbilities, RegulationDetail, RegulationDue, RegulationFilter,
    RegulationSummary, RegulationTask, VersionInForce,
};

use crate::{
    authorization::Resource,
    choice::choices,
    id::{OrganizationUnitId, PersonId, RegulationDocumentId},
};

choices! {
    /// 規程の階層.
    Layer {
        BasicPolicy = "basic_policy", "情報セキュリティ基本方針";
        ControlStandard = "control_standard", "情報セキュリティ対策基準";
        /// Not public (policy 第10節).
        ProcedureDocument = "procedure_document", "情報セキュリティ実施手順";
        Regulation = "regulation", "規程・運用手順";
    }

    /// 何についての規程か.
    Topic {
        General = "general", "情報セキュリティ全般";
        Outsourcing = "outsourcing", "業務委託";
        ExternalService = "external_service", "外部サービスの利用";
        SocialMedia = "social_media", "SNSの運用";
        Incident = "incident", "緊急時の対応";
    }

    /// 公開区分.
    Disclosure {
        Public = "public", "公開";
        Internal = "internal", "庁内";
        NonPublic = "non_public", "非公開";
    }

    /// 見直しの結果.
    ReviewOutcome {
        Unchanged = "unchanged", "改正の必要なし";
        Amend = "amend", "改正する";
    }

    /// 対象者.
    AudienceKind {
        Everybody = "everybody", "全職員";
        Unit = "unit", "課の職員";
        Person = "person", "指定した職員";
    }
}

/// 規程・手順 with all that was recorded of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationDocument {
    /// Key of the record.
    pub id: RegulationDocumentId,
    /// 階層.
    pub layer: Layer,
    /// 対象とする業務.
    pub topic: Topic,
    /// 名称.
    pub title: String,
    /// 公開区分.
    pub disclosure: Disclosure,
    /// 所管課.
    pub unit_id: OrganizationUnitId,
    /// 備考.
    pub note: Option<String>,
    /// Why the record is no longer used.
    pub void_reason: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
    /// 版, oldest first.
    pub versions: Vec<RegulationVersion>,
    /// 見直し, oldest first.
    pub reviews: Vec<Review>,
    /// 対象者.
    pub audiences: Vec<Audience>,
    /// 廃止の申請 that waits.
    pub abolition: Option<AbolitionRequest>,
}

impl RegulationDocument {
    /// What the right to see and change it is called.
    #[must_use]
    pub fn resource(&self) -> Resource {
        resource_of(self.layer, self.disclosure)
    }

    /// The version in force on the day.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> Option<&RegulationVersion> {
        version_in_force(&self.versions, day)
    }

    /// The day it is to be looked at again, as it stood on the day; `None` when none is in force.
    #[must_use]
    pub fn next_review_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        let version = self.in_force_on(day)?;
        let review = self
            .reviews
            .iter()
            .rfind(|review| version.in_force_on <= review.reviewed_on && review.reviewed_on <= day);
        review.map_or(version.next_review_on, |review| Some(review.next_review_on))
    }

    /// True when the day of the next look has passed.
    #[must_use]
    pub fn is_review_overdue(&self, day: NaiveDate) -> bool {
        self.next_review_on(day).is_some_and(|next| next < day)
    }

    /// True when it concerns a person of the unit on the day.
    #[must_use]
    pub fn concerns(
        &self,
        person: PersonId,
        unit: Option<OrganizationUnitId>,
        day: NaiveDate,
    ) -> bool {
        let mut audiences = self.audiences.iter().filter(|it| it.holds_on(day));
        audiences.any(|audience| match (audience.unit_id, audience.person_id) {
            (None, None) => true,
            (of_unit, of_person) => {
                of_person == Some(person) || (of_unit.is_some() && of_unit == unit)
            }
        })
    }
}

/// 実施手順 and everything 非公開 needs a right of its own (policy 第10節).
#[must_use]
pub fn resource_of(layer: Layer, disclosure: Disclosure) -> Resource {
    if layer == Layer::ProcedureDocument || disclosure == Disclosure::NonPublic {
        Resource::Procedure
    } else {
        Resource::Regulation
    }
}

/// Whom it concerns, from a day to a day. With neither a unit nor a person: everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    pub id: i64,
    pub unit_id: Option<OrganizationUnitId>,
    pub person_id: Option<PersonId>,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
}

impl Audience {
    /// True when the document concerns them on the day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|last| day <= last)
    }
}

/// A look at the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub reviewed_on: NaiveDate,
    pub reviewed_by: Option<PersonId>,
    pub outcome: ReviewOutcome,
    pub note: Option<String>,
    pub next_review_on: NaiveDate,
}

#[cfg(test)]
mod tests;
