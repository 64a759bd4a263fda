//! 相手方: what the contract is, with whom, from when to when.

use domain::{
    contract::{AmountKind, DocumentKind, ProcurementMethod},
    input::FieldErrors,
};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{DraftContract, PartyForm, SaveParty, load_party_form},
    contract_id, held_token,
    steps::StepHead,
};
use crate::{
    components::{
        DateField, ErrorSummary, Loaded, SelectField, TextAreaField, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    paths,
};

/// `/contracts/new`.
#[component]
pub fn NewContractPage() -> impl IntoView {
    let held = held_token();
    let action = ServerAction::<DraftContract>::new();
    let (error, errors) = error_of(move || action.value().get());
    let data = load_party_form(None, held);
    view! {
        <Loaded data=data children=move |form: PartyForm| view! {
            <StepHead detail=None step="party"/>
            <ErrorSummary error/>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <PartyFields form errors/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"起案して次へ"</button>
                    <a href=paths::CONTRACTS>"やめる"</a>
                </div>
            </ActionForm>
        }/>
    }
}

/// `/contracts/{id}/draft/party`.
#[component]
pub fn PartyStepPage() -> impl IntoView {
    let (id, held) = (contract_id(), held_token());
    let action = ServerAction::<SaveParty>::new();
    let (error, errors) = error_of(move || action.value().get());
    let data = load_party_form(Some(id), held);
    view! {
        <Loaded data=data children=move |form: PartyForm| view! {
            <StepHead detail=form.detail.clone() step="party"/>
            <ErrorSummary error/>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="revision" value=form.revision/>
                <PartyFields form errors/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存して次へ"</button>
                    <a href=paths::contract(id)>"契約に戻る"</a>
                </div>
            </ActionForm>
        }/>
    }
}

fn options<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|it| (code(*it).to_owned(), label(*it).to_owned()))
        .collect()
}

#[component]
fn PartyFields(form: PartyForm, errors: Signal<FieldErrors>) -> impl IntoView {
    let input = form.input;
    let methods = options(
        ProcurementMethod::ALL,
        ProcurementMethod::code,
        ProcurementMethod::label,
    );
    let documents = options(DocumentKind::ALL, DocumentKind::code, DocumentKind::label);
    let amounts = options(AmountKind::ALL, AmountKind::code, AmountKind::label);
    view! {
        <section class="form__section" aria-labelledby="step-heading">
            <WarnOfUnsavedChanges/>
            <h2 class="dads-heading" data-size="22" id="step-heading">"相手方　1 / 5"</h2>
            <div class="form__fields">
                <TextField field="title" label="件名" value=input.title errors required=true support="契約書に書く件名のとおりに入力します。例）住民情報システム保守業務"/>
                <SelectField field="unit_id" label="所管課" value=input.unit_id options=form.units errors required=true/>
                <SelectField field="vendor_id" label="委託先" value=input.vendor_id options=form.vendors errors
                    empty="まだ決まっていない" support="入札の前など、決まっていないときは空けておけます。申請までに選びます。一覧にないときは、先に委託先を追加してください。"/>
                <TextField field="vendor_branch" label="支店・営業所" value=input.vendor_branch errors width="20"/>
                <DateField field="starts_on" label="契約期間の開始日" value=input.starts_on errors required=true/>
                <DateField field="ends_on" label="契約期間の終了日" value=input.ends_on errors required=true/>
                <TextField field="contract_no" label="契約番号" value=input.contract_no errors width="12"
                    support="空けておくと、年度ごとの番号が付きます。"/>
                <SelectField field="procurement_method" label="契約方法" value=input.procurement_method options=methods errors/>
                <SelectField field="document_kind" label="契約書類" value=input.document_kind options=documents errors required=true
                    support="特記事項は、請書・覚書の場合や契約書を省略する場合にも付けます。"/>
                <SelectField field="amount_kind" label="金額の種類" value=input.amount_kind options=amounts errors required=true/>
                <TextField field="amount_yen" label="契約金額（税込、円）" value=input.amount_yen errors width="12" support="参考として記録します。例）1,234,000"/>
                <DateField field="prior_notice_on" label="特記事項を事前に示した日" value=input.prior_notice_on errors
                    support="入札公告又は見積徴取の前に示した日。まだのときは空けておきます。"/>
                <TextAreaField field="note" label="備考" value=input.note errors/>
            </div>
        </section>
    }
}
