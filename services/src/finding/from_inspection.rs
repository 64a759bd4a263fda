//! Findings from a 自己点検: each 否 of a submitted sheet opens one, about the 課 itself. Putting it right is
//! one fact with two doors: recorded on the sheet, it is reported to the finding; reported there, it stands
//! on the sheet. That it helped is confirmed at the finding, by another person.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    finding::{Finding, FindingSource, FindingState, FindingSubject, SELF_INSPECTION_SEVERITY},
    id::{FindingId, OrganizationUnitId, PersonId, SelfInspectionAnswerId},
    self_inspection::input::ImprovementDraft,
};
use entities::{
    corrective_action, finding, finding_origin, self_inspection, self_inspection_answer,
    self_inspection_unit,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::{
    open::{Found, insert},
    rows::{load_row, records},
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    organization,
};

/// A 否 of a sheet that was just submitted.
pub(crate) struct Shortcoming<'a> {
    pub(crate) answer_id: i64,
    pub(crate) question_id: &'a str,
    pub(crate) question: &'a str,
    pub(crate) note: Option<&'a str>,
    pub(crate) unit: OrganizationUnitId,
    pub(crate) unit_name: &'a str,
    /// Until when the unit wants to put it right.
    pub(crate) improve_by: Option<NaiveDate>,
}

/// Opens the finding of a 否.
pub(crate) async fn open_from_answer(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    short: Shortcoming<'_>,
) -> Result<(), ServiceError> {
    let found = Found {
        source: FindingSource::SelfInspection,
        subject_kind: FindingSubject::OrganizationUnit,
        subject_id: short.unit.0,
        subject_name: short.unit_name,
        unit: short.unit,
        check_item: Some(short.question_id),
        severity: SELF_INSPECTION_SEVERITY,
        description: short.note.unwrap_or(short.question),
        requirement: Some(short.question),
        found_on: ctx.today(),
        found_by: ctx.person_id()?,
        due_on: short.improve_by.unwrap_or(ctx.today()),
    };
    let id = insert(tx, found.row(ctx)).await?;
    let origin = finding_origin::ActiveModel {
        id: NotSet,
        finding_id: Set(id.0),
        subject_check_id: Set(None),
        subject_result_id: Set(None),
        inspection_answer_id: Set(Some(short.answer_id)),
    };
    finding_origin::Entity::insert(origin)
        .exec_without_returning(tx)
        .await?;
    let event = Event::new(
        "指摘の登録（自己点検から）",
        "finding",
        id.0,
        short.unit_name,
    )
    .after(serde_json::json!({
        "question": short.question_id,
        "severity": SELF_INSPECTION_SEVERITY.label(),
        "description": found.description,
        "due_on": found.due_on,
    }));
    audit_log::record(tx, ctx, event).await
}

/// Reports the improvement a unit recorded on its sheet to the finding of the answer, as done by the person
/// who records it. A finding that is closed or waits for its confirmation stays as it is.
pub(crate) async fn report_from_answer(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    answer: SelfInspectionAnswerId,
    draft: &ImprovementDraft,
) -> Result<(), ServiceError> {
    let Some((row, finding)) = of_answer(tx, answer).await? else {
        return Ok(());
    };
    let waits = match finding.state_on(ctx.today()) {
        Some(FindingState::Reported | FindingState::Verified | FindingState::Withdrawn) | None => {
            return Ok(());
        }
        Some(FindingState::Instructed | FindingState::Planned) => round(tx, row.id).await?,
        Some(FindingState::Open | FindingState::RiskAccepted) => None,
    };
    let person = ctx.person_id()?;
    let mut action = match waits {
        Some(action) => action.into_active_model(),
        None => own_round(ctx, &finding, person),
    };
    action.report = Set(Some(draft.improvement.clone()));
    action.completed_on = Set(Some(draft.improved_on));
    action.reported_on = Set(Some(ctx.today()));
    action.reported_by = Set(Some(person.0));
    action.save(tx).await?;
    let (id, name, revision) = (row.id, row.subject_name.clone(), row.revision);
    let mut row = row.into_active_model();
    row.revision = Set(revision + 1);
    row.updated_at = Set(ctx.now());
    row.update(tx).await?;
    let event = Event::new("是正の完了報告", "finding", id, &name).change(None::<&()>, draft)?;
    audit_log::record(tx, ctx, event).await
}

