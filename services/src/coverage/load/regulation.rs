//! 規程・手順 with their versions and reviews, who agreed to operating procedures, and who read them.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    coverage::{
        CoverageFacts,
        fact::{
            AcknowledgementFact, ProcedureFact, RegulationFact, RegulationSubject,
            RegulationVersionFact,
        },
    },
    id::{PersonId, RegulationVersionId},
    regulation::{RegulationDocument, ReviewOutcome, Topic},
};
use entities::{regulation_acknowledgement, social_media_procedure};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{AsOf, interval};
use crate::{ServiceError, clock::japan_date, regulation};

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let mut documents = regulation::all(db).await?;
    documents.retain(|document| document.void_reason.is_none());
    facts.regulations = documents.iter().map(fact_of).collect();
    let mut applied = applied(db, day).await?;
    facts.procedures = documents
        .iter()
        .filter(|document| document.topic == Topic::SocialMedia)
        .flat_map(|document| document.versions.iter().map(move |it| (document, it)))
        .filter_map(|(document, version)| {
            let agreed = (version.approved_by, version.approved_on?);
            let mut approvals: Vec<(PersonId, NaiveDate)> = agreed
                .0
                .map(|person| (person, agreed.1))
                .into_iter()
                .collect();
            approvals.append(applied.get_mut(&version.id).unwrap_or(&mut Vec::new()));
            approvals.sort_by_key(|(_, day)| *day);
            Some(ProcedureFact {
                version: version.id,
                label: regulation::open_label(document, version),
                approvals,
            })
        })
        .collect();
    let read = regulation_acknowledgement::Entity::find()
        .filter(regulation_acknowledgement::Column::ReadOn.lte(day.on))
        .all(db)
        .await?;
    facts.acknowledgements = read
        .into_iter()
        .map(|row| AcknowledgementFact {
            version: RegulationVersionId(row.version_id),
            person: PersonId(row.person_id),
            on: row.read_on,
        })
        .collect();
    Ok(())
}

/// The sheet is printed and handed on: of what is 非公開 it names no title.
fn fact_of(document: &RegulationDocument) -> RegulationFact {
    let versions = document.versions.iter().filter_map(|version| {
        let (from_on, to_on) = version.days_in_force(&document.versions)?;
        Some(RegulationVersionFact {
            id: version.id,
            label: regulation::open_label(document, version),
            in_force: interval(from_on, to_on),
        })
    });
    let mut versions: Vec<RegulationVersionFact> = versions.collect();
    versions.sort_by_key(|version| version.in_force.from_on);
    let reviews = document.reviews.iter();
    RegulationFact {
        id: document.id,
        title: regulation::open_title(document),
        about: match document.topic {
            Topic::ExternalService => RegulationSubject::ExternalService,
            Topic::SocialMedia => RegulationSubject::SocialMedia,
            Topic::General | Topic::Outsourcing | Topic::Incident => RegulationSubject::Other,
        },
        versions,
        reviewed_on: reviews
            .filter(|review| review.outcome == ReviewOutcome::Unchanged)
            .map(|review| review.reviewed_on)
            .collect(),
    }
}

/// 所属長 who put a version in force for an account agreed to it.
async fn applied(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<HashMap<RegulationVersionId, Vec<(PersonId, NaiveDate)>>, ServiceError> {
    let rows = social_media_procedure::Entity::find()
        .filter(social_media_procedure::Column::RecordedAt.lt(day.until))
        .order_by_asc(social_media_procedure::Column::Id)
        .all(db)
        .await?;
    let mut applied: HashMap<RegulationVersionId, Vec<(PersonId, NaiveDate)>> = HashMap::new();
    for row in rows {
        let own = applied
            .entry(RegulationVersionId(row.version_id))
            .or_default();
        if let Some(person) = row.person_id {
            own.push((PersonId(person), japan_date(row.recorded_at)));
        }
    }
    Ok(applied)
}
