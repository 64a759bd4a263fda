//! 役割 of a person: those held, with their dates, and a form to give one.

use chrono::NaiveDate;
use domain::{
    authorization::Role,
    id::PersonId,
    organization::{OrganizationUnit, RoleAssignment, RoleInput},
};
use leptos::prelude::*;

use super::{person_page::AccessActions, unit_name, unit_options};
use crate::components::{Chip, DateField, ErrorSummary, SelectField, TableDate, error_of};

/// The section of the person's page.
#[component]
pub(super) fn Roles(
    id: PersonId,
    roles: Vec<RoleAssignment>,
    units: Vec<OrganizationUnit>,
    today: NaiveDate,
    can_edit: bool,
    /// What was typed in the form when it was refused.
    held: RoleInput,
    actions: AccessActions,
) -> impl IntoView {
    let (ending, _) = error_of(move || actions.end_role.value().get());
    view! {
        <section class="section-follow" aria-labelledby="roles">
            <h2 class="dads-heading" data-size="22" id="roles">"役割"</h2>
            <ErrorSummary error=ending/>
            {if roles.is_empty() {
                view! { <p>"役割はありません。役割のない職員は、サインインできません。"</p> }.into_any()
            } else {
                view! { <RoleTable roles units=units.clone() today can_edit actions/> }.into_any()
            }}
            {can_edit.then(|| view! { <AssignForm id units today held actions/> })}
        </section>
    }
}

#[component]
fn RoleTable(
    roles: Vec<RoleAssignment>,
    units: Vec<OrganizationUnit>,
    today: NaiveDate,
    can_edit: bool,
    actions: AccessActions,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"役割"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"役割"</th>
                        <th class="dads-table__col-header" scope="col">"範囲"</th>
                        <th class="dads-table__col-header" scope="col">"開始日"</th>
                        <th class="dads-table__col-header" scope="col">"終了日"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                        {can_edit.then(|| view! { <th class="dads-table__col-header dads-table__actions" scope="col">"操作"</th> })}
                    </tr>
                </thead>
                <tbody>
                    {roles.into_iter().map(|role| {
                        let scope = unit_name(&units, role.unit_id).unwrap_or_else(|| "町全体".to_owned());
                        view! { <RoleRow role scope today can_edit actions/> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn RoleRow(
    role: RoleAssignment,
    scope: String,
    today: NaiveDate,
    can_edit: bool,
    actions: AccessActions,
) -> impl IntoView {
    let has_ended = role.to_on.is_some_and(|last| last < today);
    let (label, color) = match (has_ended, today < role.from_on) {
        (true, _) => ("終了", "gray"),
        (false, true) => ("開始前", "yellow"),
        (false, false) => ("有効", "green"),
    };
    let which = format!("：{}（{scope}）", role.role.label());
    view! {
        <tr data-muted=has_ended.then_some("")>
            <th class="dads-table__row-header" scope="row">{role.role.label()}</th>
            <td class="dads-table__text">{scope}</td>
            <td class="dads-table__date"><TableDate date=role.from_on/></td>
            <td class="dads-table__date">{role.to_on.map(|date| view! { <TableDate date/> })}</td>
            <td class="dads-table__status"><Chip label color/></td>
            {can_edit.then(|| view! {
                <td class="dads-table__actions">
                    {(!has_ended).then(|| view! {
                        <ActionForm action=actions.end_role>
                            <input type="hidden" name="id" value=role.id.to_string()/>
                            <button class="dads-button" data-type="outline" data-size="xs" type="submit">
                                "終了"<span class="dads-u-visually-hidden">{which}</span>
                            </button>
                        </ActionForm>
                    })}
                </td>
            })}
        </tr>
    }
}

#[component]
fn AssignForm(
    id: PersonId,
    units: Vec<OrganizationUnit>,
    today: NaiveDate,
    held: RoleInput,
    actions: AccessActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.assign_role.value().get());
    let roles = Role::ALL
        .iter()
        .map(|role| (role.code().to_owned(), role.label().to_owned()))
        .collect();
    let options = unit_options(&units, today, &held.unit_id);
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"役割を割り当てる"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="role"/>
                <ActionForm action=actions.assign_role attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <div class="form__fields">
                        <SelectField form="role" field="role" label="役割" value=held.role options=roles errors required=true/>
                        <SelectField form="role" field="unit_id" label="範囲" value=held.unit_id options errors empty="町全体"
                            support="選んだ組織と、その下の組織の契約・点検を扱えます。"/>
                        <DateField form="role" field="from_on" label="開始日" value=held.from_on errors required=true/>
                        <DateField form="role" field="to_on" label="終了日" value=held.to_on errors
                            support="決まっていないときは空欄にします。"/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"割り当て"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
