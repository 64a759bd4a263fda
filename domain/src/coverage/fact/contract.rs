//! Rows about contracts: the agreement, its annexes, selection, subcontracts, measures.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Interval;
use crate::{
    contract::{
        coverage::{ClauseOnContract, ItemCover},
        profile::{Confidentiality, Profile},
    },
    fiscal_year::FiscalYear,
    id::{ContractId, ContractMeasureId, OrganizationUnitId, PersonId},
};

/// 契約.
///
/// 契約日 and terms are dated by themselves. Number, title, unit, class and facts are overwritten when a
/// contract is changed: they are given as they stood on the day asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractFact {
    pub id: ContractId,
    pub contract_no: String,
    pub title: String,
    pub unit_id: OrganizationUnitId,
    pub fiscal_year: FiscalYear,
    /// 自治体機密性; `None` while it is not decided.
    pub class: Option<Confidentiality>,
    /// Ticked facts of the work.
    pub given: BTreeSet<String>,
    /// 契約日.
    pub signed_on: Option<NaiveDate>,
    /// Concluded, though the ledger it came from had no 契約日.
    pub concluded_without_date: bool,
    /// 期, in order.
    pub terms: Vec<Interval>,
    /// From when on it was out of use.
    pub void_on: Option<NaiveDate>,
    /// Issued annexes, in the order of issue.
    pub annexes: Vec<AnnexFact>,
}

/// 特記事項 as issued: what its manifest pins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexFact {
    pub issued_on: NaiveDate,
    pub class: Option<Confidentiality>,
    pub given: BTreeSet<String>,
    pub clauses: Vec<ClauseFact>,
    pub covers: Vec<ItemCover>,
}

/// A clause of an issued annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseFact {
    pub clause: String,
    pub included: bool,
    /// Leaving it out was approved with a reason.
    pub waived: bool,
    /// Last day of the waiver.
    pub expires_on: Option<NaiveDate>,
}

impl AnnexFact {
    /// The clauses as they count on the day: a waiver that has expired is none.
    #[must_use]
    pub fn clauses_on(&self, day: NaiveDate) -> Vec<ClauseOnContract> {
        let on_day = |clause: &ClauseFact| ClauseOnContract {
            clause: clause.clause.clone(),
            included: clause.included,
            waived: clause.waived && clause.expires_on.is_none_or(|last| day <= last),
        };
        self.clauses.iter().map(on_day).collect()
    }
}

impl ContractFact {
    /// In use, and inside a term on the day.
    #[must_use]
    pub fn is_running_on(&self, day: NaiveDate) -> bool {
        !self.is_void_on(day) && self.terms.iter().any(|term| term.contains(day))
    }

    /// Running, and concluded by the day.
    #[must_use]
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.is_running_on(day) && self.is_concluded_by(day)
    }

    /// 契約日 is not later than the day.
    #[must_use]
    pub fn is_concluded_by(&self, day: NaiveDate) -> bool {
        self.signed_on
            .map_or(self.concluded_without_date, |signed| signed <= day)
    }

    /// Out of use on the day.
    #[must_use]
    pub fn is_void_on(&self, day: NaiveDate) -> bool {
        self.void_on.is_some_and(|void| void <= day)
    }

    /// First day of the first term.
    #[must_use]
    pub fn starts_on(&self) -> Option<NaiveDate> {
        self.terms.iter().map(|term| term.from_on).min()
    }

    /// Last day of the last term.
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.terms.iter().filter_map(|term| term.to_on).max()
    }

    /// The annex in force on the day.
    #[must_use]
    pub fn annex_on(&self, day: NaiveDate) -> Option<&AnnexFact> {
        let mut annexes = self.annexes.iter();
        annexes.rfind(|annex| annex.issued_on <= day)
    }

    /// The class that holds on the day: that of the annex in force, else that of the contract.
    #[must_use]
    pub fn class_on(&self, day: NaiveDate) -> Option<Confidentiality> {
        self.annex_on(day)
            .and_then(|annex| annex.class)
            .or(self.class)
    }

    /// 機密性２以上, or not decided: nobody may take it for harmless.
    #[must_use]
    pub fn needs_protection_on(&self, day: NaiveDate) -> bool {
        self.class_on(day)
            .is_none_or(|class| Confidentiality::C2 <= class)
    }

    /// 個人情報 or 特定個人情報 is handled, by the annex in force or else by the contract.
    #[must_use]
    pub fn has_personal_info_on(&self, day: NaiveDate) -> bool {
        let given = self.annex_on(day).map_or(&self.given, |annex| &annex.given);
        given.contains("pi") || given.contains("mynumber")
    }

    /// The profile that holds on the day.
    #[must_use]
    pub fn profile_on(&self, day: NaiveDate) -> Option<Profile> {
        let annex = self.annex_on(day);
        Some(Profile {
            confidentiality: self.class_on(day)?,
            given: annex.map_or(&self.given, |annex| &annex.given).clone(),
            starts_on: self.starts_on()?,
        })
    }
}

/// 選定審査.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFact {
    pub contract_id: ContractId,
    pub reviewer: PersonId,
    /// When the review was completed.
    pub reviewed_on: Option<NaiveDate>,
    /// Who agreed to it.
    pub approver: Option<PersonId>,
    pub approved_on: Option<NaiveDate>,
}

/// 再委託.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubcontractFact {
    pub contract_id: ContractId,
    /// Name of the subcontractor.
    pub name: String,
    /// 承諾, or 許諾 where 番号法10条 asks for it.
    pub consented_on: Option<NaiveDate>,
    /// True when 許諾 is needed and what was given is only 承諾.
    pub lacks_permission: bool,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
}

/// A worker of the roster whose employer is neither the contractor nor an approved subcontractor is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterFact {
    pub contract_id: ContractId,
    pub listed: Interval,
    /// 所属事業者 as written.
    pub employer: String,
    /// The employer is the contractor itself.
    pub is_contractor: bool,
    /// When work of the employer was approved as 再委託.
    pub approved_on: Option<NaiveDate>,
}

/// 契約に基づく措置.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureFact {
    pub id: ContractMeasureId,
    pub title: String,
    pub unit_id: Option<OrganizationUnitId>,
    pub taken_on: NaiveDate,
    /// The pinned clause it rests on.
    pub cites_clause: bool,
    /// 決裁番号.
    pub has_decision: bool,
}
