//! `/vendors`: search, 五十音, table. What is shown is part of the address.

use domain::vendor::{VendorFilter, VendorSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{VendorList, list_vendors};
use crate::{
    components::{Breadcrumb, Chip, Loaded, PageHead, Pager},
    paths,
};

/// First kana of the rows one can jump to.
const KANA: [&str; 10] = ["あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ"];

/// The list of vendors.
#[component]
pub fn VendorListPage() -> impl IntoView {
    let data = list_vendors(use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        VendorFilter {
            q: text("q"),
            kana: text("kana"),
            page: text("page"),
        }
    }));
    view! { <Loaded data=data children=|list: VendorList| view! { <VendorListView list/> }/> }
}

/// The address of the list under another filter.
fn address(filter: &VendorFilter) -> String {
    paths::with_query(
        paths::VENDORS,
        &[
            ("q", &filter.q),
            ("kana", &filter.kana),
            ("page", &filter.page),
        ],
    )
}

#[component]
fn VendorListView(list: VendorList) -> impl IntoView {
    let VendorList {
        filter,
        rows,
        total,
        page_size,
        can_edit,
    } = list;
    let actions = can_edit.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_VENDOR>"委託先を追加"</a> }.into_any()
    });
    let is_filtered = !filter.q.is_empty() || !filter.kana.is_empty();
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="委託先"/>
        <PageHead title="委託先" actions/>
        {if total == 0 && !is_filtered {
            view! { <div class="zero-state"><p>"委託先はありません。"</p></div> }.into_any()
        } else {
            view! { <Ledger filter rows total page_size/> }.into_any()
        }}
    }
}

#[component]
fn Ledger(
    filter: VendorFilter,
    rows: Vec<VendorSummary>,
    total: u64,
    page_size: u64,
) -> impl IntoView {
    let page = filter.page.parse().unwrap_or(1_u64).max(1);
    let link = {
        let filter = filter.clone();
        move |page: u64| {
            address(&VendorFilter {
                page: page.to_string(),
                ..filter.clone()
            })
        }
    };
    view! {
        <FilterBar filter=filter.clone()/>
        <div class="ledger-bar">
            <KanaJump filter=filter.clone()/>
            <Pager page total size=page_size link=link.clone() label="ページ（上）"/>
        </div>
        <p class="output-conditions">{conditions(&filter)}</p>
        <VendorTable rows/>
        <div class="ledger-bar"><Pager page total size=page_size link label="ページ（下）"/></div>
    }
}

/// The filter in words, for paper.
fn conditions(filter: &VendorFilter) -> String {
    let part = |label: &str, value: &str| (!value.is_empty()).then(|| format!("{label}＝{value}"));
    let parts: Vec<String> = [
        part("名称・法人番号", &filter.q),
        part("五十音", &filter.kana),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "条件：すべて".to_owned()
    } else {
        format!("条件：{}", parts.join("、"))
    }
}

#[component]
fn FilterBar(filter: VendorFilter) -> impl IntoView {
    let VendorFilter { q, kana, .. } = filter.clone();
    let without_q = address(&VendorFilter {
        kana: kana.clone(),
        ..VendorFilter::default()
    });
    let without_kana = address(&VendorFilter {
        q: q.clone(),
        ..VendorFilter::default()
    });
    let is_filtered = !q.is_empty() || !kana.is_empty();
    view! {
        <form class="filter-bar" method="get" action=paths::VENDORS role="search" aria-label="委託先の絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"名称・フリガナ・法人番号"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" value=q.clone() data-size="sm"/>
                </span>
            </div>
            {(!kana.is_empty()).then(|| view! { <input type="hidden" name="kana" value=kana.clone()/> })}
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
        {is_filtered.then(|| view! {
            <ul class="filter-chips" aria-label="適用中の条件">
                {(!q.is_empty()).then(|| view! { <FilterChip words=format!("名称・法人番号：{q}") path=without_q/> })}
                {(!kana.is_empty()).then(|| view! { <FilterChip words=format!("五十音：{kana}") path=without_kana/> })}
                <li><a class="filter-chips__clear" href=paths::VENDORS>"条件をすべて解除"</a></li>
            </ul>
        })}
    }
}

#[component]
fn FilterChip(words: String, path: String) -> impl IntoView {
    view! {
        <li>
            <a class="filter-chip" href=path>
                {words}<span class="filter-chip__remove" aria-hidden="true">"×"</span>
                <span class="dads-u-visually-hidden">"を外す"</span>
            </a>
        </li>
    }
}

#[component]
fn KanaJump(filter: VendorFilter) -> impl IntoView {
    let VendorFilter {
        q, kana: current, ..
    } = filter;
    let link = |kana: &str| {
        address(&VendorFilter {
            q: q.clone(),
            kana: kana.to_owned(),
            page: String::new(),
        })
    };
    view! {
        <nav class="kana-jump" aria-label="五十音">
            <a href=link("") aria-current=current.is_empty().then_some("true")>"すべて"</a>
            {KANA.iter().map(|kana| view! {
                <a href=link(kana) aria-current=(current == *kana).then_some("true")>{*kana}</a>
            }).collect_view()}
        </nav>
    }
}

#[component]
fn VendorTable(rows: Vec<VendorSummary>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"委託先"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"名称"</th>
                        <th class="dads-table__col-header" scope="col">"フリガナ"</th>
                        <th class="dads-table__col-header" scope="col">"法人番号"</th>
                        <th class="dads-table__col-header" scope="col">"所在地"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"契約"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.is_empty().then(|| view! {
                        <tr>
                            <td class="dads-table__empty" colspan="6">"該当する委託先はありません。別の条件を試してください。"</td>
                        </tr>
                    })}
                    {rows.into_iter().map(|vendor| view! { <VendorRow vendor/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn VendorRow(vendor: VendorSummary) -> impl IntoView {
    view! {
        <tr data-muted=vendor.is_void.then_some("")>
            <th class="dads-table__row-header" scope="row"><a href=paths::vendor(vendor.id)>{vendor.name}</a></th>
            <td class="dads-table__text">{vendor.kana}</td>
            <td class="dads-table__short"><span class="u-mono">{vendor.corporate_number.map(|number| number.to_string())}</span></td>
            <td class="dads-table__text">{vendor.address}</td>
            <td class="dads-table__numeric">{format!("{}件", vendor.contract_count)}</td>
            <td class="dads-table__status">
                <span class="u-cluster">
                    {vendor.certificate_expired.then(|| view! { <Chip label="認証切れ" color="orange"/> })}
                    {vendor.debarred.then(|| view! { <Chip label="指名停止中" color="red"/> })}
                    {vendor.is_void.then(|| view! { <Chip label="無効" color="gray"/> })}
                </span>
            </td>
        </tr>
    }
}
