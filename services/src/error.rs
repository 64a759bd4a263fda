//! What can go wrong in a use case.

use domain::{
    authorization::{Action, Resource},
    contract::preparation::InvalidTransition,
    input::{FieldError, FieldErrors},
    social_media::history::InvalidStep,
};
use sea_orm::DbErr;

use crate::{audit_log, database};

/// Why a use case did not happen. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Nobody is signed in, or the session ended.
    #[error("sign-in needed")]
    SignInRequired,
    /// The actor may not do this.
    #[error("{action:?} on {resource:?} is not permitted")]
    Forbidden { action: Action, resource: Resource },
    /// There is no such record, or not for this actor.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Somebody else saved first. Both versions go to the user.
    #[error("somebody else saved first")]
    Conflict(Conflict),
    /// The form is wrong.
    #[error("the form has errors")]
    Invalid(FieldErrors),
    /// A rule says no, in words for the user.
    #[error("{0}")]
    Rule(String),
    /// A failure of the machine or of the program.
    #[error("unexpected failure")]
    Unexpected(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Both versions after a lost update was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What was being saved.
    pub subject: String,
    /// Who saved first and when, where it is known.
    pub by: Option<String>,
    /// Field, what is saved now, what was being saved.
    pub fields: Vec<(String, String, String)>,
}

impl ServiceError {
    /// Wraps a failure that is nobody's input.
    pub fn unexpected(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unexpected(error.into())
    }

    /// One wrong field.
    #[must_use]
    pub fn field(name: &str, error: FieldError) -> Self {
        Self::Invalid(FieldErrors::one(name, error))
    }
}

impl From<DbErr> for ServiceError {
    fn from(error: DbErr) -> Self {
        Self::Unexpected(Box::new(error))
    }
}

impl From<FieldErrors> for ServiceError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<InvalidTransition> for ServiceError {
    fn from(error: InvalidTransition) -> Self {
        Self::Rule(error.to_string())
    }
}

impl From<domain::selection_review::InvalidStep> for ServiceError {
    fn from(error: domain::selection_review::InvalidStep) -> Self {
        Self::Rule(error.to_string())
    }
}

impl From<domain::subcontract::InvalidStep> for ServiceError {
    fn from(error: domain::subcontract::InvalidStep) -> Self {
        Self::Rule(error.to_string())
    }
}

impl From<domain::regulation::RegulationRuleError> for ServiceError {
    fn from(error: domain::regulation::RegulationRuleError) -> Self {
        Self::Rule(error.to_string())
    }
}

impl From<domain::contract::change::InvalidChangeStep> for ServiceError {
    fn from(error: domain::contract::change::InvalidChangeStep) -> Self {
        Self::Rule(error.to_string())
    }
}

impl From<InvalidStep> for ServiceError {
    fn from(error: InvalidStep) -> Self {
        Self::Rule(error.to_string())
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unexpected(Box::new(error))
    }
}

/// Turns the violation of a named constraint into an error of a field.
pub(crate) fn taken(error: DbErr, constraint: &str, field: &str, value: &str) -> ServiceError {
    match database::violated(&error) {
        Some(name) if name == constraint => {
            ServiceError::field(field, FieldError::AlreadyUsed(value.to_owned()))
        }
        Some(_) | None => error.into(),
    }
}

/// Both versions of a record that was saved by two people.
pub(crate) fn conflict(
    subject: &str,
    saved: &impl serde::Serialize,
    typed: &impl serde::Serialize,
) -> ServiceError {
    let saved = serde_json::to_value(saved).ok();
    let typed = serde_json::to_value(typed).ok();
    ServiceError::Conflict(Conflict {
        subject: subject.to_owned(),
        by: None,
        fields: audit_log::changes(saved.as_ref(), typed.as_ref()),
    })
}
