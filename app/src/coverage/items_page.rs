//! `/coverage/items`: contracts × contract items (K01–K13, and N and P where they apply), as of a day.

use domain::{
    contract::coverage::ItemStatus,
    coverage::matrix::{Matrix, MatrixRow},
    wareki,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{ItemsData, load_items},
    filter::{Filter, address as with_filter, conditions, filter_of},
};
use crate::{
    components::{Breadcrumb, Loaded, PageHead, Pager, confidentiality_chip},
    paths,
};

/// Contracts on a page.
const PAGE_SIZE: usize = 50;

/// The matrix.
#[component]
pub fn ItemsPage() -> impl IntoView {
    let query = use_query_map();
    let page = query.with_untracked(|query| query.get("page"));
    let data = load_items(query.with_untracked(filter_of), page.unwrap_or_default());
    view! { <Loaded data=data children=|data: ItemsData| view! { <Items data/> }/> }
}

#[component]
fn Items(data: ItemsData) -> impl IntoView {
    let ItemsData {
        matrix,
        page,
        around,
    } = data;
    let on = matrix.on;
    let filter = around.filter.clone();
    let words = conditions(&around, on);
    let printed = around.printed.clone();
    let total = matrix.rows.len();
    let summary = format!(
        "{total}件の契約のうち、{}件に不足がありません。",
        matrix.complete_count()
    );
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (
            with_filter(paths::COVERAGE, &filter, ""),
            "遵守状況".to_owned(),
        ),
    ];
    let link = move |page: u64| with_filter(paths::COVERAGE_ITEMS, &filter, &page.to_string());
    view! {
        <Breadcrumb links here="契約項目"/>
        <PageHead title="契約項目の充足" meta=view! { <span>{wareki::long(on)}"現在"</span> }.into_any()/>
        <p>{summary}</p>
        <Filter path=paths::COVERAGE_ITEMS.to_owned() around on/>
        <p class="output-conditions">{format!("条件：{words}　出力：{printed}")}</p>
        <div class="ledger-bar">
            <Pager page total=total as u64 size=PAGE_SIZE as u64 link label="ページ"/>
        </div>
        <MatrixTable matrix page/>
        <Legend/>
    }
}

#[component]
fn MatrixTable(matrix: Matrix, page: u64) -> impl IntoView {
    let Matrix { items, rows, .. } = matrix;
    let skip = usize::try_from(page.saturating_sub(1)).unwrap_or_default() * PAGE_SIZE;
    let shown: Vec<MatrixRow> = rows.into_iter().skip(skip).take(PAGE_SIZE).collect();
    let is_empty = shown.is_empty();
    let columns = items.len() + 1;
    view! {
        <div class="dads-table coverage-matrix" data-size="dense" tabindex="0" role="region" aria-label="契約項目の表（横に動かせます）">
            <table class="dads-table__table" data-cell-border="all">
                <caption class="dads-u-visually-hidden">"契約ごとの契約項目の充足"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"契約"</th>
                        {items.iter().map(|(id, title)| view! {
                            <th class="dads-table__col-header coverage-matrix__item" scope="col">
                                <abbr title=title.clone()>{id.clone()}</abbr>
                            </th>
                        }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {shown.into_iter().map(|row| view! { <ContractRow row items=items.clone()/> }).collect_view()}
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan=columns.to_string()>"該当する契約はありません。基準日か条件を変えてください。"</td></tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn ContractRow(row: MatrixRow, items: Vec<(String, String)>) -> impl IntoView {
    let lacks_annex = row.lacks_annex;
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::contract_tab(row.contract, "clauses")>{row.title}</a>
                <span class="dads-table__sub">{format!("{}　{}", row.contract_no, row.unit_name)}</span>
                {row.class.map(confidentiality_chip)}
                {lacks_annex.then(|| view! { <span class="dads-table__sub" data-tone="overdue">"特記事項なし"</span> })}
            </th>
            {row.cells.into_iter().zip(items).map(|(cell, (id, _))| view! { <Cell cell id lacks_annex/> }).collect_view()}
        </tr>
    }
}

/// The covering clause, the waiver, or what is missing.
#[component]
fn Cell(cell: Option<ItemStatus>, id: String, lacks_annex: bool) -> impl IntoView {
    let (state, word, detail) = match cell {
        Some(status) if lacks_annex && status != ItemStatus::NotNeeded => {
            ("missing", "不足", "特記事項がない。".to_owned())
        }
        Some(status) => {
            let state = match &status {
                ItemStatus::Covered { .. } | ItemStatus::ByVendorTerms { .. } => "met",
                ItemStatus::Waived { .. } => "partial",
                ItemStatus::NotNeeded => "not-applicable",
                ItemStatus::Missing { .. } => "missing",
            };
            (state, status.label(), status.reason())
        }
        None => ("not-applicable", "対象外", String::new()),
    };
    let shown = match state {
        "met" | "missing" if !detail.is_empty() => detail.trim_end_matches("による。").to_owned(),
        _ => String::new(),
    };
    view! {
        <td class="coverage-matrix__cell" data-state=state title=format!("{id} {word} {detail}")>
            <span class="coverage-matrix__word">{word}</span>
            <span class="coverage-matrix__detail">{shown}</span>
        </td>
    }
}

#[component]
fn Legend() -> impl IntoView {
    view! {
        <p class="coverage-matrix__legend">
            "充足＝条項か相手方の約款が定めている。適用除外＝理由と承認者がある。不足＝定めがない、又は特記事項を発行していない。"
            "不要・対象外＝この契約では必要がない。"
        </p>
    }
}
