//! The forms of the steps of use: application, decision, start, review, end, erasure. As typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Judgement, ReviewOccasion, UseDecision, input::past_day};
use crate::input::{FieldError, FieldErrors, date, line, lines};

/// 利用申請 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationInput {
    pub reason: String,
    pub wanted_until: String,
}

/// A checked [`ApplicationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationDraft {
    pub reason: String,
    pub wanted_until: NaiveDate,
}

impl ApplicationInput {
    /// Checks the form. Use is asked for until a day that has not passed.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ApplicationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reason = words(&mut errors, "reason", &self.reason);
        let wanted_until = errors.take("wanted_until", date(&self.wanted_until));
        not_before(&mut errors, "wanted_until", wanted_until, today);
        match (reason, wanted_until) {
            (Some(reason), Some(wanted_until)) if errors.is_empty() => Ok(ApplicationDraft {
                reason,
                wanted_until,
            }),
            _ => Err(errors),
        }
    }
}

/// 承認の判断 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub decision: String,
    pub approval_no: String,
    pub conditions: String,
    pub expires_on: String,
    pub decision_comment: String,
}

/// A checked [`DecisionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecisionDraft {
    /// 承認, 条件付き承認: `conditions` are there when there are any.
    Given {
        expires_on: NaiveDate,
        conditions: Option<String>,
        approval_no: Option<String>,
        comment: Option<String>,
    },
    /// 不承認, and why.
    Refused { comment: String },
}

impl DecisionDraft {
    /// Which decision it is.
    #[must_use]
    pub fn decision(&self) -> UseDecision {
        match self {
            Self::Given {
                conditions: Some(_),
                ..
            } => UseDecision::Conditional,
            Self::Given {
                conditions: None, ..
            } => UseDecision::Approved,
            Self::Refused { .. } => UseDecision::Refused,
        }
    }
}

impl DecisionInput {
    /// Checks the form. An approval ends on a day that has not passed, one with conditions names them, a
    /// refusal says why.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<DecisionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decision = errors.take("decision", self.decision.parse::<UseDecision>());
        let approval_no = errors
            .take("approval_no", line(&self.approval_no))
            .flatten();
        let conditions = errors.take("conditions", lines(&self.conditions)).flatten();
        let comment = errors
            .take("decision_comment", lines(&self.decision_comment))
            .flatten();
        if decision == Some(UseDecision::Refused) {
            return match comment {
                Some(comment) if errors.is_empty() => Ok(DecisionDraft::Refused { comment }),
                _ => {
                    errors.add("decision_comment", FieldError::ReasonRequired);
                    Err(errors)
                }
            };
        }
        let expires_on = errors.take("expires_on", date(&self.expires_on));
        not_before(&mut errors, "expires_on", expires_on, today);
        match decision {
            Some(UseDecision::Conditional) if conditions.is_none() => {
                let words = "条件を入力してください。条件がないときは「承認」を選んでください。";
                errors.add("conditions", FieldError::Other(words.to_owned()));
            }
            Some(UseDecision::Approved) if conditions.is_some() => {
                let words = "条件を付けるときは「条件付き承認」を選んでください。";
                errors.add("decision", FieldError::Other(words.to_owned()));
            }
            _ => {}
        }
        match expires_on {
            Some(expires_on) if errors.is_empty() => Ok(DecisionDraft::Given {
                expires_on,
                conditions,
                approval_no,
                comment,
            }),
            _ => Err(errors),
        }
    }
}

/// 見直しの依頼 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    pub occasion: String,
    pub terms_version: String,
    pub note: String,
}

/// A checked [`ReviewInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDraft {
    pub occasion: ReviewOccasion,
    pub terms_version: Option<String>,
    pub note: Option<String>,
}

impl ReviewInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<ReviewDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let occasion = errors.take("occasion", self.occasion.parse());
        let terms_version = errors.take("terms_version", line(&self.terms_version));
        let note = errors.take("note", lines(&self.note));
        match (occasion, terms_version, note) {
            (Some(occasion), Some(terms_version), Some(note)) => Ok(ReviewDraft {
                occasion,
                terms_version,
                note,
            }),
            _ => Err(errors),
        }
    }
}

/// 見直しの結果 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JudgementInput {
    pub judgement: String,
    pub review_finding: String,
}

/// A checked [`JudgementInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgementDraft {
    pub judgement: Judgement,
    pub review_finding: String,
}

impl JudgementInput {
    /// Checks the form: what was looked at is always said.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<JudgementDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let judgement = errors.take("judgement", self.judgement.parse());
        let review_finding = words(&mut errors, "review_finding", &self.review_finding);
        match (judgement, review_finding) {
            (Some(judgement), Some(review_finding)) => Ok(JudgementDraft {
                judgement,
                review_finding,
            }),
            _ => Err(errors),
        }
    }
}

/// A day and why: 利用開始, 利用終了.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayInput {
    pub day: String,
    pub reason: String,
}

impl DayInput {
    /// The day use began: not to come.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check_start(&self, today: NaiveDate) -> Result<NaiveDate, FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = past_day(&mut errors, "day", &self.day, today);
        errors.into_result()?;
        day.ok_or_else(|| FieldErrors::one("day", FieldError::Required))
    }

    /// The day use ended, and why: not to come.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check_end(&self, today: NaiveDate) -> Result<(NaiveDate, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = past_day(&mut errors, "day", &self.day, today);
        let reason = words(&mut errors, "reason", &self.reason);
        if day.is_none() {
            errors.add("day", FieldError::Required);
        }
        match (day, reason) {
            (Some(day), Some(reason)) if errors.is_empty() => Ok((day, reason)),
            _ => Err(errors),
        }
    }
}

/// 消去・廃棄の確認 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErasureInput {
    pub erased_on: String,
    pub erasure_method: String,
    pub accounts_disposed_on: String,
}

/// A checked [`ErasureInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureDraft {
    pub erased_on: NaiveDate,
    pub erasure_method: String,
    pub accounts_disposed_on: NaiveDate,
}

impl ErasureInput {
    /// Checks the form: both days, not to come. Data may be erased before the last day, never after today.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ErasureDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let erased_on = past_day(&mut errors, "erased_on", &self.erased_on, today);
        let erasure_method = words(&mut errors, "erasure_method", &self.erasure_method);
        let disposed = past_day(
            &mut errors,
            "accounts_disposed_on",
            &self.accounts_disposed_on,
            today,
        );
        if erased_on.is_none() {
            errors.add("erased_on", FieldError::Required);
        }
        if disposed.is_none() {
            errors.add("accounts_disposed_on", FieldError::Required);
        }
        match (erased_on, erasure_method, disposed) {
            (Some(erased_on), Some(erasure_method), Some(accounts_disposed_on))
                if errors.is_empty() =>
            {
                Ok(ErasureDraft {
                    erased_on,
                    erasure_method,
                    accounts_disposed_on,
                })
            }
            _ => Err(errors),
        }
    }
}

/// Several lines that must be there.
fn words(errors: &mut FieldErrors, field: &str, text: &str) -> Option<String> {
    let text = errors.take(field, lines(text)).flatten();
    if text.is_none() {
        errors.add(field, FieldError::Required);
    }
    text
}

fn not_before(errors: &mut FieldErrors, field: &str, day: Option<NaiveDate>, today: NaiveDate) {
    if day.is_some_and(|day| day < today) {
        let words = "期限が今日より前です。今日以後の日付を入力してください。";
        errors.add(field, FieldError::Other(words.to_owned()));
    }
}
