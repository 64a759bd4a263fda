//! 保存した条件: everybody keeps and takes away their own; what is shared everybody sees, and whoever may void
//! views takes it away too.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource, permits},
    export::ExportLedger,
    fold,
    id::SavedViewId,
    saved_view::{SavedView, SavedViewDraft},
};
use entities::saved_view;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::taken,
    organization,
};

/// Noun of the record in the log.
const SUBJECT: &str = "saved_view";
/// Most views one person keeps of a ledger.
const LIMIT: usize = 50;

/// Views of a ledger: one's own, then the shared ones of others; each part by name.
///
/// # Errors
/// Without the right to see views.
pub async fn list(ctx: &Context, ledger: ExportLedger) -> Result<Vec<SavedView>, ServiceError> {
    ctx.authorize(Action::View, Resource::SavedView)?;
    let question = (ledger, ctx.actor.person_id, may_void(ctx));
    let kept = &ctx.kept.saved_views;
    let views = kept
        .answer(ctx, question, || find_views(ctx, ledger))
        .await?;
    Ok(views.to_vec())
}

async fn find_views(ctx: &Context, ledger: ExportLedger) -> Result<Vec<SavedView>, ServiceError> {
    let own = ctx.actor.person_id.map(|person| person.0);
    let rows = saved_view::Entity::find()
        .filter(saved_view::COLUMN.ledger.eq(ledger))
        .filter(visible(own))
        .order_by_asc(saved_view::Column::Id)
        .all(&ctx.db)
        .await?;
    let owners = rows.iter().map(|row| row.person_id);
    let names = organization::people_names(&ctx.db, owners).await?;
    let deletes_all = may_void(ctx);
    let mut views: Vec<SavedView> = rows
        .into_iter()
        .map(|row| view_of(row, own, &names, deletes_all))
        .collect();
    views.sort_by_cached_key(|view| (view.owner.is_some(), fold::sort_key(&view.name)));
    Ok(views)
}

/// One's own, and what is shared.
fn visible(own: Option<i64>) -> Condition {
    let shared = Condition::any().add(saved_view::COLUMN.is_shared.eq(true));
    match own {
        Some(person) => shared.add(saved_view::COLUMN.person_id.eq(person)),
        None => shared,
    }
}

/// True for whoever takes away the shared views of others.
fn may_void(ctx: &Context) -> bool {
    permits(&ctx.actor.roles, Action::Void, Resource::SavedView, None)
}

fn view_of(
    row: saved_view::Model,
    own: Option<i64>,
    names: &HashMap<i64, String>,
    deletes_all: bool,
) -> SavedView {
    let is_own = own == Some(row.person_id);
    SavedView {
        id: SavedViewId(row.id),
        owner: (!is_own).then(|| names.get(&row.person_id).cloned().unwrap_or_default()),
        can_delete: is_own || deletes_all,
        name: row.name,
        query: row.query,
        is_shared: row.is_shared,
    }
}

/// この条件を保存.
///
/// # Errors
/// Without the right; without a condition; a name that is taken; when there are too many.
pub async fn save(ctx: &Context, draft: &SavedViewDraft) -> Result<SavedViewId, ServiceError> {
    ctx.authorize(Action::View, Resource::SavedView)?;
    let person = ctx.person_id()?;
    if draft.query.is_empty() {
        return Err(ServiceError::Rule(
            "保存する条件がありません。絞り込み、並べ替え、又は列の選択をしてから、保存してください。"
                .to_owned(),
        ));
    }
    let tx = ctx.begin().await?;
    let own = saved_view::Entity::find()
        .filter(saved_view::COLUMN.ledger.eq(draft.ledger))
        .filter(saved_view::COLUMN.person_id.eq(person.0))
        .all(&tx)
        .await?;
    if LIMIT <= own.len() {
        return Err(ServiceError::Rule(format!(
            "保存できる条件は、1つの台帳につき{LIMIT}件までです。使わない条件を削除してから、保存してください。"
        )));
    }
    let row = saved_view::ActiveModel {
        id: NotSet,
        person_id: Set(person.0),
        ledger: Set(draft.ledger),
        name: Set(draft.name.clone()),
        query: Set(draft.query.clone()),
        is_shared: Set(draft.is_shared),
        created_at: Set(ctx.now()),
    };
    let inserted = saved_view::Entity::insert(row)
        .exec(&tx)
        .await
        .map_err(|error| {
            let constraint = "uq_saved_views__person_id_ledger_name";
            taken(error, constraint, "name", &draft.name)
        })?;
    let id = inserted.last_insert_id;
    let event = Event::new("条件の保存", SUBJECT, id, &draft.name).change(None::<&()>, draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(SavedViewId(id))
}

/// Takes a view away, and answers its ledger.
///
/// # Errors
/// Without the right; when there is none that the actor sees; when it is somebody else's.
pub async fn delete(ctx: &Context, id: SavedViewId) -> Result<ExportLedger, ServiceError> {
    ctx.authorize(Action::View, Resource::SavedView)?;
    let own = ctx.actor.person_id.map(|person| person.0);
    let tx = ctx.begin().await?;
    let row = saved_view::Entity::find_by_id(id.0)
        .filter(visible(own))
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("保存した条件"))?;
    if own != Some(row.person_id) {
        ctx.authorize(Action::Void, Resource::SavedView)?;
    }
    saved_view::Entity::delete_by_id(id.0).exec(&tx).await?;
    let before = json!({
        "name": row.name,
        "ledger": row.ledger,
        "query": row.query,
        "is_shared": row.is_shared,
    });
    let mut event = Event::new("条件の削除", SUBJECT, id.0, &row.name);
    event.before = Some(before);
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(row.ledger)
}
