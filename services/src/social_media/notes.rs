//! What was seen of an account and what was decided about it: each a dated row, never overwritten.

use domain::{
    authorization::{Action, Resource},
    id::SocialMediaAccountId,
    social_media::{
        AccountState, Decision, EventKind, SocialMediaAccount,
        steps::{ClosingStepDraft, DecisionDraft, ObservationDraft},
    },
};
use entities::{social_media_closing_step, social_media_decision, social_media_observation};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

use super::{course, record, replan};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
};

/// The account in the transaction, for somebody who may.
pub(super) async fn begin(
    ctx: &Context,
    action: Action,
    id: SocialMediaAccountId,
) -> Result<(DatabaseTransaction, SocialMediaAccount), ServiceError> {
    let tx = ctx.begin().await?;
    let account = record::account(&tx, id).await?;
    ctx.authorize_in(action, Resource::SocialMedia, account.unit_id)?;
    Ok((tx, account))
}

pub(super) fn event(action: &'static str, account: &SocialMediaAccount) -> Event {
    Event::new(action, "social_media_account", account.id.0, &account.name)
}

/// Notes what somebody saw: the last post, MFA, the listing, the recovery address.
///
/// # Errors
/// Without the right for the unit; of an account that does not exist.
pub async fn observe(
    ctx: &Context,
    id: SocialMediaAccountId,
    draft: ObservationDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let (tx, account) = begin(ctx, Action::Edit, id).await?;
    if !account.state.exists() {
        return Err(ServiceError::Rule(format!(
            "「{}」のアカウントには、確認の記録を付けられません。",
            account.state.label()
        )));
    }
    let row = social_media_observation::ActiveModel {
        id: NotSet,
        account_id: Set(id.0),
        kind: Set(draft.kind),
        observed_on: Set(draft.observed_on),
        answer: Set(draft.answer),
        posted_on: Set(draft.posted_on),
        note: Set(draft.note.clone()),
        person_id: Set(ctx.actor.person_id.map(|id| id.0)),
        recorded_at: Set(ctx.now()),
    };
    social_media_observation::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = event("SNSアカウントの確認の記録", &account).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Decides what becomes of a dormant account; rest and closing begin with the decision.
///
/// # Errors
/// Without the right to approve for the unit; of an account that is not in operation.
pub async fn decide(
    ctx: &Context,
    id: SocialMediaAccountId,
    draft: DecisionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::SocialMedia)?;
    let (tx, account) = begin(ctx, Action::Approve, id).await?;
    if account.state != AccountState::Open {
        return Err(ServiceError::Rule(
            "休眠の判断は、運用中のアカウントについて行います。".to_owned(),
        ));
    }
    let row = social_media_decision::ActiveModel {
        id: NotSet,
        account_id: Set(id.0),
        decision: Set(draft.decision),
        decided_on: Set(ctx.today()),
        reason: Set(draft.reason.clone()),
        next_review_on: Set(draft.next_review_on),
        person_id: Set(ctx.actor.person_id.map(|id| id.0)),
        recorded_at: Set(ctx.now()),
    };
    social_media_decision::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = event("休眠アカウントの判断", &account).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    let step = match draft.decision {
        Decision::Continue => None,
        Decision::Suspend => Some(EventKind::Suspended),
        Decision::Close => Some(EventKind::ClosingBegan),
    };
    if let Some(step) = step {
        course::write(&tx, ctx, &account, step, ctx.today(), Some(draft.reason)).await?;
        replan(&tx, ctx, id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Notes a step of the closing; noted again, the new day counts and the log keeps the old one.
///
/// # Errors
/// Without the right for the unit; of an account that is not being closed.
pub async fn note_closing_step(
    ctx: &Context,
    id: SocialMediaAccountId,
    draft: ClosingStepDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let (tx, account) = begin(ctx, Action::Edit, id).await?;
    if account.state != AccountState::Closing {
        return Err(ServiceError::Rule(
            "廃止の手順は、廃止を申請してから記録します。".to_owned(),
        ));
    }
    let row = social_media_closing_step::ActiveModel {
        id: NotSet,
        account_id: Set(id.0),
        step: Set(draft.step),
        done_on: Set(draft.done_on),
        note: Set(draft.note.clone()),
        person_id: Set(ctx.actor.person_id.map(|id| id.0)),
        recorded_at: Set(ctx.now()),
    };
    let noted = social_media_closing_step::Entity::find()
        .filter(social_media_closing_step::COLUMN.account_id.eq(id.0))
        .filter(social_media_closing_step::COLUMN.step.eq(draft.step))
        .one(&tx)
        .await?;
    match noted {
        Some(noted) => {
            let mut row = row;
            row.id = Set(noted.id);
            row.update(&tx).await?;
        }
        None => {
            social_media_closing_step::Entity::insert(row)
                .exec_without_returning(&tx)
                .await?;
        }
    }
    let event = event("廃止の手順の記録", &account).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
