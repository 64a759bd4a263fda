//! Server functions of checks: they load; results and evidence are posted to a route of the server.

use chrono::NaiveDate;
use domain::{
    id::ContractId,
    verification::{SheetFilter, SheetSummary},
};
use serde::{Deserialize, Serialize};

use super::SheetForm;
use crate::error::AppError;

/// A page of the list of sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetList {
    pub sheets: Vec<SheetSummary>,
    /// All matches.
    pub total: u64,
    /// 所管課 the person may see: id and name.
    pub units: Vec<(String, String)>,
    pub today: NaiveDate,
    /// When and by whom, for the print sheet.
    pub printed: String,
}

pub async fn load_sheet_list(filter: SheetFilter, size: u64) -> Result<SheetList, AppError> {
    let ctx = crate::server_context::context()?;
    let (sheets, total) = services::verification::page(&ctx, &filter, size).await?;
    let units = super::list_page::choosable(services::organization::list_units(&ctx).await?, &ctx);
    let printed = format!("{}　{}", domain::wareki::long(ctx.today()), ctx.actor.name);
    Ok(SheetList {
        sheets,
        total,
        units,
        today: ctx.today(),
        printed,
    })
}

/// The sheets of one contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractSheets {
    pub sheets: Vec<SheetSummary>,
    pub today: NaiveDate,
}

pub async fn load_contract_sheets(id: ContractId) -> Result<ContractSheets, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(ContractSheets {
        sheets: services::verification::list_of_contract(&ctx, id).await?,
        today: ctx.today(),
    })
}

/// `held` names a form that could not be taken; `errors` is `1` when its errors are to be shown.
pub async fn load_sheet_form(
    id: ContractId,
    period: String,
    held: String,
    errors: String,
) -> Result<SheetForm, AppError> {
    let ctx = crate::server_context::context()?;
    let sheet = services::verification::load_sheet(&ctx, id, &period).await?;
    let typed = crate::server_context::held(Some(&held), &crate::paths::sheet(id, &period)).await?;
    Ok(SheetForm::new(sheet, typed, &errors, ctx.today()))
}
