//! The contract ledger: filters in the address, sorted by the server, 50 a page.

use domain::contract::summary::{ContractFilter, ContractStatus, ContractSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{ContractList, Options, list_contracts};
use crate::{
    components::{
        Breadcrumb, Chip, FilterSelect, Loaded, PageHead, Pager, SortHeader, TableDate,
        confidentiality_chip, status_chip,
    },
    paths,
};

/// `/contracts`.
#[component]
pub fn ContractListPage() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| {
        let get = |name: &str| query.get(name).unwrap_or_default();
        ContractFilter {
            q: get("q"),
            fy: get("fy"),
            unit: get("unit"),
            status: get("status"),
            class: get("class"),
            sort: get("sort"),
            page: get("page"),
        }
    });
    let data = list_contracts(filter.clone());
    view! { <Loaded data=data children=move |list: ContractList| view! { <ListView list filter/> }/> }
}

/// The address of the ledger with this filter.
fn address(filter: &ContractFilter) -> String {
    paths::with_query(
        paths::CONTRACTS,
        &[
            ("q", &filter.q),
            ("fy", &filter.fy),
            ("unit", &filter.unit),
            ("status", &filter.status),
            ("class", &filter.class),
            ("sort", &filter.sort),
            ("page", &filter.page),
        ],
    )
}

