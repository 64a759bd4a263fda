//! The forms of 自己点検: a campaign, the answers of a unit, what was done about a 否.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Answer, CampaignKind};
use crate::{
    fiscal_year::FiscalYear,
    id::{OrganizationUnitId, SelfInspectionQuestionId},
    input::{FieldError, FieldErrors, date, lines, optional_date, required},
};

/// The form of a campaign, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CampaignInput {
    pub title: String,
    pub kind: String,
    pub opened_on: String,
    pub due_on: String,
    pub note: String,
    /// Units addressed (ids).
    pub units: Vec<String>,
    /// Questions (ids in the library).
    pub questions: Vec<String>,
}

/// A checked [`CampaignInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignDraft {
    pub title: String,
    pub fiscal_year: FiscalYear,
    pub kind: CampaignKind,
    pub opened_on: NaiveDate,
    pub due_on: NaiveDate,
    pub note: Option<String>,
    pub units: Vec<OrganizationUnitId>,
    pub questions: Vec<String>,
}

impl CampaignInput {
    /// The only way to a [`CampaignDraft`]. The campaign is one of the fiscal year it opens in.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<CampaignDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.take("title", required(&self.title));
        let kind = errors.take("kind", self.kind.parse());
        let opened_on = errors.take("opened_on", date(&self.opened_on));
        let due_on = errors.take("due_on", date(&self.due_on));
        let note = errors.take("note", lines(&self.note));
        let units: Option<Vec<OrganizationUnitId>> =
            self.units.iter().map(|unit| unit.parse().ok()).collect();
        if units.as_ref().is_none_or(Vec::is_empty) {
            errors.add("units", FieldError::NotChosen);
        }
        if self.questions.is_empty() {
            errors.add("questions", FieldError::NotChosen);
        }
        if let (Some(start), Some(end)) = (opened_on, due_on)
            && end < start
        {
            errors.add("due_on", FieldError::EndBeforeStart { start, end });
        }
        errors.into_result()?;
        match (title, kind, opened_on, due_on, note, units) {
            (Some(title), Some(kind), Some(opened_on), Some(due_on), Some(note), Some(units)) => {
                Ok(CampaignDraft {
                    title,
                    fiscal_year: FiscalYear::containing(opened_on),
                    kind,
                    opened_on,
                    due_on,
                    note,
                    units,
                    questions: self.questions.clone(),
                })
            }
            _ => Err(FieldErrors::default()),
        }
    }
}

/// One answer, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerInput {
    pub answer: String,
    pub note: String,
    pub improve_by: String,
}

/// The answers of a unit, exactly as typed, by question (id).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswersInput {
    pub answers: BTreeMap<String, AnswerInput>,
}

/// A checked answer; saved also while others are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDraft {
    pub question_id: SelfInspectionQuestionId,
    pub answer: Option<Answer>,
    pub note: Option<String>,
    pub improve_by: Option<NaiveDate>,
}

impl AnswersInput {
    /// What can be saved for now: whatever was typed, if it can be read at all.
    ///
    /// # Errors
    /// What cannot be read, by field.
    pub fn check(&self) -> Result<Vec<AnswerDraft>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut drafts = Vec::new();
        for (question, typed) in &self.answers {
            let field = |name: &str| format!("answers[{question}][{name}]");
            let question_id = errors.take(
                &field("answer"),
                question
                    .parse()
                    .map_err(|_| FieldError::UnknownChoice(question.clone())),
            );
            let answer = match typed.answer.as_str() {
                "" => Some(None),
                code => errors.take(&field("answer"), code.parse()).map(Some),
            };
            let note = errors.take(&field("note"), lines(&typed.note));
            let improve_by = errors.take(&field("improve_by"), optional_date(&typed.improve_by));
            if let (Some(question_id), Some(answer), Some(note), Some(improve_by)) =
                (question_id, answer, note, improve_by)
            {
                drafts.push(AnswerDraft {
                    question_id,
                    answer,
                    note,
                    improve_by: improve_by.filter(|_| answer == Some(Answer::No)),
                });
            }
        }
        errors.into_result()?;
        Ok(drafts)
    }
}

