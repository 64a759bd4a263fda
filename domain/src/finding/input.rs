//! The forms of findings and corrective actions: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ActionOutcome, DecisionResult, FindingSource, FindingSubject};
use crate::{
    exception::input::words,
    id::PersonId,
    input::{FieldError, FieldErrors, chosen, date, lines},
    library::Severity,
};

/// A finding made by hand, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindingInput {
    pub source: String,
    /// `contract:12`, `vendor:3` …
    pub subject: String,
    pub severity: String,
    pub description: String,
    pub requirement: String,
    pub found_on: String,
}

/// A checked [`FindingInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDraft {
    pub source: FindingSource,
    pub subject_kind: FindingSubject,
    pub subject_id: i64,
    pub severity: Severity,
    pub description: String,
    pub requirement: Option<String>,
    pub found_on: NaiveDate,
}

impl FindingInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; a day in the future.
    pub fn check(&self, today: NaiveDate) -> Result<FindingDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let source = errors.take("source", self.source.parse());
        let subject = errors.take("subject", subject(&self.subject));
        let severity = errors.take("severity", Severity::from_code(&self.severity));
        let description = errors.take("description", words(&self.description));
        let requirement = errors.take("requirement", lines(&self.requirement));
        let found_on = errors.take("found_on", date(&self.found_on));
        not_after_today(&mut errors, "found_on", found_on, today);
        errors.into_result()?;
        match (
            source,
            subject,
            severity,
            description,
            requirement,
            found_on,
        ) {
            (
                Some(source),
                Some((subject_kind, subject_id)),
                Some(severity),
                Some(description),
                Some(requirement),
                Some(found_on),
            ) => Ok(FindingDraft {
                source,
                subject_kind,
                subject_id,
                severity,
                description,
                requirement,
                found_on,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

fn subject(text: &str) -> Result<(FindingSubject, i64), FieldError> {
    let unknown = || FieldError::UnknownChoice(text.to_owned());
    if text.is_empty() {
        return Err(FieldError::NotChosen);
    }
    let (kind, id) = text.split_once(':').ok_or_else(unknown)?;
    Ok((
        kind.parse().map_err(|_| unknown())?,
        id.parse().map_err(|_| unknown())?,
    ))
}

fn not_after_today(
    errors: &mut FieldErrors,
    field: &str,
    day: Option<NaiveDate>,
    today: NaiveDate,
) {
    if day.is_some_and(|day| today < day) {
        let words = "日付が今日より後です。実際の日付を入力してください。";
        errors.add(field, FieldError::Other(words.to_owned()));
    }
}

/// 改善の指示 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstructionInput {
    pub instruction: String,
    pub due_on: String,
    pub assignee_id: String,
}

/// A checked [`InstructionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionDraft {
    pub instruction: String,
    pub due_on: NaiveDate,
    pub assignee_id: PersonId,
}

impl InstructionInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; a due date that has passed.
    pub fn check(&self, today: NaiveDate) -> Result<InstructionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let instruction = errors.take("instruction", words(&self.instruction));
        let due_on = errors.take("due_on", date(&self.due_on));
        let assignee_id = errors.take("assignee_id", chosen(&self.assignee_id));
        if due_on.is_some_and(|day| day < today) {
            let words = "期限が今日より前です。今日以後の日付を入力してください。";
            errors.add("due_on", FieldError::Other(words.to_owned()));
        }
        match (instruction, due_on, assignee_id) {
            (Some(instruction), Some(due_on), Some(assignee_id)) if errors.is_empty() => {
                Ok(InstructionDraft {
                    instruction,
                    due_on,
                    assignee_id,
                })
            }
            _ => Err(errors),
        }
    }
}

/// 是正計画の受理 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanInput {
    pub cause: String,
    pub plan: String,
}

/// A checked [`PlanInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDraft {
    pub cause: String,
    pub plan: String,
}

impl PlanInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is missing, by field.
    pub fn check(&self) -> Result<PlanDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let cause = errors.take("cause", words(&self.cause));
        let plan = errors.take("plan", words(&self.plan));
        match (cause, plan) {
            (Some(cause), Some(plan)) => Ok(PlanDraft { cause, plan }),
            _ => Err(errors),
        }
    }
}

/// 完了報告 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportInput {
    pub report: String,
    pub completed_on: String,
}

/// A checked [`ReportInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDraft {
    pub report: String,
    pub completed_on: NaiveDate,
}

impl ReportInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is missing, by field; a day in the future.
    pub fn check(&self, today: NaiveDate) -> Result<ReportDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let report = errors.take("report", words(&self.report));
        let completed_on = errors.take("completed_on", date(&self.completed_on));
        not_after_today(&mut errors, "completed_on", completed_on, today);
        match (report, completed_on) {
            (Some(report), Some(completed_on)) if errors.is_empty() => Ok(ReportDraft {
                report,
                completed_on,
            }),
            _ => Err(errors),
        }
    }
}

/// 是正の確認 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfirmationInput {
    pub outcome: String,
    pub note: String,
}

/// A checked [`ConfirmationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationDraft {
    pub outcome: ActionOutcome,
    pub note: String,
}

impl ConfirmationInput {
    /// Checks the form: what was looked at is always said.
    ///
    /// # Errors
    /// What is missing, by field.
    pub fn check(&self) -> Result<ConfirmationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let outcome = errors.take("outcome", self.outcome.parse());
        let note = errors.take("note", words(&self.note));
        match (outcome, note) {
            (Some(outcome), Some(note)) => Ok(ConfirmationDraft { outcome, note }),
            _ => Err(errors),
        }
    }
}

pub(super) fn decided(errors: &mut FieldErrors, text: &str) -> Option<DecisionResult> {
    errors.take("decision", text.parse())
}
