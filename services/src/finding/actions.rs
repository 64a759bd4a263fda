//! 是正: instructed, planned, reported, and looked at by another person than the one who reported it.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    finding::{
        Finding, FindingState,
        input::{ConfirmationDraft, InstructionDraft, PlanDraft, ReportDraft},
    },
    id::{FindingId, OrganizationUnitId, PersonId},
    input::{FieldError, required},
    self_inspection::input::ImprovementDraft,
};
use entities::{corrective_action, finding, person};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};
use serde::Serialize;

use super::{
    from_inspection::improve_answer,
    rows::{load_row, records},
};
use crate::{Context, ServiceError, audit_log, error::conflict};

/// A finding opened for a change, in its transaction.
struct Change {
    tx: DatabaseTransaction,
    row: finding::Model,
    finding: Finding,
    state: FindingState,
}

/// Opens the transaction of a change to a finding that nobody saved since `revision`.
async fn change(
    ctx: &Context,
    id: FindingId,
    revision: i32,
    action: Action,
    typed: &impl Serialize,
) -> Result<Change, ServiceError> {
    let tx = ctx.begin().await?;
    let row = load_row(&tx, id).await?;
    ctx.authorize_in(action, Resource::Finding, OrganizationUnitId(row.unit_id))?;
    let finding = records(&tx, vec![row.clone()])
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("指摘"))?;
    if row.revision != revision {
        let saved = finding.current_action(ctx.today());
        return Err(conflict(&row.subject_name, &saved, typed));
    }
    let state = finding
        .state_on(ctx.today())
        .ok_or(ServiceError::NotFound("指摘"))?;
    Ok(Change {
        tx,
        row,
        finding,
        state,
    })
}

impl Change {
    fn only_in(&self, states: &[FindingState], what: &str) -> Result<(), ServiceError> {
        if states.contains(&self.state) {
            Ok(())
        } else {
            Err(ServiceError::Rule(format!(
                "この指摘は「{}」のため、{what}できません。",
                self.state.label()
            )))
        }
    }

    /// The round that is under way.
    async fn round(&self) -> Result<corrective_action::Model, ServiceError> {
        corrective_action::Entity::find()
            .filter(corrective_action::COLUMN.finding_id.eq(self.row.id))
            .order_by_desc(corrective_action::Column::Number)
            .one(&self.tx)
            .await?
            .ok_or(ServiceError::NotFound("是正措置"))
    }

    /// Counts the revision up, records the event, and commits.
    async fn done(
        self,
        ctx: &Context,
        action: &'static str,
        draft: &impl Serialize,
    ) -> Result<(), ServiceError> {
        let (id, name, revision) = (
            self.row.id,
            self.row.subject_name.clone(),
            self.row.revision,
        );
        let mut row = self.row.into_active_model();
        row.revision = Set(revision + 1);
        row.updated_at = Set(ctx.now());
        row.update(&self.tx).await?;
        let event =
            audit_log::Event::new(action, "finding", id, &name).change(None::<&()>, draft)?;
        audit_log::record(&self.tx, ctx, event).await?;
        self.tx.commit().await?;
        Ok(())
    }
}

/// 改善の指示: begins a round, with a due date and somebody who sees to it.
///
/// # Errors
/// Without the right; while a round is under way; an assignee not in office; when somebody else saved first.
pub async fn instruct(
    ctx: &Context,
    id: FindingId,
    revision: i32,
    draft: InstructionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let person = ctx.person_id()?;
    let change = change(ctx, id, revision, Action::Edit, &draft).await?;
    change.only_in(
        &[FindingState::Open, FindingState::RiskAccepted],
        "改善を指示することが",
    )?;
    if !is_in_office(&change.tx, draft.assignee_id, ctx.today()).await? {
        let error = FieldError::NotUsable("担当者".to_owned());
        return Err(ServiceError::field("assignee_id", error));
    }
    let number = change
        .finding
        .actions
        .iter()
        .map(|action| action.number)
        .max();
    let row = corrective_action::ActiveModel {
        id: NotSet,
        finding_id: Set(id.0),
        number: Set(number.unwrap_or_default() + 1),
        instruction: Set(draft.instruction.clone()),
        instructed_on: Set(ctx.today()),
        instructed_by: Set(person.0),
        due_on: Set(draft.due_on),
        assignee_id: Set(draft.assignee_id.0),
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
    };
    corrective_action::Entity::insert(row)
        .exec_without_returning(&change.tx)
        .await?;
    change.done(ctx, "改善の指示", &draft).await
}

async fn is_in_office(
    db: &impl ConnectionTrait,
    id: PersonId,
    day: NaiveDate,
) -> Result<bool, ServiceError> {
    let row = person::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.is_some_and(|row| {
        row.in_office_from <= day && row.in_office_to.is_none_or(|last| day <= last)
    }))
}

