//! The clauses of a contract, to read: what is in the annex, what is not and why, and what that covers.

use domain::contract::detail::ContractDetail;
use leptos::prelude::*;

use super::{
    api::load_contract, contract_id, coverage::CoverageGrid, decisions::ClauseCard,
    head::ContractHead,
};
use crate::{components::Loaded, paths};

/// `/contracts/{id}/clauses`.
#[component]
pub fn ClausesPage() -> impl IntoView {
    let id = contract_id();
    let data = load_contract(id);
    view! {
        <Loaded data=data children=|detail: ContractDetail| {
            let clauses = detail.clauses.clone();
            let none = clauses.is_empty();
            let comparison = paths::contract_tab(detail.contract.id, "comparison");
            let change = paths::contract_tab(detail.contract.id, "change");
            let link = detail.can.edit.then(|| paths::draft_step(detail.contract.id, "profile"));
            view! {
                <ContractHead detail=detail.clone() tab="条項"/>
                <CoverageGrid coverage=detail.coverage/>
                <section class="section-follow" aria-labelledby="clauses-heading">
                    <h2 class="dads-heading" data-size="20" id="clauses-heading">"条項"</h2>
                    {none.then(|| view! {
                        <p class="zero-state">
                            "条項はまだありません。"
                            {link.map(|path| view! { <a href=path>"業務と情報を入力"</a> })}
                        </p>
                    })}
                    {(!none).then(|| view! { <p><a href=comparison>"現在の条項集との新旧対照表"</a>"　"<a href=change>"変更契約"</a></p> })}
                    <ol class="clause-list">
                        {clauses.into_iter().map(|clause| view! { <li><ClauseCard clause/></li> }).collect_view()}
                    </ol>
                </section>
            }
        }/>
    }
}
