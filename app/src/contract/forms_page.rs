//! 様式: the forms the contract needs, as PDF.

use domain::{contract::detail::ContractDetail, form::FormSummary, id::ContractId};
use leptos::prelude::*;

use super::{contract_id, head::ContractHead};
use crate::{
    components::Loaded,
    error::AppError,
    form::{FormOf, FormTable},
    paths,
};

struct ContractForms {
    detail: ContractDetail,
    forms: Vec<FormSummary>,
}

async fn load_forms(id: ContractId) -> Result<ContractForms, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(ContractForms {
        detail: services::contract::load(&ctx, id).await?,
        forms: services::form::list_of(&ctx, id).await?,
    })
}

/// `/contracts/{id}/forms`.
#[component]
pub fn FormsPage() -> impl IntoView {
    let id = contract_id();
    let data = load_forms(id);
    view! { <Loaded data=data children=move |data: ContractForms| view! { <Forms data id/> }/> }
}

#[component]
fn Forms(data: ContractForms, id: ContractId) -> impl IntoView {
    let ContractForms { detail, forms } = data;
    let table = if forms.is_empty() {
        view! {
            <p class="zero-state">"この契約の条項が求める様式はありません。条項を選ぶと、必要な様式がここに並びます。"</p>
        }
        .into_any()
    } else {
        view! {
            <p>
                "この契約の条項が求める様式です。「台帳の内容を記入」には、契約番号、件名、受託者、情報取扱一覧の内容が入ります。再委託先の内容も入れるときは、"
                <a href=paths::contract_tab(id, "subcontracts")>"再委託"</a>
                "から再委託先を選んで開いてください。"
            </p>
            <FormTable caption="この契約の様式" forms of=FormOf::Contract(id)/>
        }
        .into_any()
    };
    view! {
        <ContractHead detail tab="様式"/>
        {table}
        <p><a href=paths::FORMS>"すべての様式"</a></p>
    }
}
