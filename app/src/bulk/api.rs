//! What the page of 一括変更 asks of the server.

use domain::{
    authorization::{Action, Resource},
    bulk::{BulkLedger, BulkOwnerInput, BulkPreview, BulkUnitInput},
    id::JobId,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::de::DeserializeOwned;
use services::bulk::change::{self, Selection};

use crate::{
    components::HeldInput, error::AppError, paths, responsibility::options, server_context,
};

type Options = Vec<(String, String)>;

/// What would be changed, and what can be chosen.
#[derive(Clone)]
pub(super) struct BulkData {
    pub(super) ledger: BulkLedger,
    pub(super) preview: BulkPreview,
    pub(super) people: Options,
    pub(super) units: Options,
    /// The forms as they were refused.
    pub(super) owner: BulkOwnerInput,
    pub(super) unit: BulkUnitInput,
    pub(super) today: chrono::NaiveDate,
}

pub(super) async fn load_bulk(
    ledger: BulkLedger,
    selection: Selection,
    held: String,
) -> Result<BulkData, AppError> {
    let ctx = server_context::context()?;
    let preview = change::preview(&ctx, selection).await?;
    let people = match preview.owner_count {
        Some(_) => change::choosable_people(&ctx).await?,
        None => Vec::new(),
    };
    let units = match preview.unit_count {
        Some(_) => services::organization::choosable_units(&ctx, ledger.resource()).await?,
        None => Vec::new(),
    };
    let units = units
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.name));
    Ok(BulkData {
        ledger,
        people: options(people.iter()),
        units: units.collect(),
        owner: refused::<ChangeOwners, _>(&held).await?,
        unit: refused::<ChangeUnits, _>(&held).await?,
        today: ctx.today(),
        preview,
    })
}

/// The typed part of a form as it was refused; else an empty one.
async fn refused<F: ServerFn, T: DeserializeOwned + Default>(token: &str) -> Result<T, AppError> {
    let held: Option<HeldInput<T>> = server_context::held(Some(token), F::PATH).await?;
    Ok(held.map(|held| held.input).unwrap_or_default())
}

fn listed(ids: &str) -> Result<Vec<i64>, AppError> {
    let ids: Result<Vec<_>, _> = ids.split(',').map(str::parse).collect();
    ids.map_err(|_| AppError::BadRequest)
}

fn accepted(ledger: BulkLedger, id: JobId) {
    server_context::done(
        &paths::job(id),
        &format!(
            "{}の一括変更を受け付けました。終わると、この画面に結果が出ます。",
            ledger.label()
        ),
    );
}

#[server(endpoint = "bulk/owners")]
pub async fn change_owners(
    ledger: BulkLedger,
    ids: String,
    input: BulkOwnerInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (ids, draft) = (listed(&ids)?, input.check()?);
    let id = change::request_owner(&ctx, ledger, &ids, draft).await?;
    accepted(ledger, id);
    Ok(())
}

#[server(endpoint = "bulk/units")]
pub async fn change_units(
    ledger: BulkLedger,
    ids: String,
    input: BulkUnitInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, ledger.resource())?;
    let (ids, draft) = (listed(&ids)?, input.check()?);
    let id = change::request_unit(&ctx, ledger, &ids, draft).await?;
    accepted(ledger, id);
    Ok(())
}

#[server(endpoint = "bulk/closings")]
pub async fn close_contracts(ids: String) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let id = change::request_closing(&ctx, &listed(&ids)?).await?;
    accepted(BulkLedger::Contracts, id);
    Ok(())
}

#[server(endpoint = "bulk/undo-units")]
pub async fn undo_units(id: JobId) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let undo = change::undo_units(&ctx, id).await?;
    server_context::done(
        &paths::job(undo),
        "所管課を元に戻す処理を受け付けました。終わると、この画面に結果が出ます。",
    );
    Ok(())
}
