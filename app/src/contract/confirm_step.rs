//! 確認: everything once more, then 申請.

use domain::contract::{coverage::ItemStatus, decision::Decision, detail::ContractDetail};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{SubmitContract, load_contract},
    contract_id,
    contract_page::Overview,
    steps::StepHead,
};
use crate::{
    components::{Banner, BannerKind, ErrorSummary, Loaded, error_of},
    paths,
};

/// `/contracts/{id}/draft/confirm`.
#[component]
pub fn ConfirmStepPage() -> impl IntoView {
    let id = contract_id();
    let action = ServerAction::<SubmitContract>::new();
    let (error, _) = error_of(move || action.value().get());
    let data = load_contract(id);
    view! {
        <Loaded data=data children=move |detail: ContractDetail| {
            let contract = detail.contract.clone();
            view! {
                <StepHead detail=detail.clone() step="confirm"/>
                <ErrorSummary error/>
                <h2 class="dads-heading" data-size="22">"確認　5 / 5"</h2>
                <Checks detail=detail.clone()/>
                <Overview detail=detail.clone()/>
                <p class="page-lead">
                    <a href=paths::contract_tab(contract.id, "annex")>"特記事項の案を見る"</a>
                    "　"
                    <a href=paths::draft_pdf(contract.id) rel="external" target="_blank">"PDF（案）を開く"</a>
                    "　"
                    <a href=paths::draft_docx(contract.id) rel="external">"Word（案）を保存"</a>
                </p>
                {detail.can.edit.then(|| view! {
                    <ActionForm action=action>
                        <input type="hidden" name="id" value=contract.id.to_string()/>
                        <input type="hidden" name="revision" value=contract.revision/>
                        <div class="button-row">
                            <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"申請"</button>
                            <a href=paths::draft_step(contract.id, "plan")>"前へ"</a>
                        </div>
                    </ActionForm>
                })}
            }
        }/>
    }
}

/// What still stands in the way, and what is left out.
#[component]
fn Checks(detail: ContractDetail) -> impl IntoView {
    let missing: Vec<String> = detail
        .coverage
        .iter()
        .filter(|item| matches!(item.status, ItemStatus::Missing { .. }))
        .map(|item| format!("{}　{}", item.item, item.title))
        .collect();
    let included = detail
        .clauses
        .iter()
        .filter(|clause| clause.on_contract.decision == Decision::Included)
        .count();
    let waived: Vec<String> = detail
        .clauses
        .iter()
        .filter(|clause| clause.on_contract.is_waiver())
        .map(|clause| {
            format!(
                "{}　{}（理由：{}）",
                clause.on_contract.clause,
                clause.title,
                clause.on_contract.reason.clone().unwrap_or_default()
            )
        })
        .collect();
    view! {
        {(!missing.is_empty()).then(|| view! {
            <Banner kind=BannerKind::Warning heading="満たされていない契約項目があります">
                <ul>{missing.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </Banner>
        })}
        {(!waived.is_empty()).then(|| view! {
            <Banner kind=BannerKind::Information heading="入れない必須の条項（承認者が理由を確認します）">
                <ul>{waived.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </Banner>
        })}
        <p>{format!("特記事項に入れる条項は{included}条です。")}</p>
    }
}
