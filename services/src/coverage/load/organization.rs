//! Units, people in office, heads of units.

use domain::{
    authorization::Role,
    coverage::{CoverageFacts, fact::UnitFact},
    id::{OrganizationUnitId, PersonId},
};
use entities::{organization_unit, person, role_assignment};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::interval;
use crate::{ServiceError, sign_in::below};

pub(super) async fn load(
    db: &impl ConnectionTrait,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let units = organization_unit::Entity::find()
        .order_by_asc(organization_unit::Column::Code)
        .all(db)
        .await?;
    for row in person::Entity::find().all(db).await? {
        let person = PersonId(row.id);
        facts
            .in_office
            .insert(person, vec![interval(row.in_office_from, row.in_office_to)]);
        facts.names.insert(person, row.name);
    }
    let heads = role_assignment::Entity::find()
        .filter(role_assignment::Column::Role.eq(Role::DepartmentHead))
        .all(db)
        .await?;
    for row in heads {
        let held = interval(row.from_on, row.to_on);
        // The head of a unit is the head of those below it; one without a unit, of all.
        let inside = match row.unit_id {
            Some(unit) => below(unit, &units),
            None => units
                .iter()
                .map(|unit| OrganizationUnitId(unit.id))
                .collect(),
        };
        facts.heads.extend(
            inside
                .into_iter()
                .map(|unit| (unit, PersonId(row.person_id), held)),
        );
    }
    facts.units = units
        .into_iter()
        .map(|row| UnitFact {
            id: OrganizationUnitId(row.id),
            name: row.name,
            organ: row.organ_type,
            exists: interval(row.valid_from, row.valid_to),
        })
        .collect();
    Ok(())
}
