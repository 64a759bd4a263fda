//! `/contracts/{id}/subcontracts`: 再委託体系図 as a nested list, fit to be printed.

use domain::{
    form::FormSummary,
    id::{ContractId, SubcontractId},
    subcontract::{
        Concern, ConsentKind,
        detail::{NodeDetail, SubcontractOverview},
    },
};
use leptos::prelude::*;

use super::{
    api::{Subcontracts, load_subcontracts},
    state_chip,
};
use crate::{
    components::{Banner, BannerKind, Chip, Loaded, LongDate, PdfLink},
    contract::{contract_id, head::ContractHead},
    form::{FormOf, FormTable},
    paths,
};

/// The tab 再委託 of a contract.
#[component]
pub fn SubcontractsPage() -> impl IntoView {
    let id = contract_id();
    view! {
        <Loaded data=load_subcontracts(id, None) children=move |data: Subcontracts| {
            let Subcontracts { detail, overview, forms, .. } = data;
            view! {
                <ContractHead detail tab="再委託"/>
                <Summary id overview=overview.clone()/>
                <Tree id overview=overview.clone()/>
                <Forms id forms/>
                <Roster id overview/>
            }
        }/>
    }
}

/// What is red, before anything else; and what this contract needs.
#[component]
fn Summary(id: ContractId, overview: SubcontractOverview) -> impl IntoView {
    let red = overview
        .nodes
        .iter()
        .filter(|node| node.assessed.is_red())
        .count();
    let workers = overview.red_employer_count;
    let needed = match overview.needed {
        ConsentKind::StatutoryConsent => {
            "個人番号を扱う契約です。どの段階の再委託にも、町の許諾（番号法第10条）が要ります。"
        }
        ConsentKind::Consent => "再委託には、どの段階でも、事前の書面による承諾が要ります。",
    };
    view! {
        {(0 < red + workers).then(|| view! {
            <Banner kind=BannerKind::Error heading="再委託に問題があります">
                <ul>
                    {(0 < red).then(|| view! { <li>{format!("承諾・許諾に問題のある再委託：{red}件")}</li> })}
                    {(0 < workers).then(|| view! {
                        <li>
                            {format!("所属を確かめる必要のある従事者：{workers}名　")}
                            <a href=paths::contract_tab(id, "roster")>"名簿を見る"</a>
                        </li>
                    })}
                </ul>
            </Banner>
        })}
        <p>{needed}</p>
        {overview.can.edit.then(|| view! {
            <div class="button-row">
                <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::new_subcontract(id)>"再委託を登録"</a>
            </div>
        })}
    }
}

#[component]
fn Tree(id: ContractId, overview: SubcontractOverview) -> impl IntoView {
    let contractor = overview
        .contractor
        .clone()
        .unwrap_or_else(|| "委託先未定".to_owned());
    let today = overview.today;
    view! {
        <section class="subcontracts" aria-labelledby="tree-heading">
            <h2 class="dads-heading" data-size="20" id="tree-heading">"再委託体系図"</h2>
            <p><LongDate date=today/>"現在"</p>
            <p><PdfLink path=format!("{}/chart.pdf", paths::contract_tab(id, "subcontracts")) label="再委託体系図"/></p>
            <ul class="subcontracts__tree">
                <li class="subcontracts__node">
                    <p class="subcontracts__name">{contractor}" "<Chip label="委託先" color="light-blue"/></p>
                    {if overview.nodes.is_empty() {
                        view! { <p class="zero-state">"再委託の登録はありません。"</p> }.into_any()
                    } else {
                        below(id, &overview.nodes, None)
                    }}
                </li>
            </ul>
        </section>
    }
}

