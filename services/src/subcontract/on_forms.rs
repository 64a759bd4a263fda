//! What forms say of subcontracts.

use domain::{
    authorization::{Action, Resource},
    contract::Contract,
    form::{LedgerFacts, facts_of, is_listed},
    id::{SubcontractId, VendorId},
    subcontract::{Assessed, assess},
};

use super::{needed, rows};
use crate::{Context, ServiceError, library, vendor};

/// What the ledger knows of one subcontract of the contract.
///
/// # Errors
/// Without the right for this unit; when the contract has no such subcontract.
pub(crate) async fn facts_of_one(
    ctx: &Context,
    contract: &Contract,
    id: SubcontractId,
) -> Result<LedgerFacts, ServiceError> {
    let mut all = assessed(ctx, contract).await?;
    all.retain(|it| it.subcontract.id == id);
    let facts = with_companies(ctx, &all).await?.pop();
    facts.ok_or(ServiceError::NotFound("再委託"))
}

/// What it knows of every subcontract that is not over, parents before children.
///
/// # Errors
/// Without the right for this unit.
pub(crate) async fn facts_of_all(
    ctx: &Context,
    contract: &Contract,
) -> Result<Vec<LedgerFacts>, ServiceError> {
    let mut all = assessed(ctx, contract).await?;
    all.retain(is_listed);
    with_companies(ctx, &all).await
}

async fn assessed(ctx: &Context, contract: &Contract) -> Result<Vec<Assessed>, ServiceError> {
    ctx.authorize_in(Action::View, Resource::Subcontract, contract.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let all = rows::of_contract(&ctx.db, contract.id).await?;
    Ok(assess(&all, needed(contract, &library)?, ctx.today()))
}

async fn with_companies(
    ctx: &Context,
    subcontracts: &[Assessed],
) -> Result<Vec<LedgerFacts>, ServiceError> {
    let ids: Vec<VendorId> = subcontracts
        .iter()
        .filter_map(|it| it.subcontract.vendor_id)
        .collect();
    let companies = vendor::of_ids(&ctx.db, &ids).await?;
    let facts = subcontracts.iter().map(|it| {
        let company = it.subcontract.vendor_id.and_then(|id| companies.get(&id));
        facts_of(it, company, ctx.today())
    });
    Ok(facts.collect())
}
