//! Sheets of subjects: lists, and one sheet with results and evidence so far.

use std::collections::{BTreeSet, HashMap};

use domain::{
    authorization::{Action, Resource, Scope, permits},
    id::{FileId, LibraryEntryId, OrganizationUnitId, VerificationTaskId},
    verification::{
        CheckResult, EvidenceFile, RecordedResult, SheetFilter, SheetItem, TaskState,
        VerificationTask,
        subject::{SubjectKey, SubjectSheet, SubjectSheetSummary},
    },
};
use entities::{file as files, subject_check, subject_check_evidence, subject_check_result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{super::sheet::check_items, names_of, timing};
use crate::{Context, ServiceError, database::among, organization};

/// Sheets of subjects that match, by due date. `filter.contract` and `filter.page` are not looked at.
///
/// # Errors
/// Without the right to see checks.
pub async fn list_subject_sheets(
    ctx: &Context,
    filter: &SheetFilter,
) -> Result<Vec<SubjectSheetSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let today = ctx.today();
    let mut query = visible(ctx);
    if let Ok(unit) = filter.unit.parse::<i64>() {
        query = query.filter(subject_check::COLUMN.unit_id.eq(unit));
    }
    let sheets = summaries(ctx, query.all(&ctx.db).await?).await?;
    let month = today + chrono::Days::new(31);
    let is_open = |sheet: &SubjectSheetSummary| sheet.done_count < sheet.item_count;
    let mut sheets: Vec<_> = sheets
        .into_iter()
        .filter(|sheet| match filter.state.as_str() {
            "done" => !is_open(sheet),
            "overdue" => is_open(sheet) && sheet.due_on < today,
            "month" => is_open(sheet) && today <= sheet.due_on && sheet.due_on <= month,
            _ => is_open(sheet),
        })
        .collect();
    if filter.state == "done" {
        sheets.reverse();
    }
    Ok(sheets)
}

/// The overdue sheets of subjects the actor may see; none without the right.
///
/// # Errors
/// When the database does not answer.
pub async fn overdue_subject_sheets(
    ctx: &Context,
) -> Result<Vec<SubjectSheetSummary>, ServiceError> {
    if ctx.authorize(Action::View, Resource::Verification).is_err() {
        return Ok(Vec::new());
    }
    let filter = SheetFilter {
        state: "overdue".to_owned(),
        ..SheetFilter::default()
    };
    list_subject_sheets(ctx, &filter).await
}

fn visible(ctx: &Context) -> Select<subject_check::Entity> {
    let query =
        subject_check::Entity::find().filter(subject_check::COLUMN.state.ne(TaskState::Withdrawn));
    match ctx.scope(Action::View, Resource::Verification) {
        Scope::Town => query,
        Scope::Units(units) => query.filter(
            subject_check::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        ),
    }
}

/// The sheets of one subject, by due date.
///
/// # Errors
/// Without the right to see checks.
pub async fn list_of_subject(
    ctx: &Context,
    key: SubjectKey,
) -> Result<Vec<SubjectSheetSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let rows = visible(ctx)
        .filter(subject_check::COLUMN.subject_kind.eq(key.kind))
        .filter(subject_check::COLUMN.subject_id.eq(key.id))
        .all(&ctx.db)
        .await?;
    summaries(ctx, rows).await
}

/// One sheet.
///
/// # Errors
/// Without the right for the unit; when nothing is planned for the period.
pub async fn load_subject_sheet(
    ctx: &Context,
    key: SubjectKey,
    period: &str,
) -> Result<SubjectSheet, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let rows = sheet_rows(&ctx.db, key, period).await?;
    let unit = unit_of(&rows)?;
    ctx.authorize_in(Action::View, Resource::Verification, unit)?;
    let summary = summaries(ctx, rows.clone())
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("点検"))?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let items = check_items(&ctx.db, rows.iter().map(|row| row.entry_id)).await?;
    let results = latest(&ctx.db, &ids).await?;
    let mut evidence = evidence_of(&ctx.db, &ids).await?;
    let people =
        organization::people_names(&ctx.db, results.values().map(|row| row.inspector_id)).await?;
    let mut sheet_items = Vec::new();
    for row in rows {
        let Some(item) = items.get(&row.entry_id).cloned() else {
            continue;
        };
        let result = results.get(&row.id).map(|result| RecordedResult {
            result: result.result,
            note: result.note.clone(),
            inspected_on: result.inspected_on,
            method: result.method,
            inspector: people
                .get(&result.inspector_id)
                .cloned()
                .unwrap_or_default(),
            recorded_at: result.recorded_at,
        });
        sheet_items.push(SheetItem {
            task: VerificationTask {
                id: VerificationTaskId(row.id),
                check_item: row.check_item,
                entry_id: LibraryEntryId(row.entry_id),
                timing: timing(&row.timing)?,
                period: row.period,
                due_on: row.due_on,
                state: row.state,
                result,
                evidence: evidence.remove(&row.id).unwrap_or_default(),
            },
            item,
        });
    }
    sheet_items.sort_by_key(|it| it.item.order);
    Ok(SubjectSheet {
        summary,
        items: sheet_items,
        can_record: permits(
            &ctx.actor.roles,
            Action::Edit,
            Resource::Verification,
            Some(unit),
        ),
    })
}

pub(super) fn unit_of(rows: &[subject_check::Model]) -> Result<OrganizationUnitId, ServiceError> {
    let row = rows.first().ok_or(ServiceError::NotFound("点検"))?;
    Ok(OrganizationUnitId(row.unit_id))
}

