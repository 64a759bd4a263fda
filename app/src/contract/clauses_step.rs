//! 条項: what goes into the annex and what does not, with reasons; what covers an item without a clause.

use domain::{
    contract::{
        coverage::ItemStatus,
        input::{ClausesInput, CoverInput},
    },
    input::FieldErrors,
};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{ClausesForm, Options, SaveClauses, load_clauses_form},
    contract_id,
    coverage::CoverageGrid,
    decisions::DecisionCard,
    held_token,
    steps::StepHead,
};
use crate::{
    components::{
        Banner, BannerKind, ErrorSummary, Loaded, SelectField, WarnOfUnsavedChanges, error_of,
    },
    paths,
};

/// `/contracts/{id}/draft/clauses`.
#[component]
pub fn ClausesStepPage() -> impl IntoView {
    let (id, held) = (contract_id(), held_token());
    let action = ServerAction::<SaveClauses>::new();
    let (error, errors) = error_of(move || action.value().get());
    let data = load_clauses_form(id, held);
    view! {
        <Loaded data=data children=move |form: ClausesForm| {
            let coverage = form.detail.coverage.clone();
            let undecided = form.detail.contract.confidentiality.is_none();
            view! {
                <StepHead detail=form.detail.clone() step="clauses"/>
                <ErrorSummary error/>
                {undecided.then(|| view! { <Banner kind=BannerKind::Warning heading="先に「業務と情報」で機密性の分類を選んでください"/> })}
                {form.detail.warnings.iter().cloned().map(|words| view! { <Banner kind=BannerKind::Warning heading=words/> }).collect_view()}
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="revision" value=form.detail.contract.revision/>
                    <ClauseFields form=form.clone() errors/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit" name="then" value="next">"保存して次へ"</button>
                        <button class="dads-button" data-type="outline" data-size="lg" type="submit" name="then" value="stay">"保存して確かめる"</button>
                        <a href=paths::draft_step(id, "profile")>"前へ"</a>
                    </div>
                </ActionForm>
                <CoverageGrid coverage/>
            }
        }/>
    }
}

#[component]
fn ClauseFields(form: ClausesForm, errors: Signal<FieldErrors>) -> impl IntoView {
    let ClausesForm {
        detail,
        input,
        addable,
    } = form;
    let decisions = input.decisions.clone();
    view! {
        <section class="form__section" aria-labelledby="step-heading">
            <WarnOfUnsavedChanges/>
            <h2 class="dads-heading" data-size="22" id="step-heading">"条項　3 / 5"</h2>
            <p>"必須の条項を入れないときは、理由と期限を入力します。承認者がその理由も承認します。"</p>
            <ol class="clause-list">
                {detail.clauses.iter().cloned().map(|clause| {
                    let typed = decisions.get(&clause.on_contract.clause).cloned();
                    view! { <li><DecisionCard clause typed errors/></li> }
                }).collect_view()}
            </ol>
            <AddClause addable input=input.clone() errors/>
            <Covers detail input/>
        </section>
    }
}

#[component]
fn AddClause(addable: Options, input: ClausesInput, errors: Signal<FieldErrors>) -> impl IntoView {
    (!addable.is_empty()).then(|| view! {
        <SelectField field="add" label="条項を追加" value=input.add options=addable errors empty="追加しない"
            support="この業務の条件では提案されない条項も、必要なら加えられます。"/>
    })
}

/// Items no clause covers: the vendor's own terms, or a waiver with its reason.
#[component]
fn Covers(detail: domain::contract::detail::ContractDetail, input: ClausesInput) -> impl IntoView {
    let covered = |item: &str| detail.covers.iter().find(|cover| cover.item == item);
    let items: Vec<_> = detail
        .coverage
        .iter()
        .filter(|item| {
            matches!(
                item.status,
                ItemStatus::Missing { .. } | ItemStatus::ByVendorTerms { .. }
            ) || covered(&item.item).is_some()
        })
        .map(|item| {
            let saved = covered(&item.item).map(|cover| CoverInput {
                kind: match cover.kind {
                    domain::contract::coverage::CoverKind::VendorTerms => "vendor_terms".to_owned(),
                    domain::contract::coverage::CoverKind::Waived => "waived".to_owned(),
                },
                note: cover.note.clone(),
            });
            let typed = input
                .covers
                .get(&item.item)
                .cloned()
                .or(saved)
                .unwrap_or_default();
            (item.item.clone(), item.title.clone(), typed)
        })
        .collect();
    (!items.is_empty()).then(|| view! {
        <fieldset class="form__fields">
            <legend class="dads-heading" data-size="20">"条項によらずに満たす契約項目"</legend>
            {items.into_iter().map(|(item, title, typed)| view! { <CoverFields item title typed/> }).collect_view()}
        </fieldset>
    })
}

#[component]
fn CoverFields(item: String, title: String, typed: CoverInput) -> impl IntoView {
    let prefix = format!("input[covers][{item}]");
    let (kind_id, note_id) = (
        format!("f-covers-{item}--kind-"),
        format!("f-covers-{item}--note-"),
    );
    let choices = [
        ("", "条項で満たす"),
        ("vendor_terms", "相手方の約款で満たす"),
        ("waived", "満たさないことを認める"),
    ];
    view! {
        <div class="form__pair">
            <label class="dads-form-control-label__label" for=kind_id.clone()>{format!("{item}　{title}")}</label>
            <span class="dads-select"><span class="dads-select__control">
                <select class="dads-select__select" id=kind_id name=format!("{prefix}[kind]") data-size="sm">
                    {choices.into_iter().map(|(code, label)| view! {
                        <option value=code selected=typed.kind == code>{label}</option>
                    }).collect_view()}
                </select>
            </span></span>
            <label class="dads-form-control-label__label" for=note_id.clone()>"約款の条番号又は理由"</label>
            <span class="dads-input-text">
                <input class="dads-input-text__input" id=note_id type="text" data-size="sm" data-width="40" autocomplete="off"
                    name=format!("{prefix}[note]") value=typed.note/>
            </span>
        </div>
    }
}
