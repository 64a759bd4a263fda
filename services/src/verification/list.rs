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
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Func, NullOrdering, SimpleExpr},
};

use super::contract_of;
use crate::{
    Context, ServiceError,
    contract::{load_row, unit_of, vendor_of},
    database::{bytewise, scalar},
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

/// What one statement reads for a sheet.
#[derive(FromQueryResult)]
struct SheetRow {
    contract_id: i64,
    contract_no: String,
    title: String,
    unit_id: i64,
    vendor_name: Option<String>,
    period: String,
    open_due_on: Option<NaiveDate>,
    last_due_on: NaiveDate,
    item_count: i64,
    done_count: i64,
    nonconform_count: i64,
}

/// Sheets with names and counts, in the order given.
pub(crate) async fn sheets(
    ctx: &Context,
    keys: &[(i64, String)],
) -> Result<Vec<SheetSummary>, ServiceError> {
    let units = organization::all_units(ctx).await?;
    let contracts: BTreeSet<i64> = keys.iter().map(|(contract, _)| *contract).collect();
    let periods: BTreeSet<&str> = keys.iter().map(|(_, period)| period.as_str()).collect();
    let is = |state: TaskState| verification_task::COLUMN.state.eq(state);
    let count_if =
        |condition: SimpleExpr| -> SimpleExpr { Func::count(Expr::case(condition, 1)).into() };
    let due_on = Expr::col((verification_task::Entity, verification_task::Column::DueOn));
    let rows: Vec<SheetRow> = verification_task::Entity::find()
        .join(JoinType::InnerJoin, contract_of())
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::Period)
        .column(contract::Column::ContractNo)
        .column(contract::Column::Title)
        .column(contract::Column::UnitId)
        .column_as(vendor::name_of(contract::Column::VendorId), "vendor_name")
        .column_as(
            SimpleExpr::from(Func::min(Expr::case(is(TaskState::Planned), due_on))),
            "open_due_on",
        )
        .column_as(verification_task::COLUMN.due_on.max(), "last_due_on")
        .column_as(verification_task::COLUMN.id.count(), "item_count")
        .column_as(count_if(is(TaskState::Done)), "done_count")
        .column_as(count_if(is_nonconform()), "nonconform_count")
        .filter(verification_task::COLUMN.contract_id.is_in(contracts))
        .filter(verification_task::COLUMN.period.is_in(periods))
        .filter(verification_task::COLUMN.state.ne(TaskState::Withdrawn))
        .group_by(contract::Column::Id)
        .group_by(verification_task::Column::ContractId)
        .group_by(verification_task::Column::Period)
        .into_model()
        .all(&ctx.db)
        .await?;
    let mut rows: HashMap<(i64, String), SheetRow> = rows
        .into_iter()
        .map(|row| ((row.contract_id, row.period.clone()), row))
        .collect();
    Ok(keys
        .iter()
        .filter_map(|key| rows.remove(key))
        .map(|row| SheetSummary {
            contract_id: ContractId(row.contract_id),
            contract_no: row.contract_no,
            title: row.title,
            vendor_name: row.vendor_name,
            unit_name: units.name(row.unit_id),
            period: row.period,
            due_on: row.open_due_on.unwrap_or(row.last_due_on),
            item_count: row.item_count,
            done_count: row.done_count,
            nonconform_count: row.nonconform_count,
        })
        .collect())
}

/// Whether the last result of an item does not conform: a column of its row.
fn is_nonconform() -> SimpleExpr {
    let task = Expr::col((verification_task::Entity, verification_task::Column::Id));
    let last = verification_result::Entity::find()
        .select_only()
        .column(verification_result::Column::Result)
        .filter(
            verification_result::Column::TaskId
                .into_simple_expr()
                .eq(task),
        )
        .order_by_desc(verification_result::Column::RecordedAt)
        .order_by_desc(verification_result::Column::Id)
        .limit(1);
    scalar(last).is_in([CheckResult::Partial, CheckResult::Nonconform])
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
