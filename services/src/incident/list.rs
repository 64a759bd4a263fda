//! Incidents somebody may see.

use domain::{
    authorization::{Action, Resource, Scope, permits},
    business_day::BusinessCalendar,
    id::IncidentId,
    incident::{IncidentDetail, IncidentState, IncidentSummary, StepTaken, clock::clocks},
};
use entities::incident;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{hours, load_row, of_row, steps_of, subject_name};
use crate::{Context, ServiceError, audit_log, organization};

/// Incidents, those that are open first, then the newest. `state` is a code of a state, or empty for all.
///
/// # Errors
/// Without the right to see incidents.
pub async fn list(ctx: &Context, state: &str) -> Result<Vec<IncidentSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Incident)?;
    let mut query = incident::Entity::find();
    if let Scope::Units(units) = ctx.scope(Action::View, Resource::Incident) {
        query = query.filter(
            incident::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Ok(state) = state.parse::<IncidentState>() {
        query = query.filter(incident::COLUMN.state.eq(state));
    }
    let rows = query
        .order_by_desc(incident::Column::KnownAt)
        .all(&ctx.db)
        .await?;
    let steps = steps_of(&ctx.db, rows.iter().map(|row| row.id).collect()).await?;
    let units = organization::unit_names(ctx).await?;
    let hours = hours(ctx).await?;
    let calendar = BusinessCalendar::default();
    let mut summaries = Vec::new();
    for row in rows {
        let incident = of_row(row);
        let own = steps.iter().filter(|(id, _)| *id == incident.id.0);
        let own: Vec<StepTaken> = own.map(|(_, step)| step.clone()).collect();
        let clocks = clocks(&incident, &own, hours, &calendar);
        summaries.push(IncidentSummary {
            id: incident.id,
            kind: incident.kind,
            subject_name: subject_name(&ctx.db, incident.subject).await?,
            unit_name: units.get(&incident.unit_id.0).cloned().unwrap_or_default(),
            known_on: incident.known_on,
            state: incident.state,
            is_late: clocks
                .iter()
                .any(|clock| clock.done_at.is_none() && clock.is_late(ctx.now())),
            title: incident.title,
        });
    }
    summaries.sort_by_key(|it| it.state == IncidentState::Closed);
    Ok(summaries)
}

/// Incidents that are not closed, for the start page; none without the right.
///
/// # Errors
/// When the database does not answer.
pub async fn open_incidents(ctx: &Context) -> Result<Vec<IncidentSummary>, ServiceError> {
    if ctx.authorize(Action::View, Resource::Incident).is_err() {
        return Ok(Vec::new());
    }
    let mut incidents = list(ctx, "").await?;
    incidents.retain(|it| it.state != IncidentState::Closed);
    Ok(incidents)
}

/// An incident with everything its page shows.
///
/// # Errors
/// Without the right, for this unit too; when there is none.
pub async fn load(ctx: &Context, id: IncidentId) -> Result<IncidentDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Incident)?;
    let incident = of_row(load_row(&ctx.db, id).await?);
    ctx.authorize_in(Action::View, Resource::Incident, incident.unit_id)?;
    let steps: Vec<StepTaken> = steps_of(&ctx.db, vec![id.0])
        .await?
        .into_iter()
        .map(|(_, step)| step)
        .collect();
    let units = organization::unit_names(ctx).await?;
    let recorder = incident.recorded_by.map(|id| id.0);
    let people = organization::people_names(&ctx.db, recorder).await?;
    let may = |action| {
        permits(
            &ctx.actor.roles,
            action,
            Resource::Incident,
            Some(incident.unit_id),
        )
    };
    let is_open = incident.state != IncidentState::Closed;
    Ok(IncidentDetail {
        unit_name: units.get(&incident.unit_id.0).cloned().unwrap_or_default(),
        subject_name: subject_name(&ctx.db, incident.subject).await?,
        recorder: recorder.and_then(|id| people.get(&id).cloned()),
        clocks: clocks(
            &incident,
            &steps,
            hours(ctx).await?,
            &BusinessCalendar::default(),
        ),
        open_points: incident.open_points(&steps),
        now: ctx.now(),
        can_edit: is_open && may(Action::Edit),
        can_close: is_open && may(Action::Approve),
        history: audit_log::of_subject(ctx, "incident", id.0).await?,
        steps,
        incident,
    })
}
