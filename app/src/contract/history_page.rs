//! 履歴 of one contract: what happened, by whom, when, and which fields changed. Newest first; nothing can
//! be changed here.

use domain::{audit::AuditEntry, contract::detail::ContractDetail, id::ContractId};
use leptos::prelude::*;

use super::{api::load_contract, contract_id, head::ContractHead};
use crate::{
    audit_log::{History, Words},
    components::Loaded,
    error::AppError,
};

pub async fn load_contract_history(id: ContractId) -> Result<Vec<AuditEntry>, AppError> {
    Ok(services::contract::history(&crate::server_context::context()?, id).await?)
}

/// The tab 履歴 of a contract.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let id = contract_id();
    let data = async move { Ok((load_contract(id).await?, load_contract_history(id).await?)) };
    view! {
        <Loaded data=data children=|(detail, entries): (ContractDetail, Vec<AuditEntry>)| {
            let words = Words::of_contract(&detail);
            view! {
                <ContractHead detail tab="履歴"/>
                <History entries words/>
            }
        }/>
    }
}
