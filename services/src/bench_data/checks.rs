//! 点検: tasks, and results for those whose day has passed.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::verification::{CheckResult, Method, TaskState};
use entities::{verification_result, verification_task};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, EntityTrait,
};

use super::{contracts::Written, draw::Draw, insert, people::Town, rows_of, templates::Template};
use crate::{Context, ServiceError, clock::end_of_day};

/// The tasks of a contract: done when their day has passed, but for a few in this year.
pub(super) fn tasks(
    ctx: &Context,
    contract: &Written,
    template: &Template,
) -> Vec<verification_task::ActiveModel> {
    let mut draw = Draw::of(7, contract.number);
    let checks = template.checks.iter();
    checks
        .map(|check| {
            let due_on = check.planned.due_on;
            let is_late = due_on + Days::new(200) >= ctx.today() && draw.percent(15);
            verification_task::ActiveModel {
                id: NotSet,
                contract_id: Set(contract.id),
                check_item: Set(check.planned.check_item.clone()),
                entry_id: Set(check.entry_id),
                timing: Set(check.planned.timing.code().to_owned()),
                period: Set(check.planned.period.clone()),
                due_on: Set(due_on),
                state: Set(if due_on < ctx.today() && !is_late {
                    TaskState::Done
                } else {
                    TaskState::Planned
                }),
            }
        })
        .collect()
}

/// Writes them with their results.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    town: &Town,
    tasks: Vec<verification_task::ActiveModel>,
) -> Result<(), ServiceError> {
    let (done, planned): (Vec<_>, Vec<_>) = tasks
        .into_iter()
        .partition(|task| task.state == Set(TaskState::Done));
    insert(tx, planned, 8).await?;
    let mut done = done.into_iter().peekable();
    while done.peek().is_some() {
        let chunk: Vec<_> = done.by_ref().take(rows_of(8)).collect();
        let days: Vec<NaiveDate> = chunk.iter().map(|task| *task.due_on.as_ref()).collect();
        let ids: Vec<i64> = verification_task::Entity::insert_many(chunk)
            .exec_with_returning_keys(tx)
            .await?;
        let results = ids.into_iter().zip(days).map(|(id, due_on)| {
            let mut draw = Draw::of(8, usize::try_from(id).unwrap_or_default());
            verification_result::ActiveModel {
                id: NotSet,
                task_id: Set(id),
                result: Set(match draw.below(50) {
                    0 => CheckResult::Nonconform,
                    1 => CheckResult::Partial,
                    _ => CheckResult::Conform,
                }),
                note: Set(None),
                inspected_on: Set(due_on),
                method: Set(Method::Documents),
                inspector_id: Set(*draw.one(&town.people)),
                recorded_at: Set(end_of_day(due_on) - TimeDelta::hours(7)),
            }
        });
        insert(tx, results.collect(), 8).await?;
    }
    Ok(())
}