/// People who may be named to see to a fix: those in office today, by name.
///
/// # Errors
/// Without the right.
pub async fn assignable(ctx: &Context) -> Result<Vec<(PersonId, String)>, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let today = ctx.today();
    let rows = person::Entity::find()
        .filter(person::COLUMN.in_office_from.lte(today))
        .filter(
            Condition::any()
                .add(person::Column::InOfficeTo.is_null())
                .add(person::COLUMN.in_office_to.gte(today)),
        )
        .order_by_asc(person::Column::KanaKey)
        .order_by_asc(person::Column::Id)
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (PersonId(row.id), row.name))
        .collect())
}

/// 是正計画の受理: what the contractor found to be the cause, and what it will do.
///
/// # Errors
/// Without the right; when nothing was instructed; when somebody else saved first.
pub async fn receive_plan(
    ctx: &Context,
    id: FindingId,
    revision: i32,
    draft: PlanDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let person = ctx.person_id()?;
    let change = change(ctx, id, revision, Action::Edit, &draft).await?;
    change.only_in(&[FindingState::Instructed], "是正計画を受理することが")?;
    let mut row = change.round().await?.into_active_model();
    row.cause = Set(Some(draft.cause.clone()));
    row.plan = Set(Some(draft.plan.clone()));
    row.planned_on = Set(Some(ctx.today()));
    row.planned_by = Set(Some(person.0));
    row.update(&change.tx).await?;
    change.done(ctx, "是正計画の受理", &draft).await
}

/// 完了報告: what is reported as done. Where the finding came from a 自己点検票, it stands on the sheet too.
///
/// # Errors
/// Without the right; when nothing was instructed; when somebody else saved first.
pub async fn report(
    ctx: &Context,
    id: FindingId,
    revision: i32,
    draft: ReportDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let person = ctx.person_id()?;
    let change = change(ctx, id, revision, Action::Edit, &draft).await?;
    change.only_in(
        &[FindingState::Instructed, FindingState::Planned],
        "完了報告を記録することが",
    )?;
    let mut row = change.round().await?.into_active_model();
    row.report = Set(Some(draft.report.clone()));
    row.completed_on = Set(Some(draft.completed_on));
    row.reported_on = Set(Some(ctx.today()));
    row.reported_by = Set(Some(person.0));
    row.update(&change.tx).await?;
    let improvement = ImprovementDraft {
        improved_on: draft.completed_on,
        improvement: draft.report.clone(),
    };
    improve_answer(&change.tx, ctx, id, &improvement).await?;
    change.done(ctx, "是正の完了報告", &draft).await
}

/// 是正の確認, by another person than the one who recorded the report. A fix that does not do reopens the
/// finding.
///
/// # Errors
/// Without the right; one's own report; when nothing was reported; when somebody else saved first.
pub async fn confirm(
    ctx: &Context,
    id: FindingId,
    revision: i32,
    draft: ConfirmationDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Finding)?;
    let person = ctx.person_id()?;
    let change = change(ctx, id, revision, Action::Approve, &draft).await?;
    change.only_in(&[FindingState::Reported], "是正を確認することが")?;
    let round = change.round().await?;
    if round.reported_by == Some(person.0) {
        return Err(ServiceError::Rule(
            "ご自分が記録した是正は確認できません。別の人に確認を依頼してください。".to_owned(),
        ));
    }
    let mut row = round.into_active_model();
    row.outcome = Set(Some(draft.outcome));
    row.verification_note = Set(Some(draft.note.clone()));
    row.verified_on = Set(Some(ctx.today()));
    row.verified_by = Set(Some(person.0));
    row.update(&change.tx).await?;
    change.done(ctx, "是正の確認", &draft).await
}

/// 取下げ: a finding that was none, with its reason.
///
/// # Errors
/// Without the right; without a reason; one that is closed; when somebody else saved first.
pub async fn withdraw(
    ctx: &Context,
    id: FindingId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Finding)?;
    let person = ctx.person_id()?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let mut change = change(ctx, id, revision, Action::Approve, &reason).await?;
    if change.state.is_closed() {
        return change.only_in(&[], "取り下げることが");
    }
    if change.row.found_by == person.0 {
        return Err(ServiceError::Rule(
            "ご自分が登録した指摘は取り下げられません。別の承認者に依頼してください。".to_owned(),
        ));
    }
    change.row = {
        let mut row = change.row.into_active_model();
        row.withdrawn_on = Set(Some(ctx.today()));
        row.withdrawn_by = Set(Some(person.0));
        row.withdrawn_reason = Set(Some(reason.clone()));
        row.update(&change.tx).await?
    };
    let after = serde_json::json!({ "reason": reason });
    change.done(ctx, "指摘の取下げ", &after).await
}
