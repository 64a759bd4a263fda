//! Checks that can matter on the day: those open past their due date, those that fell short, those that
//! conform with nothing to show for it, and visits.
//!
//! A check that was withdrawn has no day on which it was: it is taken as never planned.

use chrono::NaiveDate;
use domain::{
    coverage::fact::{CheckFact, CountedResult, VisitFact},
    id::{ContractId, VerificationTaskId},
    verification::{CheckResult, Method, TaskState},
};
use entities::{contract, verification_evidence, verification_result, verification_task};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect,
    RelationDef, Select,
    sea_query::{Alias, Expr, IntoCondition, Query, SelectStatement},
};
use tokio::try_join;

use super::AsOf;
use crate::ServiceError;

/// The name of the results a result is compared with.
const OTHER: &str = "other_results";

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<(Vec<CheckFact>, Vec<VisitFact>), ServiceError> {
    let (open, done_since, fallen_short, unproved, visits) = try_join!(
        open(db, day),
        done_since(db, day),
        fallen_short(db, day),
        unproved(db, day),
        visits(db, day),
    )?;
    let checks = [open, done_since, fallen_short, unproved].concat();
    Ok((checks, visits))
}

fn alike(contract: i64, count: i64, due_on: NaiveDate, results: Vec<CountedResult>) -> CheckFact {
    CheckFact {
        task: None,
        contract_id: ContractId(contract),
        alike: usize::try_from(count).unwrap_or_default(),
        due_on,
        results,
        evidence_on: None,
    }
}

/// Planned still, and past the due date on the day.
async fn open(db: &impl ConnectionTrait, day: AsOf) -> Result<Vec<CheckFact>, ServiceError> {
    let rows = counted(
        verification_task::Entity::find()
            .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
            .filter(verification_task::COLUMN.due_on.lt(day.on)),
    );
    let rows: Vec<(i64, NaiveDate, i64)> = rows.into_tuple().all(db).await?;
    let checks = rows
        .into_iter()
        .map(|(contract, due_on, count)| alike(contract, count, due_on, Vec::new()));
    Ok(checks.collect())
}

/// Tasks counted by contract and due date.
fn counted(tasks: Select<verification_task::Entity>) -> Select<verification_task::Entity> {
    tasks
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::DueOn)
        .column_as(verification_task::Column::Id.count(), "count")
        .group_by(verification_task::Column::ContractId)
        .group_by(verification_task::Column::DueOn)
}

/// Done by now, but not on the day, and past the due date then.
async fn done_since(db: &impl ConnectionTrait, day: AsOf) -> Result<Vec<CheckFact>, ServiceError> {
    if !day.is_past {
        return Ok(Vec::new());
    }
    let since = Query::select()
        .column(verification_result::Column::TaskId)
        .from(verification_result::Entity)
        .and_where(Expr::col(verification_result::Column::RecordedAt).gte(day.until))
        .take();
    let by_then = Query::select()
        .column(verification_result::Column::Id)
        .from(verification_result::Entity)
        .and_where(
            Expr::col((
                verification_result::Entity,
                verification_result::Column::TaskId,
            ))
            .equals((verification_task::Entity, verification_task::Column::Id)),
        )
        .and_where(Expr::col(verification_result::Column::RecordedAt).lt(day.until))
        .take();
    let rows = counted(
        verification_task::Entity::find()
            .filter(verification_task::COLUMN.state.eq(TaskState::Done))
            .filter(verification_task::COLUMN.due_on.lt(day.on))
            .filter(verification_task::Column::Id.in_subquery(since))
            .filter(not_exists(by_then)),
    );
    let rows: Vec<(i64, NaiveDate, i64)> = rows.into_tuple().all(db).await?;
    let checks = rows
        .into_iter()
        .map(|(contract, due_on, count)| alike(contract, count, due_on, Vec::new()));
    Ok(checks.collect())
}

fn task_of() -> RelationDef {
    verification_result::Entity::belongs_to(verification_task::Entity)
        .from(verification_result::Column::TaskId)
        .to(verification_task::Column::Id)
        .into()
}

fn contract_of() -> RelationDef {
    verification_task::Entity::belongs_to(contract::Entity)
        .from(verification_task::Column::ContractId)
        .to(contract::Column::Id)
        .into()
}

