//! Checks of accounts and external services that can matter on the day: those open past their due date, and
//! those that fell short.

use chrono::NaiveDate;
use domain::{
    coverage::{CoverageFacts, Subject, fact::SubjectCheckFact},
    id::{ExternalServiceId, SocialMediaAccountId, VerificationTaskId},
    verification::{CheckResult, TaskState, subject::SubjectKind},
};
use entities::{subject_check, subject_check_result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect,
    Select,
    sea_query::{Alias, Expr, IntoCondition, Query},
};

use super::AsOf;
use crate::ServiceError;

/// The name of the results a result is compared with.
const OTHER: &str = "other_results";

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let planned = subject_check::COLUMN.state.eq(TaskState::Planned);
    let open = late(day).filter(planned);
    facts.subject_checks = overdue(db, open).await?;
    if day.is_past {
        let done = late(day)
            .filter(subject_check::COLUMN.state.eq(TaskState::Done))
            .filter(subject_check::Column::Id.in_subquery(recorded(day, false)))
            .filter(subject_check::Column::Id.not_in_subquery(recorded(day, true)));
        facts.subject_checks.extend(overdue(db, done).await?);
    }
    facts.subject_checks.extend(fallen_short(db, day).await?);
    Ok(())
}

fn subject(kind: SubjectKind, id: i64) -> Subject {
    match kind {
        SubjectKind::SocialMediaAccount => Subject::Account(SocialMediaAccountId(id)),
        SubjectKind::ExternalService => Subject::ExternalService(ExternalServiceId(id)),
    }
}

/// Past the due date on the day.
fn late(day: AsOf) -> Select<subject_check::Entity> {
    subject_check::Entity::find().filter(subject_check::COLUMN.due_on.lt(day.on))
}

/// Checks with a result recorded by the end of the day, or after it.
fn recorded(day: AsOf, by_then: bool) -> sea_orm::sea_query::SelectStatement {
    let at = Expr::col(subject_check_result::Column::RecordedAt);
    Query::select()
        .column(subject_check_result::Column::CheckId)
        .from(subject_check_result::Entity)
        .and_where(if by_then {
            at.lt(day.until)
        } else {
            at.gte(day.until)
        })
        .take()
}

/// Checks without a result on the day, counted by subject and due date.
async fn overdue(
    db: &impl ConnectionTrait,
    checks: Select<subject_check::Entity>,
) -> Result<Vec<SubjectCheckFact>, ServiceError> {
    let rows: Vec<(SubjectKind, i64, NaiveDate, i64)> = checks
        .select_only()
        .column(subject_check::Column::SubjectKind)
        .column(subject_check::Column::SubjectId)
        .column(subject_check::Column::DueOn)
        .column_as(subject_check::Column::Id.count(), "count")
        .group_by(subject_check::Column::SubjectKind)
        .group_by(subject_check::Column::SubjectId)
        .group_by(subject_check::Column::DueOn)
        .into_tuple()
        .all(db)
        .await?;
    let of_row = |(kind, id, due_on, count): (_, _, _, i64)| SubjectCheckFact {
        task: None,
        subject: subject(kind, id),
        alike: usize::try_from(count).unwrap_or_default(),
        due_on,
        fell_short_on: None,
    };
    Ok(rows.into_iter().map(of_row).collect())
}

/// 不適合 and 一部不適合 written down by the end of the day that no later result replaced by then.
async fn fallen_short(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<Vec<SubjectCheckFact>, ServiceError> {
    let other = |column: subject_check_result::Column| Expr::col((Alias::new(OTHER), column));
    let own =
        |column: subject_check_result::Column| Expr::col((subject_check_result::Entity, column));
    let later = Query::select()
        .column(subject_check_result::Column::Id)
        .from_as(subject_check_result::Entity, Alias::new(OTHER))
        .and_where(other(subject_check_result::Column::CheckId).equals((
            subject_check_result::Entity,
            subject_check_result::Column::CheckId,
        )))
        .and_where(other(subject_check_result::Column::RecordedAt).lt(day.until))
        .and_where(
            other(subject_check_result::Column::Id).gt(own(subject_check_result::Column::Id)),
        )
        .take();
    let short = [CheckResult::Nonconform, CheckResult::Partial];
    let rows: Vec<(i64, SubjectKind, i64, NaiveDate, NaiveDate)> =
        subject_check_result::Entity::find()
            .join(
                JoinType::InnerJoin,
                subject_check_result::Entity::belongs_to(subject_check::Entity)
                    .from(subject_check_result::Column::CheckId)
                    .to(subject_check::Column::Id)
                    .into(),
            )
            .filter(subject_check_result::Column::Result.is_in(short))
            .filter(subject_check_result::Column::RecordedAt.lt(day.until))
            .filter(Expr::exists(later).not().into_condition())
            .select_only()
            .column(subject_check::Column::Id)
            .column(subject_check::Column::SubjectKind)
            .column(subject_check::Column::SubjectId)
            .column(subject_check::Column::DueOn)
            .column(subject_check_result::Column::InspectedOn)
            .into_tuple()
            .all(db)
            .await?;
    let of_row =
        |(task, kind, id, due_on, inspected_on): (_, _, _, _, NaiveDate)| SubjectCheckFact {
            task: Some(VerificationTaskId(task)),
            subject: subject(kind, id),
            alike: 1,
            due_on,
            fell_short_on: Some(Ord::min(inspected_on, day.on)),
        };
    Ok(rows.into_iter().map(of_row).collect())
}
