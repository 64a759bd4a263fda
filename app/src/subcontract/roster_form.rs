//! The form for workers: a few rows, or a table pasted from a spreadsheet.

use domain::{
    id::ContractId,
    subcontract::roster::{EmploymentKind, ROW_COUNT, RosterInput, RosterRowInput},
};
use leptos::{form::ActionForm, prelude::*};

use super::api::AddWorkers;
use crate::components::{Chevron, TextAreaField, WarnOfUnsavedChanges, error_of, field_id};

/// Adds workers to the roster.
#[component]
pub(super) fn RosterForm(
    id: ContractId,
    input: RosterInput,
    action: ServerAction<AddWorkers>,
) -> impl IntoView {
    let (_, errors) = error_of(move || action.value().get());
    let mut rows = input.rows;
    rows.resize(ROW_COUNT.max(rows.len()), RosterRowInput::default());
    let is_typed = rows.iter().any(|row| *row != RosterRowInput::default());
    view! {
        <section class="section-follow" aria-labelledby="add-workers-heading">
            <h2 class="dads-heading" data-size="20" id="add-workers-heading">"従事者を加える"</h2>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <WarnOfUnsavedChanges/>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextAreaField field="pasted" label="表の貼付け" value=input.pasted errors rows=5
                    support="表計算ソフトの様式第２号を、そのまま貼り付けられます。見出しがないときは、氏名、所属事業者、雇用区分、役割、情報の範囲、従事開始日、従事終了日、教育受講日、誓約書提出日の順に読みます。"/>
                <details class="dads-disclosure" open=is_typed>
                    <summary>"1名ずつ入力"</summary>
                    <div class="dads-disclosure__body">
                        {rows.into_iter().enumerate().map(|(place, row)| view! { <Row place row/> }).collect_view()}
                    </div>
                </details>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"名簿に加える"</button>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Row(place: usize, row: RosterRowInput) -> impl IntoView {
    let cells = [
        ("name", "氏名", row.name),
        ("employer", "所属事業者", row.employer),
        ("role", "役割", row.role),
        ("scope", "情報の範囲", row.scope),
        ("from_on", "従事開始日", row.from_on),
        ("to_on", "従事終了日", row.to_on),
        ("pledge_on", "誓約書提出日", row.pledge_on),
        ("training_on", "教育受講日", row.training_on),
    ];
    let chosen = row.employment_kind;
    view! {
        <fieldset class="appendix-row">
            <legend class="appendix-row__legend">{format!("{}行目", place + 1)}</legend>
            <div class="form__group" data-columns="2">
                {cells.into_iter().map(|(field, head, value)| view! {
                    <label class="appendix-row__cell">
                        <span class="appendix-row__head">{head}</span>
                        <span class="dads-input-text">
                            <input class="dads-input-text__input" type="text" data-size="sm" autocomplete="off"
                                id=field_id(&format!("rows[{place}][{field}]"))
                                name=format!("input[rows][{place}][{field}]") value=value/>
                        </span>
                    </label>
                }).collect_view()}
                <label class="appendix-row__cell">
                    <span class="appendix-row__head">"雇用区分"</span>
                    <span class="dads-select"><span class="dads-select__control">
                        <select class="dads-select__select" data-size="sm"
                            id=field_id(&format!("rows[{place}][employment_kind]"))
                            name=format!("input[rows][{place}][employment_kind]")>
                            <option value="" selected=chosen.is_empty()>"記載なし"</option>
                            {EmploymentKind::ALL.iter().filter(|kind| **kind != EmploymentKind::Unknown).map(|kind| view! {
                                <option value=kind.code() selected=chosen == kind.code()>{kind.label()}</option>
                            }).collect_view()}
                        </select>
                        <Chevron/>
                    </span></span>
                </label>
            </div>
        </fieldset>
    }
}
