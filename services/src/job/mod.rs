//! 処理: work too long for a request. A use case puts a job and its items down as rows; any server takes it
//! up ([`worker`]), does it item by item in the name of the person who asked ([`work`]), and goes on where
//! another one stopped.

mod course;
mod work;
pub mod worker;

pub(crate) use course::{Course, Courses};

use chrono::TimeDelta;
use domain::{
    authorization::{Action, Resource, permits},
    bulk::BulkLedger,
    id::{JobId, PersonId},
    job::{
        DoneItem, FailedItem, JobDetail, JobItemState, JobKind, JobOutput, JobState, JobSummary,
    },
};
use entities::{job, job_item, job_output};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde_json::{Value, json};

use crate::{
    Context, ServiceError, Store,
    audit_log::{self, Event},
    contract::page_offset,
    file::{StoredFile, sha256_of},
    organization,
};

/// Jobs on a page.
pub const PAGE_SIZE: u64 = 50;
/// Most items of one job.
pub const ITEM_LIMIT: usize = 500;
/// How long the file of a job is kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);
/// Rows inserted at once.
const CHUNK: usize = 500;
/// Noun of the record in the log.
const SUBJECT: &str = "job";

/// What is to be done, as a use case asks for it.
pub(crate) struct NewJob {
    pub(crate) kind: JobKind,
    /// What it is done to, in words: `契約 50件`.
    pub(crate) subject: String,
    /// What the work needs to know beside its items.
    pub(crate) parameters: Value,
    /// Key and words of each thing it is done to, in order.
    pub(crate) items: Vec<(i64, String)>,
}

/// Puts a job down, to be taken up by whichever server is free.
pub(crate) async fn enqueue(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    new: NewJob,
) -> Result<JobId, ServiceError> {
    let person = ctx.person_id()?;
    let total = i32::try_from(new.items.len()).unwrap_or(i32::MAX);
    let row = job::ActiveModel {
        id: NotSet,
        kind: Set(new.kind),
        subject: Set(new.subject.clone()),
        parameters: Set(new.parameters.clone()),
        asked_by: Set(person.0),
        asked_at: Set(ctx.now()),
        state: Set(JobState::Waiting),
        total: Set(total),
        done: Set(0),
        failed: Set(0),
        attempts: Set(0),
        lease_owner: Set(None),
        lease_until: Set(None),
        finished_at: Set(None),
        reason: Set(None),
        stage: Set(None),
    };
    let id = job::Entity::insert(row).exec(tx).await?.last_insert_id;
    let mut items = (0..)
        .zip(new.items)
        .map(|(position, (subject_id, label))| job_item::ActiveModel {
            id: NotSet,
            job_id: Set(id),
            position: Set(position),
            subject_id: Set(subject_id),
            label: Set(label),
            state: Set(JobItemState::Waiting),
            reason: Set(None),
            before: Set(None),
        })
        .peekable();
    while items.peek().is_some() {
        let chunk: Vec<_> = items.by_ref().take(CHUNK).collect();
        job_item::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    let event = Event::new("処理の受付", SUBJECT, id, &name(new.kind, &new.subject))
        .after(json!({ "kind": new.kind, "item_count": total }));
    audit_log::record(tx, ctx, event).await?;
    Ok(JobId(id))
}

/// 「特記事項の一括出力（契約 50件）」.
fn name(kind: JobKind, subject: &str) -> String {
    format!("{}（{subject}）", kind.label())
}

/// A page of jobs, newest first, and the number of all: one's own, everybody's for whoever keeps them.
///
/// # Errors
/// Without the right to see jobs.
pub async fn list(ctx: &Context, page: &str) -> Result<(Vec<JobSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Job)?;
    let query = visible(ctx)?;
    let total = query.clone().count(&ctx.db).await?;
    let rows = query
        .order_by_desc(job::Column::Id)
        .offset(page_offset(page, PAGE_SIZE))
        .limit(PAGE_SIZE)
        .all(&ctx.db)
        .await?;
    Ok((summaries(ctx, rows).await?, total))
}

/// True when the actor sees and stops the jobs of others.
#[must_use]
pub fn sees_all(ctx: &Context) -> bool {
    permits(&ctx.actor.roles, Action::Edit, Resource::Job, None)
}

fn visible(ctx: &Context) -> Result<Select<job::Entity>, ServiceError> {
    if sees_all(ctx) {
        return Ok(job::Entity::find());
    }
    let person = ctx.person_id()?;
    Ok(job::Entity::find().filter(job::COLUMN.asked_by.eq(person.0)))
}