/// What keeps a sheet from being submitted, by field: an open question, 否 without words or without a day,
/// 該当なし without a reason.
///
/// # Errors
/// What is missing, by field.
pub fn complete(
    questions: &[SelfInspectionQuestionId],
    answers: &[AnswerDraft],
) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    for question in questions {
        let field = |name: &str| format!("answers[{question}][{name}]");
        let given = answers.iter().find(|it| it.question_id == *question);
        match given.and_then(|it| Some((it, it.answer?))) {
            None => errors.add(&field("answer"), FieldError::NotChosen),
            Some((it, Answer::No)) => {
                if it.note.is_none() {
                    errors.add(&field("note"), FieldError::ReasonRequired);
                }
                if it.improve_by.is_none() {
                    errors.add(&field("improve_by"), FieldError::Required);
                }
            }
            Some((it, Answer::NotApplicable)) if it.note.is_none() => {
                errors.add(&field("note"), FieldError::ReasonRequired);
            }
            Some((_, Answer::Yes | Answer::NotApplicable)) => {}
        }
    }
    errors.into_result()
}

/// 改善の記録, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImprovementInput {
    pub improved_on: String,
    pub improvement: String,
}

/// A checked [`ImprovementInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImprovementDraft {
    pub improved_on: NaiveDate,
    pub improvement: String,
}

impl ImprovementInput {
    /// The only way to an [`ImprovementDraft`]. What has not happened yet cannot be recorded.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ImprovementDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let improved_on = errors.take("improved_on", date(&self.improved_on));
        let improvement = errors.take("improvement", required(&self.improvement));
        if improved_on.is_some_and(|day| today < day) {
            let words = "改善した日に、今日より後の日は入力できません。".to_owned();
            errors.add("improved_on", FieldError::Other(words));
        }
        errors.into_result()?;
        match (improved_on, improvement) {
            (Some(improved_on), Some(improvement)) => Ok(ImprovementDraft {
                improved_on,
                improvement,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(errors: &FieldErrors) -> Vec<&str> {
        errors.iter().map(|(field, _)| field).collect()
    }

    fn answer(answer: &str, note: &str, improve_by: &str) -> AnswersInput {
        let typed = AnswerInput {
            answer: answer.to_owned(),
            note: note.to_owned(),
            improve_by: improve_by.to_owned(),
        };
        AnswersInput {
            answers: BTreeMap::from([("7".to_owned(), typed)]),
        }
    }

    fn check(input: &AnswersInput, expect: &[&str]) {
        let question = [SelfInspectionQuestionId(7)];
        let errors = match input.check() {
            Ok(drafts) => complete(&question, &drafts).err().unwrap_or_default(),
            Err(errors) => errors,
        };
        assert_eq!(fields(&errors), expect, "{input:?}");
    }

    #[test]
    fn a_sheet_is_submitted_when_every_question_is_answered() {
        check(&answer("yes", "", ""), &[]);
        check(&answer("", "", ""), &["answers[7][answer]"]);
        check(&answer("perhaps", "", ""), &["answers[7][answer]"]);
        check(
            &answer("no", "", ""),
            &["answers[7][improve_by]", "answers[7][note]"],
        );
        check(&answer("no", "名簿が古い", "R8.12.25"), &[]);
        check(
            &answer("no", "名簿が古い", "いつか"),
            &["answers[7][improve_by]"],
        );
        check(&answer("not_applicable", "", ""), &["answers[7][note]"]);
        check(&AnswersInput::default(), &["answers[7][answer]"]);
    }

    #[test]
    fn what_is_typed_is_saved_before_it_is_complete() {
        assert!(answer("", "あとで確かめる", "").check().is_ok());
        assert!(answer("no", "", "").check().is_ok());
    }

    #[test]
    fn a_campaign_addresses_somebody_and_asks_something() {
        let mut input = CampaignInput {
            title: "令和8年度自己点検".to_owned(),
            kind: "scheduled".to_owned(),
            opened_on: "R8.11.1".to_owned(),
            due_on: "R8.11.30".to_owned(),
            ..CampaignInput::default()
        };
        let errors = input.check().unwrap_err();
        assert_eq!(fields(&errors), ["questions", "units"]);
        input.units = vec!["1".to_owned()];
        input.questions = vec!["Q-01".to_owned()];
        assert_eq!(input.check().unwrap().fiscal_year, FiscalYear(2026));
        input.due_on = "R8.10.31".to_owned();
        assert_eq!(fields(&input.check().unwrap_err()), ["due_on"]);
    }
}
