//! `/organization/people/new` and `/organization/people/{id}`: the person, and below it roles and
//! sign-in. Administrators get forms, everybody else a description.

use chrono::NaiveDate;
use domain::{
    input::FieldErrors,
    organization::{EmploymentKind, OrganizationUnit, Person, PersonInput, RoleInput},
};
use leptos::{html, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    account::AccountForm,
    api::{
        AddPerson, AssignRole, ChangePerson, EndRole, PersonData, SetAccount, held_access,
        held_person, load_person,
    },
    forbidden,
    role::Roles,
    unit_name, unit_options,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, SelectField, TextField,
        error_of, times_done, warn_of_unsaved_changes,
    },
    error::AppError,
    paths,
};

/// The forms below the person. They outlive what is loaded again once one of them was taken.
#[derive(Clone, Copy)]
pub(super) struct AccessActions {
    pub(super) assign_role: ServerAction<AssignRole>,
    pub(super) end_role: ServerAction<EndRole>,
    pub(super) set_account: ServerAction<SetAccount>,
}

/// Roles and sign-in with what was typed in their forms when one was refused; `None` for a new person.
type Access = Option<(PersonData, Option<RoleInput>, Option<String>)>;

/// A person, or a new one. Roles load apart, so that giving one leaves what is typed above alone.
#[component]
pub fn PersonPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let address = move || {
        (
            params.with(|params| params.get("id")),
            query.with(|query| query.get("held")),
        )
    };
    let actions = AccessActions {
        assign_role: ServerAction::new(),
        end_role: ServerAction::new(),
        set_account: ServerAction::new(),
    };
    let done = [
        times_done(actions.assign_role),
        times_done(actions.end_role),
        times_done(actions.set_account),
    ];
    let person = Resource::new(address, |(id, held)| load(id, held));
    let access = Resource::new(
        move || (address(), done.iter().map(|times| times.get()).sum::<u32>()),
        |((id, held), _)| load_access(id, held),
    );
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

#[component]
fn Head(#[prop(into)] here: String, #[prop(into)] title: String) -> impl IntoView {
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::ORGANIZATION.to_owned(), "職員・組織".to_owned()),
    ];
    view! {
        <Breadcrumb links here/>
        <PageHead title/>
    }
}

#[component]
fn AddForm(units: Vec<OrganizationUnit>, input: PersonInput, today: NaiveDate) -> impl IntoView {
    let action = ServerAction::<AddPerson>::new();
    let (error, errors) = error_of(move || action.value().get());
    let place = NodeRef::<html::Section>::new();
    warn_of_unsaved_changes(place);
    view! {
        <Head here="職員の追加" title="職員の追加"/>
        <p class="page-lead">"追加したあとで、役割とサインイン名を設定します。"</p>
        <ErrorSummary error/>
        <section node_ref=place>
            <ActionForm action attr:class="form">
                <PersonFields units input errors today/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"追加"</button>
                    <a class="button-row__end" href=paths::ORGANIZATION>"職員・組織に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn ChangeForm(
    person: Person,
    units: Vec<OrganizationUnit>,
    input: PersonInput,
    today: NaiveDate,
) -> impl IntoView {
    let action = ServerAction::<ChangePerson>::new();
    let (error, errors) = error_of(move || action.value().get());
    let place = NodeRef::<html::Section>::new();
    warn_of_unsaved_changes(place);
    view! {
        <Head here=person.name.clone() title=person.name/>
        <ErrorSummary error/>
        <section node_ref=place>
            <ActionForm action attr:class="form">
                <input type="hidden" name="id" value=person.id.to_string()/>
                <input type="hidden" name="revision" value=person.revision.to_string()/>
                <PersonFields units input errors today/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                    <a class="button-row__end" href=paths::ORGANIZATION>"職員・組織に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn PersonFields(
    units: Vec<OrganizationUnit>,
    input: PersonInput,
    errors: Signal<FieldErrors>,
    today: NaiveDate,
) -> impl IntoView {
    let kinds = EmploymentKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    let options = unit_options(&units, today, &input.unit_id);
    view! {
        <div class="form__fields">
            <TextField field="staff_no" label="職員番号" value=input.staff_no errors required=true width="12"
                support="先頭の0も入力してください。例）0012"/>
            <TextField field="name" label="氏名" value=input.name errors required=true width="20"/>
            <TextField field="kana" label="フリガナ" value=input.kana errors width="20"
                support="一覧の五十音順に使います。例）タカハシ　キョウコ"/>
            <SelectField field="unit_id" label="所属" value=input.unit_id options errors/>
            <TextField field="title" label="職名" value=input.title errors width="20" support="例）主査"/>
            <SelectField field="employment_kind" label="任用の区分" value=input.employment_kind options=kinds errors required=true/>
            <TextField field="email" label="メール" value=input.email errors
                support="期限のお知らせを送る先。例）soumu@town.example.jp"/>
            <DateField field="in_office_from" label="在職開始" value=input.in_office_from errors required=true/>
            <DateField field="in_office_to" label="在職終了" value=input.in_office_to errors
                support="退職・異動した日。在職しているあいだは空欄にします。"/>
        </div>
    }
}

#[component]
fn PersonView(person: Person, units: Vec<OrganizationUnit>) -> impl IntoView {
    let rows = [
        (
            "職員番号",
            view! { <span class="u-mono">{person.staff_no}</span> }.into_any(),
        ),
        ("フリガナ", person.kana.into_any()),
        ("所属", unit_name(&units, person.unit_id).into_any()),
        ("職名", person.title.into_any()),
        ("任用の区分", person.employment_kind.label().into_any()),
        ("メール", person.email.into_any()),
        (
            "在職開始",
            view! { <LongDate date=person.in_office_from/> }.into_any(),
        ),
        (
            "在職終了",
            person
                .in_office_to
                .map(|date| view! { <LongDate date/> })
                .into_any(),
        ),
        (
            "サインイン名",
            view! { <span class="u-mono">{person.sign_in_name}</span> }.into_any(),
        ),
    ];
    view! {
        <Head here=person.name.clone() title=person.name/>
        <dl class="dads-description-list">
            {rows.into_iter().map(|(term, value)| view! {
                <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
            }).collect_view()}
        </dl>
        <p class="section-follow"><a href=paths::ORGANIZATION>"職員・組織に戻る"</a></p>
    }
}
