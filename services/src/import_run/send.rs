//! Sending a file: it is recognised, kept, and looked at. Nothing is taken in yet.

use std::collections::BTreeSet;

use domain::{
    authorization::{Action, Resource, permits},
    id::ImportRunId,
    import::{LedgerKind, layout::LayoutChoices, recognise},
    import_run::ImportState,
};
use entities::import_run;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use serde_json::json;

use super::{
    SUBJECT, corrections, image,
    plan::Plan,
    store::{save, save_head},
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file::{self, StoredFile, sha256_of},
    import::{self, Apply, Content, ImportOutcome},
};

/// The ledgers the actor may take in.
#[must_use]
pub fn sendable(ctx: &Context) -> Vec<LedgerKind> {
    let may = |kind: &LedgerKind| permits(&ctx.actor.roles, Action::Import, kind.resource(), None);
    LedgerKind::ALL.into_iter().filter(may).collect()
}

/// Takes a file to be looked at. Without a kind the file says by its head what it is.
///
/// # Errors
/// Without the right to take in such ledgers; a file that is none, in words.
pub async fn send(
    ctx: &Context,
    kind: Option<LedgerKind>,
    name: &str,
    content: Vec<u8>,
) -> Result<ImportRunId, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let kind = match kind {
        Some(kind) => kind,
        None => recognised(ctx, name, &content).await?,
    };
    ctx.authorize(Action::Import, kind.resource())?;
    let sent = Content::from(content.clone());
    let plan = plan(ctx, kind, name, &sent).await?;
    if plan.sheets.iter().all(|sheet| !sheet.is_read)
        && let Some(words) = refusal(ctx, kind, name, &content, &plan).await?
    {
        return Err(ServiceError::Rule(words));
    }
    let tx = ctx.begin().await?;
    let sha256 = sha256_of(&content);
    let file_id = file::keep(&tx, ctx, name, &content).await?;
    let row = import_run::ActiveModel {
        id: NotSet,
        kind: Set(kind.as_str().to_owned()),
        state: Set(ImportState::Checking),
        file_id: Set(file_id.0),
        sheets: Set(serde_json::to_value(&plan.sheets)?),
        counts: Set(serde_json::to_value(plan.counts)?),
        candidates: Set(serde_json::to_value(&plan.candidates)?),
        digest: Set(plan.digest()?),
        sent_by: Set(ctx.actor.person_id.map(|id| id.0)),
        sent_at: Set(ctx.now()),
        decided_by: Set(None),
        decided_at: Set(None),
        extent: Set(None),
        undone_by: Set(None),
        undone_at: Set(None),
        revision: Set(1),
        job_id: Set(None),
    };
    let id = ImportRunId(
        import_run::Entity::insert(row)
            .exec(&tx)
            .await?
            .last_insert_id,
    );
    save(&tx, id, kind, &plan, None).await?;
    let event = Event::new("台帳の確認", SUBJECT, id.0, name)
        .after(json!({ "import_kind": kind.as_str(), "sha256": sha256 }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// What would become of a file now.
pub(super) async fn plan(
    ctx: &Context,
    kind: LedgerKind,
    name: &str,
    content: &Content,
) -> Result<Plan, ServiceError> {
    let look = import::look(ctx, kind, name, content.clone()).await?;
    if look.summary.records == 0 {
        return Ok(Plan::of_reading(&look));
    }
    let outcome = import::run(ctx, kind, name, content.clone(), Apply::DryRun).await?;
    let existed = existing(ctx, &outcome).await?;
    Plan::of(ctx, kind, &outcome, &existed).await
}

/// The records of a trail that are there without it.
async fn existing(
    ctx: &Context,
    outcome: &ImportOutcome,
) -> Result<BTreeSet<(String, i64)>, ServiceError> {
    let mut keys: BTreeSet<(String, i64)> = outcome
        .trail
        .iter()
        .filter_map(|event| Some((event.subject_kind.to_owned(), event.subject_id?)))
        .collect();
    let there = image::hashes(&ctx.db, &keys).await?;
    keys.retain(|key| there.contains_key(key));
    Ok(keys)
}

/// Looks at the file of a run again, and shows what would become of it now.
pub(super) async fn look_again(
    ctx: &Context,
    row: &import_run::Model,
    kind: LedgerKind,
    stored: &StoredFile,
) -> Result<(), ServiceError> {
    let corrections = corrections::of_run(&ctx.db, ImportRunId(row.id)).await?;
    let content = Content {
        bytes: stored.content.clone(),
        corrections,
    };
    let (tx, _) = planned_again(ctx, row, kind, &stored.name, &content).await?;
    tx.commit().await?;
    Ok(())
}

/// The new plan of a run, in a transaction that is still open.
pub(super) async fn planned_again(
    ctx: &Context,
    row: &import_run::Model,
    kind: LedgerKind,
    name: &str,
    content: &Content,
) -> Result<(DatabaseTransaction, Plan), ServiceError> {
    let id = ImportRunId(row.id);
    let plan = plan(ctx, kind, name, content).await?;
    let tx = ctx.begin().await?;
    let head = import_run::ActiveModel {
        id: NotSet,
        revision: Set(row.revision + 1),
        ..import_run::ActiveModel::default()
    };
    let updated = import_run::Entity::update_many()
        .set(head)
        .filter(import_run::COLUMN.id.eq(row.id))
        .filter(import_run::COLUMN.revision.eq(row.revision))
        .filter(import_run::COLUMN.state.eq(ImportState::Checking))
        .exec(&tx)
        .await?;
    if updated.rows_affected == 0 {
        let now = super::load_row(&tx, id).await?;
        return Err(super::overtaken(name, now.state, "確認のやり直し"));
    }
    save_head(&tx, id, &plan).await?;
    save(&tx, id, kind, &plan, None).await?;
    Ok((tx, plan))
}

async fn recognised(ctx: &Context, name: &str, content: &[u8]) -> Result<LedgerKind, ServiceError> {
    let kinds = kinds(ctx, name, content).await?;
    let may = |kind: &&LedgerKind| sendable(ctx).contains(kind);
    kinds
        .iter()
        .find(may)
        .or(kinds.first())
        .copied()
        .ok_or_else(|| {
            ServiceError::Rule(format!(
                "「{name}」が何の台帳か見分けられません。見出しの行があるか確かめて、台帳の種類を選んで送り直してください。"
            ))
        })
}

/// What the file may be, the likeliest first.
async fn kinds(ctx: &Context, name: &str, content: &[u8]) -> Result<Vec<LedgerKind>, ServiceError> {
    let mut choices = LayoutChoices::default();
    for kind in LedgerKind::ALL {
        choices.extend(super::choices(&ctx.db, kind).await?);
    }
    let (name, content) = (name.to_owned(), content.to_vec());
    let kinds = tokio::task::spawn_blocking(move || {
        import::open(&name, &content).map(|workbook| recognise(&workbook, &choices))
    });
    let kinds = kinds.await.map_err(ServiceError::unexpected)?;
    kinds.map_err(|refusal| ServiceError::Rule(refusal.message))
}

/// Why a file is not the ledger it was said to be. One that is no other ledger, and has heads, may still be made
/// to read by saying what its columns are.
async fn refusal(
    ctx: &Context,
    kind: LedgerKind,
    name: &str,
    content: &[u8],
    plan: &Plan,
) -> Result<Option<String>, ServiceError> {
    if let Some(other) = kinds(ctx, name, content).await?.first() {
        return Ok(Some(format!(
            "「{name}」は「{}」ではなく、「{}」のようです。台帳の種類を選び直してください。",
            kind.label(),
            other.label()
        )));
    }
    let has_heads = plan.sheets.iter().any(|sheet| !sheet.columns.is_empty());
    Ok((!has_heads).then(|| format!(
        "「{name}」に「{}」の見出しの行が見つかりません。台帳の種類とファイルを確かめて、選び直してください。",
        kind.label()
    )))
}
