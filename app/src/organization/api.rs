//! What the screens of 職員・組織 ask of the server.

use chrono::NaiveDate;
use domain::{
    id::{OrganizationUnitId, PersonId, RoleAssignmentId},
    organization::{
        OrganizationUnit, OrganizationUnitInput, PeopleFilter, Person, PersonInput, RoleAssignment,
        RoleInput,
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Units, and a page of the list of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationData {
    /// By code, those that ended too.
    pub units: Vec<OrganizationUnit>,
    pub people: Vec<Person>,
    /// All people that match.
    pub total: u64,
    /// Roles of those who sign in, now and before.
    pub roles: Vec<RoleAssignment>,
    pub today: NaiveDate,
    pub can_edit: bool,
}

pub async fn load_organization(
    filter: PeopleFilter,
    size: u64,
) -> Result<OrganizationData, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let context = crate::server_context::context()?;
    let units = services::organization::list_units(&context).await?;
    let (people, total) = services::organization::people_page(&context, &filter, size).await?;
    let roles = services::organization::list_roles(&context).await?;
    let can_edit = permits(
        &context.actor.roles,
        Action::Edit,
        Resource::Organization,
        None,
    );
    Ok(OrganizationData {
        units,
        people,
        total,
        roles,
        today: context.today(),
        can_edit,
    })
}

/// A unit, or none yet, and the units it may stand below.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitData {
    pub unit: Option<OrganizationUnit>,
    pub units: Vec<OrganizationUnit>,
    pub today: NaiveDate,
    pub can_edit: bool,
}

pub async fn load_unit(id: Option<OrganizationUnitId>) -> Result<UnitData, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let context = crate::server_context::context()?;
    let unit = match id {
        Some(id) => Some(services::organization::load_unit(&context, id).await?),
        None => None,
    };
    let units = services::organization::list_units(&context).await?;
    let can_edit = permits(
        &context.actor.roles,
        Action::Edit,
        Resource::Organization,
        None,
    );
    Ok(UnitData {
        unit,
        units,
        today: context.today(),
        can_edit,
    })
}

/// A person, or none yet, with roles now and before, and the units there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonData {
    pub person: Option<Person>,
    pub roles: Vec<RoleAssignment>,
    pub units: Vec<OrganizationUnit>,
    pub today: NaiveDate,
    pub can_edit: bool,
}

pub async fn load_person(id: Option<PersonId>) -> Result<PersonData, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let context = crate::server_context::context()?;
    let (person, roles) = match id {
        Some(id) => services::organization::load_person(&context, id)
            .await
            .map(|(person, roles)| (Some(person), roles))?,
        None => (None, Vec::new()),
    };
    let units = services::organization::list_units(&context).await?;
    let can_edit = permits(
        &context.actor.roles,
        Action::Edit,
        Resource::Organization,
        None,
    );
    Ok(PersonData {
        person,
        roles,
        units,
        today: context.today(),
        can_edit,
    })
}

/// What was typed in the form of a unit when it was refused.
pub async fn held_unit(held: String) -> Result<Option<OrganizationUnitInput>, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let added: Option<HeldInput<OrganizationUnitInput>> = find(Some(&held), AddUnit::PATH).await?;
    let changed: Option<HeldInput<OrganizationUnitInput>> =
        find(Some(&held), ChangeUnit::PATH).await?;
    Ok(added.or(changed).map(|held| held.input))
}

/// What was typed in the form of a person when it was refused.
pub async fn held_person(held: String) -> Result<Option<PersonInput>, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let added: Option<HeldInput<PersonInput>> = find(Some(&held), AddPerson::PATH).await?;
    let changed: Option<HeldInput<PersonInput>> = find(Some(&held), ChangePerson::PATH).await?;
    Ok(added.or(changed).map(|held| held.input))
}

/// The form of a sign-in as it was refused. The password is never filled in again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldSignInName {
    sign_in_name: String,
}

/// What was typed in the forms of roles and sign-in when one of them was refused.
pub async fn held_access(held: String) -> Result<(Option<RoleInput>, Option<String>), AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let role: Option<HeldInput<RoleInput>> = find(Some(&held), AssignRole::PATH).await?;
    let account: Option<HeldSignInName> = find(Some(&held), SetAccount::PATH).await?;
    Ok((
        role.map(|held| held.input),
        account.map(|held| held.sign_in_name),
    ))
}

#[server(endpoint = "organization/add-unit")]
pub async fn add_unit(input: OrganizationUnitInput) -> Result<(), AppError> {
    services::organization::add_unit(&crate::server_context::context()?, input.check()?).await?;
    crate::server_context::done(crate::paths::ORGANIZATION, "組織を追加しました。");
    Ok(())
}

#[server(endpoint = "organization/change-unit")]
pub async fn change_unit(
    id: OrganizationUnitId,
    revision: i32,
    input: OrganizationUnitInput,
) -> Result<(), AppError> {
    services::organization::change_unit(
        &crate::server_context::context()?,
        id,
        revision,
        input.check()?,
    )
    .await?;
    crate::server_context::done(crate::paths::ORGANIZATION, "組織を保存しました。");
    Ok(())
}

#[server(endpoint = "organization/add-person")]
pub async fn add_person(input: PersonInput) -> Result<PersonId, AppError> {
    let id = services::organization::add_person(&crate::server_context::context()?, input.check()?)
        .await?;
    crate::server_context::done(&crate::paths::person(id), "職員を追加しました。");
    Ok(id)
}

#[server(endpoint = "organization/change-person")]
pub async fn change_person(
    id: PersonId,
    revision: i32,
    input: PersonInput,
) -> Result<(), AppError> {
    services::organization::change_person(
        &crate::server_context::context()?,
        id,
        revision,
        input.check()?,
    )
    .await?;
    crate::server_context::done(crate::paths::ORGANIZATION, "職員を保存しました。");
    Ok(())
}

#[server(endpoint = "organization/assign-role")]
pub async fn assign_role(id: PersonId, input: RoleInput) -> Result<(), AppError> {
    services::organization::assign_role(&crate::server_context::context()?, id, input.check()?)
        .await?;
    crate::server_context::done(&crate::paths::person(id), "役割を割り当てました。");
    Ok(())
}

#[server(endpoint = "organization/end-role")]
pub async fn end_role(id: RoleAssignmentId) -> Result<(), AppError> {
    let person = services::organization::end_role(&crate::server_context::context()?, id).await?;
    crate::server_context::done(&crate::paths::person(person), "役割を終了しました。");
    Ok(())
}

#[server(endpoint = "organization/set-account")]
pub async fn set_account(
    id: PersonId,
    sign_in_name: String,
    password: String,
) -> Result<(), AppError> {
    services::sign_in::set_account(
        &crate::server_context::context()?,
        id,
        &sign_in_name,
        &password,
    )
    .await?;
    crate::server_context::done(
        &crate::paths::person(id),
        "サインイン名とパスワードを設定しました。",
    );
    Ok(())
}
