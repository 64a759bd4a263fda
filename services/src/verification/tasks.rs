//! The tasks of a contract, kept in line with what its clauses call for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    business_day::BusinessCalendar,
    contract::{
        Contract,
        decision::{ContractClause, Decision},
    },
    id::{ContractId, VerificationTaskId},
    library::{RecordKind, Timing, setting_values},
    verification::{
        TaskState,
        plan::{PlanInput, PlannedTask, plan},
        replan::{ExistingTask, replan as compare},
    },
};
use entities::verification_task;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::clauses,
    library::LoadedLibrary,
};

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

pub(super) fn timing(code: &str) -> Result<Timing, ServiceError> {
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

pub(super) async fn set_task(
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
