//! The list of checks: one line per sheet, which is one contract and one period.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource, Scope},
    id::{ContractId, OrganizationUnitId},
    ledger::sorting,
    verification::{CheckResult, SheetFilter, SheetSort, SheetSummary, TaskState},
};
use entities::{contract, organization_unit, verification_result, verification_task};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, NullOrdering, SimpleExpr},
};

use super::contract_of;
use crate::{
    Context, ServiceError,
    contract::{load_row, unit_of, vendor_of},
    database::bytewise,
    ledger::{in_order, order_of, page_of},
    organization, vendor,
};

/// A page of the sheets that match, and the number of all matches.
///
/// # Errors
/// Without the right to see checks.
pub async fn page(
    ctx: &Context,
    filter: &SheetFilter,
    size: u64,
) -> Result<(Vec<SheetSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let asked = SheetFilter {
        page: String::new(),
        ..filter.clone()
    };
    let question = (ctx.scope(Action::View, Resource::Verification), asked);
    let kept = &ctx.kept.sheets;
    let all = kept
        .answer(ctx, question, || first_items(ctx, filter))
        .await?;
    let items = page_of(&all, &filter.page, size);
    let tasks: Vec<(i64, i64, String)> = verification_task::Entity::find()
        .select_only()
        .column(verification_task::Column::Id)
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::Period)
        .filter(verification_task::COLUMN.id.is_in(items.iter().copied()))
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let page: Vec<(i64, String)> = in_order(items, tasks, |task| task.0)
        .into_iter()
        .map(|(_, contract, period)| (contract, period))
        .collect();
    Ok((sheets(ctx, &page).await?, all.len() as u64))
}

/// One item of every sheet under the filter, in order.
async fn first_items(ctx: &Context, filter: &SheetFilter) -> Result<Vec<i64>, ServiceError> {
    Ok(ordered(ctx, filter)
        .select_only()
        .column_as(verification_task::COLUMN.id.min(), "first")
        .into_tuple()
        .all(&ctx.db)
        .await?)
}

/// One row per sheet under the filter, in order.
fn ordered(ctx: &Context, filter: &SheetFilter) -> Select<verification_task::Entity> {
    let (state, order) = match filter.state.as_str() {
        "done" => (TaskState::Done, Order::Desc),
        _ => (TaskState::Planned, Order::Asc),
    };
    let query = by_sheet(narrowed(visible(ctx, state), ctx.today(), filter));
    let text = |column: SimpleExpr| bytewise(&ctx.db, column);
    let period = text(Expr::col((
        verification_task::Entity,
        verification_task::Column::Period,
    )));
    // A sheet has one contract: the least of its keys is its only one.
    let query = match sorting(&filter.sort) {
        None => query,
        Some((by, direction)) => {
            let to = order_of(direction);
            match by {
                SheetSort::DueOn => query.order_by(verification_task::COLUMN.due_on.min(), to),
                SheetSort::Contract => query.order_by(text(contract::Column::TitleKey.min()), to),
                SheetSort::Vendor => query
                    .join(JoinType::LeftJoin, vendor_of())
                    .order_by_with_nulls(
                        text(entities::vendor::Column::KanaKey.min()),
                        to,
                        NullOrdering::Last,
                    ),
                SheetSort::Unit => query
                    .join(JoinType::LeftJoin, unit_of())
                    .order_by(text(organization_unit::Column::Code.min()), to),
            }
        }
    };
    query
        .order_by(verification_task::COLUMN.due_on.min(), order.clone())
        .order_by(verification_task::Column::ContractId, order.clone())
        .order_by(period, order)
}

/// Contract and period of all sheets under the filter, in order.
pub(crate) async fn matching(
    ctx: &Context,
    filter: &SheetFilter,
) -> Result<Vec<(i64, String)>, ServiceError> {
    Ok(ordered(ctx, filter).into_tuple().all(&ctx.db).await?)
}

/// Tasks in that state, of contracts the actor may see.
fn visible(ctx: &Context, state: TaskState) -> Select<verification_task::Entity> {
    let query = verification_task::Entity::find()
        .join(JoinType::InnerJoin, contract_of())
        .filter(verification_task::COLUMN.state.eq(state));
    match ctx.scope(Action::View, Resource::Verification) {
        Scope::Town => query,
        Scope::Units(units) => query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        ),
    }
}

fn narrowed(
    mut query: Select<verification_task::Entity>,
    today: NaiveDate,
    filter: &SheetFilter,
) -> Select<verification_task::Entity> {
    if let Ok(unit) = filter.unit.parse::<i64>() {
        query = query.filter(contract::COLUMN.unit_id.eq(unit));
    }
    if let Ok(contract) = filter.contract.parse::<i64>() {
        query = query.filter(verification_task::COLUMN.contract_id.eq(contract));
    }
    let due_on = verification_task::COLUMN.due_on;
    match filter.state.as_str() {
        "overdue" => query.filter(due_on.lt(today)),
        "month" => query
            .filter(due_on.gte(today))
            .filter(due_on.lte(today + Days::new(31))),
        _ => query,
    }
}

/// One row per sheet: contract and period.
fn by_sheet(query: Select<verification_task::Entity>) -> Select<verification_task::Entity> {
    query
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::Period)
        .group_by(verification_task::Column::ContractId)
        .group_by(verification_task::Column::Period)
}

/// How many sheets the actor may see are overdue.
pub(crate) async fn overdue_count(ctx: &Context) -> Result<u64, ServiceError> {
    if ctx.authorize(Action::View, Resource::Verification).is_err() {
        return Ok(0);
    }
    let overdue =
        visible(ctx, TaskState::Planned).filter(verification_task::COLUMN.due_on.lt(ctx.today()));
    let sheets = by_sheet(overdue).into_tuple::<(i64, String)>();
    Ok(sheets.paginate(&ctx.db, 1).num_items().await?)
}

/// Sheets with names and counts, in the order given.
pub(crate) async fn sheets(
    ctx: &Context,
    keys: &[(i64, String)],
) -> Result<Vec<SheetSummary>, ServiceError> {
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
    // A contract has a sheet for every period of its term: those of other sheets stay where they are.
    let periods: BTreeSet<&str> = keys.iter().map(|(_, period)| period.as_str()).collect();
    let tasks = verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.is_in(ids))
        .filter(verification_task::COLUMN.period.is_in(periods))
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

pub(super) async fn latest_results(
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
