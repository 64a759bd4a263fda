//! What each kind of job does: to an item, outside and inside its transaction, and at the end.

use domain::{
    authorization::Resource,
    id::{ContractId, JobId},
    job::{JobKind, JobWork},
};
use entities::{job, job_item};
use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::{Context, ServiceError, bulk, contract, contract_change, file::StoredFile, import_run};

/// What a person must be allowed to see who opens the file of such a job.
pub(super) fn resource(kind: JobKind) -> Resource {
    match kind.work() {
        JobWork::AnnexBundle | JobWork::ContractChanges | JobWork::ContractClosings => {
            Resource::Contract
        }
        JobWork::Bulk(ledger, _) => ledger.resource(),
        // There is none: what became of the rows is on the page of the import.
        JobWork::LedgerImport => Resource::Job,
    }
}

/// What an item came to, outside the transaction of the worker.
pub(super) enum Made {
    /// Nothing: all of it is done in the transaction.
    Nothing,
    /// A file.
    File(StoredFile),
    /// Everything, in a transaction of its own that also says that the item is done.
    Entered,
}

/// The file an item comes to, or a work with a transaction of its own. Else it changes nothing.
pub(super) async fn make(
    ctx: &Context,
    job: &job::Model,
    item: &job_item::Model,
) -> Result<Made, ServiceError> {
    match job.kind.work() {
        JobWork::AnnexBundle => bulk::annexes::make(ctx, item.subject_id)
            .await
            .map(Made::File),
        JobWork::LedgerImport => import_run::take_in_background(ctx, job, item)
            .await
            .map(|()| Made::Entered),
        JobWork::ContractChanges | JobWork::ContractClosings | JobWork::Bulk(..) => {
            Ok(Made::Nothing)
        }
    }
}

/// What an item changes in the records; answers what it was before, where that can be put back.
pub(super) async fn enter(
    tx: &DatabaseTransaction,
    ctx: &Context,
    job: &job::Model,
    item: &job_item::Model,
) -> Result<Option<Value>, ServiceError> {
    match job.kind.work() {
        JobWork::AnnexBundle | JobWork::LedgerImport => Ok(None),
        JobWork::ContractChanges => {
            contract_change::enter(tx, ctx, ContractId(item.subject_id)).await?;
            Ok(None)
        }
        JobWork::ContractClosings => {
            contract::close_one(tx, ctx, ContractId(item.subject_id)).await?;
            Ok(None)
        }
        JobWork::Bulk(ledger, change) => {
            bulk::change::enter(tx, ctx, job, (ledger, change), item.subject_id).await
        }
    }
}

/// The file of the job, from those of its items.
pub(super) async fn finish(
    ctx: &Context,
    job: &job::Model,
) -> Result<Option<StoredFile>, ServiceError> {
    match job.kind.work() {
        JobWork::AnnexBundle => bulk::annexes::finish(ctx, job).await,
        JobWork::ContractChanges
        | JobWork::ContractClosings
        | JobWork::Bulk(..)
        | JobWork::LedgerImport => Ok(None),
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
