//! What each kind of job does: to an item, outside and inside its transaction, and at the end.

use domain::{
    authorization::Resource,
    id::{ContractId, JobId, SocialMediaAccountId},
    job::JobKind,
};
use entities::{job, job_item};
use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::{Context, ServiceError, bulk, contract_change, file::StoredFile};

/// What a person must be allowed to see who opens the file of such a job.
pub(super) fn resource(kind: JobKind) -> Resource {
    match kind {
        JobKind::AnnexBundle | JobKind::ContractChanges => Resource::Contract,
        JobKind::AccountOwners | JobKind::AccountUnits | JobKind::AccountUnitsUndo => {
            Resource::SocialMedia
        }
    }
}

/// The file an item comes to. Changes nothing.
pub(super) async fn make(
    ctx: &Context,
    job: &job::Model,
    item: &job_item::Model,
) -> Result<Option<StoredFile>, ServiceError> {
    match job.kind {
        JobKind::AnnexBundle => bulk::annexes::make(ctx, item.subject_id).await.map(Some),
        JobKind::ContractChanges
        | JobKind::AccountOwners
        | JobKind::AccountUnits
        | JobKind::AccountUnitsUndo => Ok(None),
    }
}

/// What an item changes in the records; answers what it was before, where that can be put back.
pub(super) async fn enter(
    tx: &DatabaseTransaction,
    ctx: &Context,
    job: &job::Model,
    item: &job_item::Model,
) -> Result<Option<Value>, ServiceError> {
    let account = SocialMediaAccountId(item.subject_id);
    match job.kind {
        JobKind::AnnexBundle => {}
        JobKind::ContractChanges => {
            contract_change::enter(tx, ctx, ContractId(item.subject_id)).await?;
        }
        JobKind::AccountOwners => bulk::accounts::enter_owner(tx, ctx, job, account).await?,
        JobKind::AccountUnits => {
            return bulk::accounts::enter_unit(tx, ctx, job, account)
                .await
                .map(Some);
        }
        JobKind::AccountUnitsUndo => bulk::accounts::enter_undo(tx, ctx, job, account).await?,
    }
    Ok(None)
}

/// The file of the job, from those of its items.
pub(super) async fn finish(
    ctx: &Context,
    job: &job::Model,
) -> Result<Option<StoredFile>, ServiceError> {
    match job.kind {
        JobKind::AnnexBundle => bulk::annexes::finish(ctx, job).await,
        JobKind::ContractChanges
        | JobKind::AccountOwners
        | JobKind::AccountUnits
        | JobKind::AccountUnitsUndo => Ok(None),
    }
}

/// Why an item was not done, and what to do, in words for the list. A failure of the program goes to the
/// log of the server.
pub(super) fn words_of(error: ServiceError, job: JobId) -> String {
    match error {
        ServiceError::Rule(words) => words,
        ServiceError::Invalid(errors) => {
            let words: Vec<String> = errors.iter().map(|(_, error)| error.to_string()).collect();
            words.join("\n")
        }
        ServiceError::NotFound(what) => {
            format!("{what}が見つかりません。無効になっていないか、確かめてください。")
        }
        ServiceError::Forbidden { action, resource } => format!(
            "「{}」の{}の権限がありません。所管課の担当者に依頼してください。",
            resource.label(),
            action.label()
        ),
        ServiceError::SignInRequired => {
            "依頼した人の役割を確かめられません。もう一度サインインしてから、依頼してください。"
                .to_owned()
        }
        ServiceError::Conflict(conflict) => format!(
            "「{}」は、ほかの人が先に保存しました。内容を確かめて、もう一度依頼してください。",
            conflict.subject
        ),
        ServiceError::Unexpected(source) => {
            tracing::error!(job = job.0, error = ?source, "an item of a job failed");
            "処理に失敗しました。時間をおいて、もう一度依頼してください。続くときは、管理者に連絡してください。".to_owned()
        }
    }
}
