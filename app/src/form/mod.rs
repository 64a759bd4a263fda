//! 様式: every form of the library, and the table of forms that pages share.

use domain::{form::FormSummary, id::ContractId};
use leptos::prelude::*;

use crate::{
    components::{Breadcrumb, Loaded, PageHead},
    error::AppError,
    paths,
};

pub async fn list_forms() -> Result<Vec<FormSummary>, AppError> {
    Ok(services::form::list(&crate::server_context::context()?).await?)
}

/// `/forms`.
#[component]
pub fn FormListPage() -> impl IntoView {
    let data = list_forms();
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="様式"/>
        <PageHead title="様式"/>
        <p>"すべての様式を、記入用のPDFで開けます。Wordのファイルは、文面をほかの文書に使うときに保存してください。契約の内容を書き入れたものは、契約の画面の「様式」にあります。"</p>
        <Loaded data=data children=all_forms/>
    }
}

fn all_forms(forms: Vec<FormSummary>) -> impl IntoView {
    view! { <FormTable caption="すべての様式" forms contract=None/> }
}

/// Forms with their PDF: of a contract, with what the ledger knows besides.
#[component]
pub fn FormTable(
    caption: &'static str,
    forms: Vec<FormSummary>,
    contract: Option<ContractId>,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-table__caption">{caption}</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"様式"</th>
                    <th class="dads-table__col-header" scope="col">"名称"</th>
                    <th class="dads-table__col-header" scope="col">"記入する者"</th>
                    <th class="dads-table__col-header" scope="col">"提出の時期"</th>
                    <th class="dads-table__col-header" scope="col">"ファイル"</th>
                </tr></thead>
                <tbody>
                    {forms.into_iter().map(|form| view! { <FormRow form contract/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn FormRow(form: FormSummary, contract: Option<ContractId>) -> impl IntoView {
    let blank = match contract {
        Some(id) => paths::blank_contract_form(id, &form.number),
        None => paths::form(&form.number),
    };
    let filled = contract.map(|id| paths::contract_form(id, &form.number));
    let of = form.name.clone();
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">{form.name}</th>
            <td class="dads-table__text">{form.title}<br/>{form.purpose}</td>
            <td class="dads-table__text">{form.filled_by_label}</td>
            <td class="dads-table__text">{form.when}</td>
            <td class="dads-table__text">
                {filled.map(|address| view! {
                    <Files address label="台帳の内容を記入" of=of.clone()/>
                })}
                <Files address=blank label="記入用（空欄）" of=of.clone()/>
            </td>
        </tr>
    }
}

/// A form as PDF, and the same for Word.
#[component]
fn Files(address: String, label: &'static str, of: String) -> impl IntoView {
    let word = paths::for_word(&address);
    view! {
        <p class="file-links">
            <a href=address rel="external" target="_blank">{label}<span class="dads-u-visually-hidden">{format!("（{of}）")}</span></a>
            <a href=word rel="external">"Word"<span class="dads-u-visually-hidden">{format!("（{of}　{label}）")}</span></a>
        </p>
    }
}
