//! 点検計画: the checks that follow from the clauses, over the whole term.

use domain::{
    verification::{period_label, plan::PlannedTask},
    wareki,
};
use leptos::prelude::*;

use super::{
    api::{PlanPreview, load_plan_preview},
    contract_id,
    steps::StepHead,
};
use crate::{components::Loaded, paths};

/// `/contracts/{id}/draft/plan`.
#[component]
pub fn PlanStepPage() -> impl IntoView {
    let id = contract_id();
    let data = load_plan_preview(id);
    view! {
        <Loaded data=data children=move |plan: PlanPreview| view! {
            <StepHead detail=plan.detail step="plan"/>
            <h2 class="dads-heading" data-size="22">"点検計画　4 / 5"</h2>
            <p>"承認されると、次の点検が予定に入ります。条項や期間を変えると、まだ実施していない点検が見直されます。"</p>
            <PlanTable tasks=plan.tasks/>
            <div class="button-row">
                <a class="dads-button" data-type="solid-fill" data-size="lg" href=paths::draft_step(id, "confirm")>"次へ"</a>
                <a href=paths::draft_step(id, "clauses")>"前へ"</a>
            </div>
        }/>
    }
}

/// One row per period, in the order of the due dates.
#[component]
pub fn PlanTable(tasks: Vec<(PlannedTask, String)>) -> impl IntoView {
    let mut periods: Vec<(String, Vec<(PlannedTask, String)>)> = Vec::new();
    for (task, question) in tasks {
        match periods
            .iter_mut()
            .find(|(period, _)| *period == task.period)
        {
            Some((_, tasks)) => tasks.push((task, question)),
            None => periods.push((task.period.clone(), vec![(task, question)])),
        }
    }
    if periods.is_empty() {
        return view! { <p class="zero-state">"予定される点検はありません。条項を確かめてください。"</p> }.into_any();
    }
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"点検計画"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"時期"</th>
                    <th class="dads-table__col-header" scope="col">"期限"</th>
                    <th class="dads-table__col-header" scope="col">"項目"</th>
                </tr></thead>
                <tbody>
                    {periods.into_iter().map(|(period, tasks)| {
                        let due_on = tasks.iter().map(|(task, _)| task.due_on).min();
                        view! {
                            <tr>
                                <th class="dads-table__row-header" scope="row">{period_label(&period)}</th>
                                <td class="dads-table__short">{due_on.map(wareki::long)}</td>
                                <td class="dads-table__text">
                                    <details class="dads-disclosure">
                                        <summary>{format!("{}項目", tasks.len())}</summary>
                                        <ul>
                                            {tasks.into_iter().map(|(task, question)| view! {
                                                <li>{format!("{}　{question}{}", task.check_item, if task.recommended { "（推奨）" } else { "" })}</li>
                                            }).collect_view()}
                                        </ul>
                                    </details>
                                </td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
