//! `/contracts/{id}/subcontracts/{subcontract}`: one subcontract with the town's decisions on it.

use domain::subcontract::{Decision, Subcontract};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    api::{SubcontractData, VoidSubcontract, load_subcontract},
    decision::{DecisionActions, Decisions},
    state_chip, subcontract_id,
    tree::Concerns,
};
use crate::{
    components::{Breadcrumb, ErrorSummary, Loaded, PageHead, TextField, error_of},
    contract::contract_id,
    form::{FormOf, FormTable},
    paths,
};

/// One subcontract.
#[component]
pub fn SubcontractPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let actions = DecisionActions::new();
    let void = ServerAction::<VoidSubcontract>::new();
    let error = Signal::derive(move || {
        actions
            .error()
            .or_else(|| void.value().get().and_then(Result::err))
    });
    let data = load_subcontract(contract_id(), subcontract_id(), held);
    view! {
        <Loaded data=data children=move |data: SubcontractData| {
            let subcontract = data.node.assessed.subcontract.clone();
            let can_void = data.overview.can.void && subcontract.voided_on.is_none();
            view! {
                <Head data=data.clone()/>
                <ErrorSummary error/>
                <div class="u-stack-lg">
                    <Concerns concerns=data.node.assessed.concerns.clone()/>
                    <Facts data=data.clone()/>
                    <Forms data=data.clone()/>
                    <Decisions data actions/>
                    {can_void.then(|| view! { <Void subcontract action=void/> })}
                </div>
            }
        }/>
    }
}

#[component]
fn Head(data: SubcontractData) -> impl IntoView {
    let contract = data.detail.contract;
    let assessed = data.node.assessed;
    let subcontract = assessed.subcontract.clone();
    let is_open = data.overview.can.edit && subcontract.voided_on.is_none();
    let edit = is_open.then(|| {
        let path = paths::edit_subcontract(contract.id, subcontract.id);
        view! { <a class="dads-button" data-type="outline" data-size="md" href=path>"内容を変更"</a> }
            .into_any()
    });
    let meta = view! {
        {state_chip(assessed.state)}
        <span>{assessed.depth_label()}</span>
        <span>{contract.contract_no}</span>
        <span>{contract.title.clone()}</span>
    };
    view! {
        <Breadcrumb
            links=vec![
                (paths::CONTRACTS.to_owned(), "契約".to_owned()),
                (paths::contract(contract.id), contract.title.clone()),
                (paths::contract_tab(contract.id, "subcontracts"), "再委託".to_owned()),
            ]
            here=subcontract.name.clone()
        />
        <PageHead title=subcontract.name.clone() window=format!("{} - 再委託", subcontract.name) meta=meta.into_any() actions=edit/>
    }
}

#[component]
fn Facts(data: SubcontractData) -> impl IntoView {
    let it = data.node.assessed.subcontract;
    let day = |day: Option<chrono::NaiveDate>| day.map(domain::wareki::long);
    let above = data
        .overview
        .nodes
        .iter()
        .find(|node| Some(node.assessed.subcontract.id) == it.parent_id)
        .map(|node| node.assessed.subcontract.name.clone())
        .or(data.overview.contractor);
    let rows = [
        ("上位の事業者", above),
        ("所在地", it.address),
        ("再委託する業務の範囲", Some(it.scope)),
        ("再委託する理由", it.reason),
        ("取り扱う情報", Some(it.information)),
        ("作業場所", it.work_place),
        ("安全管理措置", it.safeguards),
        ("監督の方法", it.supervision),
        (
            "申請日（様式第６号）",
            day(it.requested_on).or_else(|| Some("申請なし".to_owned())),
        ),
        ("取扱いの開始日", day(it.started_on)),
        ("終了日", day(it.ended_on)),
        ("登録日", day(Some(it.recorded_on))),
        ("無効の理由", it.void_reason),
    ];
    view! {
        <section aria-labelledby="facts-heading">
            <h2 class="dads-heading" data-size="22" id="facts-heading">"内容"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().filter_map(|(label, value)| value.map(|value| view! {
                    <div class="dads-description-list__row"><dt>{label}</dt><dd class="u-lines">{value}</dd></div>
                })).collect_view()}
            </dl>
        </section>
    }
}

/// The application and the town's answer, filled with what is recorded here.
#[component]
fn Forms(data: SubcontractData) -> impl IntoView {
    let of = FormOf::Subcontract(data.detail.contract.id, data.node.assessed.subcontract.id);
    (!data.forms.is_empty()).then(|| view! {
        <section aria-labelledby="forms-heading">
            <h2 class="dads-heading" data-size="22" id="forms-heading">"様式"</h2>
            <p>"「台帳の内容を記入」には、この画面の内容が入ります。通知書の結果は、承認された決定です。"</p>
            <FormTable caption="この再委託の様式" forms=data.forms of/>
        </section>
    })
}

/// A decision in one line.
pub(super) fn decision_words(decision: &Decision) -> String {
    let number = decision
        .document_no
        .as_ref()
        .map(|number| format!("、{number}"))
        .unwrap_or_default();
    format!(
        "{}：{}（{}{number}）",
        decision.kind.label(),
        decision.outcome.label(),
        domain::wareki::long(decision.decided_on),
    )
}

#[component]
fn Void(subcontract: Subcontract, action: ServerAction<VoidSubcontract>) -> impl IntoView {
    let (_, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure">
            <summary>"再委託の記録を無効にする"</summary>
            <div class="dads-disclosure__body">
                <p>"誤って登録したときに使います。終わった再委託は、内容を変更して終了日を入力してください。"</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <input type="hidden" name="id" value=subcontract.id.to_string()/>
                    <input type="hidden" name="revision" value=subcontract.revision/>
                    <TextField field="reason" label="無効にする理由" value="" errors required=true prefix=""/>
                    <button class="dads-button" data-type="outline" data-intent="danger" data-size="md" type="submit">"無効にする"</button>
                </ActionForm>
            </div>
        </details>
    }
}
