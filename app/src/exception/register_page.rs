//! `/exceptions`: exceptions, accepted risks and waivers of clauses in one register.

use chrono::NaiveDate;
use domain::exception::{ClauseWaiver, Exception, ExceptionFilter, ExceptionState, WaiverState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{RegisterData, load_register},
    page::state_chip,
};
use crate::{
    components::{Chevron, Chip, Loaded, PageHead, Tabs},
    paths,
    verification::due::DueDate,
};

/// Value in the address and label of the states offered as tabs.
const STATES: [(&str, &str); 6] = [
    ("", "現在のもの"),
    ("applied", "承認待ち"),
    ("in_force", "有効"),
    ("soon", "期限間近"),
    ("expired", "期限切れ"),
    ("all", "すべて"),
];

/// The register.
#[component]
pub fn ExceptionRegisterPage() -> impl IntoView {
    let data = load_register(use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        ExceptionFilter {
            state: text("state"),
            unit: text("unit"),
        }
    }));
    view! { <Loaded data=data children=|data: RegisterData| view! { <Register data/> }/> }
}

fn address(state: &str, unit: &str) -> String {
    paths::with_query(paths::EXCEPTIONS, &[("state", state), ("unit", unit)])
}

#[component]
fn Register(data: RegisterData) -> impl IntoView {
    let RegisterData {
        filter,
        exceptions,
        waivers,
        warn_days: _,
        units,
        today,
        can_apply,
    } = data;
    let tabs = STATES.map(|(state, label)| (address(state, &filter.unit), label));
    let current = STATES
        .iter()
        .find(|(code, _)| *code == filter.state)
        .map_or("", |(_, label)| *label);
    let actions = can_apply.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_EXCEPTION>"例外措置を申請"</a> }.into_any()
    });
    view! {
        <PageHead title="例外措置" actions/>
        <Tabs label="例外措置の状態" tabs=tabs.to_vec() current/>
        <Filter filter units/>
        <div class="u-stack-lg">
            <section aria-labelledby="exceptions">
                <h2 class="dads-heading" data-size="22" id="exceptions">"例外措置・リスク受容"</h2>
                {if exceptions.is_empty() {
                    view! { <p class="zero-state">"該当する例外措置はありません。"</p> }.into_any()
                } else {
                    view! { <ExceptionTable exceptions today/> }.into_any()
                }}
            </section>
            <section aria-labelledby="waivers">
                <h2 class="dads-heading" data-size="22" id="waivers">"契約に入れていない必須の条項"</h2>
                {if waivers.is_empty() {
                    view! { <p class="zero-state">"該当する契約はありません。"</p> }.into_any()
                } else {
                    view! { <WaiverTable waivers today/> }.into_any()
                }}
            </section>
        </div>
    }
}

#[component]
fn Filter(filter: ExceptionFilter, units: Vec<(String, String)>) -> impl IntoView {
    let chosen = filter.unit;
    view! {
        <form class="filter-bar" method="get" action=paths::EXCEPTIONS role="search" aria-label="例外措置の絞り込み">
            {(!filter.state.is_empty()).then(|| view! { <input type="hidden" name="state" value=filter.state/> })}
            <div class="filter-bar__field">
                <label class="filter-bar__label" for="filter-unit">"所管課"</label>
                <span class="dads-select">
                    <span class="dads-select__control">
                        <select class="dads-select__select" id="filter-unit" name="unit" data-size="sm">
                            <option value="" selected=chosen.is_empty()>"すべて"</option>
                            {units.into_iter().map(|(id, name)| {
                                let is_chosen = id == chosen;
                                view! { <option value=id selected=is_chosen>{name}</option> }
                            }).collect_view()}
                        </select>
                        <Chevron/>
                    </span>
                </span>
            </div>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
}

#[component]
fn ExceptionTable(exceptions: Vec<Exception>, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"例外措置・リスク受容"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"期限"</th>
                    <th class="dads-table__col-header" scope="col">"例外の内容"</th>
                    <th class="dads-table__col-header" scope="col">"対象"</th>
                    <th class="dads-table__col-header" scope="col">"所管課"</th>
                    <th class="dads-table__col-header" scope="col">"申請・承認"</th>
                    <th class="dads-table__col-header" scope="col">"状態"</th>
                </tr></thead>
                <tbody>
                    {exceptions.into_iter().map(|it| {
                        let state = it.period.state_on(today).unwrap_or(ExceptionState::Applied);
                        let is_live = matches!(state, ExceptionState::Applied | ExceptionState::InForce | ExceptionState::Expired);
                        let left = is_live.then(|| (it.period.expires_on - today).num_days());
                        view! {
                            <tr>
                                <td class="dads-table__date"><DueDate date=it.period.expires_on left/></td>
                                <th class="dads-table__row-header" scope="row">
                                    <a href=paths::exception(it.id)>{it.rule.label()}</a>
                                    <span class="dads-table__sub">{it.kind.label()}</span>
                                </th>
                                <td class="dads-table__text">{it.subject_name}</td>
                                <td class="dads-table__short">{it.unit_name}</td>
                                <td class="dads-table__text">{it.applied_by_name}" → "{it.decided_by.unwrap_or_else(|| "未決".to_owned())}</td>
                                <td class="dads-table__status">{state_chip(state)}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn WaiverTable(waivers: Vec<ClauseWaiver>, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"契約に入れていない必須の条項"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"期限"</th>
                    <th class="dads-table__col-header" scope="col">"条項"</th>
                    <th class="dads-table__col-header" scope="col">"契約"</th>
                    <th class="dads-table__col-header" scope="col">"所管課"</th>
                    <th class="dads-table__col-header" scope="col">"理由・承認"</th>
                    <th class="dads-table__col-header" scope="col">"状態"</th>
                </tr></thead>
                <tbody>
                    {waivers.into_iter().map(|it| {
                        let state = it.state_on(today);
                        let due = it.expires_on.map(|date| view! { <DueDate date left=Some((date - today).num_days())/> });
                        view! {
                            <tr>
                                <td class="dads-table__date">{due}</td>
                                <th class="dads-table__row-header" scope="row">
                                    <a href=paths::contract_tab(it.contract_id, "clauses")>{it.clause_title}</a>
                                    <span class="dads-table__sub">{it.clause}</span>
                                </th>
                                <td class="dads-table__text">{it.title}<span class="dads-table__sub">{it.contract_no}</span></td>
                                <td class="dads-table__short">{it.unit_name}</td>
                                <td class="dads-table__text">{it.reason}<span class="dads-table__sub">{it.approver}</span></td>
                                <td class="dads-table__status">{waiver_chip(state)}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn waiver_chip(state: WaiverState) -> impl IntoView {
    let color = match state {
        WaiverState::Open => "gray",
        WaiverState::InForce => "green",
        WaiverState::Expired => "red",
    };
    view! { <Chip label=state.label() color/> }
}
