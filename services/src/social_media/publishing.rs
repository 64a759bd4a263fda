//! 発信できる情報の規定: drafted by one person, approved by another, in force from a day until the next
//! version.

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource},
    id::{PublishingRuleId, SocialMediaAccountId},
    input::{FieldError, required},
    social_media::{
        SocialMediaAccount,
        history::InvalidStep,
        publishing::{ItemKind, PublishingDraft, PublishingRule},
    },
};
use entities::{publishing_item, publishing_rule};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait,
};

use super::{is_own, record};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
};

/// Drafts a version. A draft that still waits must be approved or withdrawn first.
///
/// # Errors
/// Without the right for the unit; while another draft waits.
pub async fn draft_rule(
    ctx: &Context,
    id: SocialMediaAccountId,
    draft: PublishingDraft,
) -> Result<PublishingRuleId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let tx = ctx.begin().await?;
    let account = record::account(&tx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, account.unit_id)?;
    let rules = record::rules_of(&tx, id).await?;
    if rules.iter().any(PublishingRule::is_waiting) {
        return Err(ServiceError::Rule(
            "承認待ちの規定があります。先に、承認又は取下げをしてください。".to_owned(),
        ));
    }
    let version = rules.iter().map(|rule| rule.version).max().unwrap_or(0) + 1;
    let row = publishing_rule::ActiveModel {
        id: NotSet,
        account_id: Set(id.0),
        version: Set(version),
        class: Set(draft.class),
        consent_rule: Set(draft.consent_rule.clone()),
        disaster_rule: Set(draft.disaster_rule.clone()),
        drafted_on: Set(ctx.today()),
        drafted_by: Set(ctx.actor.person_id.map(|id| id.0)),
        approved_on: Set(None),
        approved_by: Set(None),
        from_on: Set(Some(draft.from_on)),
        to_on: Set(None),
        withdrawn_on: Set(None),
        withdrawn_reason: Set(None),
        revision: Set(1),
    };
    let inserted = publishing_rule::Entity::insert(row).exec(&tx).await?;
    let rule = PublishingRuleId(inserted.last_insert_id);
    insert_items(&tx, rule, &draft).await?;
    let event =
        event("発信できる情報の規定の起案", &account, version).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(rule)
}

async fn insert_items(
    tx: &impl ConnectionTrait,
    rule: PublishingRuleId,
    draft: &PublishingDraft,
) -> Result<(), ServiceError> {
    let allowed = draft.allowed.iter().map(|text| (ItemKind::Allowed, text));
    let forbidden = draft
        .forbidden
        .iter()
        .map(|text| (ItemKind::Forbidden, text));
    let rows = allowed
        .chain(forbidden)
        .zip(1..)
        .map(|((kind, text), position)| publishing_item::ActiveModel {
            id: NotSet,
            rule_id: Set(rule.0),
            kind: Set(kind),
            position: Set(position),
            text: Set(text.clone()),
        });
    publishing_item::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn event(action: &'static str, account: &SocialMediaAccount, version: i32) -> Event {
    let subject = format!("{} 第{version}版", account.name);
    Event::new(action, "social_media_account", account.id.0, &subject)
}

/// The draft that waits, in the transaction, for somebody who may.
struct Waiting {
    tx: DatabaseTransaction,
    account: SocialMediaAccount,
    rules: Vec<PublishingRule>,
    rule: PublishingRule,
}

async fn waiting(
    ctx: &Context,
    action: Action,
    id: SocialMediaAccountId,
    rule: PublishingRuleId,
    revision: i32,
) -> Result<Waiting, ServiceError> {
    let tx = ctx.begin().await?;
    let account = record::account(&tx, id).await?;
    ctx.authorize_in(action, Resource::SocialMedia, account.unit_id)?;
    let rules = record::rules_of(&tx, id).await?;
    let found = rules.iter().find(|it| it.id == rule).cloned();
    let rule = found.ok_or(ServiceError::NotFound("発信できる情報の規定"))?;
    if rule.revision != revision || !rule.is_waiting() {
        let empty = serde_json::json!({});
        return Err(conflict(&account.name, &rule, &empty));
    }
    Ok(Waiting {
        tx,
        account,
        rules,
        rule,
    })
}

/// Approves a draft: it is in force from its day, or from today when that is past; the version before ends
/// the day before.
///
/// # Errors
/// Without the right for the unit; for the drafter; when somebody else was first.
pub async fn approve_rule(
    ctx: &Context,
    id: SocialMediaAccountId,
    rule: PublishingRuleId,
    revision: i32,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::SocialMedia)?;
    let Waiting {
        tx,
        account,
        rules,
        rule,
    } = waiting(ctx, Action::Approve, id, rule, revision).await?;
    if is_own(ctx, rule.drafted_by) {
        return Err(InvalidStep::OwnApplication.into());
    }
    let today = ctx.today();
    let from_on = rule.from_on.map_or(today, |day| day.max(today));
    for before in rules.iter().filter(|it| it.approved_on.is_some()) {
        if before.to_on.is_none_or(|last| from_on <= last) {
            end(&tx, before, from_on).await?;
        }
    }
    publishing_rule::ActiveModel {
        id: Set(rule.id.0),
        approved_on: Set(Some(today)),
        approved_by: Set(ctx.actor.person_id.map(|id| id.0)),
        from_on: Set(Some(from_on)),
        revision: Set(revision + 1),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let event = event("発信できる情報の規定の承認", &account, rule.version)
        .after(serde_json::json!({ "from_on": from_on }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// A version ends the day before another begins; one that would begin later never comes into force.
async fn end(
    tx: &impl ConnectionTrait,
    before: &PublishingRule,
    from_on: NaiveDate,
) -> Result<(), ServiceError> {
    publishing_rule::ActiveModel {
        id: Set(before.id.0),
        to_on: Set(from_on.checked_sub_days(Days::new(1))),
        revision: Set(before.revision + 1),
        ..Default::default()
    }
    .update(tx)
    .await?;
    Ok(())
}

/// Takes a draft back.
///
/// # Errors
/// Without the right for the unit; without a reason; when somebody else was first.
pub async fn withdraw_rule(
    ctx: &Context,
    id: SocialMediaAccountId,
    rule: PublishingRuleId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let Waiting {
        tx, account, rule, ..
    } = waiting(ctx, Action::Edit, id, rule, revision).await?;
    publishing_rule::ActiveModel {
        id: Set(rule.id.0),
        withdrawn_on: Set(Some(ctx.today())),
        withdrawn_reason: Set(Some(reason.clone())),
        revision: Set(revision + 1),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let event = event("発信できる情報の規定の取下げ", &account, rule.version)
        .after(serde_json::json!({ "reason": reason }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