async fn summaries(ctx: &Context, rows: Vec<job::Model>) -> Result<Vec<JobSummary>, ServiceError> {
    let names = organization::people_names(&ctx.db, rows.iter().map(|row| row.asked_by)).await?;
    let summary = |row: job::Model| JobSummary {
        id: JobId(row.id),
        kind: row.kind,
        subject: row.subject,
        state: row.state,
        asked_by: names.get(&row.asked_by).cloned().unwrap_or_default(),
        asked_at: row.asked_at,
        finished_at: row.finished_at,
        total: row.total,
        done: row.done,
        failed: row.failed,
        stage: ctx.courses.stage(JobId(row.id)).or(row.stage),
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// A job that the actor may see.
async fn load_row(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: JobId,
) -> Result<job::Model, ServiceError> {
    let row = visible(ctx)?
        .filter(job::COLUMN.id.eq(id.0))
        .one(db)
        .await?;
    row.ok_or(ServiceError::NotFound("処理"))
}

/// A job with what could not be done, and its file.
///
/// # Errors
/// Without the right; when there is none, or it is somebody else's.
pub async fn load(ctx: &Context, id: JobId) -> Result<JobDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Job)?;
    let row = load_row(&ctx.db, ctx, id).await?;
    let items = job_item::Entity::find()
        .filter(job_item::COLUMN.job_id.eq(id.0))
        .order_by_asc(job_item::Column::Position)
        .all(&ctx.db)
        .await?;
    let (mut done, mut failures) = (Vec::new(), Vec::new());
    for item in items {
        let (subject_id, label) = (item.subject_id, item.label);
        match item.state {
            JobItemState::Waiting => {}
            JobItemState::Done => done.push(DoneItem { subject_id, label }),
            JobItemState::Failed => failures.push(FailedItem {
                subject_id,
                label,
                reason: item.reason.unwrap_or_default(),
            }),
        }
    }
    let is_own = is_own(ctx, &row);
    let can_undo = is_own && can_be_undone(&row);
    let (can_cancel, reason) = (row.state.is_open(), row.reason.clone());
    let summary = summaries(ctx, vec![row]).await?;
    Ok(JobDetail {
        summary: summary
            .into_iter()
            .next()
            .ok_or(ServiceError::NotFound("処理"))?,
        reason,
        done,
        failures,
        output: if is_own {
            output_of(ctx, id).await?
        } else {
            None
        },
        can_cancel,
        can_undo,
    })
}

/// A job as a line, with why it failed; for a page that already decided who sees it.
pub(crate) async fn summary_of(
    ctx: &Context,
    id: JobId,
) -> Result<Option<(JobSummary, Option<String>)>, ServiceError> {
    let Some(row) = job::Entity::find_by_id(id.0).one(&ctx.db).await? else {
        return Ok(None);
    };
    let failure = job_item::Entity::find()
        .filter(job_item::COLUMN.job_id.eq(id.0))
        .filter(job_item::COLUMN.state.eq(JobItemState::Failed))
        .order_by_asc(job_item::Column::Position)
        .one(&ctx.db)
        .await?;
    let reason = row.reason.clone().or(failure.and_then(|item| item.reason));
    let summary = summaries(ctx, vec![row]).await?.into_iter().next();
    Ok(summary.map(|summary| (summary, reason)))
}

fn is_own(ctx: &Context, row: &job::Model) -> bool {
    ctx.actor.person_id == Some(PersonId(row.asked_by))
}

/// True when the job has ended and what it changed can be put back.
fn can_be_undone(row: &job::Model) -> bool {
    row.kind.undoable().is_some() && !row.state.is_open() && 0 < row.done
}

/// A job of the actor that can be undone, the ledger it changed, and key and words of what it did.
pub(crate) async fn undoable(
    ctx: &Context,
    id: JobId,
) -> Result<(job::Model, BulkLedger, Vec<(i64, String)>), ServiceError> {
    let row = load_row(&ctx.db, ctx, id).await?;
    let can_undo = is_own(ctx, &row) && can_be_undone(&row);
    let Some(ledger) = row.kind.undoable().filter(|_| can_undo) else {
        return Err(ServiceError::Rule(
            "この処理は元に戻せません。元に戻せるのは、自分が依頼し、終わった所管課の変更だけです。"
                .to_owned(),
        ));
    };
    let items = job_item::Entity::find()
        .filter(job_item::COLUMN.job_id.eq(id.0))
        .filter(job_item::COLUMN.state.eq(JobItemState::Done))
        .order_by_asc(job_item::Column::Position)
        .all(&ctx.db)
        .await?;
    let items = items.into_iter().map(|item| (item.subject_id, item.label));
    Ok((row, ledger, items.collect()))
}

