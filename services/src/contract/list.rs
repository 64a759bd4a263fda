//! The contract ledger: filter, sort, a page of summaries. The number of statements does not depend on
//! the number of rows.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Scope},
    contract::{
        Contract, ContractState,
        preparation::PreparationStage,
        profile::Confidentiality,
        summary::{ContractFilter, ContractSort, ContractStatus, ContractSummary, status},
    },
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId, VendorId},
    ledger::sorting,
    search::SearchWords,
    verification::TaskState,
};
use entities::{contract, organization_unit, vendor, verification_task};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, NullOrdering, SimpleExpr},
};

use super::of_row;
use crate::{
    Context, ServiceError, database,
    database::among,
    ledger::{in_order, order_of, page_of},
    organization, search, vendor as vendors,
};

/// Rows before the page named in an address; anything unreadable is the first page.
#[must_use]
pub fn page_offset(page: &str, size: u64) -> u64 {
    Ord::min(
        page.trim().parse::<u64>().unwrap_or(1).saturating_sub(1),
        100_000,
    ) * size
}

/// A page of the ledger and the number of all matches.
///
/// # Errors
/// Without the right to see contracts.
pub async fn page(
    ctx: &Context,
    filter: &ContractFilter,
    size: u64,
) -> Result<(Vec<ContractSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let keys = kept_keys(ctx, filter).await?;
    let ids = page_of(&keys, &filter.page, size);
    let of_page = contract::Entity::find().filter(contract::COLUMN.id.is_in(ids.iter().copied()));
    let lines = summaries(ctx, of_page).await?;
    Ok((in_order(ids, lines, |line| line.id.0), keys.len() as u64))
}

/// The first matches of a filter, in the order of the ledger, and the number of all.
pub(crate) async fn matching(
    ctx: &Context,
    filter: &ContractFilter,
    limit: usize,
) -> Result<(Vec<contract::Model>, u64), ServiceError> {
    let query = filtered(ctx, filter);
    let total = query.clone().count(&ctx.db).await?;
    let rows = sorted(ctx, query, &filter.sort)
        .limit(u64::try_from(limit).unwrap_or(u64::MAX))
        .all(&ctx.db)
        .await?;
    Ok((rows, total))
}

/// Those of the contracts that the actor may see, newest first.
pub(crate) async fn chosen(
    ctx: &Context,
    ids: &[ContractId],
) -> Result<Vec<contract::Model>, ServiceError> {
    let keys = ids.iter().map(|id| id.0);
    let query = visible(ctx).filter(among(&ctx.db, contract::Column::Id, keys));
    Ok(sorted(ctx, query, "").all(&ctx.db).await?)
}

/// Keys of all contracts under the filter, in its order, as they were found for the ledger as it is.
async fn kept_keys(ctx: &Context, filter: &ContractFilter) -> Result<Arc<Vec<i64>>, ServiceError> {
    let asked = ContractFilter {
        page: String::new(),
        ..filter.clone()
    };
    let question = (ctx.scope(Action::View, Resource::Contract), asked);
    let kept = &ctx.kept.contracts;
    kept.answer(ctx, question, || matching_ids(ctx, filter))
        .await
}

/// Keys of all contracts under the filter, in its order.
pub(crate) async fn matching_ids(
    ctx: &Context,
    filter: &ContractFilter,
) -> Result<Vec<i64>, ServiceError> {
    let query = filtered(ctx, filter);
    Ok(sorted(ctx, query, &filter.sort)
        .select_only()
        .column(contract::Column::Id)
        .into_tuple()
        .all(&ctx.db)
        .await?)
}

/// The contracts of these keys, in their order.
pub(crate) async fn by_ids(ctx: &Context, ids: &[i64]) -> Result<Vec<Contract>, ServiceError> {
    let rows = contract::Entity::find()
        .filter(among(&ctx.db, contract::Column::Id, ids.iter().copied()))
        .all(&ctx.db)
        .await?;
    in_order(ids, rows, |row| row.id)
        .into_iter()
        .map(of_row)
        .collect()
}

/// How many checks of these contracts are overdue.
pub(crate) async fn overdue_counts(
    ctx: &Context,
    ids: &[i64],
) -> Result<HashMap<i64, i64>, ServiceError> {
    let counts: Vec<(i64, i64)> = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .column_as(overdue_checks(ctx.today()), "overdue_count")
        .filter(among(&ctx.db, contract::Column::Id, ids.iter().copied()))
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(counts.into_iter().collect())
}

