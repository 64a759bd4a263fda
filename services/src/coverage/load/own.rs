//! Declarations of units, and self-inspections with what came of them.

use std::collections::HashMap;

use domain::{
    coverage::{
        CoverageFacts,
        fact::{SelfInspectionFact, SelfInspectionUnitFact, ShortcomingFact},
    },
    fiscal_year::FiscalYear,
    id::{OrganizationUnitId, SelfInspectionAnswerId, SelfInspectionId},
    self_inspection::Answer,
};
use entities::{
    completeness_declaration, self_inspection, self_inspection_answer, self_inspection_unit,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::AsOf;
use crate::{ServiceError, coverage::declaration::of_row};

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let year = FiscalYear::containing(day.on);
    let declared = completeness_declaration::Entity::find()
        .filter(completeness_declaration::COLUMN.fiscal_year.eq(year.0))
        .filter(completeness_declaration::COLUMN.declared_on.lte(day.on))
        .all(db)
        .await?;
    facts.declarations = declared
        .into_iter()
        .map(|row| of_row(row, &facts.names))
        .collect();
    facts.self_inspections = self_inspections(db, day).await?;
    Ok(())
}

async fn self_inspections(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<Vec<SelfInspectionFact>, ServiceError> {
    let year = FiscalYear::containing(day.on);
    let campaigns = self_inspection::Entity::find()
        .filter(self_inspection::COLUMN.fiscal_year.eq(year.0))
        .order_by_asc(self_inspection::Column::OpenedOn)
        .all(db)
        .await?;
    let ids: Vec<i64> = campaigns.iter().map(|row| row.id).collect();
    let units = self_inspection_unit::Entity::find()
        .filter(self_inspection_unit::COLUMN.self_inspection_id.is_in(ids))
        .all(db)
        .await?;
    let answers = self_inspection_answer::Entity::find()
        .filter(self_inspection_answer::Column::Answer.eq(Answer::No))
        .filter(
            self_inspection_answer::COLUMN
                .inspection_unit_id
                .is_in(units.iter().map(|row| row.id)),
        )
        .all(db)
        .await?;
    let mut shortcomings: HashMap<i64, Vec<ShortcomingFact>> = HashMap::new();
    for row in answers {
        let shortcoming = ShortcomingFact {
            answer: SelfInspectionAnswerId(row.id),
            due_on: row.improve_by.unwrap_or(day.on),
            improved_on: row.improved_on,
        };
        let own = shortcomings.entry(row.inspection_unit_id).or_default();
        own.push(shortcoming);
    }
    let mut by_campaign: HashMap<i64, Vec<SelfInspectionUnitFact>> = HashMap::new();
    for row in units {
        let unit = SelfInspectionUnitFact {
            unit_id: OrganizationUnitId(row.unit_id),
            submitted_on: row.submitted_on,
            shortcomings: shortcomings.remove(&row.id).unwrap_or_default(),
        };
        let own = by_campaign.entry(row.self_inspection_id).or_default();
        own.push(unit);
    }
    Ok(campaigns
        .into_iter()
        .filter(|row| row.void_on.is_none_or(|void| day.on < void))
        .map(|row| SelfInspectionFact {
            units: by_campaign.remove(&row.id).unwrap_or_default(),
            id: SelfInspectionId(row.id),
            title: row.title,
            fiscal_year: FiscalYear(row.fiscal_year),
            opened_on: row.opened_on,
            due_on: row.due_on,
        })
        .collect())
}
