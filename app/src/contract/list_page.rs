//! The contract ledger: filters in the address, sorted by the server, page by page.

use domain::{
    contract::{
        profile::Confidentiality,
        summary::{ContractFilter, ContractStatus, ContractSummary},
    },
    export::ExportLedger,
};
use leptos::prelude::*;

use super::api::{ContractList, Options, list_contracts};
use crate::{
    components::{
        Breadcrumb, BulkBar, ChangeButtons, Chip, Column, ColumnPicker, Columns, Condition,
        Download, FilterBar, FilterChips, FilterSelect, FilterWords, LedgerAddress, LedgerHead,
        LedgerPager, Loaded, PageHead, Place, TableDate, Tick, condition, confidentiality_chip,
        each, label_in, status_chip,
    },
    paths,
    saved_view::SavedViews,
};

const COLUMNS: &[Column] = &[
    Column::sorting("title", "件名").staying(),
    Column::sorting("vendor", "委託先"),
    Column::sorting("unit", "所管課"),
    Column::new("status", "ステータス"),
    Column::sorting("confidentiality", "分類"),
    Column::sorting("starts_on", "開始日"),
    Column::sorting("ends_on", "終了日"),
    Column::new("next_due_on", "次の点検"),
];

/// `/contracts`.
#[component]
pub fn ContractListPage() -> impl IntoView {
    let at = address();
    let data = list_contracts(filter_of(&at), at.size());
    view! { <Loaded data=data children=move |list: ContractList| view! { <ListView list at/> }/> }
}

/// The address of the ledger; of a page about its records, too.
pub(super) fn address() -> LedgerAddress {
    LedgerAddress::of_request(ExportLedger::Contracts)
}

/// The filter it holds.
pub(crate) fn filter_of(at: &LedgerAddress) -> ContractFilter {
    ContractFilter {
        q: at.get("q"),
        fy: at.get("fy"),
        unit: at.get("unit"),
        status: at.get("status"),
        class: at.get("class"),
        sort: at.get("sort"),
        page: at.get("page"),
    }
}

#[component]
fn ListView(list: ContractList, at: LedgerAddress) -> impl IntoView {
    let can_draft = list.can_draft;
    let actions = can_draft.then(|| view! {
        <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_CONTRACT>"契約を起案"</a>
    });
    let total = list.total;
    let columns = Columns::at(&at, COLUMNS);
    let conditions = conditions(&at, &list.units, &list.years);
    view! {
        <Breadcrumb links=vec![] here="契約"/>
        <PageHead title="契約" actions=actions.into_any()/>
        <SavedViews at=at.clone()/>
        <Filter at=at.clone() units=list.units years=list.years/>
        <FilterChips at=at.clone() conditions/>
        <p class="output-conditions">{format!("契約台帳　出力：{}　{total}件", list.printed)}</p>
        {if total == 0 {
            view! { <ZeroState is_filtered=at.is_narrowed() can_draft/> }.into_any()
        } else {
            view! {
                <div class="ledger-bar">
                    <ColumnPicker at=at.clone() columns/>
                    <Download ledger=ExportLedger::Contracts filter=at.filter() total/>
                    <LedgerPager at=at.clone() total place=Place::Above/>
                </div>
                <LedgerTable items=list.items at=at.clone() columns/>
                <Bulk at=at.clone() total can_change=list.can_change/>
                <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div>
            }.into_any()
        }}
    }
}

