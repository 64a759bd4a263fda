//! Services that are paid under a contract.

use domain::{
    authorization::{Action, Resource},
    external_service::summary::ServiceSummary,
    id::ContractId,
};
use entities::{external_service, external_service_profile};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::SelectStatement};

use super::{
    list::{summaries, visible},
    record::load_all,
};
use crate::{Context, ServiceError};

/// Services whose profile of today names the contract; none without the right to see services.
///
/// # Errors
/// When the database does not answer.
pub async fn of_contract(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<ServiceSummary>, ServiceError> {
    if ctx
        .authorize(Action::View, Resource::ExternalService)
        .is_err()
    {
        return Ok(Vec::new());
    }
    let mut named = external_service_profile::Entity::find()
        .filter(external_service_profile::COLUMN.contract_id.eq(id.0))
        .select_only()
        .column(external_service_profile::Column::ServiceId);
    let named: SelectStatement = QuerySelect::query(&mut named).take();
    let query = visible(ctx, Action::View).filter(external_service::Column::Id.in_subquery(named));
    let today = ctx.today();
    let mut services = load_all(&ctx.db, query).await?;
    services.retain(|service| {
        let profile = service.profile_on(today).or(service.profiles.last());
        profile.is_some_and(|it| it.contract_id == Some(id))
    });
    summaries(ctx, services).await
}
