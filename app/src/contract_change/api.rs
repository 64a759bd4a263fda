//! What the screens of 変更契約 ask of the server.

use domain::{
    authorization::{Action, Resource, permits},
    contract::{
        change::{ContractChange, Outdated},
        detail::ContractDetail,
    },
    id::{ContractChangeId, ContractId, JobId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{error::AppError, paths};

/// The contracts that carry older clauses.
pub(super) struct OutdatedList {
    pub(super) contracts: Vec<Outdated>,
    /// True when the person may draft.
    pub(super) can_edit: bool,
}

pub(super) async fn load_outdated(only: Option<Vec<ContractId>>) -> Result<OutdatedList, AppError> {
    let context = crate::server_context::context()?;
    let mut contracts = services::contract_change::outdated(&context).await?;
    if let Some(only) = only {
        contracts.retain(|it| only.contains(&it.id));
    }
    Ok(OutdatedList {
        contracts,
        can_edit: permits(&context.actor.roles, Action::Edit, Resource::Contract, None),
    })
}

/// A contract with its 変更契約, newest first, and what was typed in a form that was refused.
pub(super) struct ChangeData {
    pub(super) detail: ContractDetail,
    pub(super) changes: Vec<ContractChange>,
    pub(super) can_edit: bool,
    pub(super) typed: Typed,
}

/// As typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) reason: String,
    pub(super) signed_on: String,
}

pub(super) async fn load_changes(
    id: ContractId,
    held: Option<String>,
) -> Result<ChangeData, AppError> {
    use crate::server_context::held as find;
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let held = held.as_deref();
    let withdrawn: Option<Typed> = find(held, WithdrawChange::PATH).await?;
    let signed: Option<Typed> = find(held, RecordChangeSigning::PATH).await?;
    let detail = services::contract::load(&context, id).await?;
    let unit = Some(detail.contract.unit_id);
    Ok(ChangeData {
        changes: services::contract_change::of_contract(&context, id).await?,
        can_edit: permits(&context.actor.roles, Action::Edit, Resource::Contract, unit),
        typed: withdrawn.or(signed).unwrap_or_default(),
        detail,
    })
}

#[server(endpoint = "contract-change/prepare")]
pub async fn prepare_changes(ids: String) -> Result<JobId, AppError> {
    use crate::server_context::{context, done};
    let ids: Result<Vec<ContractId>, _> = ids.split(',').map(str::parse).collect();
    let ids = ids.map_err(|_| AppError::BadRequest)?;
    let id = services::contract_change::request(&context()?, &ids).await?;
    done(
        &paths::job(id),
        "変更契約の案の一括作成を受け付けました。終わると、それぞれの契約で案を確認できます。",
    );
    Ok(id)
}

#[server(endpoint = "contract-change/take-up")]
pub async fn take_up_change(id: ContractChangeId, revision: i32) -> Result<(), AppError> {
    use crate::server_context::{context, done};
    let contract = services::contract_change::take_up(&context()?, id, revision).await?;
    done(
        &paths::draft_step(contract, "clauses"),
        "変更契約の案を起案に取り込みました。確かめて、申請してください。",
    );
    Ok(())
}

#[server(endpoint = "contract-change/submit")]
pub async fn submit_change(id: ContractChangeId, revision: i32) -> Result<(), AppError> {
    use crate::server_context::{context, done};
    let contract = services::contract_change::submit(&context()?, id, revision).await?;
    done(
        &paths::contract(contract),
        "変更契約の案を承認に出しました。",
    );
    Ok(())
}

#[server(endpoint = "contract-change/withdraw")]
pub async fn withdraw_change(
    id: ContractChangeId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    use crate::server_context::{context, done};
    let contract = services::contract_change::withdraw(&context()?, id, revision, &reason).await?;
    done(
        &paths::contract_tab(contract, "change"),
        "変更契約の案を取り下げました。",
    );
    Ok(())
}

#[server(endpoint = "contract-change/record-signing")]
pub async fn record_change_signing(
    id: ContractChangeId,
    revision: i32,
    signed_on: String,
) -> Result<(), AppError> {
    use crate::server_context::{context, done};
    let day = domain::input::date(&signed_on)
        .map_err(|error| domain::input::FieldErrors::one("signed_on", error))?;
    let contract =
        services::contract_change::record_signing(&context()?, id, revision, day).await?;
    done(
        &paths::contract_tab(contract, "change"),
        "変更契約日を記録しました。",
    );
    Ok(())
}
