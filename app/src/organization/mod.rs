//! 職員・組織: units, people, their roles and how they sign in. Everybody sees it; administrators change it.

mod account;
mod api;
mod list_page;
mod person_form;
mod person_page;
mod role;
mod unit_page;

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::OrganizationUnitId,
    organization::OrganizationUnit,
};

pub use api::{
    AddPerson, AddUnit, AssignRole, ChangePerson, ChangeUnit, EndRole, HeldSignInName, SetAccount,
};
pub use list_page::OrganizationPage;
pub use person_page::PersonPage;
pub use unit_page::UnitPage;

use crate::error::AppError;

/// Units to choose from: those that exist on the day, and the one chosen before.
fn unit_options(units: &[OrganizationUnit], day: NaiveDate, chosen: &str) -> Vec<(String, String)> {
    units
        .iter()
        .filter(|unit| unit.exists_on(day) || unit.id.to_string() == chosen)
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect()
}

/// The name of a unit.
fn unit_name(units: &[OrganizationUnit], id: Option<OrganizationUnitId>) -> Option<String> {
    let id = id?;
    units
        .iter()
        .find(|unit| id == unit.id)
        .map(|unit| unit.name.clone())
}

/// What somebody who may not change the organization is told.
fn forbidden() -> AppError {
    AppError::Forbidden {
        action: Action::Edit,
        resource: Resource::Organization,
    }
}