/// The 年度 in which the contracts the actor may see begin or end, newest first.
///
/// # Errors
/// Without the right to see contracts.
pub async fn years(ctx: &Context) -> Result<Vec<FiscalYear>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let scope = ctx.scope(Action::View, Resource::Contract);
    let years = ctx
        .kept
        .years
        .answer(ctx, scope, || find_years(ctx))
        .await?;
    Ok(years.to_vec())
}

async fn find_years(ctx: &Context) -> Result<Vec<FiscalYear>, ServiceError> {
    // One by one, each is the end of an index.
    let first = edge(ctx, contract::Column::StartsOn.min()).await?;
    let last = edge(ctx, contract::Column::EndsOn.max()).await?;
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(vec![FiscalYear::containing(ctx.today())]);
    };
    let years = FiscalYear::containing(first).0..=FiscalYear::containing(last).0;
    Ok(years.rev().take(30).map(FiscalYear).collect())
}

/// The first or last of the days of the contracts the actor may see.
async fn edge(ctx: &Context, day: SimpleExpr) -> Result<Option<NaiveDate>, ServiceError> {
    let found: Option<Option<NaiveDate>> = visible(ctx)
        .select_only()
        .column_as(day, "day")
        .into_tuple()
        .one(&ctx.db)
        .await?;
    Ok(found.flatten())
}

/// The contracts the actor may see.
pub(crate) fn visible(ctx: &Context) -> Select<contract::Entity> {
    match ctx.scope(Action::View, Resource::Contract) {
        Scope::Town => contract::Entity::find(),
        Scope::Units(units) => contract::Entity::find().filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        ),
    }
}

fn filtered(ctx: &Context, filter: &ContractFilter) -> Select<contract::Entity> {
    let (mut query, today) = (visible(ctx), ctx.today());
    if let Some(words) = SearchWords::of(&filter.q) {
        query = query.filter(search::contract_matches(&ctx.db, &words));
    }
    if let Ok(year) = filter.fy.parse().map(FiscalYear) {
        query = query
            .filter(contract::COLUMN.starts_on.lte(year.last_day()))
            .filter(contract::COLUMN.ends_on.gte(year.first_day()));
    }
    if let Ok(unit) = filter.unit.parse::<i64>() {
        query = query.filter(contract::COLUMN.unit_id.eq(unit));
    }
    if let Ok(class) = filter.class.parse::<Confidentiality>() {
        query = query.filter(contract::COLUMN.confidentiality.eq(class));
    }
    match filter.status.parse::<ContractStatus>() {
        Ok(status) => query.filter(with_status(status, today)),
        Err(_) => query.filter(contract::COLUMN.state.ne(ContractState::Void)),
    }
}

/// [`status`] as a condition; a test holds the two together.
pub(super) fn with_status(status: ContractStatus, today: NaiveDate) -> SimpleExpr {
    let state = |state: ContractState| contract::COLUMN.state.eq(state);
    let drafting = |stage: PreparationStage| {
        contract::COLUMN
            .state
            .eq(ContractState::Drafting)
            .and(contract::COLUMN.stage.eq(stage))
    };
    match status {
        ContractStatus::Editing => drafting(PreparationStage::Editing),
        ContractStatus::Submitted => drafting(PreparationStage::Submitted),
        ContractStatus::Returned => drafting(PreparationStage::Returned),
        ContractStatus::Approved => drafting(PreparationStage::Approved),
        ContractStatus::Issued => drafting(PreparationStage::Issued),
        ContractStatus::Waiting => {
            state(ContractState::Concluded).and(contract::COLUMN.starts_on.gt(today))
        }
        ContractStatus::Running => state(ContractState::Concluded)
            .and(contract::COLUMN.starts_on.lte(today))
            .and(contract::COLUMN.ends_on.gte(today)),
        ContractStatus::Ended => {
            state(ContractState::Concluded).and(contract::COLUMN.ends_on.lt(today))
        }
        ContractStatus::Closed => state(ContractState::Closed),
        ContractStatus::Void => state(ContractState::Void),
    }
}

