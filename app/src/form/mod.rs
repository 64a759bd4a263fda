//! 様式: every form of the library, and the table of forms that pages share.

use domain::{
    form::FormSummary,
    id::{ContractId, SubcontractId},
};
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
    view! { <FormTable caption="すべての様式" forms of=FormOf::Nothing/> }
}

/// What forms are filled with.
#[derive(Clone, Copy)]
pub enum FormOf {
    Nothing,
    Contract(ContractId),
    Subcontract(ContractId, SubcontractId),
}

impl FormOf {
    /// The form with what the ledger knows.
    fn filled(self, number: &str) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Contract(id) => Some(paths::contract_form(id, number)),
            Self::Subcontract(contract, id) => Some(paths::subcontract_form(contract, id, number)),
        }
    }

    /// To be written in.
    fn blank(self, number: &str) -> String {
        match self {
            Self::Nothing => paths::form(number),
            Self::Contract(id) | Self::Subcontract(id, _) => paths::blank_contract_form(id, number),
        }
    }
}

/// Forms with their PDF, also with what the ledger knows of what they are filled with.
#[component]
pub fn FormTable(caption: &'static str, forms: Vec<FormSummary>, of: FormOf) -> impl IntoView {
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
                    {forms.into_iter().map(|form| view! { <FormRow form filled_with=of/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn FormRow(form: FormSummary, filled_with: FormOf) -> impl IntoView {
    let blank = filled_with.blank(&form.number);
    let filled = filled_with.filled(&form.number);
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