pub(super) async fn sheet_rows(
    db: &impl ConnectionTrait,
    key: SubjectKey,
    period: &str,
) -> Result<Vec<subject_check::Model>, ServiceError> {
    Ok(subject_check::Entity::find()
        .filter(subject_check::COLUMN.subject_kind.eq(key.kind))
        .filter(subject_check::COLUMN.subject_id.eq(key.id))
        .filter(subject_check::COLUMN.period.eq(period))
        .filter(subject_check::COLUMN.state.ne(TaskState::Withdrawn))
        .order_by_asc(subject_check::Column::Id)
        .all(db)
        .await?)
}

/// One line per subject and period, by due date.
async fn summaries(
    ctx: &Context,
    rows: Vec<subject_check::Model>,
) -> Result<Vec<SubjectSheetSummary>, ServiceError> {
    let key_of = |row: &subject_check::Model| SubjectKey {
        kind: row.subject_kind,
        id: row.subject_id,
    };
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let results = latest(&ctx.db, &ids).await?;
    let names = names_of(&ctx.db, rows.iter().map(key_of)).await?;
    let units = organization::unit_names(ctx).await?;
    let mut by_sheet: HashMap<(SubjectKey, String), Vec<&subject_check::Model>> = HashMap::new();
    for row in &rows {
        by_sheet
            .entry((key_of(row), row.period.clone()))
            .or_default()
            .push(row);
    }
    let mut sheets: Vec<SubjectSheetSummary> = by_sheet
        .into_iter()
        .filter_map(|((key, period), tasks)| {
            let first = tasks.first()?;
            let open = tasks
                .iter()
                .filter(|task| task.state == TaskState::Planned)
                .map(|task| task.due_on);
            let due_on = open
                .min()
                .or_else(|| tasks.iter().map(|task| task.due_on).max())?;
            let count = |test: &dyn Fn(&subject_check::Model) -> bool| {
                i64::try_from(tasks.iter().filter(|task| test(task)).count()).unwrap_or(i64::MAX)
            };
            let falls_short = |task: &subject_check::Model| {
                results.get(&task.id).is_some_and(|row| {
                    matches!(row.result, CheckResult::Partial | CheckResult::Nonconform)
                })
            };
            let fallback = || format!("{} {}", key.kind.label(), key.id);
            Some(SubjectSheetSummary {
                key,
                name: names.get(&key).cloned().unwrap_or_else(fallback),
                unit_id: OrganizationUnitId(first.unit_id),
                unit_name: units.get(&first.unit_id).cloned().unwrap_or_default(),
                due_on,
                item_count: count(&|_| true),
                done_count: count(&|task| task.state == TaskState::Done),
                nonconform_count: count(&falls_short),
                period,
            })
        })
        .collect();
    sheets.sort_by(|a, b| (a.due_on, a.key, &a.period).cmp(&(b.due_on, b.key, &b.period)));
    Ok(sheets)
}

async fn latest(
    db: &impl ConnectionTrait,
    ids: &[i64],
) -> Result<HashMap<i64, subject_check_result::Model>, ServiceError> {
    let of_them = among(
        db,
        subject_check_result::Column::CheckId,
        ids.iter().copied(),
    );
    let rows = subject_check_result::Entity::find()
        .filter(of_them)
        .order_by_asc(subject_check_result::Column::RecordedAt)
        .order_by_asc(subject_check_result::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.check_id, row)).collect())
}

async fn evidence_of(
    db: &impl ConnectionTrait,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<EvidenceFile>>, ServiceError> {
    let of_them = among(
        db,
        subject_check_evidence::Column::CheckId,
        ids.iter().copied(),
    );
    let links = subject_check_evidence::Entity::find()
        .filter(of_them)
        .order_by_asc(subject_check_evidence::Column::Id)
        .all(db)
        .await?;
    let wanted: BTreeSet<i64> = links.iter().map(|link| link.file_id).collect();
    let files: Vec<(i64, String, i64)> = files::Entity::find()
        .select_only()
        .column(files::Column::Id)
        .column(files::Column::Name)
        .column(files::Column::ByteCount)
        .filter(among(db, files::Column::Id, wanted))
        .into_tuple()
        .all(db)
        .await?;
    let files: HashMap<i64, (String, i64)> = files
        .into_iter()
        .map(|(id, name, byte_count)| (id, (name, byte_count)))
        .collect();
    let mut evidence: HashMap<i64, Vec<EvidenceFile>> = HashMap::new();
    for link in links {
        if let Some((name, byte_count)) = files.get(&link.file_id) {
            evidence
                .entry(link.check_id)
                .or_default()
                .push(EvidenceFile {
                    id: FileId(link.file_id),
                    name: name.clone(),
                    byte_count: *byte_count,
                });
        }
    }
    Ok(evidence)
}

/// The units whose checks a file is evidence of.
pub(crate) async fn evidence_units(
    db: &impl ConnectionTrait,
    id: FileId,
) -> Result<Vec<i64>, ServiceError> {
    let checks: Vec<i64> = subject_check_evidence::Entity::find()
        .select_only()
        .column(subject_check_evidence::Column::CheckId)
        .filter(subject_check_evidence::COLUMN.file_id.eq(id.0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(subject_check::Entity::find()
        .select_only()
        .column(subject_check::Column::UnitId)
        .filter(subject_check::COLUMN.id.is_in(checks))
        .into_tuple()
        .all(db)
        .await?)
}
