//! The form of a review: as typed → checked. It may be saved unfinished; what is missing is told by
//! [`judge`](super::judge) before 申請.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Answer, Conclusion, CriterionAnswer, Declaration, SelectionReview};
use crate::{
    input::{FieldError, FieldErrors, date, lines, optional_date},
    organization::optional_choice,
    wareki,
};

/// The form exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    pub reviewed_on: String,
    pub prior_notice_on: String,
    pub prior_notice_reason: String,
    pub declaration: String,
    pub declaration_on: String,
    pub declaration_reason: String,
    pub debarment_reason: String,
    pub conclusion: String,
    pub conclusion_reason: String,
    /// By id of the criterion.
    pub answers: BTreeMap<String, AnswerInput>,
}

/// The answer to one criterion as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerInput {
    pub answer: String,
    pub note: String,
}

/// A checked [`ReviewInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDraft {
    pub reviewed_on: NaiveDate,
    pub prior_notice_on: Option<NaiveDate>,
    pub prior_notice_reason: Option<String>,
    pub declaration: Option<Declaration>,
    pub declaration_on: Option<NaiveDate>,
    pub declaration_reason: Option<String>,
    pub debarment_reason: Option<String>,
    pub conclusion: Option<Conclusion>,
    pub conclusion_reason: Option<String>,
    pub answers: Vec<CriterionAnswer>,
}

impl ReviewInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; a 審査日 in the future.
    pub fn check(&self, today: NaiveDate) -> Result<ReviewDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reviewed_on = errors.take("reviewed_on", date(&self.reviewed_on));
        let past = |errors: &mut FieldErrors, name: &str, text: &str| {
            let day = errors.take(name, optional_date(text)).flatten();
            not_after(errors, name, day, today);
            day
        };
        not_after(&mut errors, "reviewed_on", reviewed_on, today);
        let prior_notice_on = past(&mut errors, "prior_notice_on", &self.prior_notice_on);
        let declaration_on = past(&mut errors, "declaration_on", &self.declaration_on);
        let text = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, lines(text)).flatten()
        };
        let prior_notice_reason = text(
            &mut errors,
            "prior_notice_reason",
            &self.prior_notice_reason,
        );
        let declaration_reason = text(&mut errors, "declaration_reason", &self.declaration_reason);
        let debarment_reason = text(&mut errors, "debarment_reason", &self.debarment_reason);
        let conclusion_reason = text(&mut errors, "conclusion_reason", &self.conclusion_reason);
        let declaration = errors
            .take("declaration", optional_choice(&self.declaration))
            .flatten();
        let conclusion = errors
            .take("conclusion", optional_choice(&self.conclusion))
            .flatten();
        let answers = self.answers(&mut errors);
        errors.clone().into_result()?;
        Ok(ReviewDraft {
            reviewed_on: reviewed_on.ok_or(errors)?,
            prior_notice_on,
            prior_notice_reason,
            declaration,
            declaration_on,
            declaration_reason,
            debarment_reason,
            conclusion,
            conclusion_reason,
            answers,
        })
    }

    fn answers(&self, errors: &mut FieldErrors) -> Vec<CriterionAnswer> {
        self.answers
            .iter()
            .map(|(criterion, typed)| {
                let field = |name: &str| format!("answers[{criterion}][{name}]");
                let answer: Option<Answer> = errors
                    .take(&field("answer"), optional_choice(&typed.answer))
                    .flatten();
                let note = errors.take(&field("note"), lines(&typed.note)).flatten();
                CriterionAnswer {
                    criterion: criterion.clone(),
                    answer,
                    note,
                }
            })
            .collect()
    }
}

fn not_after(errors: &mut FieldErrors, name: &str, day: Option<NaiveDate>, today: NaiveDate) {
    if day.is_some_and(|day| today < day) {
        errors.add(
            name,
            FieldError::Other("今日より後の日付です。日付を確かめてください。".to_owned()),
        );
    }
}

impl From<&SelectionReview> for ReviewInput {
    fn from(review: &SelectionReview) -> Self {
        let day = |day: Option<NaiveDate>| day.map(wareki::long).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            reviewed_on: wareki::long(review.reviewed_on),
            prior_notice_on: day(review.prior_notice_on),
            prior_notice_reason: text(&review.prior_notice_reason),
            declaration: review.declaration.map_or("", Declaration::code).to_owned(),
            declaration_on: day(review.declaration_on),
            declaration_reason: text(&review.declaration_reason),
            debarment_reason: text(&review.debarment_reason),
            conclusion: review.conclusion.map_or("", Conclusion::code).to_owned(),
            conclusion_reason: text(&review.conclusion_reason),
            answers: review
                .answers
                .iter()
                .map(|given| {
                    let typed = AnswerInput {
                        answer: given.answer.map_or("", Answer::code).to_owned(),
                        note: text(&given.note),
                    };
                    (given.criterion.clone(), typed)
                })
                .collect(),
        }
    }
}
