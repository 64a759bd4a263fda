//! `/contracts/{id}/roster`: who works, for whom, and whether the town knows their employer.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{AddWorkers, EndWorker, Subcontracts, VoidWorker, load_subcontracts},
    roster_form::RosterForm,
    workers::Workers,
};
use crate::{
    components::{Banner, BannerKind, Breadcrumb, ErrorSummary, Loaded, PageHead},
    contract::contract_id,
    error::AppError,
    paths,
};

/// The roster of a contract.
#[component]
pub fn RosterPage() -> impl IntoView {
    let id = contract_id();
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let add = ServerAction::<AddWorkers>::new();
    let end = ServerAction::<EndWorker>::new();
    let void = ServerAction::<VoidWorker>::new();
    let error = Signal::derive(move || {
        let failed = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
        failed(add.value().get())
            .or_else(|| failed(end.value().get()))
            .or_else(|| failed(void.value().get()))
    });
    view! {
        <Loaded data=load_subcontracts(id, held) children=move |data: Subcontracts| {
            let Subcontracts { detail, overview, roster, .. } = data;
            let contract = detail.contract;
            let red = overview.red_employer_count;
            let meta = view! { <span>{contract.contract_no}</span><span>{contract.title.clone()}</span> };
            view! {
                <Breadcrumb
                    links=vec![
                        (paths::CONTRACTS.to_owned(), "契約".to_owned()),
                        (paths::contract(id), contract.title.clone()),
                        (paths::contract_tab(id, "subcontracts"), "再委託".to_owned()),
                    ]
                    here="従事者名簿"
                />
                <PageHead title="従事者名簿" window=format!("{} - 従事者名簿", contract.title) meta=meta.into_any()/>
                <ErrorSummary error/>
                {(0 < red).then(|| view! {
                    <Banner kind=BannerKind::Error heading=format!("所属を確かめる必要のある従事者が{red}名います")>
                        <p>"所属事業者が、委託先でも、承諾（許諾）した再委託先でもありません。"</p>
                    </Banner>
                })}
                <Workers overview=overview.clone() end void/>
                {overview.can.edit.then(|| view! { <RosterForm id input=roster action=add/> })}
            }
        }/>
    }
}
