//! Taking a file in as it was shown: claimed by one, compared with the plan, and kept with what was before. All
//! of it is one transaction with the changes themselves.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    authorization::{Action, Resource},
    id::{ImportRunId, JobId},
    import::LedgerKind,
    import_run::{Extent, ImportState, RowCounts, SplitLook},
    job::JobKind,
};
use entities::{import_change, import_row, import_run, job as job_row, job_item};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    SUBJECT, corrections, file_id,
    image::{self, Key},
    kind_of, load_row, open, overtaken,
    plan::{Plan, parts},
    send::look_again,
    store::{self, Images, save, save_head, view_of},
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::Conflict,
    file::{self, StoredFile},
    import::{self, Apply, Content, ImportOutcome},
    job::{self, NewJob},
};

/// Differences between two plans that are named.
const NAMED: usize = 20;

/// Which run is taken in, as it was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    run: ImportRunId,
    revision: i32,
    extent: Extent,
}

/// A run that is being taken in, and the records as they were before.
pub(crate) struct Claim {
    run: ImportRunId,
    kind: LedgerKind,
    file_name: String,
    extent: Extent,
    digest: String,
    before: BTreeMap<Key, Value>,
}

/// What came of the wish to take a file in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// It is taken in.
    Done,
    /// It is a large one: a job takes it in.
    Begun(JobId),
}

/// Takes a file in, if it still becomes what was shown. When the records have changed meanwhile, nothing is taken
/// in: the file is looked at again, and the page shows what would become of it now. A large file is taken in by a
/// job, in the same way.
///
/// # Errors
/// Without the right; rows that cannot be taken, nothing to take, split cells nobody looked at; when somebody
/// else was first or the records have changed.
pub async fn apply(
    ctx: &Context,
    id: ImportRunId,
    revision: i32,
    extent: Extent,
    split: SplitLook,
) -> Result<Taking, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (row, kind) = open(&ctx.db, ctx, id).await?;
    let stored = file::load(&ctx.db, file_id(&row)).await?;
    if row.state != ImportState::Checking || row.revision != revision {
        return Err(overtaken(&stored.name, row.state, "取込み"));
    }
    let counts: RowCounts = serde_json::from_value(row.counts.clone())?;
    counts
        .must_allow(extent, split)
        .map_err(|refusal| ServiceError::Rule(refusal.to_string()))?;
    let ticket = Ticket {
        run: id,
        revision,
        extent,
    };
    if counts.takes_long() {
        let subject = format!("{} {}件", stored.name, counts.taken());
        return begin(ctx, ticket, &stored.name, subject)
            .await
            .map(Taking::Begun);
    }
    take_in(ctx, kind, &stored, ticket).await?;
    Ok(Taking::Done)
}

/// Puts the job down that takes a file in. The run gets a new revision: a page that shows it as it was can do
/// nothing with it any more.
async fn begin(
    ctx: &Context,
    ticket: Ticket,
    file_name: &str,
    subject: String,
) -> Result<JobId, ServiceError> {
    let tx = ctx.begin().await?;
    let revision = ticket.revision + 1;
    let new = NewJob {
        kind: JobKind::LedgerImport,
        subject,
        parameters: serde_json::to_value(Parameters {
            revision,
            extent: ticket.extent,
        })?,
        items: vec![(ticket.run.0, file_name.to_owned())],
    };
    let job = job::enqueue(&tx, ctx, new).await?;
    let head = import_run::ActiveModel {
        id: NotSet,
        job_id: Set(Some(job.0)),
        revision: Set(revision),
        ..import_run::ActiveModel::default()
    };
    if !claimed(&tx, ticket, head).await? {
        let row = load_row(&tx, ticket.run).await?;
        return Err(overtaken(file_name, row.state, "取込み"));
    }
    tx.commit().await?;
    Ok(job)
}

/// What the job knows of the run.
#[derive(Serialize, Deserialize)]
struct Parameters {
    revision: i32,
    extent: Extent,
}

/// The work of the job. That its item is done stands in the same transaction as what the file brings.
pub(crate) async fn take_in_background(
    ctx: &Context,
    job: &job_row::Model,
    item: &job_item::Model,
) -> Result<(), ServiceError> {
    let run = ImportRunId(item.subject_id);
    let (row, kind) = open(&ctx.db, ctx, run).await?;
    let Parameters { revision, extent } = serde_json::from_value(job.parameters.clone())?;
    let stored = file::load(&ctx.db, file_id(&row)).await?;
    let ticket = Ticket {
        run,
        revision,
        extent,
    };
    take_in(ctx, kind, &stored, ticket).await
}

async fn take_in(
    ctx: &Context,
    kind: LedgerKind,
    stored: &StoredFile,
    ticket: Ticket,
) -> Result<(), ServiceError> {
    let content = Content {
        bytes: stored.content.clone(),
        corrections: corrections::of_run(&ctx.db, ticket.run).await?,
    };
    let taken = import::run(ctx, kind, &stored.name, content, Apply::Checked(ticket)).await;
    match taken {
        Ok(_) => Ok(()),
        Err(ServiceError::Conflict(conflict)) => {
            // Not when somebody else took it in: that stays as it is.
            let now = load_row(&ctx.db, ticket.run).await?;
            if now.state == ImportState::Checking {
                look_again(ctx, &now, kind, stored).await?;
            }
            Err(ServiceError::Conflict(conflict))
        }
        Err(other) => Err(other),
    }
}

