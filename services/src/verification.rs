//! 点検: planned from the clauses of a contract, listed by sheet, recorded item by item with evidence.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Scope},
    business_day::BusinessCalendar,
    contract::{
        Contract,
        decision::{ContractClause, Decision},
    },
    id::{ContractId, FileId, LibraryEntryId, OrganizationUnitId, VerificationTaskId},
    input::{FieldError, FieldErrors},
    library::{CheckItem, RecordKind, Timing, setting_values},
    verification::{
        CheckResult, EvidenceFile, RecordedResult, SheetDetail, SheetFilter, SheetItem,
        SheetSummary, TaskState, VerificationTask,
        plan::{PlanInput, PlannedTask, plan},
        replan::{ExistingTask, replan as compare},
        result::{ItemResult, ResultDraft},
    },
};
use entities::{
    contract, file as files, library_entry, verification_evidence, verification_result,
    verification_task,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::{clauses, load_row, page_offset},
    file::{self, StoredFile},
    library::LoadedLibrary,
    organization, vendor,
};

/// Sheets on a page.
pub const PAGE_SIZE: u64 = 50;

/// The checks that follow from the contract and its clauses.
pub(crate) fn planned(
    contract: &Contract,
    clauses: &[ContractClause],
    library: &LoadedLibrary,
) -> Result<Vec<PlannedTask>, ServiceError> {
    let Some(profile) = contract.profile() else {
        return Ok(Vec::new());
    };
    let facts = profile
        .facts(&library.rules)
        .map_err(|error| ServiceError::field("facts", error))?;
    let settings = setting_values(&library.library.settings, &facts);
    let included: BTreeSet<String> = clauses
        .iter()
        .filter(|clause| clause.decision == Decision::Included)
        .map(|clause| clause.clause.clone())
        .collect();
    Ok(plan(&PlanInput {
        check_items: &library.library.check_items,
        forms: &library.library.forms,
        clauses: &included,
        facts: &facts,
        settings: &settings,
        starts_on: contract.starts_on,
        ends_on: contract.ends_on,
        signed_on: contract.signed_on,
        inspected_on: None,
        calendar: &BusinessCalendar::default(),
    }))
}

/// Brings the tasks of a contract in line with its plan. What is done stays; planning twice changes
/// nothing.
pub(crate) async fn replan(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let on_contract = clauses(tx, contract.id).await?;
    let planned = planned(contract, &on_contract, library)?;
    let existing = existing_tasks(tx, contract.id).await?;
    let difference = compare(&existing, &planned);
    if difference.is_empty() {
        return Ok(());
    }
    let summary = serde_json::json!({
        "added": difference.add.len(),
        "moved": difference.change_due.len(),
        "withdrawn": difference.withdraw.len(),
        "restored": difference.restore.len(),
    });
    add_tasks(tx, contract.id, difference.add, library).await?;
    for moved in difference.change_due.into_iter().chain(difference.restore) {
        set_task(tx, moved.key, TaskState::Planned, Some(moved.due_on)).await?;
    }
    for task in difference.withdraw {
        set_task(tx, task, TaskState::Withdrawn, None).await?;
    }
    let event =
        Event::new("点検計画の作成", "contract", contract.id.0, &contract.title).after(summary);
    audit_log::record(tx, ctx, event).await
}

async fn existing_tasks(
    tx: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<ExistingTask<VerificationTaskId>>, ServiceError> {
    let rows = verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.eq(id.0))
        .all(tx)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ExistingTask {
                key: VerificationTaskId(row.id),
                timing: timing(&row.timing)?,
                check_item: row.check_item,
                period: row.period,
                due_on: row.due_on,
                done: row.state == TaskState::Done,
                withdrawn: row.state == TaskState::Withdrawn,
            })
        })
        .collect()
}

fn timing(code: &str) -> Result<Timing, ServiceError> {
    code.parse()
        .map_err(|_| ServiceError::unexpected(format!("timing {code}")))
}

