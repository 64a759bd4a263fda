//! What the page of 一括変更 asks of the server.

use domain::{
    authorization::{Action, Resource},
    id::{JobId, SocialMediaAccountId},
    social_media::{
        bulk::{BulkOwnerInput, BulkPreview, BulkUnitInput},
        summary::AccountFilter,
    },
};
use leptos::prelude::*;

use super::api::{Options, held_input, units};
use crate::{error::AppError, paths, responsibility::options, server_context};

/// What would be changed, and what can be chosen.
#[derive(Clone)]
pub(super) struct BulkData {
    pub(super) preview: BulkPreview,
    pub(super) people: Options,
    pub(super) units: Options,
    /// The forms as they were refused.
    pub(super) owner: BulkOwnerInput,
    pub(super) unit: BulkUnitInput,
    pub(super) today: chrono::NaiveDate,
}

pub(super) async fn load_bulk(
    ticked: Option<Vec<SocialMediaAccountId>>,
    filter: AccountFilter,
    held: String,
) -> Result<BulkData, AppError> {
    let ctx = server_context::context()?;
    let preview = services::bulk::accounts::preview(&ctx, ticked.as_deref(), &filter).await?;
    let people = match preview.owner_count {
        Some(_) => services::bulk::accounts::choosable_people(&ctx).await?,
        None => Vec::new(),
    };
    Ok(BulkData {
        people: options(people.iter()),
        units: units(&ctx, Action::Edit).await?,
        owner: held_input::<ChangeOwners, _>(&held)
            .await?
            .unwrap_or_default(),
        unit: held_input::<ChangeUnits, _>(&held)
            .await?
            .unwrap_or_default(),
        today: ctx.today(),
        preview,
    })
}

fn listed(ids: &str) -> Result<Vec<SocialMediaAccountId>, AppError> {
    let ids: Result<Vec<_>, _> = ids.split(',').map(str::parse).collect();
    ids.map_err(|_| AppError::BadRequest)
}

fn accepted(id: JobId) {
    server_context::done(
        &paths::job(id),
        "アカウントの一括変更を受け付けました。終わると、この画面に結果が出ます。",
    );
}

#[server(endpoint = "social-media/change-owners")]
pub async fn change_owners(ids: String, input: BulkOwnerInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (ids, draft) = (listed(&ids)?, input.check()?);
    accepted(services::bulk::accounts::request_owner(&ctx, &ids, draft).await?);
    Ok(())
}

#[server(endpoint = "social-media/change-units")]
pub async fn change_units(ids: String, input: BulkUnitInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let (ids, draft) = (listed(&ids)?, input.check()?);
    accepted(services::bulk::accounts::request_unit(&ctx, &ids, draft).await?);
    Ok(())
}

#[server(endpoint = "social-media/undo-units")]
pub async fn undo_units(id: JobId) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let undo = services::bulk::accounts::undo_units(&ctx, id).await?;
    server_context::done(
        &paths::job(undo),
        "所管課を元に戻す処理を受け付けました。終わると、この画面に結果が出ます。",
    );
    Ok(())
}
