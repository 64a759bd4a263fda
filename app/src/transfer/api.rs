//! What the screens of 人事異動 ask of the server.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource, permits},
    fiscal_year::FiscalYear,
    id::TransferId,
    responsibility::board::Leaver,
    transfer::{
        TransferDetail, TransferSummary,
        input::{ChoicesInput, MoverInput, TransferInput},
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::transfer_id;
use crate::{error::AppError, paths};

/// The list of plans, and the form of a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlanList {
    pub(super) plans: Vec<TransferSummary>,
    /// People who leave and still hold something.
    pub(super) leaving: Vec<Leaver>,
    /// Units to plan for; nobody plans without one.
    pub(super) units: Vec<(String, String)>,
    /// True when the whole town can be planned for.
    pub(super) whole_town: bool,
    pub(super) can_edit: bool,
    pub(super) input: TransferInput,
}

pub(super) async fn load_plans(held: Option<String>) -> Result<PlanList, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let roles = &context.actor.roles;
    let can_edit = permits(roles, Action::Edit, Resource::Responsibility, None);
    let (units, whole_town) = if can_edit {
        services::transfer::choosable_units(&context).await?
    } else {
        (Vec::new(), false)
    };
    let held: Option<HeldInput<_>> = find(held.as_deref(), DraftTransfer::PATH).await?;
    let next_april = FiscalYear::containing(context.today()).next().first_day();
    let input = held.map_or_else(
        || TransferInput {
            effective_on: domain::wareki::long(next_april),
            unit_id: String::new(),
        },
        |held| held.input,
    );
    Ok(PlanList {
        plans: services::transfer::list(&context).await?,
        leaving: services::responsibility::leaving(&context).await?,
        units: units
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        whole_town,
        can_edit,
        input,
    })
}

/// What was typed in the forms of a plan when one of them was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) mover: MoverInput,
    pub(super) choices: BTreeMap<String, String>,
    pub(super) words: HeldWords,
}

/// Reasons, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct HeldWords {
    pub(super) comment: String,
    pub(super) reason: String,
}

pub(super) async fn load_plan(
    id: String,
    held: Option<String>,
) -> Result<(TransferDetail, Held), AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let detail = services::transfer::load(&context, transfer_id(&id)?).await?;
    let held = held.as_deref();
    let mover: Option<HeldInput<_>> = find(held, AddMover::PATH).await?;
    let choices: Option<HeldInput<ChoicesInput>> = find(held, ChooseSuccessors::PATH).await?;
    let back: Option<HeldWords> = find(held, SendBackTransfer::PATH).await?;
    let void: Option<HeldWords> = find(held, VoidTransfer::PATH).await?;
    let held = Held {
        mover: mover.unwrap_or_default().input,
        choices: choices.unwrap_or_default().input.moves,
        words: back.or(void).unwrap_or_default(),
    };
    Ok((detail, held))
}

#[server(endpoint = "transfer/draft")]
pub async fn draft_transfer(input: TransferInput) -> Result<TransferId, AppError> {
    let context = crate::server_context::context()?;
    let id = services::transfer::draft(&context, input.check()?).await?;
    crate::server_context::done(&paths::transfer(id), "異動の計画を作成しました。");
    Ok(id)
}

#[server(endpoint = "transfer/add-mover")]
pub async fn add_mover(id: TransferId, input: MoverInput) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::transfer::add_mover(&context, id, input.check()?).await?;
    crate::server_context::done(&paths::transfer(id), "職員を加えました。");
    Ok(())
}

#[server(endpoint = "transfer/remove-mover")]
pub async fn remove_mover(id: TransferId, mover: i64) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::transfer::remove_mover(&context, id, mover).await?;
    crate::server_context::done(&paths::transfer(id), "職員を計画から外しました。");
    Ok(())
}

#[server(endpoint = "transfer/choose")]
pub async fn choose_successors(
    id: TransferId,
    revision: i32,
    input: ChoicesInput,
) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::transfer::choose(&context, id, revision, &input.check()?).await?;
    crate::server_context::done(&paths::transfer(id), "後任を保存しました。");
    Ok(())
}

#[server(endpoint = "transfer/submit")]
pub async fn submit_transfer(id: TransferId, revision: i32) -> Result<(), AppError> {
    services::transfer::submit(&crate::server_context::context()?, id, revision).await?;
    crate::server_context::done(&paths::transfer(id), "異動の計画を申請しました。");
    Ok(())
}

#[server(endpoint = "transfer/approve")]
pub async fn approve_transfer(id: TransferId, revision: i32) -> Result<(), AppError> {
    services::transfer::approve(&crate::server_context::context()?, id, revision).await?;
    crate::server_context::done(
        &paths::transfer(id),
        "異動の計画を承認し、引継ぎを記録しました。",
    );
    Ok(())
}

#[server(endpoint = "transfer/send-back")]
pub async fn send_back_transfer(
    id: TransferId,
    revision: i32,
    comment: String,
) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::transfer::send_back(&context, id, revision, &comment).await?;
    crate::server_context::done(&paths::transfer(id), "異動の計画を差し戻しました。");
    Ok(())
}

#[server(endpoint = "transfer/void")]
pub async fn void_transfer(id: TransferId, revision: i32, reason: String) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::transfer::void(&context, id, revision, &reason).await?;
    crate::server_context::done(&paths::transfer(id), "異動の計画を取りやめました。");
    Ok(())
}
