//! Submitting a plan, and deciding on it. Approval enters everything at once, or nothing.

use std::collections::BTreeSet;

use domain::{
    authorization::{Action, Resource},
    id::{ResponsibilityId, TransferId},
    responsibility::{
        Post,
        history::{self, Appointment},
    },
    transfer::{Direction, Fate, Move, Mover, Transfer, TransferRefusal, TransferState},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use serde_json::json;

use super::{
    authorize, event, find, keep_choices, open_to_edit,
    plan::{Stored, WorkedOut, work_out},
    refuse_if_changed, refused, touch,
};
use crate::{
    Context, ServiceError, audit_log,
    responsibility::{self, Entered},
};

/// 承認申請. What is proposed and not changed is chosen with it; what could not be entered is refused now.
///
/// # Errors
/// Without the right; when nothing moves, a successor cannot take over, or somebody else saved first.
pub async fn submit(ctx: &Context, id: TransferId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    try_out(ctx, id).await?;
    let (tx, plan) = open_to_edit(ctx, id).await?;
    refuse_if_changed(&plan, revision)?;
    let worked_out = work_out(&tx, &plan, Stored::Used).await?;
    if worked_out.moves.is_empty() {
        return Err(refused(TransferRefusal::NothingToMove));
    }
    let choices = worked_out
        .moves
        .iter()
        .map(|it| (it.line(), it.choice.clone()))
        .collect();
    keep_choices(&tx, &plan, &choices).await?;
    touch(&tx, &plan, TransferState::Submitted, |row| {
        row.submitted_by = Set(ctx.actor.person_id.map(|id| id.0));
        row.submitted_on = Set(Some(ctx.today()));
        row.decided_by = Set(None);
        row.decided_on = Set(None);
        row.comment = Set(None);
    })
    .await?;
    let event = event("異動計画の承認申請", id, plan.effective_on).after(json!({
        "items": worked_out.moves.len(),
        "orphans": orphans(&plan, &worked_out.moves),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Enters everything and takes it back, so that what cannot be entered shows before it is approved.
async fn try_out(ctx: &Context, id: TransferId) -> Result<(), ServiceError> {
    let (tx, plan) = open_to_edit(ctx, id).await?;
    let worked_out = work_out(&tx, &plan, Stored::Used).await?;
    let result = enter_all(&tx, ctx, &plan, &worked_out).await;
    tx.rollback().await?;
    result
}

/// 承認: by somebody else. Every hand-over takes effect on the day, in one transaction.
///
/// # Errors
/// Without the right; one's own plan; when what the leavers hold changed since, or somebody else was first.
pub async fn approve(ctx: &Context, id: TransferId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Responsibility)?;
    let (tx, plan) = open_to_decide(ctx, id, revision).await?;
    let worked_out = work_out(&tx, &plan, Stored::Used).await?;
    refuse_if_holdings_changed(&worked_out)?;
    for it in &worked_out.moves {
        ctx.authorize_in(
            Action::Approve,
            Resource::Responsibility,
            it.holding.subject.unit_id,
        )?;
    }
    enter_all(&tx, ctx, &plan, &worked_out).await?;
    touch(&tx, &plan, TransferState::Approved, |row| {
        row.decided_by = Set(ctx.actor.person_id.map(|id| id.0));
        row.decided_on = Set(Some(ctx.today()));
    })
    .await?;
    let event = event("異動計画の承認", id, plan.effective_on).after(json!({
        "items": worked_out.moves.len(),
        "orphans": orphans(&plan, &worked_out.moves),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// 差し戻し: by somebody else, with the reason.
///
/// # Errors
/// Without the right; one's own plan; without a reason; when somebody else was first.
pub async fn send_back(
    ctx: &Context,
    id: TransferId,
    revision: i32,
    comment: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Responsibility)?;
    let (tx, plan) = open_to_decide(ctx, id, revision).await?;
    let comment = domain::input::required(comment)
        .map_err(|_| ServiceError::field("comment", domain::input::FieldError::ReasonRequired))?;
    touch(&tx, &plan, TransferState::Returned, |row| {
        row.decided_by = Set(ctx.actor.person_id.map(|id| id.0));
        row.decided_on = Set(Some(ctx.today()));
        row.comment = Set(Some(comment.clone()));
    })
    .await?;
    let event =
        event("異動計画の差し戻し", id, plan.effective_on).after(json!({ "comment": comment }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn open_to_decide(
    ctx: &Context,
    id: TransferId,
    revision: i32,
) -> Result<(DatabaseTransaction, Transfer), ServiceError> {
    let tx = ctx.begin().await?;
    let plan = find(&tx, id).await?;
    authorize(ctx, Action::Approve, plan.unit_id)?;
    plan.must_be_decidable_by(ctx.person_id()?)
        .map_err(refused)?;
    refuse_if_changed(&plan, revision)?;
    Ok((tx, plan))
}

/// What was submitted is what the leavers hold now, no more and no less.
fn refuse_if_holdings_changed(worked_out: &WorkedOut) -> Result<(), ServiceError> {
    let held: BTreeSet<ResponsibilityId> = worked_out.moves.iter().map(Move::line).collect();
    if held == worked_out.stored {
        return Ok(());
    }
    let new: Vec<String> = worked_out
        .moves
        .iter()
        .filter(|it| !worked_out.stored.contains(&it.line()))
        .map(|it| it.holding.subject.name.clone())
        .collect();
    let words = if new.is_empty() {
        "なくなった責任があります".to_owned()
    } else {
        format!("増えた責任：{}", new.join("、"))
    };
    Err(refused(TransferRefusal::Changed(words)))
}

async fn enter_all(
    tx: &DatabaseTransaction,
    ctx: &Context,
    plan: &Transfer,
    worked_out: &WorkedOut,
) -> Result<(), ServiceError> {
    for it in &worked_out.moves {
        enter(tx, ctx, plan, worked_out, it).await?;
    }
    Ok(())
}

async fn enter(
    tx: &DatabaseTransaction,
    ctx: &Context,
    plan: &Transfer,
    worked_out: &WorkedOut,
    it: &Move,
) -> Result<(), ServiceError> {
    let subject = &it.holding.subject;
    let history = responsibility::of_subject(tx, subject.key).await?;
    let line = history
        .iter()
        .find(|line| line.id == it.line())
        .ok_or(ServiceError::NotFound("責任者の記録"))?;
    if line.span.is_over_by(plan.effective_on) {
        // A 副責任者 who became 責任者 a moment ago is 副責任者 no longer.
        return Ok(());
    }
    let change = match it.choice.fate {
        Fate::Keep => return Ok(()),
        Fate::End => history::end(&history, line, plan.effective_on),
        Fate::HandOver => {
            let appointment = appointment(plan, worked_out, it)?;
            history::hand_over(subject, &history, line, appointment)
        }
    };
    let change = change.map_err(|refusal| {
        ServiceError::Rule(format!(
            "「{}」の{}：{refusal}",
            subject.name,
            line.role.label()
        ))
    })?;
    let action = "人事異動による引継ぎ";
    match responsibility::enter(tx, ctx, action, subject, &history, &change).await? {
        Entered::Done => Ok(()),
        Entered::SomebodyWasFirst => Err(refused(TransferRefusal::Changed(subject.name.clone()))),
    }
}

/// The successor from the day on. What goes with a post goes to the new holder of the post with it.
fn appointment(
    plan: &Transfer,
    worked_out: &WorkedOut,
    it: &Move,
) -> Result<Appointment, ServiceError> {
    let line = &it.holding.line;
    let person = it
        .choice
        .successor
        .and_then(|id| worked_out.people.get(&id))
        .ok_or(ServiceError::NotFound("後任の職員"))?;
    let takes_post = |post: &&Post| {
        worked_out
            .movers
            .iter()
            .any(|mover| mover.person_id == person.id && is_in(mover, post))
    };
    let office = responsibility::office(person);
    if !office.contains(plan.effective_on) {
        return Err(refused(TransferRefusal::SuccessorNotInOffice {
            name: person.name.clone(),
            day: plan.effective_on,
        }));
    }
    Ok(Appointment {
        role: line.role,
        person_id: person.id,
        person_name: person.name.clone(),
        office,
        post: line.post.as_ref().filter(takes_post).cloned(),
        from_on: plan.effective_on,
    })
}

fn is_in(mover: &Mover, post: &Post) -> bool {
    mover.direction == Direction::Arriving
        && mover.unit_id == Some(post.unit_id)
        && mover.title.as_deref() == Some(post.title.as_str())
}

fn orphans(plan: &Transfer, moves: &[Move]) -> usize {
    moves
        .iter()
        .filter(|it| it.is_orphan(plan.effective_on))
        .count()
}
