//! The clauses of a contract against the library in force, side by side.

use domain::{contract::detail::ContractDetail, document::Document, id::ContractId};
use leptos::prelude::*;

use super::{contract_id, head::ContractHead};
use crate::{components::Loaded, document::DocumentView, error::AppError, paths};

struct Comparison {
    detail: ContractDetail,
    document: Document,
}

async fn load_comparison(id: ContractId) -> Result<Comparison, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(Comparison {
        detail: services::contract::load(&ctx, id).await?,
        document: services::comparison::of_contract(&ctx, id).await?,
    })
}

/// `/contracts/{id}/comparison`.
#[component]
pub fn ComparisonPage() -> impl IntoView {
    let id = contract_id();
    let data = load_comparison(id);
    view! { <Loaded data=data children=move |data: Comparison| view! { <Table data id/> }/> }
}

#[component]
fn Table(data: Comparison, id: ContractId) -> impl IntoView {
    let Comparison { detail, document } = data;
    view! {
        <ContractHead detail tab="条項"/>
        <h2 class="dads-heading" data-size="20">"現在の条項集との新旧対照表"</h2>
        <p>
            <a href=paths::contract_comparison_pdf(id) rel="external" target="_blank">"PDFを開く"</a>
            "　"
            <a href=paths::contract_tab(id, "clauses")>"条項に戻る"</a>
        </p>
        <DocumentView document/>
    }
}
