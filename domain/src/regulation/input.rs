//! The forms of a regulation: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AudienceKind, Disclosure, Layer, RegulationDocument, ReviewOutcome, Topic};
use crate::{
    id::{OrganizationUnitId, PersonId},
    input::{FieldError, FieldErrors, chosen, date, line, lines, optional_date, required},
    organization::check_order,
};

/// The form of a document exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegulationInput {
    pub layer: String,
    pub topic: String,
    pub title: String,
    pub disclosure: String,
    pub unit_id: String,
    pub note: String,
}

/// A checked [`RegulationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationDraft {
    pub layer: Layer,
    pub topic: Topic,
    pub title: String,
    pub disclosure: Disclosure,
    pub unit_id: OrganizationUnitId,
    pub note: Option<String>,
}

impl RegulationInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field. 実施手順 are never anything but 非公開.
    pub fn check(&self) -> Result<RegulationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let layer = errors.take("layer", self.layer.parse::<Layer>());
        let topic = errors.take("topic", self.topic.parse::<Topic>());
        let title = errors.take("title", required(&self.title));
        let disclosure = errors.take("disclosure", self.disclosure.parse::<Disclosure>());
        let unit_id = errors.take("unit_id", chosen::<OrganizationUnitId>(&self.unit_id));
        let note = errors.take("note", lines(&self.note));
        if layer == Some(Layer::ProcedureDocument)
            && disclosure.is_some_and(|it| it != Disclosure::NonPublic)
        {
            errors.add("disclosure", FieldError::Other(
                "実施手順は非公開です（情報セキュリティポリシー第10節）。「非公開」を選んでください。".to_owned(),
            ));
        }
        errors.clone().into_result()?;
        match (layer, topic, title, disclosure, unit_id, note) {
            (
                Some(layer),
                Some(topic),
                Some(title),
                Some(disclosure),
                Some(unit_id),
                Some(note),
            ) => Ok(RegulationDraft {
                layer,
                topic,
                title,
                disclosure,
                unit_id,
                note,
            }),
            _ => Err(errors),
        }
    }
}

impl From<&RegulationDocument> for RegulationInput {
    fn from(document: &RegulationDocument) -> Self {
        Self {
            layer: document.layer.code().to_owned(),
            topic: document.topic.code().to_owned(),
            title: document.title.clone(),
            disclosure: document.disclosure.code().to_owned(),
            unit_id: document.unit_id.to_string(),
            note: document.note.clone().unwrap_or_default(),
        }
    }
}

/// The form of a version exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VersionInput {
    pub number: String,
    pub enacted_on: String,
    pub in_force_on: String,
    pub next_review_on: String,
    pub decision_no: String,
    pub summary: String,
}

/// A checked [`VersionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDraft {
    pub number: Option<String>,
    pub enacted_on: NaiveDate,
    pub in_force_on: NaiveDate,
    pub next_review_on: Option<NaiveDate>,
    pub decision_no: Option<String>,
    pub summary: Option<String>,
}

impl VersionInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<VersionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let number = errors.take("number", line(&self.number));
        let enacted_on = errors.take("enacted_on", date(&self.enacted_on));
        let in_force_on = errors.take("in_force_on", date(&self.in_force_on));
        let next_review_on = errors.take("next_review_on", optional_date(&self.next_review_on));
        let decision_no = errors.take("decision_no", line(&self.decision_no));
        let summary = errors.take("summary", lines(&self.summary));
        if let (Some(enacted_on), Some(in_force_on)) = (enacted_on, in_force_on)
            && in_force_on < enacted_on
        {
            errors.add(
                "in_force_on",
                FieldError::Other(
                    "施行日が制定・改正日より前です。日付を確かめてください。".to_owned(),
                ),
            );
        }
        check_order(
            &mut errors,
            "next_review_on",
            in_force_on,
            next_review_on.flatten(),
        );
        errors.clone().into_result()?;
        match (
            number,
            enacted_on,
            in_force_on,
            next_review_on,
            decision_no,
            summary,
        ) {
            (
                Some(number),
                Some(enacted_on),
                Some(in_force_on),
                Some(next_review_on),
                Some(decision_no),
                Some(summary),
            ) => Ok(VersionDraft {
                number,
                enacted_on,
                in_force_on,
                next_review_on,
                decision_no,
                summary,
            }),
            _ => Err(errors),
        }
    }
}

