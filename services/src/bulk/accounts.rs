//! SNSアカウントの一括変更: the 責任者 or the 所管課 of many accounts, account by account in the background. What
//! the person may not change is left, and told.

use domain::{
    authorization::{Action, Resource, permits},
    id::{JobId, OrganizationUnitId, SocialMediaAccountId},
    input::FieldError,
    job::JobKind,
    responsibility::{SubjectKey, SubjectKind, board::Candidate},
    social_media::{
        bulk::{BulkOwnerDraft, BulkPreview, BulkUnitDraft, NAME_LIMIT},
        summary::{AccountFilter, AccountSummary},
    },
};
use entities::job;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Context, ServiceError,
    job::{ITEM_LIMIT, NewJob, enqueue, item_before, undoable},
    organization, responsibility, social_media,
};

/// What a change of units leaves behind, to be put back.
#[derive(Serialize, Deserialize)]
struct Before {
    unit_id: OrganizationUnitId,
}

/// Of which job the changes are put back.
#[derive(Serialize, Deserialize)]
struct Undo {
    job: JobId,
}

/// What the accounts that match a filter, or those ticked, would come to.
///
/// # Errors
/// Without the right to change anything of an account.
pub async fn preview(
    ctx: &Context,
    ticked: Option<&[SocialMediaAccountId]>,
    filter: &AccountFilter,
) -> Result<BulkPreview, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let accounts = match ticked {
        Some(ids) => social_media::chosen(ctx, ids).await?,
        None => social_media::list(ctx, filter).await?.accounts,
    };
    let may = |resource: Resource| {
        let scope = ctx.scope(Action::Edit, resource);
        let units = accounts.iter().filter(|it| scope.contains(it.unit_id));
        permits(&ctx.actor.roles, Action::Edit, resource, None).then(|| units.count())
    };
    let (owner_count, unit_count) = (may(Resource::Responsibility), may(Resource::SocialMedia));
    if owner_count.is_none() && unit_count.is_none() {
        ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    }
    Ok(BulkPreview {
        total: accounts.len(),
        limit: ITEM_LIMIT,
        owner_count,
        unit_count,
        names: accounts.iter().take(NAME_LIMIT).map(label).collect(),
        ids: accounts
            .into_iter()
            .take(ITEM_LIMIT)
            .map(|it| it.id)
            .collect(),
    })
}

fn label(account: &AccountSummary) -> String {
    format!("{}　{}", account.service_name, account.name)
}

/// Who may be 責任者: everybody in office today.
///
/// # Errors
/// Without the right to say who is responsible.
pub async fn choosable_people(ctx: &Context) -> Result<Vec<Candidate>, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let today = ctx.today();
    responsibility::candidates(&ctx.db, |person| person.in_office_on(today)).await
}

/// Asks for another 責任者 of these accounts.
///
/// # Errors
/// Without the right; none chosen, or more than a job takes; a person who cannot be chosen.
pub async fn request_owner(
    ctx: &Context,
    ids: &[SocialMediaAccountId],
    draft: BulkOwnerDraft,
) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let people = responsibility::people(&ctx.db).await?;
    if !people.contains_key(&draft.person_id) {
        let error = FieldError::NotUsable("職員".to_owned());
        return Err(ServiceError::field("person_id", error));
    }
    request(ctx, ids, JobKind::AccountOwners, json!(draft)).await
}

/// Asks for another 所管課 of these accounts.
///
/// # Errors
/// Without the right, for the new unit too; none chosen, or more than a job takes.
pub async fn request_unit(
    ctx: &Context,
    ids: &[SocialMediaAccountId],
    draft: BulkUnitDraft,
) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let units = organization::choosable_units(ctx, Resource::SocialMedia).await?;
    if !units.iter().any(|unit| unit.id == draft.unit_id) {
        let error = FieldError::NotUsable("所管課".to_owned());
        return Err(ServiceError::field("unit_id", error));
    }
    request(ctx, ids, JobKind::AccountUnits, json!(draft)).await
}

async fn request(
    ctx: &Context,
    ids: &[SocialMediaAccountId],
    kind: JobKind,
    parameters: Value,
) -> Result<JobId, ServiceError> {
    if ids.is_empty() {
        return Err(ServiceError::Rule(
            "アカウントが選択されていません。一覧で選んでから、もう一度押してください。".to_owned(),
        ));
    }
    if ITEM_LIMIT < ids.len() {
        return Err(ServiceError::Rule(format!(
            "一度に変更できるのは{ITEM_LIMIT}件までです。条件で絞って、分けて変更してください。"
        )));
    }
    let accounts = social_media::chosen(ctx, ids).await?;
    let named = |id: &SocialMediaAccountId| {
        let found = accounts.iter().find(|it| it.id == *id);
        // What the person may not see is in the report without its name.
        found.map_or_else(|| format!("番号{id}のアカウント"), label)
    };
    let new = NewJob {
        kind,
        subject: format!("SNSアカウント {}件", ids.len()),
        parameters,
        items: ids.iter().map(|id| (id.0, named(id))).collect(),
    };
    let tx = ctx.begin().await?;
    let id = enqueue(&tx, ctx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// 元に戻す: asks that the accounts of a job get back the unit they had before it.
///
/// # Errors
/// Without the right; when it is no such job of the actor, or has not ended.
pub async fn undo_units(ctx: &Context, id: JobId) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let (row, items) = undoable(ctx, id).await?;
    let new = NewJob {
        kind: JobKind::AccountUnitsUndo,
        subject: format!("SNSアカウント {}件", items.len()),
        parameters: json!(Undo { job: JobId(row.id) }),
        items,
    };
    let tx = ctx.begin().await?;
    let id = enqueue(&tx, ctx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives one account its new 責任者.
pub(crate) async fn enter_owner(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    job: &job::Model,
    id: SocialMediaAccountId,
) -> Result<(), ServiceError> {
    let draft: BulkOwnerDraft = serde_json::from_value(job.parameters.clone())?;
    let key = SubjectKey::new(SubjectKind::SocialMediaAccount, id.0);
    responsibility::make_owner(tx, ctx, key, draft.person_id, draft.from_on).await
}

/// Gives one account to its new unit; answers what it was of.
pub(crate) async fn enter_unit(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    job: &job::Model,
    id: SocialMediaAccountId,
) -> Result<Value, ServiceError> {
    let draft: BulkUnitDraft = serde_json::from_value(job.parameters.clone())?;
    let unit_id = social_media::move_to_unit(tx, ctx, id, draft.unit_id).await?;
    Ok(json!(Before { unit_id }))
}

/// Gives one account back to the unit it was of, unless somebody gave it to a third one since.
pub(crate) async fn enter_undo(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    job: &job::Model,
    id: SocialMediaAccountId,
) -> Result<(), ServiceError> {
    let undo: Undo = serde_json::from_value(job.parameters.clone())?;
    let (parameters, before) = item_before(tx, undo.job, id.0).await?;
    let given: BulkUnitDraft = serde_json::from_value(parameters)?;
    let before: Before = serde_json::from_value(before)?;
    let (_, unit) = social_media::name_and_unit(tx, id.0).await?;
    if unit != given.unit_id {
        return Err(ServiceError::Rule(
            "所管課が、その後に変更されています。元に戻していません。".to_owned(),
        ));
    }
    social_media::move_to_unit(tx, ctx, id, before.unit_id).await?;
    Ok(())
}
