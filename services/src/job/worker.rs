//! The one who does it. A worker holds a job by a lease in its row, renewed with every item; whoever finds a
//! lease that ran out goes on with the items that are left. What an item did and that it is done are one
//! transaction, which only the holder of the lease can commit: nothing is done twice.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::{JobId, PersonId},
    job::{JobItemState, JobState},
};
use entities::{job, job_item, job_output};
use rand::RngExt;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::Expr,
};
use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::sleep};

use super::{
    KEPT_FOR, SUBJECT,
    course::Course,
    name, remove_outputs_of_items,
    work::{self, Made},
};
use crate::{
    Context, ServiceError, Store,
    audit_log::{self, Event},
    database,
    file::StoredFile,
    sign_in,
};

/// How long a worker may be silent before another one takes over.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// The same while the file is put together.
const FINISHING_LEASE: TimeDelta = TimeDelta::minutes(10);
/// Takings up without an item coming through, before the job counts as one nobody can do.
const ATTEMPT_LIMIT: i32 = 5;

/// Between two notes of how far an item is that takes long in itself.
const BEAT: Duration = Duration::from_secs(1);

/// A job this worker holds.
#[derive(Clone)]
pub struct Claimed {
    store: Store,
    id: JobId,
    owner: String,
}

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An item is through; there may be more.
    More,
    /// The job has ended.
    Ended,
    /// It is no longer this worker's: stopped by a person, or taken over.
    Lost,
}

/// Takes the oldest job that nobody holds.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(store: &Store) -> Result<Option<Claimed>, ServiceError> {
    loop {
        let now = store.now();
        let candidate: Option<i64> = job::Entity::find()
            .select_only()
            .column(job::Column::Id)
            .filter(is_free(now))
            .order_by_asc(job::Column::Id)
            .into_tuple()
            .one(&store.db)
            .await?;
        let Some(id) = candidate else { return Ok(None) };
        let owner = format!("{:032x}", rand::rng().random::<u128>());
        let claimed = job::Entity::update_many()
            .set(job::ActiveModel {
                state: Set(JobState::Running),
                lease_owner: Set(Some(owner.clone())),
                lease_until: Set(Some(now + LEASE)),
                ..Default::default()
            })
            .col_expr(
                job::Column::Attempts,
                Expr::col(job::Column::Attempts).add(1),
            )
            .filter(job::COLUMN.id.eq(id))
            .filter(is_free(now))
            .exec(&store.db)
            .await?;
        // Another worker was faster: look again.
        if claimed.rows_affected == 1 {
            return Ok(Some(Claimed {
                store: store.clone(),
                id: JobId(id),
                owner,
            }));
        }
    }
}

fn is_free(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(job::Column::State.eq(JobState::Waiting))
        .add(
            job::Column::State
                .eq(JobState::Running)
                .and(job::Column::LeaseUntil.lte(now)),
        )
}

/// Does every job there is, to its end.
///
/// # Errors
/// When the database does not answer.
pub async fn run_all(store: &Store) -> Result<(), ServiceError> {
    while let Some(job) = claim(store).await? {
        while job.step().await? == Step::More {}
    }
    Ok(())
}

impl Claimed {
    /// Does the next item; after the last one, ends the job.
    ///
    /// # Errors
    /// When the database does not answer; the lease then runs out, and somebody goes on.
    pub async fn step(&self) -> Result<Step, ServiceError> {
        let Some(row) = self.row().await? else {
            return Ok(Step::Lost);
        };
        let Some(actor) = sign_in::actor(&self.store, PersonId(row.asked_by)).await? else {
            let words =
                "処理を依頼した職員が在職していないか、役割がないため、続けられませんでした。";
            return self.give_up(&row, words).await;
        };
        if ATTEMPT_LIMIT < row.attempts {
            let words = "処理が何度も途中で止まったため、やめました。対象を減らして、もう一度依頼してください。続くときは、管理者に連絡してください。";
            return self.give_up(&row, words).await;
        }
        let ctx = self.store.acting(actor);
        match self.next_item().await? {
            Some(item) => self.through(&ctx, &row, &item).await,
            None => self.end(&ctx, &row).await,
        }
    }