/// What narrows the ledger, in words.
fn conditions(at: &LedgerAddress, units: &Options, years: &Options) -> Vec<Condition> {
    let status = |code: &str| {
        let status = code.parse::<ContractStatus>().ok()?;
        Some(status.label().to_owned())
    };
    let class = |code: &str| {
        let class = code.parse::<Confidentiality>().ok()?;
        Some(class.label().to_owned())
    };
    [
        condition(at, "q", "検索", |words| Some(words.to_owned())),
        condition(at, "fy", "年度", |code| label_in(years, code)),
        condition(at, "unit", "所管課", |code| label_in(units, code)),
        condition(at, "status", "ステータス", status),
        condition(at, "class", "分類", class),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What can be done to the contracts that are ticked, and to all that match.
#[component]
fn Bulk(at: LedgerAddress, total: u64, can_change: bool) -> impl IntoView {
    view! {
        <BulkBar action=paths::BUNDLE noun="契約" hidden=at.filter()>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"特記事項をまとめて出力"</button>
            <button class="dads-button" data-type="text" data-size="sm" type="submit" name="all" value="1">
                {format!("この条件のすべて {total}件を出力")}
            </button>
            {can_change.then(|| view! { <ChangeButtons action=paths::CONTRACTS_BULK total/> })}
        </BulkBar>
    }
}

#[component]
fn ZeroState(is_filtered: bool, can_draft: bool) -> impl IntoView {
    if is_filtered {
        view! { <p class="zero-state">"該当する契約はありません。別の条件を試してください。"</p> }
            .into_any()
    } else {
        view! {
            <div class="zero-state">
                <p>"契約はありません。"</p>
                {can_draft.then(|| view! { <a href=paths::NEW_CONTRACT>"契約を起案"</a> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Filter(at: LedgerAddress, units: Options, years: Options) -> impl IntoView {
    let statuses = ContractStatus::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    let classes = Confidentiality::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <FilterBar at=at.clone() label="契約の絞り込み" own=&["q", "fy", "unit", "status", "class"]>
            <FilterWords label="件名・委託先・契約番号" value=at.get("q")/>
            <FilterSelect name="fy" label="年度" all="全年度" value=at.get("fy") options=years/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=at.get("unit") options=units/>
            <FilterSelect name="status" label="ステータス" all="すべて（無効を除く）" value=at.get("status") options=statuses/>
            <FilterSelect name="class" label="分類" all="すべて" value=at.get("class") options=classes/>
        </FilterBar>
    }
}

#[component]
fn LedgerTable(items: Vec<ContractSummary>, at: LedgerAddress, columns: Columns) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"契約"</caption>
                <LedgerHead columns at=Some(at) ticks=Some("契約")/>
                <tbody>{each(items, |item| view! { <Row item columns/> })}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(item: ContractSummary, columns: Columns) -> impl IntoView {
    use domain::contract::preparation::PreparationStage::{
        Approved, Editing, Issued, Returned, Submitted,
    };
    use domain::contract::summary::ContractStatus::{Ended, Running, Waiting};
    let beside = match (item.status, item.stage) {
        (Running | Waiting | Ended, Editing | Returned | Submitted | Approved) => {
            Some("特記事項 未発行")
        }
        (_, Issued | Editing | Returned | Submitted | Approved) => None,
    };
    view! {
        <tr>
            <Tick value=item.id.to_string() label=item.title.clone()/>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::contract(item.id)>{item.title}</a>
                <span class="dads-table__sub">{item.contract_no}</span>
            </th>
            {columns.shows("vendor").then(|| view! { <td class="dads-table__text">{item.vendor_name}</td> })}
            {columns.shows("unit").then(|| view! { <td class="dads-table__short">{item.unit_name}</td> })}
            {columns.shows("status").then(|| view! {
                <td class="dads-table__status">
                    {status_chip(item.status)}
                    {beside.map(|label| view! { <Chip label color="orange"/> })}
                </td>
            })}
            {columns.shows("confidentiality").then(|| view! {
                <td class="dads-table__status">
                    {item.confidentiality.map(confidentiality_chip)}
                    {item.personal_info.then(|| view! { <Chip label="個人情報" color="purple"/> })}
                </td>
            })}
            {columns.shows("starts_on").then(|| view! { <td class="dads-table__date"><TableDate date=item.starts_on/></td> })}
            {columns.shows("ends_on").then(|| view! { <td class="dads-table__date"><TableDate date=item.ends_on/></td> })}
            {columns.shows("next_due_on").then(|| view! {
                <td class="dads-table__status">
                    {item.next_due_on.map(|date| view! { <TableDate date/> })}
                    {(0 < item.overdue_count).then(|| view! { <Chip label=format!("超過{}件", item.overdue_count) color="red"/> })}
                </td>
            })}
        </tr>
    }
}
