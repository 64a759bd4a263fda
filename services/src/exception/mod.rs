//! 例外措置・リスク受容: applied for by one person, decided by another, ended or left to expire. One register
//! with the waivers of clauses.

mod register;

pub use register::{EXCEPTION_GROUP_LIMIT, Register, due, register};

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    exception::{
        Exception, ExceptionPeriod, ExceptionRule, ExceptionState, ExceptionSubject,
        input::{DecisionDraft, ExceptionDraft},
    },
    id::{ContractId, ExceptionId, FindingId, OrganizationUnitId, PersonId, VendorId},
    input::{FieldError, required},
};
use entities::exception;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::{
    Context, ServiceError, audit_log, contract, database::among, error::conflict, external_service,
    finding, organization, social_media, vendor,
};

/// Applies for an exception. It holds only once another person has agreed.
///
/// # Errors
/// Without the right for the unit of the subject; a subject that does not exist.
pub async fn apply(ctx: &Context, draft: ExceptionDraft) -> Result<ExceptionId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Exception)?;
    let person = ctx.person_id()?;
    let tx = ctx.begin().await?;
    let (subject_name, unit) = subject(&tx, ctx, draft.subject_kind, draft.subject_id).await?;
    ctx.authorize_in(Action::Edit, Resource::Exception, unit)?;
    let row = exception::ActiveModel {
        id: NotSet,
        kind: Set(draft.kind),
        rule: Set(draft.rule),
        subject_kind: Set(draft.subject_kind),
        subject_id: Set(draft.subject_id),
        subject_name: Set(subject_name.clone()),
        unit_id: Set(unit.0),
        reason: Set(draft.reason.clone()),
        safeguard: Set(draft.safeguard.clone()),
        applied_on: Set(ctx.today()),
        applied_by: Set(person.0),
        expires_on: Set(draft.expires_on),
        decision: Set(None),
        decided_on: Set(None),
        decided_by: Set(None),
        decision_note: Set(None),
        ended_on: Set(None),
        ended_by: Set(None),
        ended_reason: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    };
    let id = exception::Entity::insert(row)
        .exec(&tx)
        .await?
        .last_insert_id;
    let event = audit_log::Event::new("例外措置の申請", "exception", id, &subject_name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(ExceptionId(id))
}

/// Name and unit of what an exception is about.
async fn subject(
    db: &impl ConnectionTrait,
    ctx: &Context,
    kind: ExceptionSubject,
    id: i64,
) -> Result<(String, OrganizationUnitId), ServiceError> {
    let gone = || ServiceError::field("subject", FieldError::NotUsable("対象".to_owned()));
    match kind {
        ExceptionSubject::Contract => {
            let row = contract::load_row(db, ContractId(id))
                .await
                .map_err(|_| gone())?;
            Ok((
                format!("{}（{}）", row.title, row.contract_no),
                OrganizationUnitId(row.unit_id),
            ))
        }
        ExceptionSubject::Finding => {
            let row = finding::load_row(db, FindingId(id))
                .await
                .map_err(|_| gone())?;
            Ok((row.subject_name, OrganizationUnitId(row.unit_id)))
        }
        ExceptionSubject::Vendor => {
            let vendor = vendor::load_row(db, VendorId(id))
                .await
                .map_err(|_| gone())?;
            let unit = finding::own_unit(db, ctx).await?;
            Ok((vendor.name, unit))
        }
        ExceptionSubject::ExternalService => external_service::name_and_unit(db, id)
            .await
            .map_err(|_| gone()),
        ExceptionSubject::SocialMediaAccount => social_media::name_and_unit(db, id)
            .await
            .map_err(|_| gone()),
    }
}

