//! `/organization/units/new` and `/organization/units/{id}`: a form for administrators, a description
//! for everybody else.

use chrono::NaiveDate;
use domain::{
    input::FieldErrors,
    organization::{OrganType, OrganizationUnit, OrganizationUnitInput},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{AddUnit, ChangeUnit, UnitData, held_unit, load_unit},
    forbidden, unit_name, unit_options,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, SelectField, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

/// A unit, or a new one.
#[component]
pub fn UnitPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let data = load(
        params.with_untracked(|params| params.get("id")),
        query.with_untracked(|query| query.get("held")),
    );
    view! {
        <Loaded data=data children=|(data, input): (UnitData, OrganizationUnitInput)| {
            let UnitData { unit, units, today, can_edit } = data;
            match unit {
                Some(unit) if can_edit => view! { <ChangeForm unit units input today/> }.into_any(),
                Some(unit) => view! { <UnitView unit units/> }.into_any(),
                None => view! { <AddForm units input today/> }.into_any(),
            }
        }/>
    }
}

async fn load(
    id: Option<String>,
    held: Option<String>,
) -> Result<(UnitData, OrganizationUnitInput), AppError> {
    let id = id
        .map(|id| {
            id.parse()
                .map_err(|_| AppError::NotFound("組織".to_owned()))
        })
        .transpose()?;
    let data = load_unit(id).await?;
    if data.unit.is_none() && !data.can_edit {
        return Err(forbidden());
    }
    let typed = match held {
        Some(held) => held_unit(held).await?,
        None => None,
    };
    let new = || OrganizationUnitInput {
        organ_type: OrganType::InternalBureau.code().to_owned(),
        ..OrganizationUnitInput::default()
    };
    let saved = data
        .unit
        .as_ref()
        .map_or_else(new, OrganizationUnitInput::from);
    Ok((data, typed.unwrap_or(saved)))
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
fn AddForm(
    units: Vec<OrganizationUnit>,
    input: OrganizationUnitInput,
    today: NaiveDate,
) -> impl IntoView {
    let action = ServerAction::<AddUnit>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Head here="組織の追加" title="組織の追加"/>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <UnitFields units input errors today/>
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
    unit: OrganizationUnit,
    mut units: Vec<OrganizationUnit>,
    input: OrganizationUnitInput,
    today: NaiveDate,
) -> impl IntoView {
    let action = ServerAction::<ChangeUnit>::new();
    let (error, errors) = error_of(move || action.value().get());
    units.retain(|other| other.id != unit.id);
    view! {
        <Head here=unit.name.clone() title=unit.name/>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <input type="hidden" name="id" value=unit.id.to_string()/>
                <input type="hidden" name="revision" value=unit.revision.to_string()/>
                <UnitFields units input errors today/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                    <a class="button-row__end" href=paths::ORGANIZATION>"職員・組織に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

/// All fields; `units` are those it may stand below.
#[component]
fn UnitFields(
    units: Vec<OrganizationUnit>,
    input: OrganizationUnitInput,
    errors: Signal<FieldErrors>,
    today: NaiveDate,
) -> impl IntoView {
    let organs = OrganType::ALL
        .iter()
        .map(|organ| (organ.code().to_owned(), organ.label().to_owned()))
        .collect();
    let parents = unit_options(&units, today, &input.parent_id);
    view! {
        <div class="form__fields">
            <TextField field="code" label="コード" value=input.code errors required=true width="12"
                support="町の組織コード。例）0100"/>
            <TextField field="name" label="名称" value=input.name errors required=true support="例）総務課"/>
            <SelectField field="organ_type" label="組織区分" value=input.organ_type options=organs errors required=true/>
            <SelectField field="parent_id" label="上位組織" value=input.parent_id options=parents errors empty="なし"/>
            <TextField field="aliases" label="別名・旧名称" value=input.aliases errors
                support="取込みで同じ組織とみなす名称を、読点（、）で区切って入力してください。例）総務、総務係"/>
            <DateField field="valid_from" label="適用開始" value=input.valid_from errors required=true/>
            <DateField field="valid_to" label="適用終了" value=input.valid_to errors
                support="廃止した日の前日まで。続いている組織では空欄にします。"/>
        </div>
    }
}

#[component]
fn UnitView(unit: OrganizationUnit, units: Vec<OrganizationUnit>) -> impl IntoView {
    let parent = unit_name(&units, unit.parent_id).or(unit.parent_name);
    let rows = [
        (
            "コード",
            view! { <span class="u-mono">{unit.code}</span> }.into_any(),
        ),
        ("組織区分", unit.organ_type.label().into_any()),
        ("上位組織", parent.into_any()),
        ("別名・旧名称", unit.aliases.join("、").into_any()),
        (
            "適用開始",
            view! { <LongDate date=unit.valid_from/> }.into_any(),
        ),
        (
            "適用終了",
            unit.valid_to
                .map(|date| view! { <LongDate date/> })
                .into_any(),
        ),
    ];
    view! {
        <Head here=unit.name.clone() title=unit.name/>
        <dl class="dads-description-list">
            {rows.into_iter().map(|(term, value)| view! {
                <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
            }).collect_view()}
        </dl>
        <p class="section-follow"><a href=paths::ORGANIZATION>"職員・組織に戻る"</a></p>
    }
}
