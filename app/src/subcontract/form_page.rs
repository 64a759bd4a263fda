//! `/contracts/{id}/subcontracts/new` and `…/{subcontract}/edit`: one form for a new subcontract and for a
//! change.

use domain::{input::FieldErrors, subcontract::SubcontractInput};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    api::{ChangeSubcontract, Form, RecordSubcontract, load_form},
    subcontract_id,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField,
        TextField, WarnOfUnsavedChanges, error_of,
    },
    contract::{api::Options, contract_id},
    paths,
};

/// The form, filled with the subcontract of the address, or empty.
#[component]
pub fn SubcontractFormPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = load_form(contract_id(), subcontract_id(), held);
    view! {
        <Loaded data=data children=|form: Form| view! { <FormView form/> }/>
    }
}

#[component]
fn FormView(form: Form) -> impl IntoView {
    let record = ServerAction::<RecordSubcontract>::new();
    let change = ServerAction::<ChangeSubcontract>::new();
    let (error, errors) = error_of(move || record.value().get().or_else(|| change.value().get()));
    let Form {
        form,
        input,
        vendors,
    } = form;
    let id = form.contract_id;
    let list = paths::contract_tab(id, "subcontracts");
    let title = if form.subcontract.is_some() {
        "再委託の変更"
    } else {
        "再委託の登録"
    };
    let parents = form.subcontract.is_none().then_some(form.parents);
    let fields = view! { <Fields input parents vendors errors/> };
    view! {
        <Breadcrumb
            links=vec![
                (paths::CONTRACTS.to_owned(), "契約".to_owned()),
                (paths::contract(id), form.title.clone()),
                (list.clone(), "再委託".to_owned()),
            ]
            here=title
        />
        <PageHead title window=format!("{} - {title}", form.title)/>
        <ErrorSummary error/>
        {match form.subcontract {
            Some(subcontract) => view! {
                <ActionForm action=change attr:class="form" attr:novalidate="">
                    <WarnOfUnsavedChanges/>
                    <input type="hidden" name="id" value=subcontract.id.to_string()/>
                    <input type="hidden" name="revision" value=subcontract.revision/>
                    {fields}
                    <Buttons words="保存" back=paths::subcontract(id, subcontract.id)/>
                </ActionForm>
            }.into_any(),
            None => view! {
                <ActionForm action=record attr:class="form" attr:novalidate="">
                    <WarnOfUnsavedChanges/>
                    <input type="hidden" name="id" value=id.to_string()/>
                    {fields}
                    <Buttons words="登録" back=list/>
                </ActionForm>
            }.into_any(),
        }}
    }
}

#[component]
fn Buttons(words: &'static str, back: String) -> impl IntoView {
    view! {
        <div class="button-row">
            <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">{words}</button>
            <a class="button-row__end" href=back>"戻る"</a>
        </div>
    }
}

/// All fields; the place in the tree only for a new one.
#[component]
fn Fields(
    input: SubcontractInput,
    parents: Option<Options>,
    vendors: Options,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    view! {
        <section class="form__section" aria-labelledby="company-heading">
            <h2 class="dads-heading" data-size="22" id="company-heading">"再委託先"</h2>
            <div class="form__fields">
                {parents.map(|parents| view! {
                    <SelectField field="above_id" label="上位の再委託先" value=input.above_id options=parents errors empty="委託先から直接（1段階目）"
                        support="再々委託のときは、その発注元を選びます。"/>
                })}
                <SelectField field="vendor_id" label="委託先の台帳にある会社" value=input.vendor_id options=vendors errors empty="台帳にない"/>
                <TextField field="name" label="名称" value=input.name errors support="台帳から選んだときは、台帳の名称になります。例）株式会社印刷見本"/>
                <TextField field="address" label="所在地" value=input.address errors/>
            </div>
        </section>
        <section class="form__section" aria-labelledby="work-heading">
            <h2 class="dads-heading" data-size="22" id="work-heading">"業務と情報"</h2>
            <div class="form__fields">
                <TextAreaField field="scope" label="再委託する業務の範囲" value=input.scope errors required=true rows=2/>
                <TextAreaField field="reason" label="再委託する理由" value=input.reason errors rows=2/>
                <TextAreaField field="information" label="取り扱う情報" value=input.information errors required=true rows=2
                    support="名称、分類、個人情報・個人番号の有無、件数"/>
                <TextAreaField field="work_place" label="作業場所" value=input.work_place errors rows=2/>
                <TextAreaField field="safeguards" label="安全管理措置" value=input.safeguards errors rows=2 support="認証があれば、それも書きます。"/>
                <TextAreaField field="supervision" label="委託先による監督の方法" value=input.supervision errors rows=2/>
            </div>
        </section>
        <section class="form__section" aria-labelledby="days-heading">
            <h2 class="dads-heading" data-size="22" id="days-heading">"日付"</h2>
            <div class="form__fields">
                <DateField field="requested_on" label="申請日（様式第６号）" value=input.requested_on errors
                    support="申請がなく、町が見付けた再委託では、空欄にします。"/>
                <DateField field="started_on" label="取扱いの開始日" value=input.started_on errors support="情報を渡した日、又は作業を始めた日"/>
                <DateField field="ended_on" label="終了日" value=input.ended_on errors/>
            </div>
        </section>
    }
}
