//! 点検 of one contract: its sheets by due date. Results are recorded on the sheet itself.

use domain::{
    contract::detail::ContractDetail,
    verification::{SheetSummary, period_label},
};
use leptos::prelude::*;

use super::{api::load_contract, contract_id, head::ContractHead};
use crate::{
    components::Loaded,
    paths,
    verification::{
        NonconformChip, Progress,
        api::{ContractSheets, load_contract_sheets},
        due::{DueDate, days_left},
    },
};

/// The tab 点検 of a contract.
#[component]
pub fn VerificationsPage() -> impl IntoView {
    let id = contract_id();
    let data = async move { Ok((load_contract(id).await?, load_contract_sheets(id).await?)) };
    view! {
        <Loaded data=data children=|(detail, sheets): (ContractDetail, ContractSheets)| view! {
            <ContractHead detail tab="点検"/>
            <Sheets sheets/>
        }/>
    }
}

#[component]
fn Sheets(sheets: ContractSheets) -> impl IntoView {
    let ContractSheets { sheets, today } = sheets;
    if sheets.is_empty() {
        return view! {
            <p class="zero-state">"この契約の点検はありません。契約を承認すると、条項に応じた点検が予定に入ります。"</p>
        }
        .into_any();
    }
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"この契約の点検"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"点検"</th>
                        <th class="dads-table__col-header" scope="col">"期限"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"項目"</th>
                        <th class="dads-table__col-header" scope="col">"不適合"</th>
                    </tr>
                </thead>
                <tbody>
                    {sheets.into_iter().map(|sheet| {
                        let left = days_left(&sheet, today);
                        view! { <SheetRow sheet left/> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn SheetRow(sheet: SheetSummary, left: Option<i64>) -> impl IntoView {
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::sheet(sheet.contract_id, &sheet.period)>{period_label(&sheet.period)}</a>
            </th>
            <td class="dads-table__date"><DueDate date=sheet.due_on left/></td>
            <td class="dads-table__numeric"><Progress done=sheet.done_count count=sheet.item_count/></td>
            <td class="dads-table__status"><NonconformChip count=sheet.nonconform_count/></td>
        </tr>
    }
}
