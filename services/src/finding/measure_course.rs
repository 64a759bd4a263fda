//! The course of a measure: decided by another person than the drafter, notified, closed with what came of it.

use domain::{
    authorization::{Action, Resource},
    exception::input as words,
    finding::measure::{Measure, MeasureDecisionDraft, MeasureKind, MeasureState, NoticeInput},
    id::ContractMeasureId,
    input::FieldError,
};
use entities::{contract, contract_measure, vendor_debarment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, EntityTrait, IntoActiveModel,
};
use serde::Serialize;

use super::{
    measure::{load_measure_row, records_of},
    notice,
};
use crate::{Context, ServiceError, audit_log, error::conflict, file};

/// A measure opened for a change, in its transaction.
async fn change(
    ctx: &Context,
    id: ContractMeasureId,
    revision: i32,
    action: Action,
    typed: &impl Serialize,
) -> Result<(DatabaseTransaction, contract_measure::Model, Measure), ServiceError> {
    let tx = ctx.begin().await?;
    let row = load_measure_row(&tx, id).await?;
    let measure = records_of(&tx, vec![row.clone()])
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("措置"))?;
    ctx.authorize_in(action, Resource::Measure, measure.unit_id)?;
    if row.revision != revision {
        return Err(conflict(&measure.contract_title, &measure, typed));
    }
    Ok((tx, row, measure))
}

fn only_in(
    ctx: &Context,
    measure: &Measure,
    states: &[MeasureState],
    what: &str,
) -> Result<(), ServiceError> {
    match measure.state_on(ctx.today()) {
        Some(state) if states.contains(&state) => Ok(()),
        Some(state) => Err(ServiceError::Rule(format!(
            "この措置は「{}」のため、{what}できません。",
            state.label()
        ))),
        None => Err(ServiceError::NotFound("措置")),
    }
}

async fn save(
    tx: DatabaseTransaction,
    ctx: &Context,
    mut row: contract_measure::ActiveModel,
    event: audit_log::Event,
    revision: i32,
) -> Result<(), ServiceError> {
    row.revision = Set(revision + 1);
    row.updated_at = Set(ctx.now());
    row.update(&tx).await?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// 決裁: never by the drafter.
///
/// # Errors
/// Without the right; one's own draft; decided already; when somebody else saved first.
pub async fn decide_measure(
    ctx: &Context,
    id: ContractMeasureId,
    revision: i32,
    draft: MeasureDecisionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Measure)?;
    let person = ctx.person_id()?;
    let (tx, row, measure) = change(ctx, id, revision, Action::Approve, &draft).await?;
    if measure.drafted_by_id == person {
        return Err(ServiceError::Rule(
            "ご自分が起案した措置は承認できません。別の承認者に依頼してください。".to_owned(),
        ));
    }
    only_in(
        ctx,
        &measure,
        &[MeasureState::Drafted],
        "決裁を記録することが",
    )?;
    let mut row = row.into_active_model();
    row.decision = Set(Some(draft.decision));
    row.decided_on = Set(Some(ctx.today()));
    row.decided_by = Set(Some(person.0));
    row.decision_no = Set(draft.decision_no.clone());
    row.decided_by_title = Set(draft.decided_by_title.clone());
    row.decision_note = Set(draft.note.clone());
    let event = audit_log::Event::new(
        "措置の決裁",
        "contract_measure",
        id.0,
        &measure.contract_title,
    )
    .change(None::<&()>, &draft)?;
    save(tx, ctx, row, event, revision).await
}

/// 通知: dates and numbers the notice, sets it, and keeps the file as it went out. A 指名停止 enters the
/// register of the vendor.
///
/// # Errors
/// Without the right; before the decision; a wrong date; when somebody else saved first.
pub async fn notify(
    ctx: &Context,
    id: ContractMeasureId,
    revision: i32,
    input: &NoticeInput,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Measure)?;
    let (tx, row, mut measure) = change(ctx, id, revision, Action::Edit, input).await?;
    only_in(ctx, &measure, &[MeasureState::Approved], "通知することが")?;
    let draft = input.check(measure.decided_on, ctx.today())?;
    measure.notice_on = Some(draft.notice_on);
    measure.document_no = Some(draft.document_no.clone());
    let printed = notice::print(&tx, ctx, &measure).await?;
    let file_id = file::keep(&tx, ctx, &printed.name, &printed.content).await?;
    if measure.kind == MeasureKind::Debarment {
        debar(&tx, &measure).await?;
    }
    let mut row = row.into_active_model();
    row.notice_on = Set(Some(draft.notice_on));
    row.document_no = Set(Some(draft.document_no.clone()));
    row.notice_file_id = Set(Some(file_id.0));
    let event = audit_log::Event::new(
        "措置の通知",
        "contract_measure",
        id.0,
        &measure.contract_title,
    )
    .after(serde_json::json!({
        "document_no": draft.document_no,
        "notice_on": draft.notice_on,
        "sha256": printed.sha256,
    }));
    save(tx, ctx, row, event, revision).await
}

/// The period of a 指名停止, in the register of the vendor.
async fn debar(tx: &DatabaseTransaction, measure: &Measure) -> Result<(), ServiceError> {
    let contract = contract::Entity::find_by_id(measure.contract_id.0)
        .one(tx)
        .await?;
    let vendor = contract.and_then(|row| row.vendor_id);
    let (Some(vendor), Some(from_on)) = (vendor, measure.from_on) else {
        return Ok(());
    };
    let row = vendor_debarment::ActiveModel {
        id: NotSet,
        vendor_id: Set(vendor),
        from_on: Set(from_on),
        to_on: Set(measure.to_on),
        reason: Set(format!("{}：{}", measure.contract_no, measure.reason)),
    };
    vendor_debarment::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// 終了: what came of the measure.
///
/// # Errors
/// Without the right; without words; before the notice; when somebody else saved first.
pub async fn close_measure(
    ctx: &Context,
    id: ContractMeasureId,
    revision: i32,
    outcome: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Measure)?;
    let person = ctx.person_id()?;
    let outcome =
        words::words(outcome).map_err(|error: FieldError| ServiceError::field("outcome", error))?;
    let (tx, row, measure) = change(ctx, id, revision, Action::Edit, &outcome).await?;
    only_in(ctx, &measure, &[MeasureState::Notified], "終了することが")?;
    let mut row = row.into_active_model();
    row.outcome = Set(Some(outcome.clone()));
    row.closed_on = Set(Some(ctx.today()));
    row.closed_by = Set(Some(person.0));
    let event = audit_log::Event::new(
        "措置の終了",
        "contract_measure",
        id.0,
        &measure.contract_title,
    )
    .after(serde_json::json!({ "outcome": outcome }));
    save(tx, ctx, row, event, revision).await
}
