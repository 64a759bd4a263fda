//! 責任者, 副責任者 and 担当者 of platforms and accounts. A line that was withdrawn never was.

use domain::{
    coverage::{
        CoverageFacts, Subject,
        fact::{DutyOfPerson, ResponsibilityFact},
    },
    id::{PersonId, SocialMediaAccountId, SocialMediaServiceId},
    responsibility::{ResponsibilityRole, SubjectKind},
};
use entities::responsibility;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{AsOf, interval};
use crate::ServiceError;

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let rows = responsibility::Entity::find()
        .filter(responsibility::Column::SubjectKind.is_in([
            SubjectKind::SocialMediaService,
            SubjectKind::SocialMediaAccount,
        ]))
        .filter(responsibility::Column::WithdrawnReason.is_null())
        .filter(responsibility::Column::FromOn.lte(day.on))
        .all(db)
        .await?;
    facts.responsibilities = rows.into_iter().filter_map(of_row).collect();
    Ok(())
}

fn of_row(row: responsibility::Model) -> Option<ResponsibilityFact> {
    Some(ResponsibilityFact {
        subject: match row.subject_kind {
            SubjectKind::SocialMediaService => {
                Subject::Platform(SocialMediaServiceId(row.subject_id))
            }
            SubjectKind::SocialMediaAccount => {
                Subject::Account(SocialMediaAccountId(row.subject_id))
            }
            SubjectKind::ExternalService | SubjectKind::Contract => return None,
        },
        duty: match row.role {
            ResponsibilityRole::Owner => DutyOfPerson::Owner,
            ResponsibilityRole::Deputy => DutyOfPerson::Deputy,
            ResponsibilityRole::Operator => DutyOfPerson::Operator,
        },
        person: PersonId(row.person_id),
        // The row names the first day after it.
        held: interval(
            row.from_on,
            row.until_on.map(|until| until.pred_opt().unwrap_or(until)),
        ),
    })
}
