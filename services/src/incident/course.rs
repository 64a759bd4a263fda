//! The course of an incident: recorded, step by step, its outcome, closed.

use domain::{
    authorization::{Action, Resource},
    id::{IncidentId, SocialMediaAccountId},
    incident::{
        CannotClose, Incident, IncidentState, Publication, StepTaken, SubjectKind,
        clock::day_of,
        input::{IncidentDraft, OutcomeDraft, StepDraft},
    },
    input::FieldError,
};
use entities::{incident, incident_step};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait,
};

use super::{load_row, of_row, steps_of};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
    social_media,
};

/// Records an incident. The clocks run from the minute somebody knew.
///
/// # Errors
/// Without the right for the unit; an account that is not there.
pub async fn record(ctx: &Context, draft: IncidentDraft) -> Result<IncidentId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Incident)?;
    ctx.authorize_in(Action::Edit, Resource::Incident, draft.unit_id)?;
    let tx = ctx.begin().await?;
    check_subject(&tx, &draft).await?;
    let mut row = row(ctx, &draft);
    row.state = Set(IncidentState::Open);
    row.publication = Set(Publication::Undecided);
    row.recorded_by = Set(ctx.actor.person_id.map(|id| id.0));
    row.recorded_on = Set(ctx.today());
    row.revision = Set(1);
    let inserted = incident::Entity::insert(row).exec(&tx).await?;
    let id = IncidentId(inserted.last_insert_id);
    let event =
        Event::new("事故等の記録", "incident", id.0, &draft.title).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

async fn check_subject(
    tx: &impl ConnectionTrait,
    draft: &IncidentDraft,
) -> Result<(), ServiceError> {
    let not_usable = || {
        let what = FieldError::NotUsable("SNSアカウント".to_owned());
        ServiceError::field("subject", what)
    };
    match draft.subject {
        Some((SubjectKind::SocialMediaAccount, id)) => {
            let names = social_media::account_names(tx, [SocialMediaAccountId(id).0]).await?;
            names.contains_key(&id).then_some(()).ok_or_else(not_usable)
        }
        Some((SubjectKind::Contract | SubjectKind::ExternalService, _)) => Err(not_usable()),
        None => Ok(()),
    }
}

