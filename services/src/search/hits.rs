//! Rows as they are shown among what was found.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    contract::summary::{ContractStatus, ContractSummary},
    fold,
    search::{SearchHit, SearchWords},
    social_media::AccountState,
};
use entities::{
    external_service, external_service_profile, person, social_media_account, social_media_service,
    vendor,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Context, ServiceError};

/// Names by id.
type Names = HashMap<i64, String>;

pub(super) fn contract(contract: ContractSummary) -> SearchHit {
    let details = contract.vendor_name.into_iter().chain([contract.unit_name]);
    SearchHit {
        id: contract.id.0,
        name: contract.title,
        number: Some(contract.contract_no),
        details: details.collect(),
        status: Some(contract.status.label().to_owned()),
        is_past: matches!(
            contract.status,
            ContractStatus::Closed | ContractStatus::Void
        ),
    }
}

pub(super) fn vendor(row: vendor::Model) -> SearchHit {
    SearchHit {
        id: row.id,
        name: row.name,
        number: row.corporate_number,
        details: row.kana.into_iter().chain(row.address).collect(),
        is_past: row.void_reason.is_some(),
        status: row.void_reason.map(|_| "無効".to_owned()),
    }
}

pub(super) fn service(row: external_service::Model, units: &Names, today: NaiveDate) -> SearchHit {
    let is_void = row.void_on.is_some_and(|on| on <= today);
    let has_ended = row.ended_on.is_some_and(|on| on <= today);
    let status = if is_void {
        Some("無効".to_owned())
    } else {
        has_ended.then(|| "終了".to_owned())
    };
    SearchHit {
        id: row.id,
        name: row.name,
        number: Some(row.service_no),
        details: units.get(&row.unit_id).cloned().into_iter().collect(),
        is_past: status.is_some(),
        status,
    }
}

/// Services whose provider is no vendor of the list, but named in words.
pub(super) async fn services_provided_by(
    ctx: &Context,
    words: &SearchWords,
) -> Result<Vec<i64>, ServiceError> {
    let named: Vec<(i64, String)> = external_service_profile::Entity::find()
        .select_only()
        .column(external_service_profile::Column::ServiceId)
        .column(external_service_profile::Column::ProviderName)
        .filter(external_service_profile::Column::ProviderName.is_not_null())
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let found = named.into_iter();
    let found = found.filter(|(_, name)| fold::search_key(name).contains(&words.key));
    Ok(found.map(|(id, _)| id).collect())
}

pub(super) fn account(
    row: social_media_account::Model,
    units: &Names,
    platforms: &Names,
) -> SearchHit {
    let platform = platforms.get(&row.service_id).cloned();
    let unit = units.get(&row.unit_id).cloned();
    SearchHit {
        id: row.id,
        name: row.name,
        number: row.handle,
        details: platform.into_iter().chain(unit).collect(),
        status: Some(row.state.label().to_owned()),
        is_past: matches!(
            row.state,
            AccountState::Closed | AccountState::Withdrawn | AccountState::Void
        ),
    }
}

pub(super) async fn platform_names(ctx: &Context) -> Result<Names, ServiceError> {
    let rows: Vec<(i64, String)> = social_media_service::Entity::find()
        .select_only()
        .column(social_media_service::Column::Id)
        .column(social_media_service::Column::Name)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows.into_iter().collect())
}

pub(super) fn person(row: person::Model, units: &Names, today: NaiveDate) -> SearchHit {
    let unit = row.unit_id.and_then(|id| units.get(&id).cloned());
    let has_left = row.in_office_to.is_some_and(|last| last < today);
    SearchHit {
        id: row.id,
        name: row.name,
        number: Some(row.staff_no),
        details: unit.into_iter().chain(row.title).collect(),
        status: has_left.then(|| "在職していません".to_owned()),
        is_past: has_left,
    }
}
