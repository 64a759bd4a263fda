//! Where findings come from, to go back to: one query a table, and none of a table nothing comes from.

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

use crate::{ServiceError, database::among};

/// The origins of findings, by finding; nothing of those made by hand.
pub(super) async fn origins(
    db: &impl ConnectionTrait,
    rows: &[finding::Model],
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    let mut origins = of_contracts(db, rows).await?;
    let others = rows.iter().filter(|row| row.task_id.is_none());
    let others: Vec<i64> = others.map(|row| row.id).collect();
    if others.is_empty() {
        return Ok(origins);
    }
    let others = finding_origin::Entity::find()
        .filter(among(db, finding_origin::Column::FindingId, others))
        .all(db)
        .await?;
    let checks = others.iter().filter_map(|row| row.subject_check_id);
    let checks = of_checks(db, checks.collect()).await?;
    let answers = others.iter().filter_map(|row| row.inspection_answer_id);
    let answers = of_answers(db, answers.collect()).await?;
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
    let tasks: Vec<i64> = rows.iter().filter_map(|row| row.task_id).collect();
    if tasks.is_empty() {
        return Ok(HashMap::new());
    }
    let tasks: Vec<(i64, i64, String)> = verification_task::Entity::find()
        .select_only()
        .column(verification_task::Column::Id)
        .column(verification_task::Column::ContractId)
        .column(verification_task::Column::Period)
        .filter(among(db, verification_task::Column::Id, tasks))
        .into_tuple()
        .all(db)
        .await?;
    let origin = |(id, contract, period)| {
        let contract = ContractId(contract);
        (id, FindingOrigin::Contract { contract, period })
    };
    let tasks: HashMap<i64, FindingOrigin> = tasks.into_iter().map(origin).collect();
    let of_row = |row: &finding::Model| Some((row.id, tasks.get(&row.task_id?)?.clone()));
    Ok(rows.iter().filter_map(of_row).collect())
}

async fn of_checks(
    db: &impl ConnectionTrait,
    ids: Vec<i64>,
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = subject_check::Entity::find()
        .filter(among(db, subject_check::Column::Id, ids))
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
    ids: Vec<i64>,
) -> Result<HashMap<i64, FindingOrigin>, ServiceError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
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
        .filter(among(db, self_inspection_answer::Column::Id, ids))
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
