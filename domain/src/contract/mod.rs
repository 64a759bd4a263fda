//! 契約: the agreement with a contractor, the work on its annex, and what the law and the policy
//! make of its facts.

pub mod bundle;
pub mod change;
pub mod clauses;
pub mod coverage;
pub mod decision;
pub mod detail;
pub mod input;
pub mod preparation;
pub mod profile;
pub mod summary;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId, PersonId, VendorId},
};
use preparation::Preparation;
use profile::{Availability, Confidentiality, Integrity, Segment};

choices! {
    /// 契約方法 (地方自治法第234条).
    ProcurementMethod {
        OpenBid = "open_bid", "一般競争入札";
        DesignatedBid = "designated_bid", "指名競争入札";
        Proposal = "proposal", "プロポーザル";
        Negotiated = "negotiated", "随意契約";
    }

    /// What the agreement is written on; the annex goes with each of them.
    DocumentKind {
        ContractDocument = "contract_document", "契約書";
        AcceptanceLetter = "acceptance_letter", "請書";
        Memorandum = "memorandum", "覚書";
        Omitted = "omitted", "契約書の省略（誓約書を徴する）";
    }

    /// 金額の種類.
    AmountKind {
        Total = "total", "総額";
        UnitPrice = "unit_price", "単価契約";
        Unknown = "unknown", "未定・その他";
    }

    /// 契約の締結の方法.
    SigningMethod {
        Paper = "paper", "書面（記名押印）";
        Electronic = "electronic", "電子契約";
    }

    /// 契約の段階 in its life. The work on the annex is [`Preparation`], beside it.
    ContractState {
        /// Not yet concluded.
        Drafting = "drafting", "契約前";
        /// 契約日 recorded.
        Concluded = "concluded", "契約済み";
        /// Everything at the end confirmed.
        Closed = "closed", "完了";
        /// Out of use, with a reason.
        Void = "void", "無効";
    }
}

/// 契約 as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Key of the record.
    pub id: ContractId,
    /// 契約番号; unique in its 年度.
    pub contract_no: String,
    /// The 年度 the contract is numbered in.
    pub fiscal_year: FiscalYear,
    /// 件名.
    pub title: String,
    /// 所管課.
    pub unit_id: OrganizationUnitId,
    /// 委託先; `None` while it is not decided.
    pub vendor_id: Option<VendorId>,
    /// 支店・営業所 that concludes it.
    pub vendor_branch: Option<String>,
    /// 契約方法.
    pub procurement_method: Option<ProcurementMethod>,
    /// Kind of document.
    pub document_kind: DocumentKind,
    /// First day of the first term.
    pub starts_on: NaiveDate,
    /// Last day of the last term.
    pub ends_on: NaiveDate,
    /// 契約金額 in yen, tax included; for reference.
    pub amount_yen: Option<i64>,
    /// 金額の種類.
    pub amount_kind: AmountKind,
    /// 特記事項を事前に示した日 (入札公告前・見積徴取前).
    pub prior_notice_on: Option<NaiveDate>,
    /// 契約日.
    pub signed_on: Option<NaiveDate>,
    /// 締結の方法.
    pub signing_method: Option<SigningMethod>,
    /// 自治体機密性; `None` where the ledger it came from did not say.
    pub confidentiality: Option<Confidentiality>,
    /// 自治体完全性.
    pub integrity: Option<Integrity>,
    /// 自治体可用性.
    pub availability: Option<Availability>,
    /// 接続系統.
    pub segment: Option<Segment>,
    /// Ticked facts of the work, ids of the library's facts.
    pub facts: Vec<String>,
    /// 個人情報の件数.
    pub personal_info_count: Option<i64>,
    /// 備考.
    pub note: Option<String>,
    /// 契約の段階.
    pub state: ContractState,
    /// Work on the annex.
    pub preparation: Preparation,
    /// Why the record is out of use.
    pub void_reason: Option<String>,
    /// Who drafted it; `None` for what was imported.
    pub drafted_by: Option<PersonId>,
    /// Where an imported record came from: file, sheet, row.
    pub source: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Contract {
    /// The profile, when the class of information is decided.
    #[must_use]
    pub fn profile(&self) -> Option<profile::Profile> {
        Some(profile::Profile {
            confidentiality: self.confidentiality?,
            given: self.facts.iter().cloned().collect(),
            starts_on: self.starts_on,
        })
    }

    /// What the lists call it on the day.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> summary::ContractStatus {
        summary::status(
            self.state,
            self.preparation.stage(),
            self.starts_on,
            self.ends_on,
            today,
        )
    }
}

/// 期: a period under the agreement. A renewal adds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractTerm {
    /// 1 for the first.
    pub number: i32,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
}
