//! What documents are, and whom they concern.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    fold,
    id::RegulationDocumentId,
    input::{FieldError, required},
    regulation::{AudienceDraft, RegulationDocument, RegulationDraft, resource_of},
};
use entities::{organization_unit, person, regulation_audience, regulation_document};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use super::{Change, SUBJECT, begin, record, told};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
};

/// What somebody typed to get the document as it is.
pub(super) fn draft_of(document: &RegulationDocument) -> RegulationDraft {
    RegulationDraft {
        layer: document.layer,
        topic: document.topic,
        title: document.title.clone(),
        disclosure: document.disclosure,
        unit_id: document.unit_id,
        note: document.note.clone(),
    }
}

fn row_of(ctx: &Context, draft: &RegulationDraft) -> regulation_document::ActiveModel {
    regulation_document::ActiveModel {
        id: NotSet,
        layer: Set(draft.layer),
        topic: Set(draft.topic),
        title: Set(draft.title.clone()),
        title_key: Set(fold::search_key(&draft.title)),
        disclosure: Set(draft.disclosure),
        unit_id: Set(draft.unit_id.0),
        note: Set(draft.note.clone()),
        void_reason: NotSet,
        void_on: NotSet,
        drafted_by: NotSet,
        drafted_on: NotSet,
        revision: NotSet,
        updated_at: Set(ctx.now()),
    }
}

/// Registers a document; its first version follows.
///
/// # Errors
/// Without the right for the unit and the disclosure; a unit that does not exist.
pub async fn register(
    ctx: &Context,
    draft: RegulationDraft,
) -> Result<RegulationDocumentId, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let resource = resource_of(draft.layer, draft.disclosure);
    ctx.authorize_in(Action::Edit, resource, draft.unit_id)?;
    let tx = ctx.begin().await?;
    check_unit(&tx, draft.unit_id.0).await?;
    let mut row = row_of(ctx, &draft);
    row.drafted_by = Set(ctx.actor.person_id.map(|id| id.0));
    row.drafted_on = Set(ctx.today());
    row.revision = Set(1);
    let inserted = regulation_document::Entity::insert(row).exec(&tx).await?;
    let id = RegulationDocumentId(inserted.last_insert_id);
    let document = record::load(&tx, id).await?;
    let after = told(&document, serde_json::to_value(&draft)?);
    let event = Event::new("規程・手順の登録", SUBJECT, id.0, &draft.title).after(after);
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

async fn check_unit(db: &impl ConnectionTrait, id: i64) -> Result<(), ServiceError> {
    let found = organization_unit::Entity::find_by_id(id).one(db).await?;
    let missing = || ServiceError::field("unit_id", FieldError::NotUsable("課".to_owned()));
    found.map(|_| ()).ok_or_else(missing)
}

/// Changes what a document is.
///
/// # Errors
/// Without the right for what it was and what it becomes; when somebody else saved first.
pub async fn change(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    draft: RegulationDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let resource = resource_of(draft.layer, draft.disclosure);
    ctx.authorize_in(Action::Edit, resource, draft.unit_id)?;
    let begun = begin(ctx, Action::Edit, id, revision).await;
    let Change { tx, document } = match begun {
        Err(ServiceError::Conflict(_)) => {
            let saved = record::load(&ctx.db, id).await?;
            return Err(conflict(&saved.title, &draft_of(&saved), &draft));
        }
        other => other?,
    };
    check_unit(&tx, draft.unit_id.0).await?;
    let mut row = row_of(ctx, &draft);
    row.id = Set(id.0);
    row.update(&tx).await?;
    let before = told(&document, serde_json::to_value(draft_of(&document))?);
    // What was or becomes 非公開 leaves no words in the log.
    let mut after = told(&document, serde_json::to_value(&draft)?);
    if resource == Resource::Procedure
        && let Some(fields) = after.as_object_mut()
    {
        fields.remove("note");
    }
    let mut event = Event::new("規程・手順の変更", SUBJECT, id.0, &draft.title).after(after);
    event.before = Some(before);
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// 無効化: a wrong entry is taken out of use. It counts on no day.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let change = begin(ctx, Action::Void, id, revision).await?;
    regulation_document::ActiveModel {
        id: Set(id.0),
        void_reason: Set(Some(reason.clone())),
        void_on: Set(Some(ctx.today())),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    let after = serde_json::json!({ "void_reason": reason });
    change.finish(ctx, "規程・手順の無効化", &after).await
}

/// Says whom a document concerns from today on.
///
/// # Errors
/// Without the right; a unit or a person that does not exist or is named already; when somebody else saved
/// first.
pub async fn add_audience(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    draft: AudienceDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    let (unit_id, person_id) = match draft {
        AudienceDraft::Everybody => (None, None),
        AudienceDraft::Unit(unit) => (Some(unit), None),
        AudienceDraft::Person(person) => (None, Some(person)),
    };
    let field = match draft {
        AudienceDraft::Everybody => "audience",
        AudienceDraft::Unit(_) => "unit_id",
        AudienceDraft::Person(_) => "person_id",
    };
    if let Some(unit) = unit_id {
        check_unit(&change.tx, unit.0).await?;
    }
    if let Some(person) = person_id {
        let found = person::Entity::find_by_id(person.0).one(&change.tx).await?;
        found
            .ok_or_else(|| ServiceError::field(field, FieldError::NotUsable("職員".to_owned())))?;
    }
    let today = ctx.today();
    let mut named = change.document.audiences.iter();
    if named.any(|it| it.holds_on(today) && (it.unit_id, it.person_id) == (unit_id, person_id)) {
        let words = "すでに対象者に入っています。".to_owned();
        return Err(ServiceError::field(field, FieldError::Other(words)));
    }
    let row = regulation_audience::ActiveModel {
        id: NotSet,
        document_id: Set(id.0),
        unit_id: Set(unit_id.map(|id| id.0)),
        person_id: Set(person_id.map(|id| id.0)),
        from_on: Set(today),
        to_on: Set(None),
    };
    regulation_audience::Entity::insert(row)
        .exec_without_returning(&change.tx)
        .await?;
    let after = serde_json::json!({ "unit_id": unit_id, "person_id": person_id, "from_on": today });
    change.finish(ctx, "規程・手順の対象者の追加", &after).await
}

/// Ends a line of the audience: from today on the document no longer concerns them. What they read stays.
///
/// # Errors
/// Without the right; when there is no such line; when somebody else saved first.
pub async fn end_audience(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    audience: i64,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    let today = ctx.today();
    let mut lines = change.document.audiences.iter();
    lines
        .find(|it| it.id == audience && it.holds_on(today))
        .ok_or(ServiceError::NotFound("対象者"))?;
    let last: Option<NaiveDate> = today.pred_opt();
    regulation_audience::ActiveModel {
        id: Set(audience),
        to_on: Set(last),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    let after = serde_json::json!({ "to_on": last });
    change.finish(ctx, "規程・手順の対象者の終了", &after).await
}
