//! 再委託体系図 as a file.

use domain::{
    authorization::{Action, Resource},
    id::ContractId,
    subcontract::paper::chart,
};

use crate::{Context, ServiceError, contract, document, file::StoredFile};

/// 再委託体系図 of a contract, as of today.
///
/// # Errors
/// Without the right, for the unit too; when there is no such contract; a character without a glyph, named.
pub async fn chart_pdf(ctx: &Context, id: ContractId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Subcontract)?;
    let overview = super::overview(ctx, id).await?;
    let row = contract::load_row(&ctx.db, id).await?;
    let making = document::making(ctx).await?;
    let paper = chart(&overview, &row.contract_no, &row.title, &making);
    let identity = format!("subcontracts {id} {}", ctx.now());
    let name = format!("再委託体系図_{}", row.contract_no);
    document::print(ctx, paper, &identity, &name).await
}
