//! The list of checks: one line per sheet, which is one contract and one period.

use std::collections::{HashMap, HashSet};

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
    JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Asterisk, Expr, Func, NullOrdering, Query, SelectStatement, SimpleExpr},
};

use super::contract_of;
use crate::{
    Context, ServiceError,
    contract::{load_row, unit_of, vendor_of},
    database::{among, bytewise, scalar},
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
        .answer(ctx, question, || matching_items(ctx, filter))
        .await?;
    let items = page_of(&all, &filter.page, size);
    Ok((sheets(ctx, items).await?, all.len() as u64))
}

/// One item of every sheet under the filter, in order.
pub(crate) async fn matching_items(
    ctx: &Context,
    filter: &SheetFilter,
) -> Result<Vec<i64>, ServiceError> {
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
    item_id: i64,
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

/// Sheets with names and counts, by one item of each and in their order.
pub(crate) async fn sheets(
    ctx: &Context,
    items: &[i64],
) -> Result<Vec<SheetSummary>, ServiceError> {
    let units = organization::unit_names(ctx).await?;
    let rows: Result<Vec<SheetRow>, _> = ctx
        .db
        .query_all(&with_contracts(counted(items)))
        .await?
        .iter()
        .map(|row| SheetRow::from_query_result(row, ""))
        .collect();
    Ok(in_order(items, rows?, |row| row.item_id)
        .into_iter()
        .map(|row| SheetSummary {
            contract_id: ContractId(row.contract_id),
            contract_no: row.contract_no,
            title: row.title,
            vendor_name: row.vendor_name,
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            period: row.period,
            due_on: row.open_due_on.unwrap_or(row.last_due_on),
            item_count: row.item_count,
            done_count: row.done_count,
            nonconform_count: row.nonconform_count,
        })
        .collect())
}

/// The sheet of each item: dates and counts of all its items.
fn counted(items: &[i64]) -> SelectStatement {
    use verification_task::Column::{ContractId, DueOn, Id, Period, State};

    let item = "item";
    let same_sheet = verification_task::Entity::belongs_to(verification_task::Entity)
        .from((ContractId, Period))
        .to((ContractId, Period));
    let is = |state: TaskState| verification_task::COLUMN.state.eq(state);
    let count_if =
        |condition: SimpleExpr| -> SimpleExpr { Func::count(Expr::case(condition, 1)).into() };
    let open_due_on = Expr::case(is(TaskState::Planned), DueOn.into_simple_expr());
    verification_task::Entity::find()
        .join_as(JoinType::InnerJoin, same_sheet.into(), item)
        .select_only()
        .column_as(Expr::col((item, Id)), "item_id")
        .column_as(Expr::col((item, ContractId)), "contract_id")
        .column_as(Expr::col((item, Period)), "period")
        .column_as(SimpleExpr::from(Func::min(open_due_on)), "open_due_on")
        .column_as(DueOn.max(), "last_due_on")
        .column_as(Id.count(), "item_count")
        .column_as(count_if(is(TaskState::Done)), "done_count")
        .column_as(
            count_if(is(TaskState::Done).and(is_nonconform())),
            "nonconform_count",
        )
        .filter(Expr::col((item, Id)).is_in(items.iter().copied()))
        .filter(State.ne(TaskState::Withdrawn))
        .group_by(Expr::col((item, Id)))
        .into_query()
}

/// The same with the names of contract and vendor.
fn with_contracts(sheets: SelectStatement) -> SelectStatement {
    let sheet = "sheet";
    let of_sheet = Expr::col((contract::Entity, contract::Column::Id))
        .equals((sheet, verification_task::Column::ContractId));
    Query::select()
        .column((sheet, Asterisk))
        .columns([
            (contract::Entity, contract::Column::ContractNo),
            (contract::Entity, contract::Column::Title),
            (contract::Entity, contract::Column::UnitId),
        ])
        .expr_as(vendor::name_of(contract::Column::VendorId), "vendor_name")
        .from_subquery(sheets, sheet)
        .inner_join(contract::Entity, of_sheet)
        .to_owned()
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
    let rows = verification_result::Entity::find()
        .filter(among(db, verification_result::Column::TaskId, tasks))
        .order_by_asc(verification_result::Column::RecordedAt)
        .order_by_asc(verification_result::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.task_id, row)).collect())
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
    let mut periods = HashSet::new();
    let first = tasks
        .into_iter()
        .filter(|task| periods.insert(task.period.clone()));
    let items: Vec<i64> = first.map(|task| task.id).collect();
    sheets(ctx, &items).await
}
