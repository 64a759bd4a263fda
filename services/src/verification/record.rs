//! Results and evidence, item by item. What was recorded stays; a later result stands beside it.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    id::{ContractId, FileId, OrganizationUnitId, VerificationTaskId},
    input::{FieldError, FieldErrors},
    verification::{
        TaskState,
        result::{ItemResult, ResultDraft},
    },
};
use entities::{contract, verification_evidence, verification_result, verification_task};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, JoinType, QueryFilter, QuerySelect,
};

use super::{contract_of, sheet::sheet_tasks, tasks::set_task};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::load_row,
    file::{self, StoredFile},
    finding::{self, FailedCheck},
    library,
};

/// A file that came with the form of a sheet.
#[derive(Clone, Debug)]
pub struct UploadedEvidence {
    /// For which item.
    pub task_id: VerificationTaskId,
    /// Its name at the sender.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Attaches evidence to items of a sheet; kept even while the results are not complete.
///
/// # Errors
/// Without the right; an item of another sheet; a file that is empty or no evidence.
pub async fn attach(
    ctx: &Context,
    id: ContractId,
    period: &str,
    uploads: Vec<UploadedEvidence>,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Verification)?;
    let (tx, contract, tasks) = recordable(ctx, id, period).await?;
    check_uploads(&uploads, |task| tasks.contains_key(&task.0))?;
    for upload in uploads {
        let file_id = file::keep(&tx, ctx, &upload.name, &upload.content).await?;
        let link = verification_evidence::ActiveModel {
            id: NotSet,
            task_id: Set(upload.task_id.0),
            file_id: Set(file_id.0),
            attached_at: Set(ctx.now()),
        };
        let conflict = sea_orm::sea_query::OnConflict::columns([
            verification_evidence::Column::TaskId,
            verification_evidence::Column::FileId,
        ])
        .do_nothing()
        .to_owned();
        verification_evidence::Entity::insert(link)
            .on_conflict(conflict)
            .exec_without_returning(&tx)
            .await?;
        let event =
            Event::new("証拠の添付", "contract", id.0, &contract.title).after(serde_json::json!({
                "check_item": tasks.get(&upload.task_id.0).map(|task| task.check_item.clone()),
                "period": period,
                "file": upload.name,
                "sha256": file::sha256_of(&upload.content),
            }));
        audit_log::record(&tx, ctx, event).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Files that can be evidence, each of an item of the sheet.
pub(super) fn check_uploads(
    uploads: &[UploadedEvidence],
    is_on_sheet: impl Fn(VerificationTaskId) -> bool,
) -> Result<(), ServiceError> {
    let mut errors = FieldErrors::default();
    for upload in uploads {
        let field = format!("files[{}]", upload.task_id);
        if upload.content.is_empty() {
            errors.add(
                &field,
                FieldError::Other(format!(
                    "「{}」は空のファイルです。中身を確かめてください。",
                    upload.name
                )),
            );
        } else if !file::is_acceptable(&upload.name, &upload.content) {
            let words = format!(
                "「{}」は添付できない種類のファイルです。PDF、画像、Excel、Wordなどの文書にしてください。",
                upload.name
            );
            errors.add(&field, FieldError::Other(words));
        } else if !is_on_sheet(upload.task_id) {
            return Err(ServiceError::NotFound("点検"));
        }
    }
    Ok(errors.into_result()?)
}

type Recordable = (
    sea_orm::DatabaseTransaction,
    contract::Model,
    BTreeMap<i64, verification_task::Model>,
);

/// Opens the transaction for a sheet somebody may record results in.
async fn recordable(
    ctx: &Context,
    id: ContractId,
    period: &str,
) -> Result<Recordable, ServiceError> {
    let tx = ctx.begin().await?;
    let contract = load_row(&tx, id).await?;
    ctx.authorize_in(
        Action::Edit,
        Resource::Verification,
        OrganizationUnitId(contract.unit_id),
    )?;
    let tasks: BTreeMap<i64, _> = sheet_tasks(&tx, id, period)
        .await?
        .into_iter()
        .map(|task| (task.id, task))
        .collect();
    if tasks.is_empty() {
        return Err(ServiceError::NotFound("点検"));
    }
    Ok((tx, contract, tasks))
}

/// Records results. A result recorded again stands beside the earlier one; the last one counts. 不適合 and
/// 一部不適合 open findings.
///
/// # Errors
/// Without the right; an item of another sheet.
pub async fn record_result(
    ctx: &Context,
    id: ContractId,
    period: &str,
    draft: ResultDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Verification)?;
    let inspector = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let (tx, contract, tasks) = recordable(ctx, id, period).await?;
    for item in &draft.items {
        let task = tasks
            .get(&item.task_id.0)
            .ok_or(ServiceError::NotFound("点検"))?;
        let row = verification_result::ActiveModel {
            id: NotSet,
            task_id: Set(task.id),
            result: Set(item.result),
            note: Set(item.note.clone()),
            inspected_on: Set(draft.inspected_on),
            method: Set(draft.method),
            inspector_id: Set(inspector.0),
            recorded_at: Set(ctx.now()),
        };
        let result_id = verification_result::Entity::insert(row)
            .exec(&tx)
            .await?
            .last_insert_id;
        let check = FailedCheck {
            result_id,
            result: item.result,
            note: item.note.as_deref(),
            inspected_on: draft.inspected_on,
        };
        finding::open_from_check(&tx, ctx, (&contract, task), &library, check).await?;
        set_task(&tx, VerificationTaskId(task.id), TaskState::Done, None).await?;
    }
    let event =
        Event::new("点検結果の記録", "contract", id.0, &contract.title).after(serde_json::json!({
            "period": period,
            "inspected_on": draft.inspected_on,
            "method": draft.method,
            "results": draft.items.iter().map(|item| result_line(item, &tasks)).collect::<Vec<_>>(),
        }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn result_line(item: &ItemResult, tasks: &BTreeMap<i64, verification_task::Model>) -> String {
    let check_item = tasks
        .get(&item.task_id.0)
        .map(|task| task.check_item.as_str())
        .unwrap_or_default();
    let note = item
        .note
        .as_deref()
        .map(|note| format!("（{note}）"))
        .unwrap_or_default();
    format!("{check_item}：{}{note}", item.result.label())
}

/// A file attached to a check, for whoever may see the check.
///
/// # Errors
/// Without the right; when the file is no evidence of a check the actor may see.
pub async fn evidence_file(ctx: &Context, id: FileId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let mut units: Vec<i64> = verification_evidence::Entity::find()
        .select_only()
        .column(contract::Column::UnitId)
        .join(
            JoinType::InnerJoin,
            verification_evidence::Entity::belongs_to(verification_task::Entity)
                .from(verification_evidence::Column::TaskId)
                .to(verification_task::Column::Id)
                .into(),
        )
        .join(JoinType::InnerJoin, contract_of())
        .filter(verification_evidence::COLUMN.file_id.eq(id.0))
        .into_tuple()
        .all(&ctx.db)
        .await?;
    units.extend(super::subject::evidence_units(&ctx.db, id).await?);
    if units.is_empty() {
        return Err(ServiceError::NotFound("ファイル"));
    }
    let scope = ctx.scope(Action::View, Resource::Verification);
    if !units
        .into_iter()
        .any(|unit| scope.contains(OrganizationUnitId(unit)))
    {
        return Err(ServiceError::Forbidden {
            action: Action::View,
            resource: Resource::Verification,
        });
    }
    file::load(&ctx.db, id).await
}
