//! 指名停止 of a vendor: past and present, and a form to record one.

use chrono::NaiveDate;
use domain::{
    id::VendorId,
    vendor::{Debarment, DebarmentInput},
};
use leptos::prelude::*;

use super::page::{VendorActions, VendorKey};
use crate::components::{Chip, DateField, ErrorSummary, TableDate, TextField, error_of};

/// The section of the vendor's page.
#[component]
pub(super) fn Debarments(
    id: VendorId,
    items: Vec<Debarment>,
    today: NaiveDate,
    can_edit: bool,
    /// What was typed in the form when it was refused.
    held: DebarmentInput,
    actions: VendorActions,
) -> impl IntoView {
    view! {
        <section aria-labelledby="vendor-debarments">
            <h2 class="dads-heading" data-size="22" id="vendor-debarments">"指名停止"</h2>
            {if items.is_empty() {
                view! { <p>"指名停止の記録はありません。"</p> }.into_any()
            } else {
                view! { <DebarmentTable items today/> }.into_any()
            }}
            {can_edit.then(|| view! { <AddForm id held actions/> })}
        </section>
    }
}

#[component]
fn DebarmentTable(items: Vec<Debarment>, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"指名停止"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"開始日"</th>
                        <th class="dads-table__col-header" scope="col">"終了日"</th>
                        <th class="dads-table__col-header" scope="col">"理由"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    </tr>
                </thead>
                <tbody>
                    {items.into_iter().map(|item| view! {
                        <tr>
                            <th class="dads-table__row-header dads-table__date" scope="row"><TableDate date=item.from_on/></th>
                            <td class="dads-table__date">{item.to_on.map(|date| view! { <TableDate date/> })}</td>
                            <td class="dads-table__text">{item.reason.clone()}</td>
                            <td class="dads-table__status">{standing_chip(&item, today)}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// 開始前, 指名停止中, 終了.
fn standing_chip(debarment: &Debarment, today: NaiveDate) -> impl IntoView + use<> {
    let (label, color) = if debarment.covers(today) {
        ("指名停止中", "red")
    } else if today < debarment.from_on {
        ("開始前", "yellow")
    } else {
        ("終了", "gray")
    };
    view! { <Chip label color/> }
}

#[component]
fn AddForm(id: VendorId, held: DebarmentInput, actions: VendorActions) -> impl IntoView {
    let (error, errors) = error_of(move || actions.add_debarment.value().get());
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"指名停止を登録"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="debarment"/>
                <ActionForm action=actions.add_debarment attr:class="form">
                    <VendorKey id/>
                    <div class="form__fields">
                        <DateField form="debarment" field="from_on" label="開始日" value=held.from_on errors required=true/>
                        <DateField form="debarment" field="to_on" label="終了日" value=held.to_on errors
                            support="決まっていないときは空欄にします。"/>
                        <TextField form="debarment" field="reason" label="理由" value=held.reason errors required=true/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"登録"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
