//! The forms of 責任者: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ResponsibilityRole, SubjectKey, day_after};
use crate::{
    choice::choices,
    id::PersonId,
    input::{FieldError, FieldErrors, chosen, date, required},
};

choices! {
    /// Whether the responsibility goes with the person or with the post.
    Tie {
        Person = "person", "職員に付ける";
        Post = "post", "職に付ける（異動のときは同じ職の後任を提案）";
    }
}

/// The form of 指定 and 引継ぎ, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppointmentInput {
    /// `contract-12`.
    pub subject: String,
    pub role: String,
    pub person_id: String,
    /// First day.
    pub from_on: String,
    pub tie: String,
    /// How many lines the history had when the form was shown, against lost updates.
    pub seen: String,
}

/// A checked [`AppointmentInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentDraft {
    pub subject: SubjectKey,
    pub role: ResponsibilityRole,
    pub person_id: PersonId,
    pub from_on: NaiveDate,
    pub tie: Tie,
    /// `None` where the form does not say what it saw.
    pub seen: Option<usize>,
}

impl AppointmentInput {
    /// The only way to an [`AppointmentDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<AppointmentDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let subject = errors.take("subject", self.subject.parse());
        let role = errors.take("role", self.role.parse());
        let person_id = errors.take("person_id", chosen(&self.person_id));
        let from_on = errors.take("from_on", date(&self.from_on));
        let tie = if self.tie.is_empty() {
            Some(Tie::Person)
        } else {
            errors.take("tie", self.tie.parse())
        };
        errors.into_result()?;
        match (subject, role, person_id, from_on, tie) {
            (Some(subject), Some(role), Some(person_id), Some(from_on), Some(tie)) => {
                Ok(AppointmentDraft {
                    subject,
                    role,
                    person_id,
                    from_on,
                    tie,
                    seen: self.seen.parse().ok(),
                })
            }
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of 終了, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndInput {
    /// Last day.
    pub last_on: String,
}

impl EndInput {
    /// The first day without.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<NaiveDate, FieldErrors> {
        let mut errors = FieldErrors::default();
        let last = errors.take("last_on", date(&self.last_on));
        errors.into_result()?;
        last.map(day_after).ok_or_else(FieldErrors::default)
    }
}

/// The reason of 取消し.
///
/// # Errors
/// [`FieldError::ReasonRequired`] on `reason`.
pub fn reason(text: &str) -> Result<String, FieldErrors> {
    required(text).map_err(|_| FieldErrors::one("reason", FieldError::ReasonRequired))
}
