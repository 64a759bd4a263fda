//! `/services`: the ledger of external services, and what is to be put right. The filter is the address.

use chrono::NaiveDate;
use domain::{
    export::ExportLedger,
    external_service::{
        ServiceIssue, ServiceKind, UseState,
        summary::{ServiceFilter, ServiceList, ServiceSummary},
    },
};
use leptos::prelude::*;

use super::{
    api::{ListData, Options, load_list},
    parts::{issue_chips, options, state_chip},
};
use crate::{
    components::{
        Breadcrumb, BulkBar, ChangeButtons, Column, ColumnPicker, Columns, Condition, CountChips,
        Download, FilterBar, FilterChips, FilterSelect, FilterWords, LedgerAddress, LedgerHead,
        LedgerPager, Loaded, PageHead, Place, TableDate, Tick, condition, confidentiality_chip,
        each, label_in,
    },
    paths,
    saved_view::SavedViews,
};

const COLUMNS: &[Column] = &[
    Column::sorting("name", "サービス").staying(),
    Column::sorting("unit", "所管課"),
    Column::sorting("kind", "種別"),
    Column::sorting("confidentiality", "機密性"),
    Column::sorting("expires_on", "承認の期限"),
    Column::sorting("state", "状態"),
    Column::new("issues", "要対応"),
];

/// The list of services.
#[component]
pub fn ExternalServicesPage() -> impl IntoView {
    let at = LedgerAddress::of_request(ExportLedger::Services);
    let data = load_list(filter_of(&at), at.size());
    view! { <Loaded data=data children=move |data: ListData| view! { <List data at/> }/> }
}

/// The filter the address holds.
pub(crate) fn filter_of(at: &LedgerAddress) -> ServiceFilter {
    ServiceFilter {
        q: at.get("q"),
        unit: at.get("unit"),
        kind: at.get("kind"),
        state: at.get("state"),
        issue: at.get("issue"),
        sort: at.get("sort"),
        page: at.get("page"),
    }
}

#[component]
fn List(data: ListData, at: LedgerAddress) -> impl IntoView {
    let ListData {
        list,
        units,
        today,
        can_change,
    } = data;
    let actions = list.can_register.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_EXTERNAL_SERVICE>"外部サービスを登録"</a> }.into_any()
    });
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="外部サービス"/>
        <PageHead title="外部サービス" actions/>
        <SavedViews at=at.clone()/>
        {if list.is_empty {
            view! { <p class="zero-state">"外部サービスはありません。無料のもの、試しに使っているものも登録してください。"</p> }.into_any()
        } else {
            view! { <Ledger list at units today can_change/> }.into_any()
        }}
    }
}

#[component]
fn Ledger(
    list: ServiceList,
    at: LedgerAddress,
    units: Options,
    today: NaiveDate,
    can_change: bool,
) -> impl IntoView {
    let total = list.total;
    let columns = Columns::at(&at, COLUMNS);
    let conditions = conditions(&at, &units);
    view! {
        <div class="u-stack">
            <Issues counts=list.counts at=at.clone()/>
            <Filter at=at.clone() units/>
        </div>
        <FilterChips at=at.clone() conditions/>
        <div class="ledger-bar">
            <ColumnPicker at=at.clone() columns/>
            <Download ledger=ExportLedger::Services filter=at.filter() total/>
            <LedgerPager at=at.clone() total place=Place::Above/>
        </div>
        <ServiceTable services=list.services today at=Some(at.clone()) ticks=can_change.then_some("外部サービス")/>
        {(can_change && 0 < total).then(|| view! { <Bulk at=at.clone() total/> })}
        <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div>
    }
}

/// What can be done to the services that are ticked, and to all that match.
#[component]
fn Bulk(at: LedgerAddress, total: u64) -> impl IntoView {
    view! {
        <BulkBar action=paths::EXTERNAL_SERVICES_BULK noun="外部サービス" hidden=at.filter()>
            <ChangeButtons action=paths::EXTERNAL_SERVICES_BULK total/>
        </BulkBar>
    }
}