#[component]
fn ListView(list: ContractList, filter: ContractFilter) -> impl IntoView {
    let can_draft = list.can_draft;
    let actions = can_draft.then(|| view! {
        <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_CONTRACT>"契約を起案"</a>
    });
    let page = filter.page.parse().unwrap_or(1);
    let (total, size) = (list.total, list.page_size);
    let pages = {
        let filter = filter.clone();
        move |page: u64| {
            address(&ContractFilter {
                page: page.to_string(),
                ..filter.clone()
            })
        }
    };
    let is_filtered = ContractFilter {
        sort: String::new(),
        page: String::new(),
        ..filter.clone()
    } != ContractFilter::default();
    view! {
        <Breadcrumb links=vec![] here="契約"/>
        <PageHead title="契約" actions=actions.into_any()/>
        <FilterBar filter=filter.clone() units=list.units.clone() years=list.years.clone()/>
        <FilterChips filter=filter.clone() units=list.units years=list.years/>
        <p class="output-conditions">{format!("契約台帳　出力：{}　{total}件", list.printed)}</p>
        {if total == 0 {
            view! { <ZeroState is_filtered can_draft/> }.into_any()
        } else {
            view! {
                <div class="ledger-bar"><Pager page total size link=pages.clone() label="ページ（上）"/></div>
                <LedgerTable items=list.items filter/>
                <div class="ledger-bar"><Pager page total size link=pages label="ページ（下）"/></div>
            }.into_any()
        }}
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
fn FilterBar(filter: ContractFilter, units: Options, years: Options) -> impl IntoView {
    use domain::contract::profile::Confidentiality;
    let statuses = ContractStatus::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    let classes = Confidentiality::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <form class="filter-bar" method="get" action=paths::CONTRACTS role="search" aria-label="契約の絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"件名・委託先・契約番号"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" data-size="sm" value=filter.q/>
                </span>
            </div>
            <FilterSelect name="fy" label="年度" all="全年度" value=filter.fy options=years/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=filter.unit options=units/>
            <FilterSelect name="status" label="ステータス" all="すべて（無効を除く）" value=filter.status options=statuses/>
            <FilterSelect name="class" label="分類" all="すべて" value=filter.class options=classes/>
            <input type="hidden" name="sort" value=filter.sort/>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
}

/// The conditions in force, each with the address of the ledger without it.
#[component]
fn FilterChips(filter: ContractFilter, units: Options, years: Options) -> impl IntoView {
    use domain::contract::profile::Confidentiality;
    let named = |options: &Options, code: &str| {
        options
            .iter()
            .find(|(it, _)| it == code)
            .map(|(_, label)| label.clone())
    };
    let without = ContractFilter {
        page: String::new(),
        ..filter.clone()
    };
    let mut chips: Vec<(String, String)> = Vec::new();
    if !filter.q.is_empty() {
        chips.push((
            format!("検索：{}", filter.q),
            address(&ContractFilter {
                q: String::new(),
                ..without.clone()
            }),
        ));
    }
    if let Some(year) = named(&years, &filter.fy) {
        chips.push((
            format!("年度：{year}"),
            address(&ContractFilter {
                fy: String::new(),
                ..without.clone()
            }),
        ));
    }
    if let Some(unit) = named(&units, &filter.unit) {
        chips.push((
            format!("所管課：{unit}"),
            address(&ContractFilter {
                unit: String::new(),
                ..without.clone()
            }),
        ));
    }
    if let Ok(status) = filter.status.parse::<ContractStatus>() {
        let link = address(&ContractFilter {
            status: String::new(),
            ..without.clone()
        });
        chips.push((format!("ステータス：{}", status.label()), link));
    }
    if let Ok(class) = filter.class.parse::<Confidentiality>() {
        let link = address(&ContractFilter {
            class: String::new(),
            ..without.clone()
        });
        chips.push((format!("分類：{}", class.label()), link));
    }
    (!chips.is_empty()).then(|| {
        view! {
            <ul class="filter-chips" aria-label="適用中の条件">
                {chips.into_iter().map(|(label, link)| view! {
                    <li><a class="filter-chip" href=link>
                        {label}<span class="filter-chip__remove" aria-hidden="true">"×"</span>
                        <span class="dads-u-visually-hidden">"を外す"</span>
                    </a></li>
                }).collect_view()}
                <li><a class="filter-chips__clear" href=paths::CONTRACTS>"条件をすべて解除"</a></li>
            </ul>
        }
    })
}

#[component]
fn LedgerTable(items: Vec<ContractSummary>, filter: ContractFilter) -> impl IntoView {
    let sort = filter.sort.clone();
    let link = move |sort: &str| {
        address(&ContractFilter {
            sort: sort.to_owned(),
            page: String::new(),
            ..filter.clone()
        })
    };
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"契約"</caption>
                <thead>
                    <tr>
                        <SortHeader code="title" label="件名" sort=sort.clone() link=link.clone()/>
                        <SortHeader code="vendor" label="委託先" sort=sort.clone() link=link.clone()/>
                        <SortHeader code="unit" label="所管課" sort=sort.clone() link=link.clone()/>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                        <SortHeader code="confidentiality" label="分類" sort=sort.clone() link=link.clone()/>
                        <SortHeader code="starts_on" label="開始日" sort=sort.clone() link=link.clone()/>
                        <SortHeader code="ends_on" label="終了日" sort=sort link=link/>
                        <th class="dads-table__col-header" scope="col">"次の点検"</th>
                    </tr>
                </thead>
                <tbody>{items.into_iter().map(|item| view! { <Row item/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(item: ContractSummary) -> impl IntoView {
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
            <th class="dads-table__row-header" scope="row">
                <a href=paths::contract(item.id)>{item.title}</a>
                <span class="dads-table__sub">{item.contract_no}</span>
            </th>
            <td class="dads-table__text">{item.vendor_name}</td>
            <td class="dads-table__short">{item.unit_name}</td>
            <td class="dads-table__status">
                {status_chip(item.status)}
                {beside.map(|label| view! { <Chip label color="orange"/> })}
            </td>
            <td class="dads-table__status">
                {item.confidentiality.map(confidentiality_chip)}
                {item.personal_info.then(|| view! { <Chip label="個人情報" color="purple"/> })}
            </td>
            <td class="dads-table__date"><TableDate date=item.starts_on/></td>
            <td class="dads-table__date"><TableDate date=item.ends_on/></td>
            <td class="dads-table__status">
                {item.next_due_on.map(|date| view! { <TableDate date/> })}
                {(0 < item.overdue_count).then(|| view! { <Chip label=format!("超過{}件", item.overdue_count) color="red"/> })}
            </td>
        </tr>
    }
}
