//! 条項集: the clauses with their versions, and any two of a clause side by side.

mod versions_page;

pub use versions_page::ClauseVersionsPage;

use domain::comparison::ClauseSummary;
use leptos::prelude::*;

use crate::{
    components::{Breadcrumb, Loaded, LongDate, PageHead},
    error::AppError,
    paths,
};

async fn list_clauses() -> Result<Vec<ClauseSummary>, AppError> {
    Ok(services::comparison::clauses(&crate::server_context::context()?).await?)
}

/// `/library`.
#[component]
pub fn LibraryPage() -> impl IntoView {
    let data = list_clauses();
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="条項集"/>
        <PageHead title="条項集"/>
        <p>"条項の版と、旧版の条項のままの契約を確認できます。版の違いは、条項の名称を開くと新旧対照表で示します。"</p>
        <p><a href=paths::OUTDATED>"旧版の条項を持つ契約の一覧"</a>"　変更契約の案をまとめて作れます。"</p>
        <Loaded data=data children=clause_table/>
    }
}

fn clause_table(clauses: Vec<ClauseSummary>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-table__caption">"条項"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"番号"</th>
                    <th class="dads-table__col-header" scope="col">"名称"</th>
                    <th class="dads-table__col-header" scope="col">"版"</th>
                    <th class="dads-table__col-header" scope="col">"施行"</th>
                    <th class="dads-table__col-header" scope="col">"旧版の条項を持つ契約"</th>
                </tr></thead>
                <tbody>{clauses.into_iter().map(|clause| view! { <ClauseRow clause/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ClauseRow(clause: ClauseSummary) -> impl IntoView {
    let newest = clause.versions.last().cloned();
    let outdated = clause.outdated_contracts;
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">{clause.id.clone()}</th>
            <td class="dads-table__text"><a href=paths::clause_versions(&clause.id)>{clause.title}</a></td>
            <td class="dads-table__short">{newest.as_ref().map(|newest| format!("第{}版", newest.version))}</td>
            <td class="dads-table__short">{newest.map(|newest| view! { <LongDate date=newest.effective_from/> })}</td>
            <td class="dads-table__text">
                {if outdated.is_empty() {
                    "なし".into_any()
                } else {
                    view! {
                        <details>
                            <summary>{format!("{}件", outdated.len())}</summary>
                            <ul>
                                {outdated.into_iter().map(|contract| view! {
                                    <li>
                                        <a href=paths::contract_tab(contract.id, "comparison")>{contract.contract_no}"　"{contract.title}</a>
                                        {format!("（第{}版）", contract.version)}
                                    </li>
                                }).collect_view()}
                            </ul>
                        </details>
                    }.into_any()
                }}
            </td>
        </tr>
    }
}