/// What stands below a subcontract, as a list in its item.
fn below(id: ContractId, nodes: &[NodeDetail], parent: Option<SubcontractId>) -> AnyView {
    let children: Vec<&NodeDetail> = nodes
        .iter()
        .filter(|node| node.assessed.subcontract.parent_id == parent)
        .collect();
    if children.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="subcontracts__tree">
            {children.into_iter().map(|node| {
                let deeper = below(id, nodes, Some(node.assessed.subcontract.id));
                view! {
                    <li class="subcontracts__node" data-red=node.assessed.is_red().then_some("true")>
                        <Node id node=node.clone()/>
                        {deeper}
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Node(id: ContractId, node: NodeDetail) -> impl IntoView {
    let depth = node.assessed.depth_label();
    let subcontract = node.assessed.subcontract.clone();
    let decision = node
        .assessed
        .subcontract
        .decisions
        .iter()
        .rev()
        .find(|it| it.approved_on.is_some());
    let decided = decision.map(|it| {
        format!(
            "{}：{}（{}{}）",
            it.kind.label(),
            it.outcome.label(),
            domain::wareki::long(it.decided_on),
            it.document_no
                .as_ref()
                .map(|number| format!("、{number}"))
                .unwrap_or_default()
        )
    });
    let period = subcontract.started_on.map(|from| {
        format!(
            "{}〜{}",
            domain::wareki::long(from),
            subcontract
                .ended_on
                .map(domain::wareki::long)
                .unwrap_or_default()
        )
    });
    let rows = [
        ("業務の範囲", Some(subcontract.scope)),
        ("取り扱う情報", Some(subcontract.information)),
        ("申請日", subcontract.requested_on.map(domain::wareki::long)),
        ("決定", decided),
        ("取扱いの期間", period),
    ];
    view! {
        <p class="subcontracts__name">
            <a href=paths::subcontract(id, subcontract.id)>{subcontract.name}</a>
            " "<Chip label=depth color="gray"/>" "{state_chip(node.assessed.state)}
        </p>
        <Concerns concerns=node.assessed.concerns/>
        <dl class="subcontracts__facts">
            {rows.into_iter().filter_map(|(label, value)| value.map(|value| view! {
                <div><dt>{label}</dt><dd>{value}</dd></div>
            })).collect_view()}
        </dl>
    }
}

/// What is wrong, each in a sentence with what to do.
#[component]
pub(super) fn Concerns(concerns: Vec<Concern>) -> impl IntoView {
    (!concerns.is_empty()).then(|| {
        view! {
            <ul class="subcontracts__concerns">
                {concerns.into_iter().map(|concern| {
                    let red = concern.is_red();
                    let (label, color) = if red { ("違反", "red") } else { ("確認", "yellow") };
                    view! { <li data-red=red.then_some("true")><Chip label color/>" "{concern.to_string()}</li> }
                }).collect_view()}
            </ul>
        }
    })
}

/// The list of all subcontractors as a form.
#[component]
fn Forms(id: ContractId, forms: Vec<FormSummary>) -> impl IntoView {
    (!forms.is_empty()).then(|| {
        view! {
            <section class="section-follow" aria-labelledby="forms-heading">
                <h2 class="dads-heading" data-size="20" id="forms-heading">"様式"</h2>
                <FormTable caption="すべての再委託先の様式" forms of=FormOf::Contract(id)/>
            </section>
        }
    })
}

/// The roster in one line; its page has the workers.
#[component]
fn Roster(id: ContractId, overview: SubcontractOverview) -> impl IntoView {
    let working = overview
        .workers
        .iter()
        .filter(|worker| worker.is_working)
        .count();
    let words = if overview.workers.is_empty() {
        "従事者名簿は登録されていません。".to_owned()
    } else {
        format!(
            "今日従事している人は{working}名です。所属事業者を、委託先と承諾した再委託先に照らしています。"
        )
    };
    view! {
        <section class="section-follow" aria-labelledby="roster-heading">
            <h2 class="dads-heading" data-size="20" id="roster-heading">"従事者名簿"</h2>
            <p>{words}</p>
            <p><a href=paths::contract_tab(id, "roster")>"従事者名簿を開く"</a></p>
        </section>
    }
}
