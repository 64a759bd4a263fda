//! Results and evidence of subjects, item by item. What was recorded stays; a later result stands beside it.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    id::VerificationTaskId,
    verification::{TaskState, result::ResultDraft, subject::SubjectKey},
};
use entities::{subject_check, subject_check_evidence, subject_check_result};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, EntityTrait,
};

use super::{
    super::record::{UploadedEvidence, check_uploads},
    list::{sheet_rows, unit_of},
    names_of, plan_on, set,
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file,
    finding::{self, FailedCheck},
    library,
};

/// A sheet somebody may record results in, in the transaction that will.
struct Recordable {
    tx: DatabaseTransaction,
    name: String,
    checks: BTreeMap<i64, subject_check::Model>,
}

async fn recordable(
    ctx: &Context,
    key: SubjectKey,
    period: &str,
) -> Result<Recordable, ServiceError> {
    let tx = ctx.begin().await?;
    let rows = sheet_rows(&tx, key, period).await?;
    ctx.authorize_in(Action::Edit, Resource::Verification, unit_of(&rows)?)?;
    let mut names = names_of(&tx, std::iter::once(key)).await?;
    Ok(Recordable {
        name: names.remove(&key).unwrap_or_else(|| key.to_string()),
        checks: rows.into_iter().map(|row| (row.id, row)).collect(),
        tx,
    })
}

/// Attaches evidence to items of a sheet; kept even while the results are not complete.
///
/// # Errors
/// Without the right; an item of another sheet; a file that is empty or no evidence.
pub async fn attach_to_subject(
    ctx: &Context,
    key: SubjectKey,
    period: &str,
    uploads: Vec<UploadedEvidence>,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Verification)?;
    let Recordable { tx, name, checks } = recordable(ctx, key, period).await?;
    check_uploads(&uploads, |task| checks.contains_key(&task.0))?;
    for upload in uploads {
        let file_id = file::keep(&tx, ctx, &upload.name, &upload.content).await?;
        let link = subject_check_evidence::ActiveModel {
            id: NotSet,
            check_id: Set(upload.task_id.0),
            file_id: Set(file_id.0),
            attached_at: Set(ctx.now()),
        };
        let conflict = sea_orm::sea_query::OnConflict::columns([
            subject_check_evidence::Column::CheckId,
            subject_check_evidence::Column::FileId,
        ])
        .do_nothing()
        .to_owned();
        subject_check_evidence::Entity::insert(link)
            .on_conflict(conflict)
            .exec_without_returning(&tx)
            .await?;
        let event =
            Event::new("証拠の添付", key.kind.code(), key.id, &name).after(serde_json::json!({
                "check_item": checks.get(&upload.task_id.0).map(|row| row.check_item.clone()),
                "period": period,
                "file": upload.name,
                "sha256": file::sha256_of(&upload.content),
            }));
        audit_log::record(&tx, ctx, event).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Records results. A result recorded again stands beside the earlier one; the last one counts. 不適合 and
/// 一部不適合 open findings.
///
/// # Errors
/// Without the right; an item of another sheet.
pub async fn record_subject_result(
    ctx: &Context,
    key: SubjectKey,
    period: &str,
    draft: ResultDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Verification)?;
    let inspector = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let Recordable { tx, name, checks } = recordable(ctx, key, period).await?;
    let mut lines = Vec::new();
    for item in &draft.items {
        let check = checks
            .get(&item.task_id.0)
            .ok_or(ServiceError::NotFound("点検"))?;
        let row = subject_check_result::ActiveModel {
            id: NotSet,
            check_id: Set(check.id),
            result: Set(item.result),
            note: Set(item.note.clone()),
            inspected_on: Set(draft.inspected_on),
            method: Set(draft.method),
            inspector_id: Set(inspector.0),
            recorded_at: Set(ctx.now()),
        };
        let result_id = subject_check_result::Entity::insert(row)
            .exec(&tx)
            .await?
            .last_insert_id;
        let failed = FailedCheck {
            result_id,
            result: item.result,
            note: item.note.as_deref(),
            inspected_on: draft.inspected_on,
        };
        finding::open_from_subject_check(&tx, ctx, (&name, check), &library, failed).await?;
        set(&tx, VerificationTaskId(check.id), TaskState::Done, None).await?;
        lines.push(format!("{}：{}", check.check_item, item.result.label()));
    }
    let event =
        Event::new("点検結果の記録", key.kind.code(), key.id, &name).after(serde_json::json!({
            "period": period,
            "inspected_on": draft.inspected_on,
            "method": draft.method,
            "results": lines,
        }));
    audit_log::record(&tx, ctx, event).await?;
    plan_on(&tx, ctx, key).await?;
    tx.commit().await?;
    Ok(())
}
