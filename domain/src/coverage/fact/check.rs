//! Rows about checks, what fell short in them, and what came of it.

use chrono::NaiveDate;

use super::Interval;
use crate::{
    coverage::Subject,
    id::{ContractId, FindingId, OrganizationUnitId, SelfInspectionAnswerId, VerificationTaskId},
    verification::{CheckResult, Method},
};

/// 点検, one planned item, or several of a contract that are alike in all that is said here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckFact {
    /// Which one; `None` where several are told together.
    pub task: Option<VerificationTaskId>,
    pub contract_id: ContractId,
    /// How many.
    pub alike: usize,
    pub due_on: NaiveDate,
    /// Results in the order in which they were recorded; the last one counts.
    pub results: Vec<CountedResult>,
    /// When evidence was first attached.
    pub evidence_on: Option<NaiveDate>,
}

/// 点検の結果. It counts from the day on which it was both done and written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedResult {
    pub counts_from: NaiveDate,
    pub result: CheckResult,
}

/// 実地 or another visit: checks of a contract were done in this way on this day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitFact {
    pub contract_id: ContractId,
    pub inspected_on: NaiveDate,
    /// The day on which it was both done and written down.
    pub counts_from: NaiveDate,
    pub method: Method,
}

impl CheckFact {
    /// The result that counts on the day.
    #[must_use]
    pub fn result_on(&self, day: NaiveDate) -> Option<&CountedResult> {
        let mut results = self.results.iter();
        results.rfind(|result| result.counts_from <= day)
    }

    /// Past its due date on the day and without a result.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.due_on < day && self.result_on(day).is_none()
    }

    /// 適合, with nothing to show for it.
    #[must_use]
    pub fn is_unproved_on(&self, day: NaiveDate) -> bool {
        let conforms = self
            .result_on(day)
            .is_some_and(|result| result.result == CheckResult::Conform);
        conforms && self.evidence_on.is_none_or(|first| day < first)
    }

    /// 不適合 or 一部不適合 on the day.
    #[must_use]
    pub fn falls_short_on(&self, day: NaiveDate) -> bool {
        self.result_on(day).is_some_and(|result| {
            matches!(
                result.result,
                CheckResult::Nonconform | CheckResult::Partial
            )
        })
    }
}

/// A check of an account or an external service, or several of one subject that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectCheckFact {
    /// Which one; `None` where several are told together.
    pub task: Option<VerificationTaskId>,
    pub subject: Subject,
    /// How many.
    pub alike: usize,
    pub due_on: NaiveDate,
    /// 不適合 or 一部不適合, from when on; `None` while there is no result.
    pub fell_short_on: Option<NaiveDate>,
}

impl SubjectCheckFact {
    /// Past its due date on the day and without a result.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.due_on < day && self.fell_short_on.is_none()
    }

    /// 不適合 or 一部不適合 on the day.
    #[must_use]
    pub fn falls_short_on(&self, day: NaiveDate) -> bool {
        self.fell_short_on.is_some_and(|since| since <= day)
    }
}

/// The record a finding was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundIn {
    /// A check of a contract.
    Check(VerificationTaskId),
    /// A check of an account or an external service.
    SubjectCheck(VerificationTaskId),
    /// A 否 of a 自己点検票.
    Answer(SelfInspectionAnswerId),
}

/// 指摘.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingFact {
    pub id: FindingId,
    pub title: String,
    pub unit_id: Option<OrganizationUnitId>,
    /// What it was opened for; `None` for one made by hand.
    pub found_in: Option<FoundIn>,
    pub found_on: NaiveDate,
    pub due_on: NaiveDate,
    /// When the first action was asked for or planned.
    pub action_on: Option<NaiveDate>,
    /// When another person confirmed that it is put right.
    pub verified_on: Option<NaiveDate>,
    /// When it was taken back.
    pub withdrawn_on: Option<NaiveDate>,
    /// Accepted risks: from the approval to the last day.
    pub accepted: Vec<Interval>,
}
