//! 対応の手順: what was done at which minute, what comes next, a form to note it.

use domain::incident::{IncidentDetail, Step, clock::minute, input::StepInput};
use leptos::prelude::*;

use super::api::TakeIncidentStep;
use crate::components::{Chip, DateField, ErrorSummary, SelectField, TextField, error_of};

/// The section of the incident's page.
#[component]
pub(super) fn Steps(detail: IncidentDetail, held: StepInput) -> impl IntoView {
    let needed = detail.incident.needed_steps();
    let taken = detail.steps;
    let rows = Step::ALL.iter().map(|step| {
        let own: Vec<_> = taken.iter().filter(|it| it.step == *step).cloned().collect();
        let chip = match (own.is_empty(), needed.contains(step)) {
            (false, _) => view! { <Chip label="済み" color="green"/> },
            (true, true) => view! { <Chip label="未" color="orange"/> },
            (true, false) => view! { <Chip label="必要なとき" color="gray"/> },
        };
        view! {
            <tr>
                <th class="dads-table__row-header" scope="row">
                    {step.label()}
                    <span class="dads-table__sub">{step.hint()}</span>
                </th>
                <td class="dads-table__status">{chip}</td>
                <td class="dads-table__text">
                    {own.into_iter().map(|it| view! {
                        <p>{minute(it.done_at)}" "{it.person}{it.note.map(|note| format!("：{note}"))}</p>
                    }).collect_view()}
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let (id, revision) = (detail.incident.id, detail.incident.revision);
    view! {
        <section aria-labelledby="incident-steps">
            <h2 class="dads-heading" data-size="22" id="incident-steps">"対応の手順"</h2>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"対応の手順"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"手順"</th>
                            <th class="dads-table__col-header" scope="col">"状態"</th>
                            <th class="dads-table__col-header" scope="col">"日時・記録"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {detail.can_edit.then(|| view! { <StepForm id revision held/> })}
        </section>
    }
}

#[component]
fn StepForm(id: domain::id::IncidentId, revision: i32, held: StepInput) -> impl IntoView {
    let action = ServerAction::<TakeIncidentStep>::new();
    let (error, errors) = error_of(move || action.value().get());
    let steps = Step::ALL
        .iter()
        .map(|step| (step.code().to_owned(), step.label().to_owned()))
        .collect();
    view! {
        <ErrorSummary error form="step"/>
        <ActionForm action attr:class="form">
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <div class="form__fields">
                <SelectField form="step" field="step" label="済ませた手順" value=held.step options=steps errors required=true/>
                <DateField form="step" field="done_on" label="済ませた日" value=held.done_on errors required=true/>
                <TextField form="step" field="done_time" label="時刻" value=held.done_time errors required=true width="8" support="例）9:05、21時30分"/>
                <TextField form="step" field="note" label="記録" value=held.note errors/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"対応を記録"</button>
            </div>
        </ActionForm>
    }
}
