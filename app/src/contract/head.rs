//! The head of a contract: what it is, where it stands, its tabs.

use domain::contract::detail::ContractDetail;
use leptos::prelude::*;

use crate::{
    components::{Breadcrumb, LongDate, PageHead, Tabs, confidentiality_chip, status_chip},
    paths,
};

/// Breadcrumb, title, status and tabs of a contract. `today` decides the status.
#[component]
pub fn ContractHead(detail: ContractDetail, tab: &'static str) -> impl IntoView {
    let contract = detail.contract;
    let id = contract.id;
    let meta = view! {
        {status_chip(detail.status)}
        <span>{contract.contract_no}</span>
        <span>{detail.vendor_name.unwrap_or_else(|| "委託先未定".to_owned())}</span>
        <span>{detail.unit_name}</span>
        <span><LongDate date=contract.starts_on/>"〜"<LongDate date=contract.ends_on/></span>
        {contract.confidentiality.map(confidentiality_chip)}
    };
    let tabs = vec![
        (paths::contract(id), "概要"),
        (paths::contract_tab(id, "selection"), "選定"),
        (paths::contract_tab(id, "clauses"), "条項"),
        (paths::contract_tab(id, "annex"), "別紙"),
        (paths::contract_tab(id, "forms"), "様式"),
        (paths::contract_tab(id, "subcontracts"), "再委託"),
        (paths::contract_tab(id, "verifications"), "点検"),
        (paths::contract_tab(id, "findings"), "指摘・措置"),
        (paths::contract_tab(id, "history"), "履歴"),
    ];
    view! {
        <Breadcrumb links=vec![(paths::CONTRACTS.to_owned(), "契約".to_owned())] here=contract.title.clone()/>
        <PageHead window=format!("{} - {tab}", contract.title) title=contract.title meta=meta.into_any()/>
        <Tabs label="契約の画面" tabs current=tab/>
    }
}