/// Makes a run somebody's to take in, and reads what is going to change. The first step of the transaction:
/// whoever comes second waits here, and finds it done.
pub(crate) async fn claim(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    ticket: Ticket,
) -> Result<Claim, ServiceError> {
    let head = import_run::ActiveModel {
        id: NotSet,
        state: Set(ImportState::Applied),
        decided_by: Set(ctx.actor.person_id.map(|id| id.0)),
        decided_at: Set(Some(ctx.now())),
        extent: Set(Some(ticket.extent)),
        revision: Set(ticket.revision + 1),
        ..import_run::ActiveModel::default()
    };
    let is_ours = claimed(tx, ticket, head).await?;
    let row = load_row(tx, ticket.run).await?;
    let file_name = store::file_name(tx, row.file_id).await?;
    if !is_ours {
        return Err(overtaken(&file_name, row.state, "取込み"));
    }
    let planned = import_change::Entity::find()
        .filter(import_change::COLUMN.run_id.eq(ticket.run.0))
        .all(tx)
        .await?;
    let keys: BTreeSet<Key> = planned
        .into_iter()
        .filter_map(|change| Some((change.subject_kind, change.subject_id?)))
        .collect();
    Ok(Claim {
        run: ticket.run,
        kind: kind_of(&row)?,
        file_name,
        extent: ticket.extent,
        digest: row.digest,
        before: image::images(tx, &keys).await?,
    })
}

/// Writes the head of a run that is still as the ticket has it; false when somebody was faster.
async fn claimed(
    tx: &impl ConnectionTrait,
    ticket: Ticket,
    head: import_run::ActiveModel,
) -> Result<bool, ServiceError> {
    let updated = import_run::Entity::update_many()
        .set(head)
        .filter(import_run::COLUMN.id.eq(ticket.run.0))
        .filter(import_run::COLUMN.revision.eq(ticket.revision))
        .filter(import_run::COLUMN.state.eq(ImportState::Checking))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Compares what became of the rows with what was shown, and keeps how to take it back.
pub(crate) async fn settle(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    claim: Claim,
    outcome: &ImportOutcome,
) -> Result<(), ServiceError> {
    let Claim {
        run,
        kind,
        file_name,
        extent,
        digest,
        before,
    } = claim;
    let existed: BTreeSet<Key> = before.keys().cloned().collect();
    let plan = Plan::of(ctx, kind, outcome, &existed).await?;
    if plan.digest()? != digest {
        return Err(changed(tx, run, &file_name, &plan).await?);
    }
    let keys: BTreeSet<Key> = plan
        .records
        .iter()
        .filter_map(|record| Some((record.kind.clone(), record.id?)))
        .collect();
    let images = Images {
        before,
        after: image::hashes(tx, &keys).await?,
    };
    save_head(tx, run, &plan).await?;
    save(tx, run, kind, &plan, Some(&images)).await?;
    let counts = plan.counts;
    let event = Event::new("台帳の取込み", SUBJECT, run.0, &file_name).after(json!({
        "import_kind": kind.as_str(),
        "extent": extent.code(),
        "rows_added": counts.added,
        "rows_updated": counts.updated,
        "rows_unchanged": counts.unchanged,
        "rows_refused": counts.refused,
    }));
    audit_log::record(tx, ctx, event).await
}

/// What becomes of the rows now, beside what was shown.
async fn changed(
    tx: &impl ConnectionTrait,
    run: ImportRunId,
    file_name: &str,
    plan: &Plan,
) -> Result<ServiceError, ServiceError> {
    let rows = import_row::Entity::find()
        .filter(import_row::COLUMN.run_id.eq(run.0))
        .order_by_asc(import_row::Column::Position)
        .all(tx)
        .await?;
    let mut shown = Vec::new();
    for row in rows {
        let sheet = usize::try_from(row.sheet_index).unwrap_or_default();
        shown.push((view_of(row)?, sheet));
    }
    let shown = parts(shown.iter().map(|(row, sheet)| (row, *sheet)));
    let now = parts(plan.rows.iter().map(|row| (&row.view, row.sheet_index)));
    let mut fields: Vec<(String, String, String)> = now
        .iter()
        .filter(|(place, it)| shown.get(place) != Some(it))
        .take(NAMED)
        .map(|((_, row), (label, part))| {
            let before = shown.iter().find(|((_, it), _)| it == row);
            (
                format!("{row}行　{label}"),
                part.clone(),
                before
                    .map(|(_, (_, part))| part.clone())
                    .unwrap_or_default(),
            )
        })
        .collect();
    if fields.is_empty() {
        fields.push((
            "登録されている内容".to_owned(),
            "変わりました".to_owned(),
            "確認したとき".to_owned(),
        ));
    }
    Ok(ServiceError::Conflict(Conflict {
        subject: format!("{file_name}で変わる記録"),
        by: None,
        fields,
    }))
}

/// 中止: gives a run up before anything was taken in. The file stays kept.
///
/// # Errors
/// Without the right; when somebody else was first.
pub async fn abandon(ctx: &Context, id: ImportRunId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let (row, _) = open(&tx, ctx, id).await?;
    let file_name = store::file_name(&tx, row.file_id).await?;
    let head = import_run::ActiveModel {
        id: NotSet,
        state: Set(ImportState::Abandoned),
        decided_by: Set(ctx.actor.person_id.map(|id| id.0)),
        decided_at: Set(Some(ctx.now())),
        revision: Set(revision + 1),
        ..import_run::ActiveModel::default()
    };
    let ticket = Ticket {
        run: id,
        revision,
        extent: Extent::All,
    };
    if !claimed(&tx, ticket, head).await? {
        return Err(overtaken(&file_name, row.state, "中止"));
    }
    audit_log::record(
        &tx,
        ctx,
        Event::new("台帳の取込みの中止", SUBJECT, id.0, &file_name),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
