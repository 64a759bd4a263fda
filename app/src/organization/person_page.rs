//! `/organization/people/new` and `/organization/people/{id}`: the person, and below it roles and
//! sign-in. Administrators get forms, everybody else a description.

use domain::organization::{EmploymentKind, PersonInput, RoleInput};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    account::AccountForm,
    api::{AssignRole, EndRole, PersonData, SetAccount, held_access, held_person, load_person},
    forbidden,
    person_form::{AddForm, ChangeForm, PersonView},
    role::Roles,
};
use crate::{components::Loaded, error::AppError};

/// The forms below the person.
#[derive(Clone, Copy)]
pub(super) struct AccessActions {
    pub(super) assign_role: ServerAction<AssignRole>,
    pub(super) end_role: ServerAction<EndRole>,
    pub(super) set_account: ServerAction<SetAccount>,
}

/// Roles and sign-in with what was typed in their forms when one was refused; `None` for a new person.
type Access = Option<(PersonData, Option<RoleInput>, Option<String>)>;

/// A person, or a new one.
#[component]
pub fn PersonPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = params.with_untracked(|params| params.get("id"));
    let held = query.with_untracked(|query| query.get("held"));
    let actions = AccessActions {
        assign_role: ServerAction::new(),
        end_role: ServerAction::new(),
        set_account: ServerAction::new(),
    };
    let person = load(id.clone(), held.clone());
    let access = load_access(id, held);
    view! {
        <Loaded data=person children=|(data, input): (PersonData, PersonInput)| {
            let PersonData { person, units, today, can_edit, .. } = data;
            match person {
                Some(person) if can_edit => view! { <ChangeForm person units input today/> }.into_any(),
                Some(person) => view! { <PersonView person units/> }.into_any(),
                None => view! { <AddForm units input today/> }.into_any(),
            }
        }/>
        <Loaded data=access children=move |access: Access| {
            access.map(|(data, role, sign_in_name)| view! { <AccessView data role sign_in_name actions/> })
        }/>
    }
}

async fn load(
    id: Option<String>,
    held: Option<String>,
) -> Result<(PersonData, PersonInput), AppError> {
    let id = id
        .map(|id| {
            id.parse()
                .map_err(|_| AppError::NotFound("職員".to_owned()))
        })
        .transpose()?;
    let data = load_person(id).await?;
    if data.person.is_none() && !data.can_edit {
        return Err(forbidden());
    }
    let typed = match held {
        Some(held) => held_person(held).await?,
        None => None,
    };
    let new = || PersonInput {
        employment_kind: EmploymentKind::Regular.code().to_owned(),
        ..PersonInput::default()
    };
    let saved = data.person.as_ref().map_or_else(new, PersonInput::from);
    Ok((data, typed.unwrap_or(saved)))
}

async fn load_access(id: Option<String>, held: Option<String>) -> Result<Access, AppError> {
    // An address that is wrong is spoken of above.
    let Some(id) = id.and_then(|id| id.parse().ok()) else {
        return Ok(None);
    };
    let data = match load_person(Some(id)).await {
        Ok(data) => data,
        Err(AppError::NotFound(_) | AppError::SignInRequired | AppError::Forbidden { .. }) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let (role, sign_in_name) = match held {
        Some(held) => held_access(held).await?,
        None => (None, None),
    };
    Ok(Some((data, role, sign_in_name)))
}

#[component]
fn AccessView(
    data: PersonData,
    role: Option<RoleInput>,
    sign_in_name: Option<String>,
    actions: AccessActions,
) -> impl IntoView {
    let PersonData {
        person,
        roles,
        units,
        today,
        can_edit,
    } = data;
    person.map(|person| {
        let id = person.id;
        let typed = sign_in_name
            .or(person.sign_in_name.clone())
            .unwrap_or_default();
        let is_new = person.sign_in_name.is_none();
        view! {
            <Roles id roles units today can_edit held=role.unwrap_or_default() actions/>
            {can_edit.then(|| view! { <AccountForm id sign_in_name=typed is_new actions/> })}
        }
    })
}
