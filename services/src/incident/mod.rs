//! 事故等: recorded as soon as somebody knows, step by step to the minute, closed by another person.

mod course;
mod list;

pub use course::{change, close, record, record_outcome, take_step};
pub use list::{list, load, open_incidents};

use domain::{
    id::{IncidentId, OrganizationUnitId, PersonId},
    incident::{Incident, StepTaken, SubjectKind, clock::ClockHours},
    library::{Facts, setting_values},
};
use entities::{contract, incident, incident_step};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Context, ServiceError, library, organization, social_media};

/// Hours where the settings are missing.
const DEFAULT_HOURS: ClockHours = ClockHours {
    first_call: 1,
    first_report: 24,
};

async fn hours(ctx: &Context) -> Result<ClockHours, ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    let settings = setting_values(&library.library.settings, &Facts::default());
    let of = |key: &str, default| settings.get(key).copied().unwrap_or(default);
    Ok(ClockHours {
        first_call: of("first_call_hours", DEFAULT_HOURS.first_call),
        first_report: of("first_report_hours", DEFAULT_HOURS.first_report),
    })
}

async fn load_row(
    db: &impl ConnectionTrait,
    id: IncidentId,
) -> Result<incident::Model, ServiceError> {
    incident::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("事故等"))
}

fn of_row(row: incident::Model) -> Incident {
    Incident {
        id: IncidentId(row.id),
        kind: row.kind,
        title: row.title,
        subject: row.subject_kind.zip(row.subject_id),
        unit_id: OrganizationUnitId(row.unit_id),
        occurred_on: row.occurred_on,
        known_at: row.known_at,
        known_on: row.known_on,
        description: row.description,
        personal_info: row.personal_info,
        intent: row.intent,
        affected_count: row.affected_count,
        state: row.state,
        publication: row.publication,
        publication_on: row.publication_on,
        publication_note: row.publication_note,
        cause: row.cause,
        prevention: row.prevention,
        closed_on: row.closed_on,
        recorded_by: row.recorded_by.map(PersonId),
        revision: row.revision,
    }
}

/// The steps of incidents, in the order of their minutes.
async fn steps_of(
    db: &impl ConnectionTrait,
    ids: Vec<i64>,
) -> Result<Vec<(i64, StepTaken)>, ServiceError> {
    let rows = incident_step::Entity::find()
        .filter(incident_step::COLUMN.incident_id.is_in(ids))
        .order_by_asc(incident_step::Column::DoneAt)
        .order_by_asc(incident_step::Column::Id)
        .all(db)
        .await?;
    let people =
        organization::people_names(db, rows.iter().filter_map(|row| row.person_id)).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let step = StepTaken {
                step: row.step,
                done_at: row.done_at,
                note: row.note,
                person: row.person_id.and_then(|id| people.get(&id).cloned()),
            };
            (row.incident_id, step)
        })
        .collect())
}

/// The name of what it happened to.
async fn subject_name(
    db: &impl ConnectionTrait,
    subject: Option<(SubjectKind, i64)>,
) -> Result<Option<String>, ServiceError> {
    let Some((kind, id)) = subject else {
        return Ok(None);
    };
    Ok(match kind {
        SubjectKind::SocialMediaAccount => social_media::account_names(db, [id]).await?.remove(&id),
        SubjectKind::Contract => contract::Entity::find_by_id(id)
            .one(db)
            .await?
            .map(|row| row.title),
        SubjectKind::ExternalService => None,
    })
}
