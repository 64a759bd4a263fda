//! What a finding or an exception made by hand can be about.

use domain::{
    authorization::{Action, Resource, Scope},
    contract::ContractState,
};
use entities::contract;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Context, ServiceError, external_service, organization, social_media, vendor};

/// What a finding or an exception made by hand can be about: `contract:12` and its name.
///
/// # Errors
/// Without the right.
pub async fn subjects(
    ctx: &Context,
    resource: Resource,
) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::Edit, resource)?;
    let mut query = contract::Entity::find().filter(
        contract::COLUMN
            .state
            .is_in([ContractState::Drafting, ContractState::Concluded]),
    );
    if let Scope::Units(units) = ctx.scope(Action::Edit, resource) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    let rows: Vec<(i64, String, String)> = query
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::ContractNo)
        .column(contract::Column::Title)
        .order_by_desc(contract::Column::ContractNo)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let mut subjects: Vec<(String, String)> = rows
        .into_iter()
        .map(|(id, no, title)| (format!("contract:{id}"), format!("契約　{no}　{title}")))
        .collect();
    let vendors = vendor::choosable(ctx).await?;
    subjects.extend(
        vendors
            .into_iter()
            .map(|(id, name)| (format!("vendor:{id}"), format!("委託先　{name}"))),
    );
    let services = external_service::choosable(ctx, resource).await?;
    subjects.extend(services.into_iter().map(|(id, name)| {
        (
            format!("external_service:{id}"),
            format!("外部サービス　{name}"),
        )
    }));
    let accounts = social_media::accounts_to_name(ctx, resource).await?;
    subjects.extend(accounts.into_iter().map(|(id, name)| {
        (
            format!("social_media_account:{id}"),
            format!("SNSアカウント　{name}"),
        )
    }));
    if resource == Resource::Finding {
        subjects.extend(own_units(ctx).await?);
    }
    Ok(subjects)
}

/// Units a finding can be about, those of today the actor may act for.
async fn own_units(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    let scope = ctx.scope(Action::Edit, Resource::Finding);
    let units = organization::units(&ctx.db).await?;
    let own = units
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id));
    Ok(own
        .map(|unit| {
            let key = format!("organization_unit:{}", unit.id);
            (key, format!("課　{}", unit.name))
        })
        .collect())
}
