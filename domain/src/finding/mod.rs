//! 指摘・是正・措置: what was found wanting, what is done about it, by when, and who saw that it helped.
//!
//! A finding never carries its state: [`Finding::state_on`] answers it for any day from dated facts. A fix
//! that did not help leaves its action as it was; the next instruction is a new action.

pub mod escalation;
mod filter;
pub mod input;
pub mod letter;
pub mod measure;
mod opening;
pub mod paper;

pub use filter::{FindingFilter, FindingSort};
pub use opening::{SELF_INSPECTION_SEVERITY, calls_for_finding, due_date, severity_of};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    exception::ExceptionPeriod,
    id::{
        ContractId, CorrectiveActionId, FindingId, OrganizationUnitId, PersonId, SelfInspectionId,
    },
    library::Severity,
    verification::subject::SubjectKey,
};

choices! {
    /// Where a finding comes from.
    FindingSource {
        Verification = "verification", "点検";
        Audit = "audit", "監査";
        SelfInspection = "self_inspection", "自己点検";
        Incident = "incident", "事故等";
        Report = "report", "通報・申出";
    }

    /// What a finding is about.
    FindingSubject {
        Contract = "contract", "契約";
        Vendor = "vendor", "委託先";
        ExternalService = "external_service", "外部サービス";
        SocialMediaAccount = "social_media_account", "SNSアカウント";
        /// What a unit found about itself.
        OrganizationUnit = "organization_unit", "課";
    }

    /// Where a finding stands on a day.
    FindingState {
        /// Nobody has been told to mend it.
        Open = "open", "指摘";
        /// 改善を指示した.
        Instructed = "instructed", "改善指示";
        /// 是正計画を受理した.
        Planned = "planned", "是正計画受理";
        /// 完了の報告があり、確認を待つ.
        Reported = "reported", "確認待ち";
        /// Another person saw that it helped.
        Verified = "verified", "確認済み";
        /// The risk is borne until a day.
        RiskAccepted = "risk_accepted", "リスク受容";
        Withdrawn = "withdrawn", "取下げ";
    }

    /// What somebody who may approve decided.
    DecisionResult {
        Approved = "approved", "承認";
        Refused = "refused", "不承認";
    }

    /// What the person who looked at the fix found.
    ActionOutcome {
        Effective = "effective", "是正を確認した";
        Insufficient = "insufficient", "是正が不十分";
    }
}

/// 是正措置: one round of instruction, plan, report and verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectiveAction {
    pub id: CorrectiveActionId,
    /// 1 for the first round.
    pub number: i32,
    pub instruction: String,
    pub instructed_on: NaiveDate,
    pub instructed_by: String,
    pub due_on: NaiveDate,
    /// Who has to see to it.
    pub assignee_id: PersonId,
    pub assignee: String,
    pub cause: Option<String>,
    pub plan: Option<String>,
    pub planned_on: Option<NaiveDate>,
    pub planned_by: Option<String>,
    pub report: Option<String>,
    /// When the fix was done.
    pub completed_on: Option<NaiveDate>,
    /// When it was recorded as done.
    pub reported_on: Option<NaiveDate>,
    pub reported_by_id: Option<PersonId>,
    pub reported_by: Option<String>,
    pub outcome: Option<ActionOutcome>,
    pub verified_on: Option<NaiveDate>,
    pub verified_by: Option<String>,
    pub verification_note: Option<String>,
}

/// The record a finding was opened from, to go back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FindingOrigin {
    /// A check of a contract.
    Contract {
        contract: ContractId,
        period: String,
    },
    /// A check of an account or an external service.
    Subject { key: SubjectKey, period: String },
    /// A 否 of a 自己点検票.
    SelfInspection {
        inspection: SelfInspectionId,
        unit: OrganizationUnitId,
        title: String,
    },
}