async fn add_tasks(
    tx: &impl ConnectionTrait,
    contract: ContractId,
    planned: Vec<PlannedTask>,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let mut rows = Vec::new();
    for task in planned {
        let entry = library
            .entry(RecordKind::CheckItem, &task.check_item)
            .ok_or(ServiceError::NotFound("点検項目"))?;
        rows.push(verification_task::ActiveModel {
            id: NotSet,
            contract_id: Set(contract.0),
            check_item: Set(task.check_item),
            entry_id: Set(entry.0),
            timing: Set(task.timing.code().to_owned()),
            period: Set(task.period),
            due_on: Set(task.due_on),
            state: Set(TaskState::Planned),
        });
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(500).collect();
        verification_task::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn set_task(
    tx: &impl ConnectionTrait,
    id: VerificationTaskId,
    state: TaskState,
    due_on: Option<NaiveDate>,
) -> Result<(), ServiceError> {
    let row = verification_task::ActiveModel {
        state: Set(state),
        due_on: due_on.map_or(NotSet, Set),
        ..Default::default()
    };
    verification_task::Entity::update_many()
        .set(row)
        .filter(verification_task::COLUMN.id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Withdraws what is not done, when a contract goes out of use.
pub(crate) async fn withdraw_open(
    tx: &impl ConnectionTrait,
    id: ContractId,
) -> Result<(), ServiceError> {
    verification_task::Entity::update_many()
        .set(verification_task::ActiveModel {
            state: Set(TaskState::Withdrawn),
            ..Default::default()
        })
        .filter(verification_task::COLUMN.contract_id.eq(id.0))
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .exec(tx)
        .await?;
    Ok(())
}

fn contract_of() -> RelationDef {
    verification_task::Entity::belongs_to(contract::Entity)
        .from(verification_task::Column::ContractId)
        .to(contract::Column::Id)
        .into()
}

/// One line of the sheet query: contract, period, earliest and latest due, items, done.
type SheetRow = (i64, String, NaiveDate, NaiveDate, i64);

/// Sheets that match, by due date, and the number of all matches.
///
/// # Errors
/// Without the right to see checks.
pub async fn list(
    ctx: &Context,
    filter: &SheetFilter,
) -> Result<(Vec<SheetSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let today = ctx.today();
    let state = match filter.state.as_str() {
        "done" => TaskState::Done,
        _ => TaskState::Planned,
    };
    let mut query = verification_task::Entity::find()
        .join(JoinType::InnerJoin, contract_of())
        .filter(verification_task::COLUMN.state.eq(state));
    if let Scope::Units(units) = ctx.scope(Action::View, Resource::Verification) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Ok(unit) = filter.unit.parse::<i64>() {
        query = query.filter(contract::COLUMN.unit_id.eq(unit));
    }
    if let Ok(contract) = filter.contract.parse::<i64>() {
        query = query.filter(verification_task::COLUMN.contract_id.eq(contract));
    }
    query = match filter.state.as_str() {
        "overdue" => query.filter(verification_task::COLUMN.due_on.lt(today)),
        "month" => query
            .filter(verification_task::COLUMN.due_on.gte(today))
            .filter(
                verification_task::COLUMN
                    .due_on
                    .lte(today + chrono::Days::new(31)),
            ),
        _ => query,
    };
    let mut rows: Vec<SheetRow> = query
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::Period)
        .column_as(verification_task::Column::DueOn.min(), "first_due_on")
        .column_as(verification_task::Column::DueOn.max(), "last_due_on")
        .column_as(verification_task::Column::Id.count(), "count")
        .group_by(verification_task::Column::ContractId)
        .group_by(verification_task::Column::Period)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    rows.sort_by(|a, b| (a.2, a.0, &a.1).cmp(&(b.2, b.0, &b.1)));
    if state == TaskState::Done {
        rows.reverse();
    }
    let skip = usize::try_from(page_offset(&filter.page, PAGE_SIZE)).unwrap_or(usize::MAX);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let page: Vec<(i64, String)> = rows
        .into_iter()
        .skip(skip)
        .take(size)
        .map(|(contract, period, ..)| (contract, period))
        .collect();
    Ok((sheets(ctx, &page).await?, total))
}

/// How many sheets the actor may see are overdue.
pub(crate) async fn overdue_count(ctx: &Context) -> Result<u64, ServiceError> {
    if ctx.authorize(Action::View, Resource::Verification).is_err() {
        return Ok(0);
    }
    let mut query = verification_task::Entity::find()
        .join(JoinType::InnerJoin, contract_of())
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .filter(verification_task::COLUMN.due_on.lt(ctx.today()));
    if let Scope::Units(units) = ctx.scope(Action::View, Resource::Verification) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    let sheets: Vec<(i64, String)> = query
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::Period)
        .distinct()
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(u64::try_from(sheets.len()).unwrap_or(u64::MAX))
}

/// Sheets with names and counts, in the order given.
async fn sheets(ctx: &Context, keys: &[(i64, String)]) -> Result<Vec<SheetSummary>, ServiceError> {
    let ids: BTreeSet<i64> = keys.iter().map(|(contract, _)| *contract).collect();
    let contracts: HashMap<i64, contract::Model> = contract::Entity::find()
        .filter(contract::COLUMN.id.is_in(ids.clone()))
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let units = organization::unit_names(&ctx.db).await?;
    let vendors =
        vendor::names(&ctx.db, contracts.values().filter_map(|row| row.vendor_id)).await?;
    let tasks = verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.is_in(ids))
        .filter(verification_task::COLUMN.state.ne(TaskState::Withdrawn))
        .all(&ctx.db)
        .await?;
    let results = latest_results(&ctx.db, tasks.iter().map(|task| task.id)).await?;
    let mut by_sheet: HashMap<(i64, String), Vec<&verification_task::Model>> = HashMap::new();
    for task in &tasks {
        by_sheet
            .entry((task.contract_id, task.period.clone()))
            .or_default()
            .push(task);
    }
    Ok(keys
        .iter()
        .filter_map(|key| {
            let row = contracts.get(&key.0)?;
            let tasks = by_sheet.get(key)?;
            let vendor_name = row.vendor_id.and_then(|id| vendors.get(&id).cloned());
            Some(summary(
                row,
                key.1.clone(),
                tasks,
                &results,
                units.get(&row.unit_id).cloned(),
                vendor_name,
            ))
        })
        .collect())
}

fn summary(
    row: &contract::Model,
    period: String,
    tasks: &[&verification_task::Model],
    results: &HashMap<i64, verification_result::Model>,
    unit_name: Option<String>,
    vendor_name: Option<String>,
) -> SheetSummary {
    let count = |test: &dyn Fn(&verification_task::Model) -> bool| {
        i64::try_from(tasks.iter().filter(|task| test(task)).count()).unwrap_or(i64::MAX)
    };
    let open = tasks
        .iter()
        .filter(|task| task.state == TaskState::Planned)
        .map(|task| task.due_on)
        .min();
    let last = tasks.iter().map(|task| task.due_on).max();
    let is_nonconform = |task: &verification_task::Model| {
        results.get(&task.id).is_some_and(|result| {
            matches!(
                result.result,
                CheckResult::Partial | CheckResult::Nonconform
            )
        })
    };
    SheetSummary {
        contract_id: ContractId(row.id),
        contract_no: row.contract_no.clone(),
        title: row.title.clone(),
        vendor_name,
        unit_name: unit_name.unwrap_or_default(),
        period,
        due_on: open.or(last).unwrap_or(row.ends_on),
        item_count: count(&|_| true),
        done_count: count(&|task| task.state == TaskState::Done),
        nonconform_count: count(&is_nonconform),
    }
}

async fn latest_results(
    db: &impl ConnectionTrait,
    tasks: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, verification_result::Model>, ServiceError> {
    let mut latest = HashMap::new();
    let tasks: Vec<i64> = tasks.collect();
    for chunk in tasks.chunks(10_000) {
        let rows = verification_result::Entity::find()
            .filter(verification_result::COLUMN.task_id.is_in(chunk.to_vec()))
            .order_by_asc(verification_result::Column::RecordedAt)
            .order_by_asc(verification_result::Column::Id)
            .all(db)
            .await?;
        latest.extend(rows.into_iter().map(|row| (row.task_id, row)));
    }
    Ok(latest)
}

/// The sheets of one contract, by due date.
///
/// # Errors
/// Without the right for the contract.
pub async fn list_of_contract(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<SheetSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let row = load_row(&ctx.db, id).await?;
    ctx.authorize_in(
        Action::View,
        Resource::Verification,
        OrganizationUnitId(row.unit_id),
    )?;
    let tasks = verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.eq(id.0))
        .filter(verification_task::COLUMN.state.ne(TaskState::Withdrawn))
        .order_by_asc(verification_task::Column::DueOn)
        .all(&ctx.db)
        .await?;
    let mut keys: Vec<(i64, String)> = Vec::new();
    for task in tasks {
        if !keys.iter().any(|(_, period)| *period == task.period) {
            keys.push((id.0, task.period));
        }
    }
    sheets(ctx, &keys).await
}

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
    if tasks.is_empty() {
        return Err(ServiceError::NotFound("点検"));
    }
    let summary = sheets(ctx, &[(id.0, period.to_owned())])
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

async fn sheet_tasks(
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
        contract_id: ContractId(row.contract_id),
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

async fn check_items(
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
    let (tx, contract, tasks) = recordable(ctx, id, period).await?;
    let mut errors = FieldErrors::default();
    for upload in &uploads {
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
        } else if !tasks.contains_key(&upload.task_id.0) {
            return Err(ServiceError::NotFound("点検"));
        }
    }
    errors.into_result()?;
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
    ctx.authorize(Action::Edit, Resource::Verification)?;
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

/// Records results. A result recorded again stands beside the earlier one; the last one counts.
///
/// # Errors
/// Without the right; an item of another sheet.
pub async fn record_result(
    ctx: &Context,
    id: ContractId,
    period: &str,
    draft: ResultDraft,
) -> Result<(), ServiceError> {
    let (tx, contract, tasks) = recordable(ctx, id, period).await?;
    let inspector = ctx.person_id()?;
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
        verification_result::Entity::insert(row)
            .exec_without_returning(&tx)
            .await?;
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
    let units: Vec<i64> = verification_evidence::Entity::find()
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