async fn round(
    tx: &impl ConnectionTrait,
    finding: i64,
) -> Result<Option<corrective_action::Model>, ServiceError> {
    Ok(corrective_action::Entity::find()
        .filter(corrective_action::COLUMN.finding_id.eq(finding))
        .order_by_desc(corrective_action::Column::Number)
        .one(tx)
        .await?)
}

/// A round nobody instructed: the unit put it right by itself, as it had said on its sheet.
fn own_round(ctx: &Context, finding: &Finding, person: PersonId) -> corrective_action::ActiveModel {
    let last = finding.actions.iter().map(|action| action.number).max();
    corrective_action::ActiveModel {
        id: NotSet,
        finding_id: Set(finding.id.0),
        number: Set(last.unwrap_or_default() + 1),
        instruction: Set("自己点検で否とした項目を、課で改善する。".to_owned()),
        instructed_on: Set(ctx.today()),
        instructed_by: Set(person.0),
        due_on: Set(finding.due_on),
        assignee_id: Set(person.0),
        cause: Set(None),
        plan: Set(None),
        planned_on: Set(None),
        planned_by: Set(None),
        report: Set(None),
        completed_on: Set(None),
        reported_on: Set(None),
        reported_by: Set(None),
        outcome: Set(None),
        verified_on: Set(None),
        verified_by: Set(None),
        verification_note: Set(None),
    }
}

async fn of_answer(
    tx: &impl ConnectionTrait,
    answer: SelfInspectionAnswerId,
) -> Result<Option<(finding::Model, Finding)>, ServiceError> {
    let origin = finding_origin::Entity::find()
        .filter(finding_origin::COLUMN.inspection_answer_id.eq(answer.0))
        .one(tx)
        .await?;
    let Some(origin) = origin else {
        return Ok(None);
    };
    let row = load_row(tx, FindingId(origin.finding_id)).await?;
    let finding = records(tx, vec![row.clone()]).await?.pop();
    Ok(finding.map(|finding| (row, finding)))
}

/// The findings of answers, by answer.
pub(crate) async fn of_answers(
    db: &impl ConnectionTrait,
    answers: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, FindingId>, ServiceError> {
    let rows = finding_origin::Entity::find()
        .filter(finding_origin::COLUMN.inspection_answer_id.is_in(answers))
        .all(db)
        .await?;
    let of_row =
        |row: finding_origin::Model| Some((row.inspection_answer_id?, FindingId(row.finding_id)));
    Ok(rows.into_iter().filter_map(of_row).collect())
}

/// Puts what was reported at the finding on the sheet of the unit, where nothing is recorded yet.
pub(super) async fn improve_answer(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    finding: FindingId,
    draft: &ImprovementDraft,
) -> Result<(), ServiceError> {
    let origin = finding_origin::Entity::find()
        .filter(finding_origin::COLUMN.finding_id.eq(finding.0))
        .one(tx)
        .await?;
    let Some(answer) = origin.and_then(|origin| origin.inspection_answer_id) else {
        return Ok(());
    };
    let row = self_inspection_answer::Entity::find_by_id(answer)
        .one(tx)
        .await?;
    let Some(row) = row.filter(|row| row.improved_on.is_none()) else {
        return Ok(());
    };
    let (inspection, name) = sheet_of(tx, row.inspection_unit_id).await?;
    let mut row = row.into_active_model();
    row.improved_on = Set(Some(draft.improved_on));
    row.improvement = Set(Some(draft.improvement.clone()));
    row.update(tx).await?;
    let event = Event::new("自己点検の改善", "self_inspection", inspection, &name)
        .change(None::<&()>, draft)?;
    audit_log::record(tx, ctx, event).await
}

/// The campaign of a sheet, and what the sheet is called in the log.
async fn sheet_of(tx: &impl ConnectionTrait, sheet: i64) -> Result<(i64, String), ServiceError> {
    let sheet = self_inspection_unit::Entity::find_by_id(sheet)
        .one(tx)
        .await?
        .ok_or(ServiceError::NotFound("自己点検票"))?;
    let campaign = self_inspection::Entity::find_by_id(sheet.self_inspection_id)
        .one(tx)
        .await?
        .ok_or(ServiceError::NotFound("自己点検"))?;
    let units = organization::unit_names_in(tx).await?;
    let unit = units.get(&sheet.unit_id).cloned().unwrap_or_default();
    Ok((campaign.id, format!("{} {unit}", campaign.title)))
}
