//! `/library/outdated`: the contracts whose annex in force words a clause otherwise than the library.

use domain::contract::change::Outdated;
use leptos::prelude::*;

use super::{
    ClauseLines,
    api::{OutdatedList, load_outdated},
    state_chip,
};
use crate::{
    components::{Breadcrumb, BulkBar, Loaded, PageHead, Tick, TickHeader},
    paths,
};

/// The list.
#[component]
pub fn OutdatedPage() -> impl IntoView {
    let data = load_outdated(None);
    view! { <Loaded data=data children=|list: OutdatedList| view! { <ListView list/> }/> }
}

#[component]
fn ListView(list: OutdatedList) -> impl IntoView {
    let OutdatedList {
        contracts,
        can_edit,
    } = list;
    let free = contracts.iter().filter(|it| it.change.is_none()).count();
    view! {
        <Breadcrumb links=vec![(paths::LIBRARY.to_owned(), "条項集".to_owned())] here="旧版の条項を持つ契約"/>
        <PageHead title="旧版の条項を持つ契約"/>
        <p class="page-lead">
            "契約済みで、発行した特記事項の条項の文言が、現在の条項集と異なる契約です。変更契約の案を作っても、発行済みの特記事項と契約の条項は、案の承認と発行が済むまで変わりません。"
        </p>
        {if contracts.is_empty() {
            view! { <p class="zero-state">"旧版の条項を持つ契約はありません。"</p> }.into_any()
        } else {
            view! {
                <OutdatedTable contracts can_edit/>
                {(can_edit && 0 < free).then(|| view! {
                    <BulkBar action=paths::NEW_CHANGES noun="契約" hidden=Vec::new()>
                        <button class="dads-button" data-type="outline" data-size="sm" type="submit">"変更契約の案をまとめて作る"</button>
                        <button class="dads-button" data-type="text" data-size="sm" type="submit" name="all" value="1">
                            {format!("案のない{free}件すべて")}
                        </button>
                    </BulkBar>
                })}
            }.into_any()
        }}
    }
}

#[component]
fn OutdatedTable(contracts: Vec<Outdated>, can_edit: bool) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"旧版の条項を持つ契約"</caption>
                <thead><tr>
                    {can_edit.then(|| view! { <TickHeader noun="契約"/> })}
                    <th class="dads-table__col-header" scope="col">"件名"</th>
                    <th class="dads-table__col-header" scope="col">"所管課"</th>
                    <th class="dads-table__col-header" scope="col">"異なる条項"</th>
                    <th class="dads-table__col-header" scope="col">"新旧対照表"</th>
                    <th class="dads-table__col-header" scope="col">"変更契約"</th>
                </tr></thead>
                <tbody>{contracts.into_iter().map(|contract| view! { <ContractRow contract can_edit/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ContractRow(contract: Outdated, can_edit: bool) -> impl IntoView {
    let id = contract.id;
    // One with a draft cannot get another: nothing to tick.
    let tick = can_edit.then(|| match contract.change {
        None => view! { <Tick value=id.to_string() label=contract.title.clone()/> }.into_any(),
        Some(_) => view! { <td class="dads-table__select"></td> }.into_any(),
    });
    let comparison = match contract.change {
        None => paths::contract_tab(id, "comparison"),
        Some(_) => paths::contract_tab(id, "change"),
    };
    let spoken = format!("：{}", contract.title);
    view! {
        <tr>
            {tick}
            <th class="dads-table__row-header" scope="row">
                <a href=paths::contract(id)>{contract.title}</a>
                <span class="dads-table__sub">{contract.contract_no}</span>
            </th>
            <td class="dads-table__short">{contract.unit_name}</td>
            <td class="dads-table__text"><ClauseLines clauses=contract.clauses/></td>
            <td class="dads-table__short"><a href=comparison>"開く"<span class="dads-u-visually-hidden">{spoken}</span></a></td>
            <td class="dads-table__status">
                {contract.change.map(|state| view! {
                    <a href=paths::contract_tab(id, "change")>{state_chip(state)}</a>
                })}
            </td>
        </tr>
    }
}
