//! The forms of a transfer: as typed → checked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Choice, Direction, Fate};
use crate::{
    id::{OrganizationUnitId, PersonId, ResponsibilityId},
    input::{FieldError, FieldErrors, chosen, date, line},
    organization::optional_choice,
};

/// The form of a new plan, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferInput {
    pub effective_on: String,
    pub unit_id: String,
}

/// A checked [`TransferInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferDraft {
    pub effective_on: NaiveDate,
    pub unit_id: Option<OrganizationUnitId>,
}

impl TransferInput {
    /// The only way to a [`TransferDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<TransferDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let effective_on = errors.take("effective_on", date(&self.effective_on));
        let unit_id = errors.take("unit_id", optional_choice(&self.unit_id));
        errors.into_result()?;
        match (effective_on, unit_id) {
            (Some(effective_on), Some(unit_id)) => Ok(TransferDraft {
                effective_on,
                unit_id,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form that adds somebody who leaves or arrives, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoverInput {
    pub direction: String,
    pub person_id: String,
    /// The unit joined; of those who arrive.
    pub unit_id: String,
    /// The 職名 taken; of those who arrive.
    pub post: String,
}

/// A checked [`MoverInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoverDraft {
    pub direction: Direction,
    pub person_id: PersonId,
    pub unit_id: Option<OrganizationUnitId>,
    pub title: Option<String>,
}

impl MoverInput {
    /// The only way to a [`MoverDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<MoverDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let direction = errors.take("direction", self.direction.parse());
        let person_id = errors.take("person_id", chosen(&self.person_id));
        let unit_id = errors.take("unit_id", optional_choice(&self.unit_id));
        let title = errors.take("post", line(&self.post));
        if direction == Some(Direction::Arriving) {
            if unit_id == Some(None) {
                errors.add("unit_id", FieldError::NotChosen);
            }
            if title == Some(None) {
                errors.add("post", FieldError::Required);
            }
        }
        errors.into_result()?;
        match (direction, person_id, unit_id, title) {
            (Some(direction), Some(person_id), Some(unit_id), Some(title)) => Ok(MoverDraft {
                direction,
                person_id,
                unit_id,
                title,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// What was chosen for each line, exactly as typed: `keep`, `end`, or the id of the successor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoicesInput {
    /// By key of the line.
    pub moves: BTreeMap<String, String>,
}

impl ChoicesInput {
    /// The choices, by line.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<BTreeMap<ResponsibilityId, Choice>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut choices = BTreeMap::new();
        for (id, text) in &self.moves {
            let field = format!("moves[{id}]");
            let line: Option<ResponsibilityId> = errors.take(&field, chosen(id));
            let choice = errors.take(&field, choice(text));
            if let (Some(line), Some(choice)) = (line, choice) {
                choices.insert(line, choice);
            }
        }
        errors.into_result()?;
        Ok(choices)
    }
}

/// How a choice stands in the form.
#[must_use]
pub fn typed(choice: &Choice) -> String {
    match (choice.fate, choice.successor) {
        (Fate::HandOver, Some(person)) => person.to_string(),
        (fate, _) => fate.code().to_owned(),
    }
}

fn choice(text: &str) -> Result<Choice, FieldError> {
    let fate = match text {
        "keep" => Fate::Keep,
        "end" => Fate::End,
        person => {
            return Ok(Choice {
                fate: Fate::HandOver,
                successor: Some(chosen(person)?),
                because: String::new(),
            });
        }
    };
    Ok(Choice {
        fate,
        successor: None,
        because: String::new(),
    })
}
