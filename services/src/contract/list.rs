//! The contract ledger: filter, sort, a page of summaries. The number of statements does not depend on
//! the number of rows.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Scope},
    contract::{
        ContractState,
        preparation::PreparationStage,
        profile::Confidentiality,
        summary::{ContractFilter, ContractSort, ContractStatus, ContractSummary, status},
    },
    fiscal_year::FiscalYear,
    fold,
    id::ContractId,
    verification::TaskState,
};
use entities::{contract, organization_unit, vendor, verification_task};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, NullOrdering, Query, SimpleExpr},
};

use crate::{Context, ServiceError, database, organization, vendor as vendors};

/// Contracts on a page.
pub const PAGE_SIZE: u64 = 50;

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
pub async fn list(
    ctx: &Context,
    filter: &ContractFilter,
) -> Result<(Vec<ContractSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let query = filtered(visible(ctx), filter, ctx.today());
    let total = query.clone().count(&ctx.db).await?;
    let rows = sorted(ctx, query, &filter.sort)
        .offset(page_offset(&filter.page, PAGE_SIZE))
        .limit(PAGE_SIZE)
        .all(&ctx.db)
        .await?;
    Ok((summaries(ctx, rows).await?, total))
}

/// The 年度 in which the contracts the actor may see begin or end, newest first.
///
/// # Errors
/// Without the right to see contracts.
pub async fn years(ctx: &Context) -> Result<Vec<FiscalYear>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let span: Option<(Option<NaiveDate>, Option<NaiveDate>)> = visible(ctx)
        .select_only()
        .column_as(contract::Column::StartsOn.min(), "first")
        .column_as(contract::Column::EndsOn.max(), "last")
        .into_tuple()
        .one(&ctx.db)
        .await?;
    let Some((Some(first), Some(last))) = span else {
        return Ok(vec![FiscalYear::containing(ctx.today())]);
    };
    let years = FiscalYear::containing(first).0..=FiscalYear::containing(last).0;
    Ok(years.rev().take(30).map(FiscalYear).collect())
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

fn filtered(
    mut query: Select<contract::Entity>,
    filter: &ContractFilter,
    today: NaiveDate,
) -> Select<contract::Entity> {
    let key = fold::search_key(&filter.q);
    if !key.is_empty() {
        query = query.filter(
            contract::Column::TitleKey
                .contains(&key)
                .or(contract::Column::ContractNo.contains(fold::code(&filter.q)))
                .or(
                    Expr::col((contract::Entity, contract::Column::VendorId)).in_subquery(
                        Query::select()
                            .column(vendor::Column::Id)
                            .from(vendor::Entity)
                            .and_where(vendor::Column::NameKey.contains(&key))
                            .to_owned(),
                    ),
                ),
        );
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
fn with_status(status: ContractStatus, today: NaiveDate) -> SimpleExpr {
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
    let (order, code) = match sort.strip_prefix('-') {
        Some(code) => (Order::Desc, code),
        None => (Order::Asc, sort),
    };
    let column = |column: contract::Column| Expr::col((contract::Entity, column));
    let text = |expr: SimpleExpr| database::bytewise(&ctx.db, expr);
    let query = match code.parse::<ContractSort>() {
        Ok(ContractSort::ContractNo) => {
            query.order_by(text(column(contract::Column::ContractNo)), order)
        }
        Ok(ContractSort::Title) => query.order_by(text(column(contract::Column::TitleKey)), order),
        Ok(ContractSort::Vendor) => query
            .join(JoinType::LeftJoin, vendor_of())
            .order_by_with_nulls(
                text(Expr::col((vendor::Entity, vendor::Column::KanaKey))),
                order,
                NullOrdering::Last,
            ),
        Ok(ContractSort::Unit) => query.join(JoinType::LeftJoin, unit_of()).order_by(
            text(Expr::col((
                organization_unit::Entity,
                organization_unit::Column::Code,
            ))),
            order,
        ),
        Ok(ContractSort::StartsOn) => query.order_by(column(contract::Column::StartsOn), order),
        Ok(ContractSort::EndsOn) => query.order_by(column(contract::Column::EndsOn), order),
        Ok(ContractSort::Confidentiality) => query.order_by_with_nulls(
            text(column(contract::Column::Confidentiality)),
            order,
            NullOrdering::Last,
        ),
        Err(_) => query.order_by(column(contract::Column::FiscalYear), Order::Desc),
    };
    query.order_by(contract::Column::Id, Order::Desc)
}

fn vendor_of() -> sea_orm::RelationDef {
    contract::Entity::belongs_to(vendor::Entity)
        .from(contract::Column::VendorId)
        .to(vendor::Column::Id)
        .into()
}

fn unit_of() -> sea_orm::RelationDef {
    contract::Entity::belongs_to(organization_unit::Entity)
        .from(contract::Column::UnitId)
        .to(organization_unit::Column::Id)
        .into()
}

/// One line per row, with names and counts of checks.
pub(crate) async fn summaries(
    ctx: &Context,
    rows: Vec<contract::Model>,
) -> Result<Vec<ContractSummary>, ServiceError> {
    let today = ctx.today();
    let units = organization::unit_names(&ctx.db).await?;
    let vendors = vendors::names(&ctx.db, rows.iter().filter_map(|row| row.vendor_id)).await?;
    let checks = open_checks(ctx, rows.iter().map(|row| row.id), today).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (overdue_count, next_due_on) = checks.get(&row.id).copied().unwrap_or_default();
            ContractSummary {
                id: ContractId(row.id),
                status: status(row.state, row.stage, row.starts_on, row.ends_on, today),
                stage: row.stage,
                contract_no: row.contract_no,
                fiscal_year: FiscalYear(row.fiscal_year),
                title: row.title,
                unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
                vendor_name: row.vendor_id.and_then(|id| vendors.get(&id).cloned()),
                confidentiality: row.confidentiality,
                personal_info: row.personal_info,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                overdue_count,
                next_due_on,
            }
        })
        .collect())
}

/// By contract: how many open checks are overdue, and when the next is due.
async fn open_checks(
    ctx: &Context,
    contracts: impl Iterator<Item = i64>,
    today: NaiveDate,
) -> Result<HashMap<i64, (i64, Option<NaiveDate>)>, ServiceError> {
    let rows: Vec<(i64, NaiveDate)> = verification_task::Entity::find()
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::DueOn)
        .filter(verification_task::COLUMN.contract_id.is_in(contracts))
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let mut checks: HashMap<i64, (i64, Option<NaiveDate>)> = HashMap::new();
    for (contract, due_on) in rows {
        let (overdue, next) = checks.entry(contract).or_default();
        *overdue += i64::from(due_on < today);
        *next = Some(next.map_or(due_on, |next| Ord::min(next, due_on)));
    }
    Ok(checks)
}
