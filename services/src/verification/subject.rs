//! Checks of accounts and external services: planned for the days of their use, shown as a sheet, recorded
//! item by item with evidence — as those of contracts are.
//!
//! Whoever keeps a ledger of subjects calls [`replan_subject`] in the transaction that changes how long a
//! subject is in use, and gives its names in `names_of`.

mod list;
mod record;

pub(crate) use list::evidence_units;
pub use list::{list_of_subject, list_subject_sheets, load_subject_sheet, overdue_subject_sheets};
pub use record::{attach_to_subject, record_subject_result};

use std::collections::{BTreeSet, HashMap};

use domain::{
    business_day::BusinessCalendar,
    id::{ExternalServiceId, SocialMediaAccountId, VerificationTaskId},
    library::{Facts, RecordKind, setting_values},
    verification::{
        TaskState,
        plan::PlannedTask,
        replan::{ExistingTask, replan as compare},
        subject::{CheckedSubject, SubjectKey, SubjectKind, plan_of_subject},
    },
};
use entities::subject_check;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
};

use super::tasks::timing;
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    external_service,
    library::{self, LoadedLibrary},
    social_media,
};

/// Brings the checks of a subject in line with its use. What is done stays; planning twice changes nothing.
pub(crate) async fn replan_subject(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    subject: &CheckedSubject,
) -> Result<(), ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    let settings = setting_values(&library.library.settings, &Facts::default());
    let planned = plan_of_subject(
        subject,
        &library.library.check_items,
        &library.library.forms,
        &settings,
        &BusinessCalendar::default(),
        ctx.today(),
    );
    let difference = compare(&existing(tx, subject.key).await?, &planned);
    move_open(tx, subject).await?;
    if difference.is_empty() {
        return Ok(());
    }
    let summary = serde_json::json!({
        "added": difference.add.len(),
        "moved": difference.change_due.len(),
        "withdrawn": difference.withdraw.len(),
        "restored": difference.restore.len(),
    });
    add(tx, subject, difference.add, &library).await?;
    for moved in difference.change_due.into_iter().chain(difference.restore) {
        set(tx, moved.key, TaskState::Planned, Some(moved.due_on)).await?;
    }
    for task in difference.withdraw {
        set(tx, task, TaskState::Withdrawn, None).await?;
    }
    let key = subject.key;
    let event = Event::new("点検計画の作成", key.kind.code(), key.id, &subject.name).after(summary);
    audit_log::record(tx, ctx, event).await
}

/// Open checks go with the subject to another 所管課.
async fn move_open(
    tx: &impl ConnectionTrait,
    subject: &CheckedSubject,
) -> Result<(), ServiceError> {
    subject_check::Entity::update_many()
        .set(subject_check::ActiveModel {
            unit_id: Set(subject.unit_id.0),
            ..Default::default()
        })
        .filter(subject_check::COLUMN.subject_kind.eq(subject.key.kind))
        .filter(subject_check::COLUMN.subject_id.eq(subject.key.id))
        .filter(subject_check::COLUMN.unit_id.ne(subject.unit_id.0))
        .filter(subject_check::COLUMN.state.eq(TaskState::Planned))
        .exec(tx)
        .await?;
    Ok(())
}

/// The checks of a subject that was taken out of use or of the ledger are not asked any more.
pub(crate) async fn withdraw_subject(
    tx: &impl ConnectionTrait,
    key: SubjectKey,
) -> Result<(), ServiceError> {
    subject_check::Entity::update_many()
        .set(subject_check::ActiveModel {
            state: Set(TaskState::Withdrawn),
            ..Default::default()
        })
        .filter(subject_check::COLUMN.subject_kind.eq(key.kind))
        .filter(subject_check::COLUMN.subject_id.eq(key.id))
        .filter(subject_check::COLUMN.state.eq(TaskState::Planned))
        .exec(tx)
        .await?;
    Ok(())
}

/// A recorded sheet is an occasion to plan on: the plan reaches to the end of the next fiscal year.
async fn plan_on(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    key: SubjectKey,
) -> Result<(), ServiceError> {
    match key.kind {
        SubjectKind::SocialMediaAccount => {
            social_media::replan(tx, ctx, SocialMediaAccountId(key.id)).await
        }
        SubjectKind::ExternalService => {
            external_service::replan(tx, ctx, ExternalServiceId(key.id)).await
        }
    }
}

/// The names of subjects, for lists.
async fn names_of(
    db: &impl ConnectionTrait,
    keys: impl Iterator<Item = SubjectKey>,
) -> Result<HashMap<SubjectKey, String>, ServiceError> {
    let (mut accounts, mut services) = (BTreeSet::new(), BTreeSet::new());
    for key in keys {
        match key.kind {
            SubjectKind::SocialMediaAccount => {
                accounts.insert(key.id);
            }
            SubjectKind::ExternalService => {
                services.insert(key.id);
            }
        }
    }
    let accounts = social_media::account_names(db, accounts).await?;
    let accounts = accounts
        .into_iter()
        .map(|(id, name)| (SubjectKey::from(SocialMediaAccountId(id)), name));
    let services = external_service::names(db, services).await?;
    let services = services
        .into_iter()
        .map(|(id, name)| (SubjectKey::from(ExternalServiceId(id)), name));
    Ok(accounts.chain(services).collect())
}

async fn existing(
    tx: &impl ConnectionTrait,
    key: SubjectKey,
) -> Result<Vec<ExistingTask<VerificationTaskId>>, ServiceError> {
    let rows = subject_check::Entity::find()
        .filter(subject_check::COLUMN.subject_kind.eq(key.kind))
        .filter(subject_check::COLUMN.subject_id.eq(key.id))
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

async fn add(
    tx: &impl ConnectionTrait,
    subject: &CheckedSubject,
    planned: Vec<PlannedTask>,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let mut rows = Vec::new();
    for task in planned {
        let entry = library
            .entry(RecordKind::CheckItem, &task.check_item)
            .ok_or(ServiceError::NotFound("点検項目"))?;
        rows.push(subject_check::ActiveModel {
            id: NotSet,
            subject_kind: Set(subject.key.kind),
            subject_id: Set(subject.key.id),
            unit_id: Set(subject.unit_id.0),
            check_item: Set(task.check_item),
            entry_id: Set(entry.0),
            timing: Set(task.timing.code().to_owned()),
            period: Set(task.period),
            due_on: Set(task.due_on),
            state: Set(TaskState::Planned),
        });
    }
    if !rows.is_empty() {
        subject_check::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn set(
    tx: &impl ConnectionTrait,
    id: VerificationTaskId,
    state: TaskState,
    due_on: Option<chrono::NaiveDate>,
) -> Result<(), ServiceError> {
    subject_check::Entity::update_many()
        .set(subject_check::ActiveModel {
            state: Set(state),
            due_on: due_on.map_or(NotSet, Set),
            ..Default::default()
        })
        .filter(subject_check::COLUMN.id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
