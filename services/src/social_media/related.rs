//! Accounts that other records lead to: those run under a contract, those that follow a procedure.

use domain::{
    authorization::{Action, Resource},
    id::{ContractId, RegulationDocumentId},
    social_media::summary::AccountSummary,
};
use entities::{regulation_version, social_media_account, social_media_procedure};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, sea_query::SelectStatement,
};

use super::list::{summaries, visible};
use crate::{Context, ServiceError};

/// Accounts run under a contract; none without the right to see accounts.
///
/// # Errors
/// When the database does not answer.
pub async fn of_contract(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<AccountSummary>, ServiceError> {
    if ctx.authorize(Action::View, Resource::SocialMedia).is_err() {
        return Ok(Vec::new());
    }
    let query = visible(ctx).filter(social_media_account::COLUMN.contract_id.eq(id.0));
    summaries(ctx, query).await
}

/// Accounts that follow a version of a procedure today; none without the right to see accounts.
///
/// # Errors
/// When the database does not answer.
pub async fn following(
    ctx: &Context,
    id: RegulationDocumentId,
) -> Result<Vec<AccountSummary>, ServiceError> {
    if ctx.authorize(Action::View, Resource::SocialMedia).is_err() {
        return Ok(Vec::new());
    }
    let mut versions = regulation_version::Entity::find()
        .filter(regulation_version::COLUMN.document_id.eq(id.0))
        .select_only()
        .column(regulation_version::Column::Id);
    let versions: SelectStatement = QuerySelect::query(&mut versions).take();
    let mut links = social_media_procedure::Entity::find()
        .filter(social_media_procedure::Column::VersionId.in_subquery(versions))
        .filter(social_media_procedure::Column::FromOn.lte(ctx.today()))
        .filter(
            Condition::any()
                .add(social_media_procedure::Column::ToOn.is_null())
                .add(social_media_procedure::Column::ToOn.gte(ctx.today())),
        )
        .select_only()
        .column(social_media_procedure::Column::AccountId);
    let links: SelectStatement = QuerySelect::query(&mut links).take();
    let query = visible(ctx).filter(social_media_account::Column::Id.in_subquery(links));
    summaries(ctx, query).await
}
