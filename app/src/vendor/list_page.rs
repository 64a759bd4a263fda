//! `/vendors`: search, 五十音, table. What is shown is part of the address.

use domain::{
    export::ExportLedger,
    vendor::{VendorFilter, VendorSummary},
};
use leptos::prelude::*;

use super::api::{VendorList, list_vendors};
use crate::{
    components::{
        Breadcrumb, Chip, Column, ColumnPicker, Columns, Condition, Download, FilterBar,
        FilterChips, FilterWords, KanaJump, LedgerAddress, LedgerHead, LedgerPager, Loaded,
        PageHead, Place, condition, each,
    },
    paths,
    saved_view::SavedViews,
};

const COLUMNS: &[Column] = &[
    Column::sorting("name", "名称").staying(),
    Column::sorting("kana", "フリガナ"),
    Column::sorting("corporate_number", "法人番号"),
    Column::sorting("address", "所在地"),
    Column::new("contracts", "契約").numeric(),
    Column::new("status", "ステータス"),
];

/// The list of vendors.
#[component]
pub fn VendorListPage() -> impl IntoView {
    let at = LedgerAddress::of_request(ExportLedger::Vendors);
    let filter = VendorFilter {
        q: at.get("q"),
        kana: at.get("kana"),
        sort: at.get("sort"),
        page: at.get("page"),
    };
    let data = list_vendors(filter, at.size());
    view! { <Loaded data=data children=move |list: VendorList| view! { <VendorListView list at/> }/> }
}

#[component]
fn VendorListView(list: VendorList, at: LedgerAddress) -> impl IntoView {
    let VendorList {
        rows,
        total,
        can_edit,
    } = list;
    let actions = can_edit.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_VENDOR>"委託先を追加"</a> }.into_any()
    });
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="委託先"/>
        <PageHead title="委託先" actions/>
        <SavedViews at=at.clone()/>
        {if total == 0 && !at.is_narrowed() {
            view! { <div class="zero-state"><p>"委託先はありません。"</p></div> }.into_any()
        } else {
            view! { <Ledger at rows total/> }.into_any()
        }}
    }
}

#[component]
fn Ledger(at: LedgerAddress, rows: Vec<VendorSummary>, total: u64) -> impl IntoView {
    let columns = Columns::at(&at, COLUMNS);
    let conditions = conditions(&at);
    let q = at.get("q");
    view! {
        <FilterBar at=at.clone() label="委託先の絞り込み" own=&["q"]>
            <FilterWords label="名称・フリガナ・法人番号" value=q/>
        </FilterBar>
        <p class="output-conditions">{in_words(&conditions)}</p>
        <FilterChips at=at.clone() conditions/>
        <div class="ledger-bar">
            <KanaJump at=at.clone()/>
            <ColumnPicker at=at.clone() columns/>
            <Download ledger=ExportLedger::Vendors filter=at.filter() total/>
            <LedgerPager at=at.clone() total place=Place::Above/>
        </div>
        <VendorTable rows at=at.clone() columns/>
        <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div>
    }
}

/// What narrows the list.
fn conditions(at: &LedgerAddress) -> Vec<Condition> {
    let as_typed = |words: &str| Some(words.to_owned());
    [
        condition(at, "q", "名称・法人番号", as_typed),
        condition(at, "kana", "五十音", as_typed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The same for paper.
fn in_words(conditions: &[Condition]) -> String {
    let words: Vec<&str> = conditions.iter().map(|(_, words)| words.as_str()).collect();
    if words.is_empty() {
        "条件：すべて".to_owned()
    } else {
        format!("条件　{}", words.join("、"))
    }
}

#[component]
fn VendorTable(rows: Vec<VendorSummary>, at: LedgerAddress, columns: Columns) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"委託先"</caption>
                <LedgerHead columns at=Some(at)/>
                <tbody>
                    {rows.is_empty().then(|| view! {
                        <tr>
                            <td class="dads-table__empty" colspan=columns.count()>"該当する委託先はありません。別の条件を試してください。"</td>
                        </tr>
                    })}
                    {each(rows, |vendor| view! { <VendorRow vendor columns/> })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn VendorRow(vendor: VendorSummary, columns: Columns) -> impl IntoView {
    let number = vendor.corporate_number.map(|number| number.to_string());
    view! {
        <tr data-muted=vendor.is_void.then_some("")>
            <th class="dads-table__row-header" scope="row"><a href=paths::vendor(vendor.id)>{vendor.name}</a></th>
            {columns.shows("kana").then(|| view! { <td class="dads-table__text">{vendor.kana}</td> })}
            {columns.shows("corporate_number").then(|| view! { <td class="dads-table__short"><span class="u-mono">{number}</span></td> })}
            {columns.shows("address").then(|| view! { <td class="dads-table__text">{vendor.address}</td> })}
            {columns.shows("contracts").then(|| view! { <td class="dads-table__numeric">{format!("{}件", vendor.contract_count)}</td> })}
            {columns.shows("status").then(|| view! {
                <td class="dads-table__status">
                    <span class="u-cluster">
                        {vendor.certificate_expired.then(|| view! { <Chip label="認証切れ" color="orange"/> })}
                        {vendor.debarred.then(|| view! { <Chip label="指名停止中" color="red"/> })}
                        {vendor.is_void.then(|| view! { <Chip label="無効" color="gray"/> })}
                    </span>
                </td>
            })}
        </tr>
    }
}