/// 指摘.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub id: FindingId,
    pub source: FindingSource,
    pub subject_kind: FindingSubject,
    pub subject_id: i64,
    /// Its name when it was found.
    pub subject_name: String,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    /// `None` for one made by hand.
    pub origin: Option<FindingOrigin>,
    pub check_item: Option<String>,
    pub severity: Severity,
    pub description: String,
    /// 求められること: the question of the check, or the rule.
    pub requirement: Option<String>,
    pub found_on: NaiveDate,
    pub found_by: String,
    /// The first due date, by severity.
    pub due_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawn_by: Option<String>,
    pub withdrawn_reason: Option<String>,
    pub revision: i32,
    /// Oldest first.
    pub actions: Vec<CorrectiveAction>,
    /// Risk acceptances for it.
    pub acceptances: Vec<ExceptionPeriod>,
}

impl CorrectiveAction {
    fn state_on(&self, day: NaiveDate) -> Option<FindingState> {
        let by = |date: Option<NaiveDate>| date.is_some_and(|date| date <= day);
        if day < self.instructed_on {
            None
        } else if by(self.verified_on) {
            match self.outcome {
                Some(ActionOutcome::Effective) => Some(FindingState::Verified),
                // Reopened: the finding is open until the next instruction.
                Some(ActionOutcome::Insufficient) | None => Some(FindingState::Open),
            }
        } else if by(self.reported_on) {
            Some(FindingState::Reported)
        } else if by(self.planned_on) {
            Some(FindingState::Planned)
        } else {
            Some(FindingState::Instructed)
        }
    }
}

impl Finding {
    /// Where it stood on a day; `None` before it was found.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<FindingState> {
        if day < self.found_on {
            return None;
        }
        if self.withdrawn_on.is_some_and(|on| on <= day) {
            return Some(FindingState::Withdrawn);
        }
        let state = self
            .current_action(day)
            .and_then(|action| action.state_on(day))
            .unwrap_or(FindingState::Open);
        let is_borne = self.acceptances.iter().any(|period| period.covers(day));
        Some(if is_borne && state != FindingState::Verified {
            FindingState::RiskAccepted
        } else {
            state
        })
    }

    /// The round that counts on a day: the last one instructed.
    #[must_use]
    pub fn current_action(&self, day: NaiveDate) -> Option<&CorrectiveAction> {
        self.actions
            .iter()
            .filter(|action| action.instructed_on <= day)
            .max_by_key(|action| action.number)
    }

    /// The due date that held on a day: that of the last round, else the first one.
    #[must_use]
    pub fn due_on(&self, day: NaiveDate) -> NaiveDate {
        self.current_action(day)
            .map_or(self.due_on, |action| action.due_on)
    }

    /// How many days the fix is late; `None` when it is not, or nothing is owed any more.
    #[must_use]
    pub fn days_overdue(&self, day: NaiveDate) -> Option<i64> {
        let owed = self.state_on(day)?.is_owed();
        let days = (day - self.due_on(day)).num_days();
        (owed && 0 < days).then_some(days)
    }

    /// How many rounds failed up to a day.
    #[must_use]
    pub fn failed_rounds(&self, day: NaiveDate) -> usize {
        self.actions
            .iter()
            .filter(|action| action.outcome == Some(ActionOutcome::Insufficient))
            .filter(|action| action.verified_on.is_some_and(|on| on <= day))
            .count()
    }
}

impl FindingState {
    /// A fix is still owed.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Open | Self::Instructed | Self::Planned)
    }

    /// Nothing more is to be done.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Verified | Self::Withdrawn)
    }
}

impl Severity {
    /// The code in forms and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Medium => "medium",
            Self::Minor => "minor",
        }
    }

    /// Reads the code of a form.
    ///
    /// # Errors
    /// Nothing chosen, or no severity.
    pub fn from_code(code: &str) -> Result<Self, crate::input::FieldError> {
        if code.is_empty() {
            return Err(crate::input::FieldError::NotChosen);
        }
        Self::ALL
            .into_iter()
            .find(|severity| severity.code() == code)
            .ok_or_else(|| crate::input::FieldError::UnknownChoice(code.to_owned()))
    }
}

#[cfg(test)]
mod tests;
