//! 履歴 of one contract: what happened, by whom, when, and which fields changed. Newest first; nothing can
//! be changed here.

mod words;

use domain::{audit::AuditEntry, contract::detail::ContractDetail, id::ContractId};
use leptos::prelude::*;

use super::{api::load_contract, contract_id, head::ContractHead};
use crate::{
    components::{Instant, Loaded},
    error::AppError,
};
use words::Words;

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
            let words = Words::of(&detail);
            view! {
                <ContractHead detail tab="履歴"/>
                <History entries words/>
            }
        }/>
    }
}

#[component]
fn History(entries: Vec<AuditEntry>, words: Words) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="zero-state">"この契約の操作記録はありません。"</p> }.into_any();
    }
    view! {
        <ol class="history">
            {entries.into_iter().map(|entry| {
                let changes = words.of_changes(&entry.changes);
                view! { <Entry entry changes/> }
            }).collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Entry(entry: AuditEntry, changes: Vec<(String, String, String)>) -> impl IntoView {
    view! {
        <li class="history__entry">
            <div class="history__head">
                <span class="history__what">{entry.action}</span>
                <span class="history__when"><Instant at=entry.at/></span>
                <span class="history__who">{entry.actor}</span>
            </div>
            {(!changes.is_empty()).then(|| view! {
                <dl class="history__changes">
                    {changes.into_iter().map(|(label, before, after)| view! {
                        <div><dt>{label}</dt><dd><Change before after/></dd></div>
                    }).collect_view()}
                </dl>
            })}
        </li>
    }
}

/// Old, then new; a screen reader hears which is which.
#[component]
fn Change(before: String, after: String) -> impl IntoView {
    view! {
        {(!before.is_empty()).then(|| view! {
            <del><span class="dads-u-visually-hidden">"削除："</span>{before}</del>" "
        })}
        {(!after.is_empty()).then(|| view! {
            <ins><span class="dads-u-visually-hidden">"追加："</span>{after}</ins>
        })}
    }
}