/// What a job was asked, and what a thing was before it.
pub(crate) async fn item_before(
    db: &impl ConnectionTrait,
    id: JobId,
    subject_id: i64,
) -> Result<(Value, Value), ServiceError> {
    let unknown = || ServiceError::NotFound("元の処理");
    let row = job::Entity::find_by_id(id.0).one(db).await?;
    let item = job_item::Entity::find()
        .filter(job_item::COLUMN.job_id.eq(id.0))
        .filter(job_item::COLUMN.subject_id.eq(subject_id))
        .filter(job_item::COLUMN.state.eq(JobItemState::Done))
        .one(db)
        .await?;
    let before = item.and_then(|item| item.before).ok_or_else(unknown)?;
    Ok((row.ok_or_else(unknown)?.parameters, before))
}

/// Name and size of the job's file, without its content.
async fn output_of(ctx: &Context, id: JobId) -> Result<Option<JobOutput>, ServiceError> {
    let row: Option<(String, i64, chrono::DateTime<chrono::Utc>)> = job_output::Entity::find()
        .select_only()
        .column(job_output::Column::Name)
        .column(job_output::Column::ByteCount)
        .column(job_output::Column::ExpiresAt)
        .filter(job_output::COLUMN.job_id.eq(id.0))
        .filter(job_output::COLUMN.item_id.is_null())
        .filter(job_output::COLUMN.expires_at.gt(ctx.now()))
        .into_tuple()
        .one(&ctx.db)
        .await?;
    Ok(row.map(|(name, byte_count, expires_at)| JobOutput {
        name,
        byte_count,
        expires_at,
    }))
}

/// The file of a job, for the person who asked for it. The log notes it.
///
/// # Errors
/// Without the right, also to what the file is about; when it is somebody else's, not there yet or gone.
pub async fn output(ctx: &Context, id: JobId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Job)?;
    let tx = ctx.begin().await?;
    let row = load_row(&tx, ctx, id).await?;
    if ctx.person_id()?.0 != row.asked_by {
        return Err(ServiceError::NotFound("処理結果のファイル"));
    }
    ctx.authorize(Action::View, work::resource(row.kind))?;
    let file = job_output::Entity::find()
        .filter(job_output::COLUMN.job_id.eq(id.0))
        .filter(job_output::COLUMN.item_id.is_null())
        .filter(job_output::COLUMN.expires_at.gt(ctx.now()))
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("処理結果のファイル"))?;
    let event = Event::new(
        "処理結果のダウンロード",
        SUBJECT,
        id.0,
        &name(row.kind, &row.subject),
    );
    audit_log::record(&tx, ctx, event.after(json!({ "file": file.name }))).await?;
    tx.commit().await?;
    Ok(StoredFile {
        name: file.name,
        media_type: file.media_type,
        sha256: sha256_of(&file.content),
        content: file.content,
    })
}

/// 中止: what is done stays done, the rest is not begun. A server at work on it stops at its next item.
///
/// # Errors
/// Without the right; when it is somebody else's; when it has ended.
pub async fn cancel(ctx: &Context, id: JobId) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Job)?;
    let row = load_row(&ctx.db, ctx, id).await?;
    // Before the transaction: an item under way gives the database free.
    ctx.courses.stop(id);
    let tx = ctx.begin().await?;
    let stopped = job::Entity::update_many()
        .set(job::ActiveModel {
            state: Set(JobState::Cancelled),
            finished_at: Set(Some(ctx.now())),
            lease_owner: Set(None),
            lease_until: Set(None),
            ..Default::default()
        })
        .filter(job::COLUMN.id.eq(id.0))
        .filter(
            job::COLUMN
                .state
                .is_in([JobState::Waiting, JobState::Running]),
        )
        .exec(&tx)
        .await?;
    if stopped.rows_affected == 0 {
        return Err(ServiceError::Rule(
            "この処理はすでに終わっているため、中止できません。結果を確かめてください。".to_owned(),
        ));
    }
    remove_outputs_of_items(&tx, id).await?;
    let event = Event::new("処理の中止", SUBJECT, id.0, &name(row.kind, &row.subject));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn remove_outputs_of_items(tx: &impl ConnectionTrait, id: JobId) -> Result<(), ServiceError> {
    job_output::Entity::delete_many()
        .filter(job_output::COLUMN.job_id.eq(id.0))
        .filter(job_output::COLUMN.item_id.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes files whose time is over. What the job did stays in the list.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(store: &Store) -> Result<(), ServiceError> {
    job_output::Entity::delete_many()
        .filter(job_output::COLUMN.expires_at.lte(store.now()))
        .exec(&store.db)
        .await?;
    Ok(())
}