/// What narrows the list, in words.
fn conditions(at: &LedgerAddress, units: &Options) -> Vec<Condition> {
    let kind = |code: &str| Some(code.parse::<ServiceKind>().ok()?.label().to_owned());
    let state = |code: &str| Some(code.parse::<UseState>().ok()?.label().to_owned());
    let issue = |code: &str| Some(code.parse::<ServiceIssue>().ok()?.label().to_owned());
    [
        condition(at, "q", "検索", |words| Some(words.to_owned())),
        condition(at, "unit", "所管課", |code| label_in(units, code)),
        condition(at, "kind", "種別", kind),
        condition(at, "state", "状態", state),
        condition(at, "issue", "要対応", issue),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How many have each issue.
#[component]
fn Issues(counts: Vec<(ServiceIssue, u64)>, at: LedgerAddress) -> impl IntoView {
    if counts.is_empty() {
        return view! { <p>"要対応の外部サービスはありません。"</p> }.into_any();
    }
    let counts = counts.into_iter();
    let counts = counts.map(|(issue, count)| (issue.code(), issue.label(), count));
    view! { <CountChips at name="issue" label="要対応" counts=counts.collect()/> }.into_any()
}

#[component]
fn Filter(at: LedgerAddress, units: Options) -> impl IntoView {
    let kinds = options(ServiceKind::ALL, ServiceKind::code, ServiceKind::label);
    let states = options(UseState::ALL, UseState::code, UseState::label);
    view! {
        <FilterBar at=at.clone() label="外部サービスの絞り込み" own=&["q", "unit", "kind", "state"]>
            <FilterWords label="サービス名・提供事業者・管理番号" value=at.get("q")/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=at.get("unit") options=units/>
            <FilterSelect name="kind" label="種別" all="すべて" value=at.get("kind") options=kinds/>
            <FilterSelect name="state" label="状態" all="終了・無効のほか" value=at.get("state") options=states/>
        </FilterBar>
    }
}

/// Services, a line each; sorted and narrowed to columns where the table stands on the page of the ledger.
#[component]
pub(crate) fn ServiceTable(
    services: Vec<ServiceSummary>,
    today: NaiveDate,
    #[prop(optional_no_strip)] at: Option<LedgerAddress>,
    /// What the rows are called, where they can be ticked.
    #[prop(optional_no_strip)]
    ticks: Option<&'static str>,
) -> impl IntoView {
    let columns = Columns::of(at.as_ref(), COLUMNS);
    let is_empty = services.is_empty();
    let ticks = ticks.filter(|_| !is_empty);
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"外部サービス"</caption>
                <LedgerHead columns at ticks/>
                <tbody>
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan=columns.count()>"該当する外部サービスはありません。別の条件を試してください。"</td></tr>
                    })}
                    {each(services, |service| view! { <ServiceRow service today columns is_ticked=ticks.is_some()/> })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn ServiceRow(
    service: ServiceSummary,
    today: NaiveDate,
    columns: Columns,
    is_ticked: bool,
) -> impl IntoView {
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
            {is_ticked.then(|| view! { <Tick value=service.id.to_string() label=service.name.clone()/> })}
            <th class="dads-table__row-header" scope="row">
                <a href=paths::external_service(service.id)>{service.name}</a>
                <span class="dads-table__sub">{sub}</span>
            </th>
            {columns.shows("unit").then(|| view! { <td class="dads-table__short">{service.unit_name}</td> })}
            {columns.shows("kind").then(|| view! { <td class="dads-table__text">{service.kind.map(ServiceKind::label)}</td> })}
            {columns.shows("confidentiality").then(|| view! {
                <td class="dads-table__status">
                    {service.confidentiality.map(confidentiality_chip)}
                    {service.personal_info.then(|| view! { <span class="dads-table__sub">"個人情報あり"</span> })}
                </td>
            })}
            {columns.shows("expires_on").then(|| view! {
                <td class="dads-table__date">
                    {service.expires_on.map(|date| view! { <TableDate date/> })}
                    {expired.then_some("（切れ）")}
                </td>
            })}
            {columns.shows("state").then(|| view! { <td class="dads-table__status">{state_chip(service.state)}</td> })}
            {columns.shows("issues").then(|| view! {
                <td class="dads-table__status"><span class="u-cluster">{issue_chips(&service.issues)}</span></td>
            })}
        </tr>
    }
}
