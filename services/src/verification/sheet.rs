//! 点検調書: the items of one contract and period, with results and evidence so far.

use std::collections::{BTreeSet, HashMap};

use domain::{
    authorization::{Action, Resource},
    id::{ContractId, FileId, LibraryEntryId, OrganizationUnitId, VerificationTaskId},
    library::CheckItem,
    verification::{
        EvidenceFile, RecordedResult, SheetDetail, SheetItem, TaskState, VerificationTask,
    },
};
use entities::{
    file as files, library_entry, verification_evidence, verification_result, verification_task,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    list::{latest_results, sheets},
    tasks::timing,
};
use crate::{Context, ServiceError, contract::load_row, organization};

/// A sheet: the items of one contract and period, with results and evidence so far.
///
/// # Errors
/// Without the right for the contract; when nothing is planned for the period.
pub async fn load_sheet(
    ctx: &Context,
    id: ContractId,
    period: &str,
) -> Result<SheetDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let contract = load_row(&ctx.db, id).await?;
    let unit = OrganizationUnitId(contract.unit_id);
    ctx.authorize_in(Action::View, Resource::Verification, unit)?;
    let tasks = sheet_tasks(&ctx.db, id, period).await?;
    let first = tasks.first().ok_or(ServiceError::NotFound("点検"))?;
    let summary = sheets(ctx, &[first.id])
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("点検"))?;
    let items = check_items(&ctx.db, tasks.iter().map(|task| task.entry_id)).await?;
    let evidence = evidence_of(&ctx.db, tasks.iter().map(|task| task.id)).await?;
    let results = latest_results(&ctx.db, tasks.iter().map(|task| task.id)).await?;
    let inspectors =
        organization::people_names(&ctx.db, results.values().map(|row| row.inspector_id)).await?;
    let mut sheet_items: Vec<SheetItem> = tasks
        .into_iter()
        .filter_map(|task| {
            let item = items.get(&task.entry_id)?.clone();
            let result = results.get(&task.id).map(|row| recorded(row, &inspectors));
            let evidence = evidence.get(&task.id).cloned().unwrap_or_default();
            Some(SheetItem {
                task: task_of(task, result, evidence).ok()?,
                item,
            })
        })
        .collect();
    sheet_items.sort_by_key(|item| item.item.order);
    let can_record = domain::authorization::permits(
        &ctx.actor.roles,
        Action::Edit,
        Resource::Verification,
        Some(unit),
    );
    Ok(SheetDetail {
        summary,
        items: sheet_items,
        can_record,
    })
}

pub(super) async fn sheet_tasks(
    db: &impl ConnectionTrait,
    id: ContractId,
    period: &str,
) -> Result<Vec<verification_task::Model>, ServiceError> {
    Ok(verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.eq(id.0))
        .filter(verification_task::COLUMN.period.eq(period))
        .filter(verification_task::COLUMN.state.ne(TaskState::Withdrawn))
        .all(db)
        .await?)
}

fn task_of(
    row: verification_task::Model,
    result: Option<RecordedResult>,
    evidence: Vec<EvidenceFile>,
) -> Result<VerificationTask, ServiceError> {
    Ok(VerificationTask {
        id: VerificationTaskId(row.id),
        check_item: row.check_item,
        entry_id: LibraryEntryId(row.entry_id),
        timing: timing(&row.timing)?,
        period: row.period,
        due_on: row.due_on,
        state: row.state,
        result,
        evidence,
    })
}

fn recorded(row: &verification_result::Model, inspectors: &HashMap<i64, String>) -> RecordedResult {
    RecordedResult {
        result: row.result,
        note: row.note.clone(),
        inspected_on: row.inspected_on,
        method: row.method,
        inspector: inspectors
            .get(&row.inspector_id)
            .cloned()
            .unwrap_or_default(),
        recorded_at: row.recorded_at,
    }
}

pub(super) async fn check_items(
    db: &impl ConnectionTrait,
    entries: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, CheckItem>, ServiceError> {
    let rows = library_entry::Entity::find()
        .filter(
            library_entry::COLUMN
                .id
                .is_in(entries.collect::<BTreeSet<_>>()),
        )
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, serde_json::from_value(row.content)?)))
        .collect()
}

async fn evidence_of(
    db: &impl ConnectionTrait,
    tasks: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Vec<EvidenceFile>>, ServiceError> {
    let links = verification_evidence::Entity::find()
        .filter(verification_evidence::COLUMN.task_id.is_in(tasks))
        .order_by_asc(verification_evidence::Column::Id)
        .all(db)
        .await?;
    let names: HashMap<i64, (String, i64)> = files::Entity::find()
        .select_only()
        .column(files::Column::Id)
        .column(files::Column::Name)
        .column(files::Column::ByteCount)
        .filter(
            files::COLUMN
                .id
                .is_in(links.iter().map(|link| link.file_id)),
        )
        .into_tuple::<(i64, String, i64)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, name, size)| (id, (name, size)))
        .collect();
    let mut evidence: HashMap<i64, Vec<EvidenceFile>> = HashMap::new();
    for link in links {
        if let Some((name, byte_count)) = names.get(&link.file_id).cloned() {
            let file = EvidenceFile {
                id: FileId(link.file_id),
                name,
                byte_count,
            };
            evidence.entry(link.task_id).or_default().push(file);
        }
    }
    Ok(evidence)
}
