//! The forms of an exception: as typed → checked.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{ExceptionKind, ExceptionRule, ExceptionSubject};
use crate::{
    finding::DecisionResult,
    input::{FieldError, FieldErrors, date, lines},
};

/// The longest an exception may hold: it is looked at again every year.
pub const LONGEST_MONTHS: u32 = 12;

/// The application exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExceptionInput {
    pub kind: String,
    pub rule: String,
    /// `contract:12`, `external_service:3` …
    pub subject: String,
    pub reason: String,
    pub safeguard: String,
    pub expires_on: String,
}

/// A checked [`ExceptionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionDraft {
    pub kind: ExceptionKind,
    pub rule: ExceptionRule,
    pub subject_kind: ExceptionSubject,
    pub subject_id: i64,
    pub reason: String,
    pub safeguard: Option<String>,
    pub expires_on: NaiveDate,
}

impl ExceptionInput {
    /// Checks the application.
    ///
    /// # Errors
    /// What is wrong, by field; an end that has passed or lies more than a year ahead.
    pub fn check(&self, today: NaiveDate) -> Result<ExceptionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse());
        let rule = errors.take("rule", self.rule.parse());
        let subject = errors.take("subject", subject(&self.subject));
        let reason = errors.take("reason", words(&self.reason));
        let safeguard = errors.take("safeguard", lines(&self.safeguard));
        let expires_on = errors.take("expires_on", date(&self.expires_on));
        if let Some(error) = expires_on.and_then(|last| wrong_end(last, today)) {
            errors.add("expires_on", error);
        }
        if kind == Some(ExceptionKind::RiskAcceptance)
            && rule == Some(ExceptionRule::TermsBasedService)
            && safeguard == Some(None)
        {
            errors.add(
                "safeguard",
                FieldError::Other(
                    "機密性２以上の情報を約款型サービスで扱うときは、代替措置を入力してください。"
                        .to_owned(),
                ),
            );
        }
        errors.into_result()?;
        match (kind, rule, subject, reason, safeguard, expires_on) {
            (
                Some(kind),
                Some(rule),
                Some((subject_kind, subject_id)),
                Some(reason),
                Some(safeguard),
                Some(expires_on),
            ) => Ok(ExceptionDraft {
                kind,
                rule,
                subject_kind,
                subject_id,
                reason,
                safeguard,
                expires_on,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

fn wrong_end(last: NaiveDate, today: NaiveDate) -> Option<FieldError> {
    if last < today {
        return Some(FieldError::Other(
            "期限が今日より前です。今日以後の日付を入力してください。".to_owned(),
        ));
    }
    let limit = today.checked_add_months(Months::new(LONGEST_MONTHS))?;
    (limit < last).then(|| {
        FieldError::Other(format!(
            "期限は1年以内（{}まで）にしてください。続けるときは、期限の前に見直して申請し直します。",
            crate::wareki::long(limit)
        ))
    })
}

/// Reads `contract:12`.
fn subject(text: &str) -> Result<(ExceptionSubject, i64), FieldError> {
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

/// Several lines that must be there.
///
/// # Errors
/// [`FieldError::Required`], [`FieldError::TooLong`].
pub fn words(text: &str) -> Result<String, FieldError> {
    lines(text)?.ok_or(FieldError::Required)
}

/// The decision exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub decision: String,
    pub note: String,
}

/// A checked [`DecisionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDraft {
    pub decision: DecisionResult,
    pub note: Option<String>,
}

impl DecisionInput {
    /// Checks the decision.
    ///
    /// # Errors
    /// Nothing chosen; a refusal without words.
    pub fn check(&self) -> Result<DecisionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decision = errors.take("decision", self.decision.parse());
        let note = errors.take("note", lines(&self.note));
        if decision == Some(DecisionResult::Refused) && note == Some(None) {
            errors.add("note", FieldError::ReasonRequired);
        }
        errors.into_result()?;
        match (decision, note) {
            (Some(decision), Some(note)) => Ok(DecisionDraft { decision, note }),
            _ => Err(FieldErrors::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_exception_is_near_and_ahead() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let check = |expires_on: &str| {
            let input = ExceptionInput {
                kind: "rule_exception".to_owned(),
                rule: "other".to_owned(),
                subject: "contract:3".to_owned(),
                reason: "更改まで".to_owned(),
                expires_on: expires_on.to_owned(),
                ..ExceptionInput::default()
            };
            input.check(today).map(|draft| draft.subject_id)
        };
        assert_eq!(check("2026-11-25"), Ok(3));
        assert_eq!(check("R9.11.25"), Ok(3));
        for wrong in ["2026-11-24", "2027-11-26", ""] {
            let fields = check(wrong).unwrap_err();
            assert!(fields.get("expires_on").is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_refusal_says_why() {
        let decide = |decision: &str, note: &str| {
            let input = DecisionInput {
                decision: decision.to_owned(),
                note: note.to_owned(),
            };
            input.check().is_ok()
        };
        assert!(decide("approved", ""));
        assert!(decide("refused", "代替措置がないため"));
        assert!(!decide("refused", "　"));
        assert!(!decide("", ""));
    }
}