/// Decides: never the person who applied.
///
/// # Errors
/// Without the right; one's own application; decided already; when somebody else saved first.
pub async fn decide(
    ctx: &Context,
    id: ExceptionId,
    revision: i32,
    draft: DecisionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Exception)?;
    let person = ctx.person_id()?;
    let tx = ctx.begin().await?;
    let before = load_row(&tx, id).await?;
    ctx.authorize_in(
        Action::Approve,
        Resource::Exception,
        OrganizationUnitId(before.unit_id),
    )?;
    if before.applied_by == person.0 {
        return Err(ServiceError::Rule(
            "ご自分が申請した例外措置は承認できません。別の承認者に依頼してください。".to_owned(),
        ));
    }
    match period(&before).state_on(ctx.today()) {
        Some(ExceptionState::Applied) => {}
        other => return Err(not_in(other, "承認・不承認を決めることが")),
    }
    saved_first(&before, revision, &draft)?;
    let name = before.subject_name.clone();
    let mut row = before.into_active_model();
    row.decision = Set(Some(draft.decision));
    row.decided_on = Set(Some(ctx.today()));
    row.decided_by = Set(Some(person.0));
    row.decision_note = Set(draft.note.clone());
    save(&tx, ctx, row, revision).await?;
    let event = audit_log::Event::new("例外措置の決定", "exception", id.0, &name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends an exception before its expiry, or takes back an application.
///
/// # Errors
/// Without the right; without a reason; one that is over; when somebody else saved first.
pub async fn end(
    ctx: &Context,
    id: ExceptionId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Exception)?;
    let person = ctx.person_id()?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let tx = ctx.begin().await?;
    let before = load_row(&tx, id).await?;
    ctx.authorize_in(
        Action::Edit,
        Resource::Exception,
        OrganizationUnitId(before.unit_id),
    )?;
    match period(&before).state_on(ctx.today()) {
        Some(ExceptionState::Applied | ExceptionState::InForce | ExceptionState::Expired) => {}
        other => return Err(not_in(other, "終了することが")),
    }
    saved_first(&before, revision, &reason)?;
    let name = before.subject_name.clone();
    let mut row = before.into_active_model();
    row.ended_on = Set(Some(ctx.today()));
    row.ended_by = Set(Some(person.0));
    row.ended_reason = Set(Some(reason.clone()));
    save(&tx, ctx, row, revision).await?;
    let event = audit_log::Event::new("例外措置の終了", "exception", id.0, &name)
        .after(serde_json::json!({ "reason": reason }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn not_in(state: Option<ExceptionState>, what: &str) -> ServiceError {
    let state = state.map_or("申請前", ExceptionState::label);
    ServiceError::Rule(format!(
        "この例外措置は「{state}」のため、{what}できません。"
    ))
}

fn saved_first(
    before: &exception::Model,
    revision: i32,
    draft: &impl serde::Serialize,
) -> Result<(), ServiceError> {
    if before.revision == revision {
        Ok(())
    } else {
        let saved = serde_json::json!({
            "decision": before.decision,
            "decision_note": before.decision_note,
            "ended_reason": before.ended_reason,
        });
        Err(conflict(&before.subject_name, &saved, draft))
    }
}

async fn save(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    mut row: exception::ActiveModel,
    revision: i32,
) -> Result<(), ServiceError> {
    row.revision = Set(revision + 1);
    row.updated_at = Set(ctx.now());
    row.update(tx).await?;
    Ok(())
}

pub(crate) async fn load_row(
    db: &impl ConnectionTrait,
    id: ExceptionId,
) -> Result<exception::Model, ServiceError> {
    exception::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("例外措置"))
}

/// An exception with its history.
///
/// # Errors
/// Without the right, for its unit too; when there is none.
pub async fn load(
    ctx: &Context,
    id: ExceptionId,
) -> Result<(Exception, Vec<domain::audit::AuditEntry>), ServiceError> {
    ctx.authorize(Action::View, Resource::Exception)?;
    let row = load_row(&ctx.db, id).await?;
    ctx.authorize_in(
        Action::View,
        Resource::Exception,
        OrganizationUnitId(row.unit_id),
    )?;
    let history = audit_log::of_subject(ctx, "exception", id.0).await?;
    let mut found = records(&ctx.db, vec![row]).await?;
    let exception = found.pop().ok_or(ServiceError::NotFound("例外措置"))?;
    Ok((exception, history))
}

/// The dated facts of a row.
pub(crate) fn period(row: &exception::Model) -> ExceptionPeriod {
    ExceptionPeriod {
        applied_on: row.applied_on,
        decision: row.decision.zip(row.decided_on),
        expires_on: row.expires_on,
        ended_on: row.ended_on,
    }
}

/// Rows with the names of people and units.
pub(crate) async fn records(
    db: &impl ConnectionTrait,
    rows: Vec<exception::Model>,
) -> Result<Vec<Exception>, ServiceError> {
    let people: Vec<i64> = rows
        .iter()
        .flat_map(|row| [Some(row.applied_by), row.decided_by, row.ended_by])
        .flatten()
        .collect();
    let names = organization::people_names(db, people).await?;
    let units = organization::unit_names_in(db).await?;
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    Ok(rows
        .into_iter()
        .map(|row| Exception {
            period: period(&row),
            id: ExceptionId(row.id),
            kind: row.kind,
            rule: row.rule,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            subject_name: row.subject_name,
            unit_id: OrganizationUnitId(row.unit_id),
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            reason: row.reason,
            safeguard: row.safeguard,
            applied_by: PersonId(row.applied_by),
            applied_by_name: name(Some(row.applied_by)).unwrap_or_default(),
            decided_by: name(row.decided_by),
            decision_note: row.decision_note,
            ended_by: name(row.ended_by),
            ended_reason: row.ended_reason,
            revision: row.revision,
        })
        .collect())
}

/// The periods of exceptions to a rule, by what they are about: of some subjects, or of all; for asking
/// [`ExceptionPeriod::covers`].
pub(crate) async fn periods(
    db: &impl ConnectionTrait,
    rule: ExceptionRule,
    kind: ExceptionSubject,
    subjects: Option<&[i64]>,
) -> Result<HashMap<i64, Vec<ExceptionPeriod>>, ServiceError> {
    let mut query = exception::Entity::find()
        .filter(exception::COLUMN.rule.eq(rule))
        .filter(exception::COLUMN.subject_kind.eq(kind));
    if let Some(subjects) = subjects {
        let subjects = subjects.iter().copied();
        query = query.filter(among(db, exception::Column::SubjectId, subjects));
    }
    let rows = query.all(db).await?;
    let mut periods: HashMap<i64, Vec<ExceptionPeriod>> = HashMap::new();
    for row in rows {
        periods
            .entry(row.subject_id)
            .or_default()
            .push(period(&row));
    }
    Ok(periods)
}

/// The approved exception to the rule that covers the subject on the day; of several the one that lasts longest.
pub(crate) async fn in_force(
    db: &impl ConnectionTrait,
    rule: ExceptionRule,
    kind: ExceptionSubject,
    id: i64,
    day: NaiveDate,
) -> Result<Option<(ExceptionId, ExceptionPeriod)>, ServiceError> {
    let rows = exception::Entity::find()
        .filter(exception::COLUMN.rule.eq(rule))
        .filter(exception::COLUMN.subject_kind.eq(kind))
        .filter(exception::COLUMN.subject_id.eq(id))
        .all(db)
        .await?;
    Ok(rows
        .iter()
        .map(|row| (ExceptionId(row.id), period(row)))
        .filter(|(_, period)| period.covers(day))
        .max_by_key(|(_, period)| period.expires_on))
}
