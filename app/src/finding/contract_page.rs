//! `/contracts/{id}/findings`: findings of a contract and the measures under it.

use chrono::NaiveDate;
use domain::finding::{
    Finding, FindingState,
    measure::{Measure, MeasureState},
};
use leptos::prelude::*;

use super::{
    chips::{measure_chip, severity_chip, state_chip},
    list_page::shortened,
    measure_api::{ContractFindings, load_contract_findings},
};
use crate::{
    components::{Loaded, TableDate},
    contract::{contract_id, head::ContractHead},
    paths,
    verification::due::DueDate,
};

/// The tab 指摘・措置 of a contract.
#[component]
pub fn ContractFindingsPage() -> impl IntoView {
    let data = load_contract_findings(contract_id());
    view! { <Loaded data=data children=|data: ContractFindings| view! { <Sections data/> }/> }
}

#[component]
fn Sections(data: ContractFindings) -> impl IntoView {
    let ContractFindings {
        detail,
        findings,
        measures,
        today,
        can_add,
        can_measure,
    } = data;
    let id = detail.contract.id;
    let add = paths::with_query(
        paths::NEW_FINDING,
        &[("subject", &format!("contract:{id}"))],
    );
    view! {
        <ContractHead detail tab="指摘・措置"/>
        <div class="u-stack-lg">
            <section aria-labelledby="contract-findings">
                <h2 class="dads-heading" data-size="22" id="contract-findings">"指摘"</h2>
                {if findings.is_empty() {
                    view! { <p class="zero-state">"この契約の指摘はありません。点検で不適合を記録すると、指摘が自動で登録されます。"</p> }.into_any()
                } else {
                    view! { <FindingTable findings today caption="この契約の指摘"/> }.into_any()
                }}
                {can_add.then(|| view! { <p><a class="dads-button" data-type="outline" data-size="md" href=add>"指摘を登録"</a></p> })}
            </section>
            <section aria-labelledby="contract-measures">
                <h2 class="dads-heading" data-size="22" id="contract-measures">"契約に基づく措置"</h2>
                {if measures.is_empty() {
                    view! { <p class="zero-state">"この契約に基づいて行った措置はありません。"</p> }.into_any()
                } else {
                    view! { <MeasureTable measures today/> }.into_any()
                }}
                {can_measure.then(|| view! { <p><a class="dads-button" data-type="outline" data-size="md" href=paths::new_measure(id, None)>"措置を起案"</a></p> })}
            </section>
        </div>
    }
}

/// Findings of one subject.
#[component]
pub(super) fn FindingTable(
    findings: Vec<Finding>,
    today: NaiveDate,
    caption: &'static str,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">{caption}</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"是正の期限"</th>
                    <th class="dads-table__col-header" scope="col">"指摘"</th>
                    <th class="dads-table__col-header" scope="col">"重さ"</th>
                    <th class="dads-table__col-header" scope="col">"状態"</th>
                </tr></thead>
                <tbody>
                    {findings.into_iter().map(|finding| {
                        let state = finding.state_on(today).unwrap_or(FindingState::Open);
                        let due_on = finding.due_on(today);
                        let left = state.is_owed().then(|| (due_on - today).num_days());
                        view! {
                            <tr>
                                <td class="dads-table__date"><DueDate date=due_on left/></td>
                                <th class="dads-table__row-header" scope="row"><a href=paths::finding(finding.id)>{shortened(&finding.description)}</a></th>
                                <td class="dads-table__status">{severity_chip(finding.severity)}</td>
                                <td class="dads-table__status">{state_chip(state)}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// Measures with the clause each rests on and its decision.
#[component]
pub(super) fn MeasureTable(measures: Vec<Measure>, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"契約に基づく措置"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"措置"</th>
                    <th class="dads-table__col-header" scope="col">"根拠"</th>
                    <th class="dads-table__col-header" scope="col">"起案番号"</th>
                    <th class="dads-table__col-header" scope="col">"決裁"</th>
                    <th class="dads-table__col-header" scope="col">"通知"</th>
                    <th class="dads-table__col-header" scope="col">"状態"</th>
                </tr></thead>
                <tbody>
                    {measures.into_iter().map(|measure| view! {
                        <tr>
                            <th class="dads-table__row-header" scope="row">
                                <a href=paths::measure(measure.id)>{format!("Lv{}　{}", measure.kind.level(), measure.kind.label())}</a>
                            </th>
                            <td class="dads-table__text">{measure.basis.label.clone()}</td>
                            <td class="dads-table__short">{measure.decision_no.clone()}</td>
                            <td class="dads-table__date">{measure.decided_on.map(|date| view! { <TableDate date/> })}</td>
                            <td class="dads-table__date">{measure.notice_on.map(|date| view! { <TableDate date/> })}</td>
                            <td class="dads-table__status">{measure_chip(measure.state_on(today).unwrap_or(MeasureState::Drafted))}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