fn row(ctx: &Context, draft: &IncidentDraft) -> incident::ActiveModel {
    incident::ActiveModel {
        kind: Set(draft.kind),
        title: Set(draft.title.clone()),
        subject_kind: Set(draft.subject.map(|(kind, _)| kind)),
        subject_id: Set(draft.subject.map(|(_, id)| id)),
        unit_id: Set(draft.unit_id.0),
        occurred_on: Set(draft.occurred_on),
        known_at: Set(draft.known_at),
        known_on: Set(day_of(draft.known_at)),
        description: Set(draft.description.clone()),
        personal_info: Set(draft.personal_info),
        intent: Set(draft.intent),
        affected_count: Set(draft.affected_count),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
}

/// An open incident somebody may work on, in the transaction, with its steps.
async fn workable(
    ctx: &Context,
    action: Action,
    id: IncidentId,
    revision: i32,
    typed: &impl serde::Serialize,
) -> Result<(DatabaseTransaction, Incident, Vec<StepTaken>), ServiceError> {
    let tx = ctx.begin().await?;
    let incident = of_row(load_row(&tx, id).await?);
    ctx.authorize_in(action, Resource::Incident, incident.unit_id)?;
    if incident.revision != revision {
        return Err(conflict(&incident.title, &incident, typed));
    }
    if incident.state == IncidentState::Closed {
        return Err(ServiceError::Rule(CannotClose::Closed.to_string()));
    }
    let steps = steps_of(&tx, vec![id.0]).await?;
    let steps = steps.into_iter().map(|(_, step)| step).collect();
    Ok((tx, incident, steps))
}

/// Changes what was recorded at first.
///
/// # Errors
/// Without the right for the old and the new unit; a closed incident; when somebody else saved first.
pub async fn change(
    ctx: &Context,
    id: IncidentId,
    revision: i32,
    draft: IncidentDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Incident)?;
    ctx.authorize_in(Action::Edit, Resource::Incident, draft.unit_id)?;
    let (tx, before, steps) = workable(ctx, Action::Edit, id, revision, &draft).await?;
    check_subject(&tx, &draft).await?;
    let mut row = row(ctx, &draft);
    row.id = Set(id.0);
    row.revision = Set(revision + 1);
    let after = Incident {
        kind: draft.kind,
        personal_info: draft.personal_info,
        ..before.clone()
    };
    row.state = Set(after.state_after(&steps));
    row.update(&tx).await?;
    let event =
        Event::new("事故等の変更", "incident", id.0, &draft.title).change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes a step with its minute. Noted again it stands beside the first, which counts for the clocks.
///
/// # Errors
/// Without the right for the unit; a closed incident; a minute before anybody knew; when somebody else
/// saved first.
pub async fn take_step(
    ctx: &Context,
    id: IncidentId,
    revision: i32,
    draft: StepDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Incident)?;
    let (tx, before, mut steps) = workable(ctx, Action::Edit, id, revision, &draft).await?;
    if draft.done_at < before.known_at {
        let words = "事故等を知った日時より前です。日時を確かめてください。";
        return Err(ServiceError::field(
            "done_on",
            FieldError::Other(words.to_owned()),
        ));
    }
    let step = incident_step::ActiveModel {
        id: NotSet,
        incident_id: Set(id.0),
        step: Set(draft.step),
        done_at: Set(draft.done_at),
        note: Set(draft.note.clone()),
        person_id: Set(ctx.actor.person_id.map(|id| id.0)),
        recorded_at: Set(ctx.now()),
    };
    incident_step::Entity::insert(step)
        .exec_without_returning(&tx)
        .await?;
    steps.push(StepTaken {
        step: draft.step,
        done_at: draft.done_at,
        note: draft.note.clone(),
        person: None,
    });
    let state = before.state_after(&steps);
    incident::ActiveModel {
        id: Set(id.0),
        state: Set(state),
        revision: Set(revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let event = Event::new("事故等の対応の記録", "incident", id.0, &before.title).after(
        serde_json::json!({
            "step": draft.step.label(),
            "done_at": draft.done_at,
            "note": draft.note,
            "state": state.label(),
        }),
    );
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes cause, prevention and publication.
///
/// # Errors
/// Without the right for the unit; a closed incident; when somebody else saved first.
pub async fn record_outcome(
    ctx: &Context,
    id: IncidentId,
    revision: i32,
    draft: OutcomeDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Incident)?;
    let (tx, before, steps) = workable(ctx, Action::Edit, id, revision, &draft).await?;
    let after = Incident {
        personal_info: draft.personal_info,
        ..before.clone()
    };
    incident::ActiveModel {
        id: Set(id.0),
        personal_info: Set(draft.personal_info),
        intent: Set(draft.intent),
        affected_count: Set(draft.affected_count),
        cause: Set(draft.cause.clone()),
        prevention: Set(draft.prevention.clone()),
        publication: Set(draft.publication),
        publication_on: Set(draft.publication_on),
        publication_note: Set(draft.publication_note.clone()),
        state: Set(after.state_after(&steps)),
        revision: Set(revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let event = Event::new("事故等の原因・公表の記録", "incident", id.0, &before.title)
        .change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// 終結: everything is done, and another person than the one who recorded it agrees.
///
/// # Errors
/// Without the right for the unit; while something is left to do; for the one who recorded it; when
/// somebody else saved first.
pub async fn close(ctx: &Context, id: IncidentId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Incident)?;
    let empty = serde_json::json!({});
    let (tx, before, steps) = workable(ctx, Action::Approve, id, revision, &empty).await?;
    before
        .check_close(&steps, ctx.actor.person_id)
        .map_err(|error| ServiceError::Rule(error.to_string()))?;
    incident::ActiveModel {
        id: Set(id.0),
        state: Set(IncidentState::Closed),
        closed_on: Set(Some(ctx.today())),
        closed_by: Set(ctx.actor.person_id.map(|id| id.0)),
        revision: Set(revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let event = Event::new("事故等の終結", "incident", id.0, &before.title).after(
        serde_json::json!({ "state": IncidentState::Closed.label(), "closed_on": ctx.today() }),
    );
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
