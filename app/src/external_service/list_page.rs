//! `/services`: the ledger of external services, and what is to be put right. The filter is the address.

use chrono::NaiveDate;
use domain::external_service::{
    ServiceIssue, ServiceKind, UseState,
    summary::{ServiceFilter, ServiceSummary},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{ListData, Options, load_list},
    parts::{issue_chips, options, state_chip},
};
use crate::{
    components::{
        Breadcrumb, FilterSelect, Loaded, PageHead, Pager, TableDate, confidentiality_chip,
    },
    paths,
};

/// The list of services.
#[component]
pub fn ExternalServicesPage() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        ServiceFilter {
            q: text("q"),
            unit: text("unit"),
            kind: text("kind"),
            state: text("state"),
            issue: text("issue"),
            page: text("page"),
        }
    });
    view! { <Loaded data=load_list(filter) children=|data: ListData| view! { <List data/> }/> }
}

fn address(filter: &ServiceFilter) -> String {
    paths::with_query(
        paths::EXTERNAL_SERVICES,
        &[
            ("q", &filter.q),
            ("unit", &filter.unit),
            ("kind", &filter.kind),
            ("state", &filter.state),
            ("issue", &filter.issue),
            ("page", &filter.page),
        ],
    )
}

#[component]
fn List(data: ListData) -> impl IntoView {
    let ListData {
        list,
        filter,
        units,
        today,
    } = data;
    let actions = list.can_register.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_EXTERNAL_SERVICE>"外部サービスを登録"</a> }.into_any()
    });
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="外部サービス"/>
        <PageHead title="外部サービス" actions/>
        {if list.is_empty {
            view! { <p class="zero-state">"外部サービスはありません。無料のもの、試しに使っているものも登録してください。"</p> }.into_any()
        } else {
            view! { <Ledger services=list.services total=list.total counts=list.counts filter units today/> }.into_any()
        }}
    }
}

#[component]
fn Ledger(
    services: Vec<ServiceSummary>,
    total: u64,
    counts: Vec<(ServiceIssue, u64)>,
    filter: ServiceFilter,
    units: Options,
    today: NaiveDate,
) -> impl IntoView {
    let page = filter.page.parse().unwrap_or(1_u64).max(1);
    let size = services::external_service::PAGE_SIZE;
    let link = {
        let filter = filter.clone();
        move |page: u64| {
            address(&ServiceFilter {
                page: page.to_string(),
                ..filter.clone()
            })
        }
    };
    view! {
        <div class="u-stack">
            <Issues counts filter=filter.clone()/>
            <FilterBar filter units/>
        </div>
        <div class="ledger-bar"><Pager page total size link=link.clone() label="ページ（上）"/></div>
        <ServiceTable services today/>
        <div class="ledger-bar"><Pager page total size link label="ページ（下）"/></div>
    }
}

/// How many have each issue, as links to them.
#[component]
fn Issues(counts: Vec<(ServiceIssue, u64)>, filter: ServiceFilter) -> impl IntoView {
    if counts.is_empty() {
        return view! { <p>"要対応の外部サービスはありません。"</p> }.into_any();
    }
    view! {
        <ul class="filter-chips" aria-label="要対応">
            {counts.into_iter().map(|(issue, count)| {
                let is_chosen = filter.issue == issue.code();
                let path = address(&ServiceFilter {
                    issue: if is_chosen { String::new() } else { issue.code().to_owned() },
                    page: String::new(),
                    ..filter.clone()
                });
                view! {
                    <li>
                        <a class="filter-chip" href=path aria-current=is_chosen.then_some("true")>
                            {format!("{}：{count}件", issue.label())}
                            {is_chosen.then(|| view! { <span class="dads-u-visually-hidden">"を外す"</span> })}
                        </a>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn FilterBar(filter: ServiceFilter, units: Options) -> impl IntoView {
    let kinds = options(ServiceKind::ALL, ServiceKind::code, ServiceKind::label);
    let states = options(UseState::ALL, UseState::code, UseState::label);
    let is_plain = filter == ServiceFilter::default();
    view! {
        <form class="filter-bar" method="get" action=paths::EXTERNAL_SERVICES role="search" aria-label="外部サービスの絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"サービス名・提供事業者・管理番号"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" value=filter.q data-size="sm"/>
                </span>
            </div>
            <FilterSelect name="unit" label="所管課" all="すべて" value=filter.unit options=units/>
            <FilterSelect name="kind" label="種別" all="すべて" value=filter.kind options=kinds/>
            <FilterSelect name="state" label="状態" all="終了・無効のほか" value=filter.state options=states/>
            {(!filter.issue.is_empty()).then(|| view! { <input type="hidden" name="issue" value=filter.issue.clone()/> })}
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
            {(!is_plain).then(|| view! { <a href=paths::EXTERNAL_SERVICES>"条件をすべて解除"</a> })}
        </form>
    }
}

#[component]
fn ServiceTable(services: Vec<ServiceSummary>, today: NaiveDate) -> impl IntoView {
    let is_empty = services.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"外部サービス"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"サービス"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"種別"</th>
                        <th class="dads-table__col-header" scope="col">"機密性"</th>
                        <th class="dads-table__col-header" scope="col">"承認の期限"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                        <th class="dads-table__col-header" scope="col">"要対応"</th>
                    </tr>
                </thead>
                <tbody>
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan="7">"該当する外部サービスはありません。別の条件を試してください。"</td></tr>
                    })}
                    {services.into_iter().map(|service| view! { <ServiceRow service today/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn ServiceRow(service: ServiceSummary, today: NaiveDate) -> impl IntoView {
    let is_over = matches!(
        service.state,
        UseState::Ended | UseState::Void | UseState::Ending
    );
    let sub = [Some(service.service_no), service.provider]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("　");
    let expired = service
        .expires_on
        .is_some_and(|last| last < today && !is_over);
    view! {
        <tr data-muted=is_over.then_some("")>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::external_service(service.id)>{service.name}</a>
                <span class="dads-table__sub">{sub}</span>
            </th>
            <td class="dads-table__short">{service.unit_name}</td>
            <td class="dads-table__text">{service.kind.map(ServiceKind::label)}</td>
            <td class="dads-table__status">
                {service.confidentiality.map(confidentiality_chip)}
                {service.personal_info.then(|| view! { <span class="dads-table__sub">"個人情報あり"</span> })}
            </td>
            <td class="dads-table__date">
                {service.expires_on.map(|date| view! { <TableDate date/> })}
                {expired.then_some("（切れ）")}
            </td>
            <td class="dads-table__status">{state_chip(service.state)}</td>
            <td class="dads-table__status"><span class="u-cluster">{issue_chips(&service.issues)}</span></td>
        </tr>
    }
}
