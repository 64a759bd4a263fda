//! `/transfers`: the plans, who is about to leave, and the form of a new plan.

use domain::{responsibility::board::Leaver, transfer::TransferSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{DraftTransfer, PlanList, load_plans},
    state_chip,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, SelectField, error_of,
    },
    paths,
};

/// The list of plans.
#[component]
pub fn TransferListPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let action = ServerAction::<DraftTransfer>::new();
    let data = load_plans(held);
    view! { <Loaded data=data children=move |list: PlanList| view! { <PlansView list action/> }/> }
}

#[component]
fn PlansView(list: PlanList, action: ServerAction<DraftTransfer>) -> impl IntoView {
    let can_edit = list.can_edit;
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::RESPONSIBILITIES.to_owned(), "責任者".to_owned()),
            ]
            here="人事異動"
        />
        <PageHead title="人事異動"/>
        <div class="u-stack-lg">
            <Leavers people=list.leaving.clone()/>
            {can_edit.then(|| view! { <NewPlan list=list.clone() action/> })}
            <PlanTable plans=list.plans/>
        </div>
    }
}

#[component]
fn Leavers(people: Vec<Leaver>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        view! {
            <section aria-labelledby="leavers">
                <h2 class="dads-heading" data-size="22" id="leavers">"在職が終わる職員"</h2>
                <ul>
                    {people.into_iter().map(|person| view! {
                        <li>
                            {format!("{}（{}）　", person.name, person.unit_name)}
                            <LongDate date=person.last_on/>
                            {format!("まで　責任 {}件", person.holds.len())}
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn NewPlan(list: PlanList, action: ServerAction<DraftTransfer>) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    let empty = if list.whole_town {
        "町全体"
    } else {
        "選択してください"
    };
    view! {
        <section aria-labelledby="new-plan">
            <h2 class="dads-heading" data-size="22" id="new-plan">"計画の作成"</h2>
            <ErrorSummary error/>
            <p>"異動日を入れると、それまでに在職が終わる職員が持つ責任を集め、後任を職から提案します。別の人が承認すると、異動日にまとめて引き継がれます。"</p>
            <ActionForm action attr:class="form">
                <div class="form__fields">
                    <DateField field="effective_on" label="異動日" value=list.input.effective_on errors required=true/>
                    <SelectField field="unit_id" label="所管課" value=list.input.unit_id options=list.units errors empty/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"計画を作成"</button>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn PlanTable(plans: Vec<TransferSummary>) -> impl IntoView {
    if plans.is_empty() {
        return view! { <p class="zero-state">"異動の計画はありません。"</p> }.into_any();
    }
    view! {
        <section aria-labelledby="plans">
            <h2 class="dads-heading" data-size="22" id="plans">"計画"</h2>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"異動の計画"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"異動日"</th>
                            <th class="dads-table__col-header" scope="col">"範囲"</th>
                            <th class="dads-table__col-header" scope="col">"転出・退職"</th>
                            <th class="dads-table__col-header" scope="col">"作成者"</th>
                            <th class="dads-table__col-header" scope="col">"ステータス"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {plans.into_iter().map(|plan| {
                            let scope = if plan.unit_name.is_empty() { "町全体".to_owned() } else { plan.unit_name };
                            view! {
                                <tr>
                                    <th class="dads-table__row-header" scope="row">
                                        <a href=paths::transfer(plan.transfer.id)><LongDate date=plan.transfer.effective_on/></a>
                                    </th>
                                    <td class="dads-table__text">{scope}</td>
                                    <td class="dads-table__text">{plan.leaving.join("、")}</td>
                                    <td class="dads-table__text">{plan.drafter}</td>
                                    <td class="dads-table__status">{state_chip(plan.transfer.state)}</td>
                                </tr>
                            }
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