    /// Lets go of the job, for whoever is next.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn release(self) -> Result<(), ServiceError> {
        self.renew(&self.store.db, TimeDelta::zero()).await?;
        Ok(())
    }

    pub(super) fn id(&self) -> JobId {
        self.id
    }

    async fn row(&self) -> Result<Option<job::Model>, ServiceError> {
        Ok(job::Entity::find_by_id(self.id.0)
            .filter(job::COLUMN.state.eq(JobState::Running))
            .filter(job::Column::LeaseOwner.eq(self.owner.clone()))
            .one(&self.store.db)
            .await?)
    }

    async fn next_item(&self) -> Result<Option<job_item::Model>, ServiceError> {
        Ok(job_item::Entity::find()
            .filter(job_item::COLUMN.job_id.eq(self.id.0))
            .filter(job_item::COLUMN.state.eq(JobItemState::Waiting))
            .order_by_asc(job_item::Column::Position)
            .one(&self.store.db)
            .await?)
    }

    /// Holds on for so long; false when the job is no longer this worker's. In a transaction it keeps every
    /// other worker, and whoever wants to stop the job, waiting until it ends.
    async fn renew(
        &self,
        db: &impl ConnectionTrait,
        lease: TimeDelta,
    ) -> Result<bool, ServiceError> {
        let row = job::ActiveModel {
            lease_until: Set(Some(self.store.now() + lease)),
            ..Default::default()
        };
        self.change(db, row).await
    }

    async fn change(
        &self,
        db: &impl ConnectionTrait,
        row: job::ActiveModel,
    ) -> Result<bool, ServiceError> {
        let changed = job::Entity::update_many()
            .set(row)
            .filter(job::COLUMN.id.eq(self.id.0))
            .filter(job::COLUMN.state.eq(JobState::Running))
            .filter(job::Column::LeaseOwner.eq(self.owner.clone()))
            .exec(db)
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// One item, done or failed.
    async fn through(
        &self,
        ctx: &Context,
        row: &job::Model,
        item: &job_item::Model,
    ) -> Result<Step, ServiceError> {
        let under_way = self.store.courses.begin(self.clone(), item.id);
        let course = &under_way.course;
        let ctx = &ctx.clone().on(course.clone());
        let beat = self.beat(course);
        let made = work::make(ctx, row, item).await;
        if let Some(beat) = beat {
            beat.abort();
        }
        let entered = match made {
            Ok(Made::Entered) => return Ok(Step::More),
            Ok(Made::Nothing) => self.enter(ctx, row, item, None).await,
            Ok(Made::File(file)) => self.enter(ctx, row, item, Some(file)).await,
            Err(error) => Err(error),
        };
        let failure = match entered {
            Ok(step) => return Ok(step),
            // Whoever stopped the job says so in its row.
            Err(_) if course.is_stopped() => return Ok(Step::Lost),
            Err(error) => error,
        };
        let words = work::words_of(failure, self.id);
        let tx = self.store.begin().await?;
        if !self.renew(&tx, LEASE).await? {
            return Ok(Step::Lost);
        }
        let failed = job_item::ActiveModel {
            state: Set(JobItemState::Failed),
            reason: Set(Some(words)),
            ..Default::default()
        };
        mark(&tx, item.id, failed).await?;
        self.count(&tx, job::Column::Failed).await?;
        tx.commit().await?;
        Ok(Step::More)
    }

    /// What the item changes, its file, and that it is done.
    async fn enter(
        &self,
        ctx: &Context,
        row: &job::Model,
        item: &job_item::Model,
        file: Option<StoredFile>,
    ) -> Result<Step, ServiceError> {
        let tx = self.store.begin().await?;
        if !self.renew(&tx, LEASE).await? {
            return Ok(Step::Lost);
        }
        let before = work::enter(&tx, ctx, row, item).await?;
        if let Some(file) = file {
            keep(&tx, ctx, self.id, Some(item.id), file).await?;
        }
        if !self.complete(&tx, item.id, before).await? {
            return Ok(Step::Lost);
        }
        tx.commit().await?;
        Ok(Step::More)
    }

    /// Marks an item as done, in the transaction of what it did; false when the job is no longer this worker's.
    pub(super) async fn complete(
        &self,
        tx: &impl ConnectionTrait,
        item: i64,
        before: Option<Value>,
    ) -> Result<bool, ServiceError> {
        if !self.renew(tx, LEASE).await? {
            return Ok(false);
        }
        let done = job_item::ActiveModel {
            state: Set(JobItemState::Done),
            before: Set(before),
            ..Default::default()
        };
        mark(tx, item, done).await?;
        self.count(tx, job::Column::Done).await?;
        Ok(true)
    }

    /// Holds on while an item takes long, and puts into the job's row how far it is. Not where nobody else can
    /// write meanwhile: there, this process alone has the database.
    fn beat(&self, course: &Course) -> Option<JoinHandle<()>> {
        let (holder, course) = (self.clone(), course.clone());
        database::lets_others_write(&self.store.db).then(|| {
            tokio::spawn(async move {
                loop {
                    sleep(BEAT).await;
                    let row = job::ActiveModel {
                        lease_until: Set(Some(holder.store.now() + LEASE)),
                        stage: Set(course.stage()),
                        ..Default::default()
                    };
                    // No answer: the next beat tries again.
                    if let Ok(false) = holder.change(&holder.store.db, row).await {
                        return course.lose();
                    }
                }
            })
        })
    }

    async fn count(
        &self,
        tx: &impl ConnectionTrait,
        counter: job::Column,
    ) -> Result<(), ServiceError> {
        job::Entity::update_many()
            .col_expr(counter, Expr::col(counter).add(1))
            .col_expr(job::Column::Attempts, Expr::value(1))
            .filter(job::COLUMN.id.eq(self.id.0))
            .exec(tx)
            .await?;
        Ok(())
    }

    /// Every item is through: puts the file together and ends the job.
    async fn end(&self, ctx: &Context, row: &job::Model) -> Result<Step, ServiceError> {
        if !self.renew(&self.store.db, FINISHING_LEASE).await? {
            return Ok(Step::Lost);
        }
        let file = match work::finish(ctx, row).await {
            Ok(file) => file,
            Err(error) => return self.give_up(row, &work::words_of(error, self.id)).await,
        };
        let state = JobState::of_counts(row.done, row.failed);
        self.close(ctx, row, state, None, file).await
    }

    /// The job as a whole cannot be done.
    async fn give_up(&self, row: &job::Model, words: &str) -> Result<Step, ServiceError> {
        let program = crate::Actor {
            person_id: None,
            name: "委託台帳（自動処理）".to_owned(),
            roles: Vec::new(),
        };
        let ctx = self.store.acting(program);
        let reason = Some(words.to_owned());
        self.close(&ctx, row, JobState::Failed, reason, None).await
    }

    async fn close(
        &self,
        ctx: &Context,
        row: &job::Model,
        state: JobState,
        reason: Option<String>,
        file: Option<StoredFile>,
    ) -> Result<Step, ServiceError> {
        let tx = self.store.begin().await?;
        let ended = job::ActiveModel {
            state: Set(state),
            finished_at: Set(Some(self.store.now())),
            lease_owner: Set(None),
            lease_until: Set(None),
            reason: Set(reason.clone()),
            ..Default::default()
        };
        if !self.change(&tx, ended).await? {
            return Ok(Step::Lost);
        }
        remove_outputs_of_items(&tx, self.id).await?;
        if let Some(file) = file {
            keep(&tx, ctx, self.id, None, file).await?;
        }
        let event = Event::new(
            "処理の終了",
            SUBJECT,
            self.id.0,
            &name(row.kind, &row.subject),
        );
        let told = json!({ "state": state, "succeeded": row.done, "failed": row.failed, "reason": reason });
        audit_log::record(&tx, ctx, event.after(told)).await?;
        tx.commit().await?;
        Ok(Step::Ended)
    }
}

async fn mark(
    tx: &impl ConnectionTrait,
    item: i64,
    outcome: job_item::ActiveModel,
) -> Result<(), ServiceError> {
    job_item::Entity::update_many()
        .set(outcome)
        .filter(job_item::COLUMN.id.eq(item))
        .exec(tx)
        .await?;
    Ok(())
}

async fn keep(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    job: JobId,
    item: Option<i64>,
    file: StoredFile,
) -> Result<(), ServiceError> {
    let row = job_output::ActiveModel {
        id: NotSet,
        job_id: Set(job.0),
        item_id: Set(item),
        name: Set(file.name),
        media_type: Set(file.media_type),
        byte_count: Set(i64::try_from(file.content.len()).unwrap_or(i64::MAX)),
        content: Set(file.content),
        expires_at: Set(ctx.now() + KEPT_FOR),
    };
    job_output::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
