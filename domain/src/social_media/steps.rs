//! The forms of what is done with an account: looked at, decided on, opened, closed: as typed → checked.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Answer, ClosingStep, Decision, ObservationKind};
use crate::{
    id::RegulationVersionId,
    input::{FieldError, FieldErrors, chosen, date, line, optional_date, required},
    wareki,
};

/// The form of something that was looked at, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObservationInput {
    pub kind: String,
    pub observed_on: String,
    pub answer: String,
    pub posted_on: String,
    pub note: String,
}

/// A checked [`ObservationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationDraft {
    pub kind: ObservationKind,
    pub observed_on: NaiveDate,
    pub answer: Answer,
    pub posted_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl ObservationInput {
    /// Checks the form. A last post has its day; an observation is never of a day to come.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ObservationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse::<ObservationKind>());
        let observed_on = errors.take("observed_on", date(&self.observed_on));
        let posted_on = errors
            .take("posted_on", optional_date(&self.posted_on))
            .flatten();
        let note = errors.take("note", line(&self.note)).flatten();
        let answer = match (kind, self.answer.as_str()) {
            (Some(ObservationKind::Post), "") => Some(Answer::Yes),
            _ => errors.take("answer", self.answer.parse::<Answer>()),
        };
        if observed_on.is_some_and(|day| today < day) {
            let words = "確認日が今日より後です。確認した日を入力してください。";
            errors.add("observed_on", FieldError::Other(words.to_owned()));
        }
        if kind == Some(ObservationKind::Post) && answer == Some(Answer::Yes) {
            match (posted_on, observed_on) {
                (None, _) => errors.add("posted_on", FieldError::Required),
                (Some(posted), Some(observed)) if observed < posted => {
                    let words = "最終投稿日が確認日より後です。日付を確かめてください。";
                    errors.add("posted_on", FieldError::Other(words.to_owned()));
                }
                (Some(_), _) => {}
            }
        }
        errors.into_result()?;
        match (kind, observed_on, answer) {
            (Some(kind), Some(observed_on), Some(answer)) => Ok(ObservationDraft {
                kind,
                observed_on,
                answer,
                posted_on: posted_on.filter(|_| kind == ObservationKind::Post),
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a decision about a dormant account, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub decision: String,
    pub reason: String,
    pub next_review_on: String,
}

/// A checked [`DecisionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDraft {
    pub decision: Decision,
    pub reason: String,
    pub next_review_on: Option<NaiveDate>,
}

impl DecisionInput {
    /// Checks the form. Going on needs the day of the next review, at most so many days from today
    /// (setting `sns_dormant_days`): then the question is asked again.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate, longest: u32) -> Result<DecisionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decision = errors.take("decision", self.decision.parse::<Decision>());
        let reason = errors.take("reason", required(&self.reason));
        let next_review_on = errors
            .take("next_review_on", optional_date(&self.next_review_on))
            .flatten();
        if decision == Some(Decision::Continue) {
            let last = today + Days::new(u64::from(longest));
            match next_review_on {
                None => errors.add("next_review_on", FieldError::Required),
                Some(day) if day <= today || last < day => errors.add(
                    "next_review_on",
                    FieldError::Other(format!(
                        "次の見直しは、明日から{}までの日にしてください。",
                        wareki::long(last)
                    )),
                ),
                Some(_) => {}
            }
        }
        errors.into_result()?;
        match (decision, reason) {
            (Some(decision), Some(reason)) => Ok(DecisionDraft {
                decision,
                reason,
                next_review_on: next_review_on.filter(|_| decision == Decision::Continue),
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a step of the course, exactly as typed: its day and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepInput {
    pub happened_on: String,
    pub note: String,
}

/// A checked [`StepInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDraft {
    /// `None`: today.
    pub happened_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl StepInput {
    /// Checks the form; some steps need their reason.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, reason_needed: bool) -> Result<StepDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let happened_on = errors.take("happened_on", optional_date(&self.happened_on));
        let note = errors.take("note", line(&self.note));
        if reason_needed && matches!(note, Some(None)) {
            errors.add("note", FieldError::ReasonRequired);
        }
        errors.into_result()?;
        match (happened_on, note) {
            (Some(happened_on), Some(note)) => Ok(StepDraft { happened_on, note }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a step of the closing, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClosingStepInput {
    pub step: String,
    pub done_on: String,
    pub note: String,
}

/// A checked [`ClosingStepInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingStepDraft {
    pub step: ClosingStep,
    pub done_on: NaiveDate,
    pub note: Option<String>,
}

impl ClosingStepInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ClosingStepDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let step = errors.take("step", self.step.parse::<ClosingStep>());
        let done_on = errors.take("done_on", date(&self.done_on));
        let note = errors.take("note", line(&self.note));
        if done_on.is_some_and(|day| today < day) {
            let words = "済んだ日が今日より後です。済んだ日を入力してください。";
            errors.add("done_on", FieldError::Other(words.to_owned()));
        }
        errors.into_result()?;
        match (step, done_on, note) {
            (Some(step), Some(done_on), Some(note)) => Ok(ClosingStepDraft {
                step,
                done_on,
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a 運用手順 that applies, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProcedureInput {
    pub version_id: String,
    pub from_on: String,
}

/// A checked [`ProcedureInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureDraft {
    pub version_id: RegulationVersionId,
    pub from_on: NaiveDate,
}

impl ProcedureInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<ProcedureDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let version_id = errors.take("version_id", chosen(&self.version_id));
        let from_on = errors.take("from_on", date(&self.from_on));
        errors.clone().into_result()?;
        match (version_id, from_on) {
            (Some(version_id), Some(from_on)) => Ok(ProcedureDraft {
                version_id,
                from_on,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_observation_is_of_a_day_that_was() {
        let check = |kind: &str, answer: &str, on: &str, posted: &str| {
            let input = ObservationInput {
                kind: kind.to_owned(),
                observed_on: on.to_owned(),
                answer: answer.to_owned(),
                posted_on: posted.to_owned(),
                note: String::new(),
            };
            let checked = input.check(day("2026-11-25"));
            checked.err().map(|errors| {
                let names = errors.iter().map(|(field, _)| field.to_owned());
                names.collect::<Vec<_>>()
            })
        };
        let wrong = |names: &[&str]| Some(names.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(check("mfa", "yes", "2026-11-25", ""), None);
        assert_eq!(check("post", "", "2026-11-25", "2026-11-20"), None);
        assert_eq!(check("mfa", "", "2026-11-25", ""), wrong(&["answer"]));
        assert_eq!(
            check("mfa", "yes", "2026-11-26", ""),
            wrong(&["observed_on"])
        );
        assert_eq!(
            check("post", "yes", "2026-11-25", ""),
            wrong(&["posted_on"])
        );
        assert_eq!(
            check("post", "yes", "2026-11-20", "2026-11-21"),
            wrong(&["posted_on"])
        );
    }

    #[test]
    fn going_on_needs_a_review_within_the_time() {
        let check = |decision: &str, review: &str| {
            let input = DecisionInput {
                decision: decision.to_owned(),
                reason: "冬の行事で使う。".to_owned(),
                next_review_on: review.to_owned(),
            };
            input.check(day("2026-11-25"), 180).is_ok()
        };
        assert!(check("continue", "2027-05-24"));
        assert!(!check("continue", "2027-05-25"));
        assert!(!check("continue", "2026-11-25"));
        assert!(!check("continue", ""));
        assert!(check("close", ""));
    }
}
