//! 一括変更: what is changed of many records of a ledger at once, and what that would come to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    authorization::Resource,
    choice::choices,
    export::ExportLedger,
    id::{OrganizationUnitId, PersonId},
    input::{FieldErrors, chosen, date},
    responsibility::SubjectKind,
};

choices! {
    /// The ledgers whose records are changed many at once.
    BulkLedger {
        Contracts = "contracts", "契約";
        Services = "services", "外部サービス";
        Accounts = "accounts", "SNSアカウント";
    }
}

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkChange {
    /// 責任者.
    Owner,
    /// 所管課.
    Unit,
    /// 所管課, put back.
    UnitUndo,
}

impl BulkLedger {
    /// The list its records are ticked in.
    #[must_use]
    pub fn list(self) -> ExportLedger {
        match self {
            Self::Contracts => ExportLedger::Contracts,
            Self::Services => ExportLedger::Services,
            Self::Accounts => ExportLedger::Accounts,
        }
    }

    /// What must be allowed to be changed.
    #[must_use]
    pub fn resource(self) -> Resource {
        self.list().resource()
    }

    /// What its records are to a 責任者.
    #[must_use]
    pub fn subject(self) -> SubjectKind {
        match self {
            Self::Contracts => SubjectKind::Contract,
            Self::Services => SubjectKind::ExternalService,
            Self::Accounts => SubjectKind::SocialMediaAccount,
        }
    }
}

/// Names shown before it is done; the rest is counted.
pub const NAME_LIMIT: usize = 20;

/// The form of a new 責任者, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkOwnerInput {
    pub person_id: String,
    /// First day.
    pub from_on: String,
}

/// A checked [`BulkOwnerInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOwnerDraft {
    pub person_id: PersonId,
    pub from_on: NaiveDate,
}

impl BulkOwnerInput {
    /// The only way to a [`BulkOwnerDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<BulkOwnerDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person_id = errors.take("person_id", chosen(&self.person_id));
        let from_on = errors.take("from_on", date(&self.from_on));
        match (person_id, from_on) {
            (Some(person_id), Some(from_on)) => Ok(BulkOwnerDraft { person_id, from_on }),
            _ => Err(errors),
        }
    }
}

/// The form of a new 所管課, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkUnitInput {
    pub unit_id: String,
}

/// A checked [`BulkUnitInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkUnitDraft {
    pub unit_id: OrganizationUnitId,
}

impl BulkUnitInput {
    /// The only way to a [`BulkUnitDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<BulkUnitDraft, FieldErrors> {
        let unit_id = chosen(&self.unit_id).map_err(|error| FieldErrors::one("unit_id", error))?;
        Ok(BulkUnitDraft { unit_id })
    }
}

/// What would be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPreview {
    /// Keys of the records, at most as many as can be changed at once.
    pub ids: Vec<i64>,
    /// The first of them, in words.
    pub names: Vec<String>,
    /// All that were chosen.
    pub total: usize,
    /// Most that can be changed at once.
    pub limit: usize,
    /// How many the person may give a 責任者; `None` without that right at all.
    pub owner_count: Option<usize>,
    /// How many the person may give to another unit; `None` without that right at all.
    pub unit_count: Option<usize>,
    /// How many can be 完了; `None` where they are no contracts, or without the right to change any.
    pub closing_count: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_empty_field_is_named() {
        let errors = BulkOwnerInput::default().check().unwrap_err();
        let named: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["from_on", "person_id"]);
        let errors = BulkUnitInput::default().check().unwrap_err();
        assert!(errors.get("unit_id").is_some());
        let typed = BulkOwnerInput {
            person_id: "7".to_owned(),
            from_on: "R8.4.1".to_owned(),
        };
        assert_eq!(typed.check().unwrap().person_id, PersonId(7));
    }
}
