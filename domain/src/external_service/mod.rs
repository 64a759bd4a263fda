//! 外部サービス (external service): what it is, who approved its use until when, and how it stands on a day.
//!
//! Nothing that counts is overwritten: what a service is ([`ServiceProfile`]), who approved it
//! ([`UseApproval`]), what was looked at ([`ServiceReview`]) are dated, so that every day can be told.

mod approval;
pub mod input;
pub mod paper;
mod state;
pub mod steps;
pub mod summary;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use approval::{ExceptionInForce, Grant, ServiceRuleError, UseApproval, may_approve};
pub use state::{ServiceIssue, UseState};

use crate::{
    choice::choices,
    contract::profile::{Confidentiality, Segment},
    id::{ContractId, ExternalServiceId, OrganizationUnitId, PersonId, VendorId},
    vendor::Certification,
};

choices! {
    /// 区分.
    ServiceKind {
        CloudContracted = "cloud_contracted", "クラウド（個別契約）";
        CloudTermsBased = "cloud_terms_based", "約款型・無料";
        NonCloudOnline = "non_cloud_online", "その他のオンラインサービス";
    }

    /// 提供の形.
    Deployment {
        Saas = "saas", "SaaS";
        Paas = "paas", "PaaS";
        Iaas = "iaas", "IaaS";
    }

    /// 提供者が個人情報を取り扱うか. Unknown is taken as yes: 委託として扱う.
    ProviderHandling {
        Yes = "yes", "取り扱う（委託に当たる）";
        No = "no", "取り扱わない（契約と制御で確認した）";
        Unknown = "unknown", "分からない（委託とみなす）";
    }

    /// 申請の種別.
    Occasion {
        Initial = "initial", "新規";
        Renewal = "renewal", "更新";
        Change = "change", "変更";
    }

    /// 承認の結果.
    UseDecision {
        Approved = "approved", "承認";
        Conditional = "conditional", "条件付き承認";
        Refused = "refused", "不承認";
    }

    /// 見直しのきっかけ.
    ReviewOccasion {
        TermsChanged = "terms_changed", "約款・仕様の変更";
        Yearly = "yearly", "年次の見直し";
        Incident = "incident", "事故等";
        Other = "other", "その他";
    }

    /// 見直しの判断.
    Judgement {
        Continue = "continue", "利用を続ける";
        Reapply = "reapply", "改めて申請する";
        End = "end", "利用を終える";
    }
}

/// 約款型 × 機密性２以上 may not be used without an exception (guideline on 約款型サービス).
#[must_use]
pub fn needs_exception(kind: ServiceKind, class: Confidentiality) -> bool {
    kind == ServiceKind::CloudTermsBased && Confidentiality::C2 <= class
}

/// What the service is, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceProfile {
    /// First day.
    pub from_on: NaiveDate,
    /// The day the next one begins; `None` in the one that holds now.
    pub to_on: Option<NaiveDate>,
    pub kind: ServiceKind,
    pub deployment: Option<Deployment>,
    pub paid: bool,
    pub vendor_id: Option<VendorId>,
    pub provider_name: Option<String>,
    pub purpose: String,
    pub subject_information: Option<String>,
    pub confidentiality: Confidentiality,
    pub personal_info: bool,
    pub provider_handling: ProviderHandling,
    pub provider_handling_reason: Option<String>,
    pub segment: Segment,
    pub account_count: Option<i64>,
    pub annual_cost_yen: Option<i64>,
    pub data_location: Option<String>,
    pub governing_law: Option<String>,
    pub terms_version: Option<String>,
    pub terms_confirmed_on: Option<NaiveDate>,
    pub alternative: Option<String>,
    pub contract_id: Option<ContractId>,
}

/// 見直し: asked for on a day, done on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceReview {
    pub id: i64,
    pub occasion: ReviewOccasion,
    pub asked_on: NaiveDate,
    pub terms_version: Option<String>,
    pub note: Option<String>,
    pub done_on: Option<NaiveDate>,
    pub judgement: Option<Judgement>,
    pub finding: Option<String>,
}

/// 認証・登録 of a service, with the day somebody looked it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCertificate {
    pub certification: Certification,
    pub confirmed_on: NaiveDate,
}

/// 外部サービス with all dated facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalService {
    pub id: ExternalServiceId,
    /// 管理番号.
    pub service_no: String,
    pub name: String,
    pub unit_id: OrganizationUnitId,
    pub note: Option<String>,
    pub registered_by: Option<PersonId>,
    pub registered_on: NaiveDate,
    /// 利用開始日; before the approval when it was found to be in use.
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub erasure_confirmed_on: Option<NaiveDate>,
    pub erasure_method: Option<String>,
    pub accounts_disposed_on: Option<NaiveDate>,
    pub void_reason: Option<String>,
    pub void_on: Option<NaiveDate>,
    pub revision: i32,
    /// Oldest first.
    pub profiles: Vec<ServiceProfile>,
    /// Oldest first.
    pub approvals: Vec<UseApproval>,
    /// Oldest first.
    pub reviews: Vec<ServiceReview>,
    /// Those entered by mistake are left out.
    pub certificates: Vec<ServiceCertificate>,
}

impl ExternalService {
    /// What it was on the day.
    #[must_use]
    pub fn profile_on(&self, day: NaiveDate) -> Option<&ServiceProfile> {
        self.profiles
            .iter()
            .rfind(|it| it.from_on <= day && it.to_on.is_none_or(|next| day < next))
    }

    /// The approval its use rests on, on the day.
    #[must_use]
    pub fn approval_on(&self, day: NaiveDate) -> Option<&UseApproval> {
        self.approvals.iter().rfind(|it| it.is_valid_on(day))
    }

    /// The day its use was first approved, by the day given.
    #[must_use]
    pub fn first_approved_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let given = self.approvals.iter().filter(|it| it.is_given_by(day));
        given.filter_map(|it| it.decided_on).min()
    }

    /// First and last day on which somebody has to look after it: from the approval, or from its use where
    /// that came first, to the end of use. A void record never was.
    #[must_use]
    pub fn looked_after(&self, today: NaiveDate) -> Option<(NaiveDate, Option<NaiveDate>)> {
        if self.void_on.is_some() {
            return None;
        }
        let days = [self.first_approved_by(today), self.started_on];
        let first = days.into_iter().flatten().min()?;
        Some((first, self.ended_on))
    }

    /// The application that waits, on the day.
    #[must_use]
    pub fn waiting_on(&self, day: NaiveDate) -> Option<&UseApproval> {
        self.approvals.iter().rfind(|it| it.is_waiting_on(day))
    }
}

#[cfg(test)]
mod tests;