fn sorted(ctx: &Context, query: Select<contract::Entity>, sort: &str) -> Select<contract::Entity> {
    let Some((by, direction)) = sorting::<ContractSort>(sort) else {
        return query
            .order_by_desc(contract::Column::FiscalYear)
            .order_by_desc(contract::Column::Id);
    };
    let order = order_of(direction);
    let column = |column: contract::Column| Expr::col((contract::Entity, column));
    let text = |expr: SimpleExpr| database::bytewise(&ctx.db, expr);
    let query = match by {
        ContractSort::ContractNo => {
            query.order_by(text(column(contract::Column::ContractNo)), order)
        }
        ContractSort::Title => query.order_by(text(column(contract::Column::TitleKey)), order),
        ContractSort::Vendor => query
            .join(JoinType::LeftJoin, vendor_of())
            .order_by_with_nulls(
                text(Expr::col((vendor::Entity, vendor::Column::KanaKey))),
                order,
                NullOrdering::Last,
            ),
        ContractSort::Unit => query.join(JoinType::LeftJoin, unit_of()).order_by(
            text(Expr::col((
                organization_unit::Entity,
                organization_unit::Column::Code,
            ))),
            order,
        ),
        ContractSort::StartsOn => query.order_by(column(contract::Column::StartsOn), order),
        ContractSort::EndsOn => query.order_by(column(contract::Column::EndsOn), order),
        ContractSort::Confidentiality => query.order_by_with_nulls(
            text(column(contract::Column::Confidentiality)),
            order,
            NullOrdering::Last,
        ),
    };
    query.order_by_desc(contract::Column::Id)
}

/// To the vendor of a contract.
pub(crate) fn vendor_of() -> sea_orm::RelationDef {
    contract::Entity::belongs_to(vendor::Entity)
        .from(contract::Column::VendorId)
        .to(vendor::Column::Id)
        .into()
}

/// To the unit of a contract.
pub(crate) fn unit_of() -> sea_orm::RelationDef {
    contract::Entity::belongs_to(organization_unit::Entity)
        .from(contract::Column::UnitId)
        .to(organization_unit::Column::Id)
        .into()
}

/// What one statement reads for a line of the ledger.
#[derive(FromQueryResult)]
struct SummaryRow {
    id: i64,
    contract_no: String,
    fiscal_year: i32,
    title: String,
    unit_id: i64,
    vendor_id: Option<i64>,
    vendor_name: Option<String>,
    confidentiality: Option<Confidentiality>,
    personal_info: bool,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    state: ContractState,
    stage: PreparationStage,
    overdue_count: i64,
    next_due_on: Option<NaiveDate>,
}

/// One line per contract, with names and counts of checks.
pub(crate) async fn summaries(
    ctx: &Context,
    query: Select<contract::Entity>,
) -> Result<Vec<ContractSummary>, ServiceError> {
    let today = ctx.today();
    let units = organization::unit_names(ctx).await?;
    let rows: Vec<SummaryRow> = query
        .select_only()
        .columns([
            contract::Column::Id,
            contract::Column::ContractNo,
            contract::Column::FiscalYear,
            contract::Column::Title,
            contract::Column::UnitId,
            contract::Column::VendorId,
            contract::Column::Confidentiality,
            contract::Column::PersonalInfo,
            contract::Column::StartsOn,
            contract::Column::EndsOn,
            contract::Column::State,
            contract::Column::Stage,
        ])
        .column_as(vendors::name_of(contract::Column::VendorId), "vendor_name")
        .column_as(overdue_checks(today), "overdue_count")
        .column_as(next_check(), "next_due_on")
        .into_model()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ContractSummary {
            id: ContractId(row.id),
            status: status(row.state, row.stage, row.starts_on, row.ends_on, today),
            stage: row.stage,
            contract_no: row.contract_no,
            fiscal_year: FiscalYear(row.fiscal_year),
            title: row.title,
            unit_id: OrganizationUnitId(row.unit_id),
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            vendor_id: row.vendor_id.map(VendorId),
            vendor_name: row.vendor_name,
            confidentiality: row.confidentiality,
            personal_info: row.personal_info,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            overdue_count: row.overdue_count,
            next_due_on: row.next_due_on,
        })
        .collect())
}

/// How many checks of a contract are overdue: a column of its row.
fn overdue_checks(today: NaiveDate) -> SimpleExpr {
    let overdue = open_checks()
        .column_as(verification_task::Column::Id.count(), "overdue")
        .filter(verification_task::COLUMN.due_on.lt(today));
    database::scalar(overdue)
}

/// When the next check of a contract is due: a column of its row.
fn next_check() -> SimpleExpr {
    database::scalar(open_checks().column_as(verification_task::COLUMN.due_on.min(), "next"))
}

/// The open checks of the contract of a row.
fn open_checks() -> Select<verification_task::Entity> {
    let contract = Expr::col((contract::Entity, contract::Column::Id));
    verification_task::Entity::find()
        .select_only()
        .filter(
            verification_task::Column::ContractId
                .into_simple_expr()
                .eq(contract),
        )
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
}
