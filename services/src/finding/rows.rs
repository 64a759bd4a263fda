//! Findings with their rounds, out of their rows.

use std::collections::HashMap;

use domain::{
    exception::{ExceptionPeriod, ExceptionRule, ExceptionSubject},
    finding::{CorrectiveAction, Finding},
    id::{CorrectiveActionId, FindingId, OrganizationUnitId, PersonId},
};
use entities::{corrective_action, finding, person};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::origin::origins;
use crate::{Context, ServiceError, database::among, exception, organization};

pub(crate) async fn load_row(
    db: &impl ConnectionTrait,
    id: FindingId,
) -> Result<finding::Model, ServiceError> {
    finding::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("指摘"))
}

/// Where a record without a unit (a vendor) is looked after: the unit of the person who acts.
pub(crate) async fn own_unit(
    db: &impl ConnectionTrait,
    ctx: &Context,
) -> Result<OrganizationUnitId, ServiceError> {
    let row = person::Entity::find_by_id(ctx.person_id()?.0)
        .one(db)
        .await?;
    row.and_then(|row| row.unit_id)
        .map(OrganizationUnitId)
        .ok_or_else(|| {
            ServiceError::Rule(
                "所属が登録されていないため、登録できません。管理者に所属の登録を依頼してください。"
                    .to_owned(),
            )
        })
}

/// Rows with their rounds, acceptances and names; the number of queries does not grow with a page of them.
pub(crate) async fn records(
    db: &impl ConnectionTrait,
    rows: Vec<finding::Model>,
) -> Result<Vec<Finding>, ServiceError> {
    records_in(db, rows, &organization::unit_names_in(db).await?).await
}

/// The same, where the names of units are known.
pub(super) async fn records_in(
    db: &impl ConnectionTrait,
    rows: Vec<finding::Model>,
    units: &HashMap<i64, String>,
) -> Result<Vec<Finding>, ServiceError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let actions = corrective_action::Entity::find()
        .filter(among(
            db,
            corrective_action::Column::FindingId,
            ids.iter().copied(),
        ))
        .order_by_asc(corrective_action::Column::Number)
        .all(db)
        .await?;
    let people: Vec<i64> = actions
        .iter()
        .flat_map(|row| {
            [
                Some(row.instructed_by),
                Some(row.assignee_id),
                row.planned_by,
                row.reported_by,
                row.verified_by,
            ]
        })
        .chain(
            rows.iter()
                .flat_map(|row| [Some(row.found_by), row.withdrawn_by]),
        )
        .flatten()
        .collect();
    let names = organization::people_names(db, people).await?;
    let mut origins = origins(db, &rows).await?;
    let mut borne = exception::periods(
        db,
        ExceptionRule::Finding,
        ExceptionSubject::Finding,
        Some(&ids),
    )
    .await?;
    let mut rounds: HashMap<i64, Vec<CorrectiveAction>> = HashMap::new();
    for row in actions {
        rounds
            .entry(row.finding_id)
            .or_default()
            .push(action_of(row, &names));
    }
    Ok(rows
        .into_iter()
        .map(|row| Finding {
            actions: rounds.remove(&row.id).unwrap_or_default(),
            acceptances: borne.remove(&row.id).unwrap_or_default(),
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            origin: origins.remove(&row.id),
            ..finding_of(row, &names)
        })
        .collect())
}

fn finding_of(row: finding::Model, names: &HashMap<i64, String>) -> Finding {
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    Finding {
        id: FindingId(row.id),
        source: row.source,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        subject_name: row.subject_name,
        unit_id: OrganizationUnitId(row.unit_id),
        unit_name: String::new(),
        origin: None,
        check_item: row.check_item,
        severity: row.severity,
        description: row.description,
        requirement: row.requirement,
        found_on: row.found_on,
        found_by: name(Some(row.found_by)).unwrap_or_default(),
        due_on: row.due_on,
        withdrawn_on: row.withdrawn_on,
        withdrawn_by: name(row.withdrawn_by),
        withdrawn_reason: row.withdrawn_reason,
        revision: row.revision,
        actions: Vec::new(),
        acceptances: Vec::<ExceptionPeriod>::new(),
    }
}

fn action_of(row: corrective_action::Model, names: &HashMap<i64, String>) -> CorrectiveAction {
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    CorrectiveAction {
        id: CorrectiveActionId(row.id),
        number: row.number,
        instruction: row.instruction,
        instructed_on: row.instructed_on,
        instructed_by: name(Some(row.instructed_by)).unwrap_or_default(),
        due_on: row.due_on,
        assignee_id: PersonId(row.assignee_id),
        assignee: name(Some(row.assignee_id)).unwrap_or_default(),
        cause: row.cause,
        plan: row.plan,
        planned_on: row.planned_on,
        planned_by: name(row.planned_by),
        report: row.report,
        completed_on: row.completed_on,
        reported_on: row.reported_on,
        reported_by_id: row.reported_by.map(PersonId),
        reported_by: name(row.reported_by),
        outcome: row.outcome,
        verified_on: row.verified_on,
        verified_by: name(row.verified_by),
        verification_note: row.verification_note,
    }
}