/// The form of an abolition exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AbolitionInput {
    pub abolished_on: String,
    pub decision_no: String,
    pub reason: String,
}

/// A checked [`AbolitionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbolitionDraft {
    pub abolished_on: NaiveDate,
    pub decision_no: Option<String>,
    pub reason: String,
}

impl AbolitionInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<AbolitionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let abolished_on = errors.take("abolished_on", date(&self.abolished_on));
        let decision_no = errors.take("decision_no", line(&self.decision_no));
        let reason = required(&self.reason).map_err(|_| FieldError::ReasonRequired);
        let reason = errors.take("reason", reason);
        errors.clone().into_result()?;
        match (abolished_on, decision_no, reason) {
            (Some(abolished_on), Some(decision_no), Some(reason)) => Ok(AbolitionDraft {
                abolished_on,
                decision_no,
                reason,
            }),
            _ => Err(errors),
        }
    }
}

/// The form of readings on paper exactly as typed: who read the version in force, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingInput {
    pub people: Vec<String>,
    pub read_on: String,
}

/// A checked [`ReadingInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingDraft {
    pub people: Vec<PersonId>,
    pub read_on: NaiveDate,
}

impl ReadingInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; nobody chosen; a day to come.
    pub fn check(&self, today: NaiveDate) -> Result<ReadingDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let people: Result<Vec<PersonId>, FieldError> =
            self.people.iter().map(|person| chosen(person)).collect();
        let people = errors.take("people", people);
        if people.as_ref().is_some_and(Vec::is_empty) {
            errors.add("people", FieldError::NotChosen);
        }
        let read_on = errors.take("read_on", date(&self.read_on));
        if read_on.is_some_and(|day| today < day) {
            errors.add(
                "read_on",
                FieldError::Other("今日より後の日付です。読んだ日を確かめてください。".to_owned()),
            );
        }
        errors.clone().into_result()?;
        match (people, read_on) {
            (Some(people), Some(read_on)) => Ok(ReadingDraft { people, read_on }),
            _ => Err(errors),
        }
    }
}

/// The form of a review exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    pub outcome: String,
    pub next_review_on: String,
    pub note: String,
}

/// A checked [`ReviewInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDraft {
    pub outcome: ReviewOutcome,
    pub next_review_on: NaiveDate,
    pub note: Option<String>,
}

impl ReviewInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; the next look lies after today.
    pub fn check(&self, today: NaiveDate) -> Result<ReviewDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let outcome = errors.take("outcome", self.outcome.parse::<ReviewOutcome>());
        let next_review_on = errors.take("next_review_on", date(&self.next_review_on));
        let note = errors.take("note", lines(&self.note));
        if next_review_on.is_some_and(|next| next <= today) {
            errors.add(
                "next_review_on",
                FieldError::Other("次の見直し予定日は、明日以後の日付にしてください。".to_owned()),
            );
        }
        errors.clone().into_result()?;
        match (outcome, next_review_on, note) {
            (Some(outcome), Some(next_review_on), Some(note)) => Ok(ReviewDraft {
                outcome,
                next_review_on,
                note,
            }),
            _ => Err(errors),
        }
    }
}

/// The form that says whom a document concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AudienceInput {
    pub audience: String,
    pub unit_id: String,
    pub person_id: String,
}

/// A checked [`AudienceInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AudienceDraft {
    /// 全職員.
    Everybody,
    /// 課の職員.
    Unit(OrganizationUnitId),
    /// 指定した職員.
    Person(PersonId),
}

impl AudienceInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<AudienceDraft, FieldErrors> {
        let of = |field: &str, error: FieldError| FieldErrors::one(field, error);
        let kind = self.audience.parse::<AudienceKind>();
        match kind.map_err(|error| of("audience", error))? {
            AudienceKind::Everybody => Ok(AudienceDraft::Everybody),
            AudienceKind::Unit => chosen(&self.unit_id)
                .map(AudienceDraft::Unit)
                .map_err(|error| of("unit_id", error)),
            AudienceKind::Person => chosen(&self.person_id)
                .map(AudienceDraft::Person)
                .map_err(|error| of("person_id", error)),
        }
    }
}
