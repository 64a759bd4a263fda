//! 変更契約の案をまとめて作る: for which contracts, and the button that asks for it.

use domain::{contract::change::Outdated, id::ContractId};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    ClauseLines,
    api::{OutdatedList, PrepareChanges, load_outdated},
};
use crate::{
    components::{Breadcrumb, ErrorSummary, Loaded, PageHead, TICKED, error_of},
    paths,
};

/// `/library/outdated/changes`.
#[component]
pub fn ConfirmChangesPage() -> impl IntoView {
    let (all, ticked) = use_query_map().with_untracked(|query| {
        let ids = query.get_all(TICKED).unwrap_or_default();
        let ids: Vec<ContractId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        (query.get("all").is_some(), ids)
    });
    let action = ServerAction::<PrepareChanges>::new();
    let data = load_outdated((!all).then_some(ticked));
    view! {
        <Loaded data=data children=move |list: OutdatedList| view! { <Confirm list action/> }/>
    }
}

#[component]
fn Confirm(list: OutdatedList, action: ServerAction<PrepareChanges>) -> impl IntoView {
    let (error, _) = error_of(move || action.value().get());
    let free: Vec<Outdated> = list
        .contracts
        .into_iter()
        .filter(|it| it.change.is_none())
        .collect();
    let total = free.len();
    let ids: Vec<String> = free.iter().map(|it| it.id.to_string()).collect();
    view! {
        <Breadcrumb
            links=vec![
                (paths::LIBRARY.to_owned(), "条項集".to_owned()),
                (paths::OUTDATED.to_owned(), "旧版の条項を持つ契約".to_owned()),
            ]
            here="変更契約の案の一括作成"
        />
        <PageHead title="変更契約の案の一括作成"/>
        <ErrorSummary error/>
        {if free.is_empty() {
            view! {
                <p class="zero-state">"案を作る契約が選択されていません。"<a href=paths::OUTDATED>"旧版の条項を持つ契約に戻る"</a></p>
            }.into_any()
        } else {
            view! {
                <p>{format!("{total}件の契約について、新しい版の条項にする変更契約の案（変更契約書と新旧対照表）を作ります。")}</p>
                <div class="u-prose"><ul>
                    <li>"契約の条項と発行済みの特記事項は変わりません。契約担当者が案を確かめて承認に出し、承認と発行が済むと、新しい特記事項になります。"</li>
                    <li>"作れないものがあっても、ほかは続けます。作れなかったものは、理由とともに処理結果に示します。"</li>
                </ul></div>
                <ActionForm action>
                    <input type="hidden" name="ids" value=ids.join(",")/>
                    <div class="button-row">
                        <a class="dads-button" data-type="outline" data-size="md" href=paths::OUTDATED>"一覧に戻る"</a>
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">{format!("{total}件の案を作る")}</button>
                    </div>
                </ActionForm>
                <section class="section-follow" aria-labelledby="chosen">
                    <h2 class="dads-heading" data-size="20" id="chosen">"対象の契約"</h2>
                    <ContractTable contracts=free/>
                </section>
            }.into_any()
        }}
    }
}

#[component]
fn ContractTable(contracts: Vec<Outdated>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"対象の契約"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"件名"</th>
                    <th class="dads-table__col-header" scope="col">"所管課"</th>
                    <th class="dads-table__col-header" scope="col">"変わる条項"</th>
                </tr></thead>
                <tbody>
                    {contracts.into_iter().map(|contract| view! {
                        <tr>
                            <th class="dads-table__row-header" scope="row">
                                {contract.title}<span class="dads-table__sub">{contract.contract_no}</span>
                            </th>
                            <td class="dads-table__short">{contract.unit_name}</td>
                            <td class="dads-table__text"><ClauseLines clauses=contract.clauses/></td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
