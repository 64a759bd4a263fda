//! Where findings come from, to go back to: one query a table.

use std::collections::HashMap;

use domain::{
    finding::FindingOrigin,
    id::{ContractId, OrganizationUnitId, SelfInspectionId},
    verification::subject::SubjectKey,
};
use entities::{
    finding, finding_origin, self_inspection, self_inspection_answer, self_inspection_unit,
    subject_check, verification_task,
};
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};

use crate::ServiceError;

/// The origins of findings, by finding; nothing of those made by hand.
pub(super) async fn origins(
    db: &impl ConnectionTrait,
    rows: &[finding::Model],
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    let mut origins = of_contracts(db, rows).await?;
    let others = finding_origin::Entity::find()
        .filter(
            finding_origin::COLUMN
                .finding_id
                .is_in(rows.iter().map(|row| row.id)),
        )
        .all(db)
        .await?;
    let checks = of_checks(db, others.iter().filter_map(|row| row.subject_check_id)).await?;
    let answers = of_answers(db, others.iter().filter_map(|row| row.inspection_answer_id)).await?;
    for row in others {
        let check = row.subject_check_id.and_then(|id| checks.get(&id));
        let answer = row.inspection_answer_id.and_then(|id| answers.get(&id));
        if let Some(origin) = check.or(answer) {
            origins.insert(row.finding_id, origin.clone());
        }
    }
    Ok(origins)
}

async fn of_contracts(
    db: &impl ConnectionTrait,
    rows: &[finding::Model],
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    let tasks: HashMap<i64, FindingOrigin> = verification_task::Entity::find()
        .filter(
            verification_task::COLUMN
                .id
                .is_in(rows.iter().filter_map(|row| row.task_id)),
        )
        .all(db)
        .await?
        .into_iter()
        .map(|row| {
            let contract = ContractId(row.contract_id);
            let period = row.period;
            (row.id, FindingOrigin::Contract { contract, period })
        })
        .collect();
    let of_row = |row: &finding::Model| Some((row.id, tasks.get(&row.task_id?)?.clone()));
    Ok(rows.iter().filter_map(of_row).collect())
}

async fn of_checks(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    let rows = subject_check::Entity::find()
        .filter(subject_check::COLUMN.id.is_in(ids))
        .all(db)
        .await?;
    let of_row = |row: subject_check::Model| {
        let key = SubjectKey {
            kind: row.subject_kind,
            id: row.subject_id,
        };
        let period = row.period;
        (row.id, FindingOrigin::Subject { key, period })
    };
    Ok(rows.into_iter().map(of_row).collect())
}

async fn of_answers(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    let rows: Vec<(i64, i64, i64, String)> = self_inspection_answer::Entity::find()
        .select_only()
        .column(self_inspection_answer::Column::Id)
        .column(self_inspection_unit::Column::UnitId)
        .column(self_inspection::Column::Id)
        .column(self_inspection::Column::Title)
        .join(
            JoinType::InnerJoin,
            self_inspection_answer::Entity::belongs_to(self_inspection_unit::Entity)
                .from(self_inspection_answer::Column::InspectionUnitId)
                .to(self_inspection_unit::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            self_inspection_unit::Entity::belongs_to(self_inspection::Entity)
                .from(self_inspection_unit::Column::SelfInspectionId)
                .to(self_inspection::Column::Id)
                .into(),
        )
        .filter(self_inspection_answer::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let of_row = |(answer, unit, inspection, title)| {
        let origin = FindingOrigin::SelfInspection {
            inspection: SelfInspectionId(inspection),
            unit: OrganizationUnitId(unit),
            title,
        };
        (answer, origin)
    };
    Ok(rows.into_iter().map(of_row).collect())
}
