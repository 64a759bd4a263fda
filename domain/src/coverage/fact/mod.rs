//! What the sheet is judged from: plain rows of every subject, with the days on which each fact began and
//! ended. Whoever loads them may leave out rows that cannot matter on the day asked for, never rows that can.

mod check;
mod contract;
mod external_service;
mod social_media;

pub use check::{CheckFact, CountedResult, FindingFact, FoundIn, SubjectCheckFact, VisitFact};
pub use contract::{
    AnnexFact, ClauseFact, ContractFact, MeasureFact, ReviewFact, RosterFact, SubcontractFact,
};
pub use external_service::{
    ExternalServiceFact, RegulationFact, RegulationSubject, RegulationVersionFact, UseApprovalFact,
};
pub use social_media::{
    AccountFact, AcknowledgementFact, DutyOfPerson, PlatformFact, ProcedureFact, PublishableFact,
    ResponsibilityFact,
};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Subject,
    declaration::{Declaration, DeclarationKind},
};
use crate::{
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId, PersonId, SelfInspectionAnswerId, SelfInspectionId},
    organization::OrganType,
};

/// From a day to a day, both included; without an end it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: Option<NaiveDate>,
}

impl Interval {
    /// From the day on, without an end.
    #[must_use]
    pub fn from(from_on: NaiveDate) -> Self {
        Self {
            from_on,
            to_on: None,
        }
    }

    /// From the day to the last day.
    #[must_use]
    pub fn to(self, to_on: NaiveDate) -> Self {
        Self {
            to_on: Some(to_on),
            ..self
        }
    }

    /// True when the day is inside.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|last| day <= last)
    }

    /// True when a day of the other is inside.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        other.to_on.is_none_or(|last| self.from_on <= last)
            && self.to_on.is_none_or(|last| other.from_on <= last)
    }
}

/// 組織.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFact {
    pub id: OrganizationUnitId,
    pub name: String,
    pub organ: OrganType,
    pub exists: Interval,
}

/// 自己点検: a campaign and the answers of the units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfInspectionFact {
    pub id: SelfInspectionId,
    pub title: String,
    pub fiscal_year: FiscalYear,
    /// First day on which units answer.
    pub opened_on: NaiveDate,
    /// Last day for the answers.
    pub due_on: NaiveDate,
    pub units: Vec<SelfInspectionUnitFact>,
}

/// What a unit answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfInspectionUnitFact {
    pub unit_id: OrganizationUnitId,
    /// When the answers were submitted.
    pub submitted_on: Option<NaiveDate>,
    /// Answers 否.
    pub shortcomings: Vec<ShortcomingFact>,
}

/// An answer 否, and when it was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortcomingFact {
    pub answer: SelfInspectionAnswerId,
    /// Until when it is to be put right.
    pub due_on: NaiveDate,
    /// When it was.
    pub improved_on: Option<NaiveDate>,
}

/// Everything the sheet is judged from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageFacts {
    pub units: Vec<UnitFact>,
    /// When each person is in office.
    pub in_office: BTreeMap<PersonId, Vec<Interval>>,
    pub names: BTreeMap<PersonId, String>,
    /// 所属長 of units.
    pub heads: Vec<(OrganizationUnitId, PersonId, Interval)>,
    /// In the order of their ids.
    pub contracts: Vec<ContractFact>,
    pub checks: Vec<CheckFact>,
    pub subject_checks: Vec<SubjectCheckFact>,
    pub visits: Vec<VisitFact>,
    pub reviews: Vec<ReviewFact>,
    pub subcontracts: Vec<SubcontractFact>,
    pub roster: Vec<RosterFact>,
    pub findings: Vec<FindingFact>,
    pub measures: Vec<MeasureFact>,
    pub regulations: Vec<RegulationFact>,
    pub services: Vec<ExternalServiceFact>,
    pub approvals: Vec<UseApprovalFact>,
    pub platforms: Vec<PlatformFact>,
    pub accounts: Vec<AccountFact>,
    pub procedures: Vec<ProcedureFact>,
    pub acknowledgements: Vec<AcknowledgementFact>,
    pub responsibilities: Vec<ResponsibilityFact>,
    pub declarations: Vec<Declaration>,
    pub self_inspections: Vec<SelfInspectionFact>,
    /// Days without a post after which an account is dormant (setting).
    pub dormant_days: i64,
}

impl CoverageFacts {
    /// True when the person is in office on the day.
    #[must_use]
    pub fn is_in_office(&self, person: PersonId, day: NaiveDate) -> bool {
        let mut intervals = self.in_office.get(&person).into_iter().flatten();
        intervals.any(|interval| interval.contains(day))
    }

    /// 氏名.
    #[must_use]
    pub fn name_of(&self, person: PersonId) -> &str {
        self.names.get(&person).map_or("（不明）", String::as_str)
    }

    /// The contract with this id.
    #[must_use]
    pub fn contract(&self, id: ContractId) -> Option<&ContractFact> {
        let place = self.contracts.binary_search_by_key(&id, |it| it.id).ok()?;
        self.contracts.get(place)
    }

    /// What a unit declared last about a fiscal year by the day.
    #[must_use]
    pub fn declared(
        &self,
        unit: OrganizationUnitId,
        kind: DeclarationKind,
        year: FiscalYear,
        on: NaiveDate,
    ) -> Option<&Declaration> {
        self.declarations
            .iter()
            .filter(|it| it.unit_id == unit && it.kind == kind && it.fiscal_year == year)
            .filter(|it| it.declared_on <= on)
            .max_by_key(|it| (it.declared_on, it.id))
    }

    /// The name of a subject and the unit it belongs to.
    #[must_use]
    pub fn describe(&self, subject: Subject) -> (String, Option<OrganizationUnitId>) {
        let unknown = || (subject.kind_label().to_owned(), None);
        match subject {
            Subject::Contract(id) => self.contract(id).map_or_else(unknown, |it| {
                (format!("{} {}", it.contract_no, it.title), Some(it.unit_id))
            }),
            Subject::Finding(id) => self
                .findings
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.title.clone(), it.unit_id)),
            Subject::Measure(id) => self
                .measures
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.title.clone(), it.unit_id)),
            Subject::ExternalService(id) => self
                .services
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.name.clone(), Some(it.unit_id))),
            Subject::Platform(id) => self
                .platforms
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.name.clone(), it.unit_id)),
            Subject::Account(id) => self
                .accounts
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.name.clone(), it.unit_id)),
            Subject::Regulation(id) => self
                .regulations
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.title.clone(), None)),
            Subject::Unit(id) => self
                .units
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.name.clone(), Some(it.id))),
            Subject::SelfInspection(id, unit) => self
                .self_inspections
                .iter()
                .find(|it| it.id == id)
                .map_or_else(unknown, |it| (it.title.clone(), unit)),
            Subject::NoRegulation | Subject::NoSelfInspection => unknown(),
        }
    }
}