/// Results written down by the end of the day that no later one of them replaced, of contracts that were in
/// a term in the fiscal year.
fn standing(day: AsOf) -> Select<verification_result::Entity> {
    let other = |column: verification_result::Column| Expr::col((Alias::new(OTHER), column));
    let own =
        |column: verification_result::Column| Expr::col((verification_result::Entity, column));
    let later = Query::select()
        .column(verification_result::Column::Id)
        .from_as(verification_result::Entity, Alias::new(OTHER))
        .and_where(other(verification_result::Column::TaskId).equals((
            verification_result::Entity,
            verification_result::Column::TaskId,
        )))
        .and_where(other(verification_result::Column::RecordedAt).lt(day.until))
        .and_where(other(verification_result::Column::Id).gt(own(verification_result::Column::Id)))
        .take();
    verification_result::Entity::find()
        .join(JoinType::InnerJoin, task_of())
        .join(JoinType::InnerJoin, contract_of())
        .filter(verification_result::Column::RecordedAt.lt(day.until))
        .filter(contract::Column::StartsOn.lte(day.on))
        .filter(contract::Column::EndsOn.gte(day.year_begins_on()))
        .filter(not_exists(later))
}

fn not_exists(query: SelectStatement) -> sea_orm::Condition {
    Expr::exists(query).not().into_condition()
}

/// 不適合 and 一部不適合, one by one: each has to be a finding.
async fn fallen_short(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<Vec<CheckFact>, ServiceError> {
    let rows: Vec<(i64, i64, NaiveDate, NaiveDate, CheckResult)> = standing(day)
        .filter(
            verification_result::Column::Result
                .is_in([CheckResult::Nonconform, CheckResult::Partial]),
        )
        .select_only()
        .column(verification_result::Column::TaskId)
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::DueOn)
        .column(verification_result::Column::InspectedOn)
        .column(verification_result::Column::Result)
        .into_tuple()
        .all(db)
        .await?;
    let checks = rows
        .into_iter()
        .map(|(task, contract, due_on, inspected_on, result)| CheckFact {
            task: Some(VerificationTaskId(task)),
            contract_id: ContractId(contract),
            alike: 1,
            due_on,
            results: vec![CountedResult {
                counts_from: Ord::min(inspected_on, day.on),
                result,
            }],
            evidence_on: None,
        });
    Ok(checks.collect())
}

/// 適合 of the fiscal year without evidence, counted by contract.
async fn unproved(db: &impl ConnectionTrait, day: AsOf) -> Result<Vec<CheckFact>, ServiceError> {
    let evidence = Query::select()
        .column(verification_evidence::Column::Id)
        .from(verification_evidence::Entity)
        .and_where(
            Expr::col((
                verification_evidence::Entity,
                verification_evidence::Column::TaskId,
            ))
            .equals((
                verification_result::Entity,
                verification_result::Column::TaskId,
            )),
        )
        .and_where(Expr::col(verification_evidence::Column::AttachedAt).lt(day.until))
        .take();
    let rows: Vec<(i64, i64)> = standing(day)
        .filter(verification_result::Column::Result.eq(CheckResult::Conform))
        .filter(verification_result::Column::InspectedOn.gte(day.year_begins_on()))
        .filter(not_exists(evidence))
        .select_only()
        .column(verification_task::Column::ContractId)
        .column_as(verification_result::Column::Id.count(), "count")
        .group_by(verification_task::Column::ContractId)
        .into_tuple()
        .all(db)
        .await?;
    let checks = rows.into_iter().map(|(contract, count)| {
        let conform = CountedResult {
            counts_from: day.year_begins_on(),
            result: CheckResult::Conform,
        };
        alike(contract, count, day.on, vec![conform])
    });
    Ok(checks.collect())
}

/// The last 実地 and the last リモート of the fiscal year, by contract.
async fn visits(db: &impl ConnectionTrait, day: AsOf) -> Result<Vec<VisitFact>, ServiceError> {
    let rows: Vec<(i64, Method, NaiveDate)> = verification_result::Entity::find()
        .join(JoinType::InnerJoin, task_of())
        .filter(verification_result::Column::Method.is_in([Method::OnSite, Method::Remote]))
        .filter(verification_result::Column::RecordedAt.lt(day.until))
        .filter(verification_result::Column::InspectedOn.gte(day.year_begins_on()))
        .filter(verification_result::Column::InspectedOn.lte(day.on))
        .select_only()
        .column(verification_task::Column::ContractId)
        .column(verification_result::Column::Method)
        .column_as(verification_result::Column::InspectedOn.max(), "last")
        .group_by(verification_task::Column::ContractId)
        .group_by(verification_result::Column::Method)
        .into_tuple()
        .all(db)
        .await?;
    let visits = rows
        .into_iter()
        .map(|(contract, method, inspected_on)| VisitFact {
            contract_id: ContractId(contract),
            inspected_on,
            counts_from: inspected_on,
            method,
        });
    Ok(visits.collect())
}
