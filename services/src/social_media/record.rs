//! Rows of platforms and accounts, as the domain knows them.

use std::collections::HashMap;

use domain::{
    id::{
        ContractId, OrganizationUnitId, PersonId, PublishingRuleId, RegulationVersionId,
        SocialMediaAccountId, SocialMediaServiceId,
    },
    social_media::{
        ClosingStepDone, DormancyDecision, Observation, SocialMediaAccount, SocialMediaService,
        history::{AccountEvent, History},
        publishing::{PublishingItem, PublishingRule},
        standing::AccountFacts,
    },
};
use entities::{
    publishing_item, publishing_rule, social_media_account, social_media_closing_step,
    social_media_decision, social_media_event, social_media_observation, social_media_procedure,
    social_media_service,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{ServiceError, organization, regulation};

pub(super) async fn service(
    db: &impl ConnectionTrait,
    id: SocialMediaServiceId,
) -> Result<SocialMediaService, ServiceError> {
    social_media_service::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .map(service_of)
        .ok_or(ServiceError::NotFound("SNS"))
}

pub(super) fn service_of(row: social_media_service::Model) -> SocialMediaService {
    SocialMediaService {
        id: SocialMediaServiceId(row.id),
        name: row.name,
        provider: row.provider,
        terms_version: row.terms_version,
        terms_checked_on: row.terms_checked_on,
        unit_id: OrganizationUnitId(row.unit_id),
        used_from: row.used_from,
        used_to: row.used_to,
        end_reason: row.end_reason,
        note: row.note,
        revision: row.revision,
    }
}

pub(super) async fn account(
    db: &impl ConnectionTrait,
    id: SocialMediaAccountId,
) -> Result<SocialMediaAccount, ServiceError> {
    social_media_account::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .map(account_of)
        .ok_or(ServiceError::NotFound("SNSアカウント"))
}

pub(super) fn account_of(row: social_media_account::Model) -> SocialMediaAccount {
    SocialMediaAccount {
        id: SocialMediaAccountId(row.id),
        service_id: SocialMediaServiceId(row.service_id),
        unit_id: OrganizationUnitId(row.unit_id),
        name: row.name,
        handle: row.handle,
        url: row.url,
        ownership: row.ownership,
        body: row.body,
        contract_id: row.contract_id.map(ContractId),
        purpose: row.purpose,
        audience: row.audience,
        content: row.content,
        hours: row.hours,
        reply_policy: row.reply_policy,
        policy_url: row.policy_url,
        listing_url: row.listing_url,
        recovery_mail: row.recovery_mail,
        recovery_phone: row.recovery_phone,
        credential_custodian: row.credential_custodian,
        note: row.note,
        state: row.state,
        registered_on: row.registered_on,
        revision: row.revision,
    }
}

/// All platforms and accounts with their dated facts, to look names up.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Everything, ServiceError> {
    let services = social_media_service::Entity::find()
        .order_by_asc(social_media_service::Column::Id)
        .all(db)
        .await?;
    let rows = social_media_account::Entity::find()
        .order_by_asc(social_media_account::Column::Id)
        .all(db)
        .await?;
    let accounts: Vec<SocialMediaAccount> = rows.into_iter().map(account_of).collect();
    Ok((
        services.into_iter().map(service_of).collect(),
        facts(db, &accounts).await?,
        accounts,
    ))
}

/// Platforms, facts of accounts, accounts.
pub(crate) type Everything = (
    Vec<SocialMediaService>,
    HashMap<SocialMediaAccountId, AccountFacts>,
    Vec<SocialMediaAccount>,
);

/// The names of accounts.
pub(crate) async fn account_names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let names: Vec<(i64, String)> = social_media_account::Entity::find()
        .select_only()
        .column(social_media_account::Column::Id)
        .column(social_media_account::Column::Name)
        .filter(social_media_account::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// Name and unit of one account, for records that are about it.
pub(crate) async fn name_and_unit(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<(String, OrganizationUnitId), ServiceError> {
    let account = account(db, SocialMediaAccountId(id)).await?;
    Ok((account.name, account.unit_id))
}

/// The dated facts of one account.
pub(super) async fn facts_of(
    db: &impl ConnectionTrait,
    account: &SocialMediaAccount,
) -> Result<AccountFacts, ServiceError> {
    let mut facts = facts(db, std::slice::from_ref(account)).await?;
    Ok(facts.remove(&account.id).unwrap_or_default())
}

/// What happened to one account.
pub(crate) async fn history_of(
    db: &impl ConnectionTrait,
    id: SocialMediaAccountId,
) -> Result<History, ServiceError> {
    let account = account(db, id).await?;
    Ok(facts_of(db, &account).await?.history)
}

/// The dated facts of accounts, in a number of statements that does not grow with them.
pub(crate) async fn facts(
    db: &impl ConnectionTrait,
    accounts: &[SocialMediaAccount],
) -> Result<HashMap<SocialMediaAccountId, AccountFacts>, ServiceError> {
    let ids: Vec<i64> = accounts.iter().map(|account| account.id.0).collect();
    let mut facts: HashMap<SocialMediaAccountId, AccountFacts> = accounts
        .iter()
        .map(|account| {
            let facts = AccountFacts {
                has_url: account.url.is_some(),
                ..AccountFacts::default()
            };
            (account.id, facts)
        })
        .collect();
    let events = social_media_event::Entity::find()
        .filter(social_media_event::COLUMN.account_id.is_in(ids.clone()))
        .order_by_asc(social_media_event::Column::Id)
        .all(db)
        .await?;
    let seen = social_media_observation::Entity::find()
        .filter(
            social_media_observation::COLUMN
                .account_id
                .is_in(ids.clone()),
        )
        .order_by_asc(social_media_observation::Column::Id)
        .all(db)
        .await?;
    let decisions = social_media_decision::Entity::find()
        .filter(social_media_decision::COLUMN.account_id.is_in(ids.clone()))
        .order_by_asc(social_media_decision::Column::Id)
        .all(db)
        .await?;
    let mut named: Vec<i64> = events.iter().filter_map(|row| row.person_id).collect();
    named.extend(seen.iter().filter_map(|row| row.person_id));
    named.extend(decisions.iter().filter_map(|row| row.person_id));
    let people = organization::people_names(db, named).await?;
    let name = |person: Option<i64>| person.and_then(|id| people.get(&id).cloned());
    for row in events {
        if let Some(facts) = facts.get_mut(&SocialMediaAccountId(row.account_id)) {
            let History(events) = &mut facts.history;
            events.push(AccountEvent {
                kind: row.kind,
                happened_on: row.happened_on,
                person: name(row.person_id),
                person_id: row.person_id.map(PersonId),
                note: row.note,
                recorded_at: row.recorded_at,
            });
        }
    }
    for row in seen {
        if let Some(facts) = facts.get_mut(&SocialMediaAccountId(row.account_id)) {
            facts.observations.push(Observation {
                kind: row.kind,
                observed_on: row.observed_on,
                answer: row.answer,
                posted_on: row.posted_on,
                note: row.note,
                person: name(row.person_id),
            });
        }
    }
    for row in decisions {
        if let Some(facts) = facts.get_mut(&SocialMediaAccountId(row.account_id)) {
            facts.decisions.push(DormancyDecision {
                decision: row.decision,
                decided_on: row.decided_on,
                reason: row.reason,
                next_review_on: row.next_review_on,
                person: name(row.person_id),
            });
        }
    }
    add_periods(db, &ids, &mut facts).await?;
    Ok(facts)
}

async fn add_periods(
    db: &impl ConnectionTrait,
    ids: &[i64],
    facts: &mut HashMap<SocialMediaAccountId, AccountFacts>,
) -> Result<(), ServiceError> {
    let rules = publishing_rule::Entity::find()
        .filter(publishing_rule::COLUMN.account_id.is_in(ids.to_vec()))
        .filter(publishing_rule::Column::ApprovedOn.is_not_null())
        .all(db)
        .await?;
    for row in rules {
        let from = row.from_on.max(row.approved_on);
        if let (Some(facts), Some(from)) =
            (facts.get_mut(&SocialMediaAccountId(row.account_id)), from)
        {
            facts.rules.push((from, row.to_on));
        }
    }
    let procedures = social_media_procedure::Entity::find()
        .filter(
            social_media_procedure::COLUMN
                .account_id
                .is_in(ids.to_vec()),
        )
        .all(db)
        .await?;
    let in_force = regulation::days_in_force(db).await?;
    for row in procedures {
        // A version that was replaced or abolished no longer guides anybody.
        let Some((from_on, to_on)) = in_force.get(&RegulationVersionId(row.version_id)) else {
            continue;
        };
        if let Some(facts) = facts.get_mut(&SocialMediaAccountId(row.account_id)) {
            let last = [row.to_on, *to_on].into_iter().flatten().min();
            facts.procedures.push((row.from_on.max(*from_on), last));
        }
    }
    Ok(())
}

/// The versions of the rule of an account, oldest first.
pub(super) async fn rules_of(
    db: &impl ConnectionTrait,
    id: SocialMediaAccountId,
) -> Result<Vec<PublishingRule>, ServiceError> {
    let rows = publishing_rule::Entity::find()
        .filter(publishing_rule::COLUMN.account_id.eq(id.0))
        .order_by_asc(publishing_rule::Column::Version)
        .all(db)
        .await?;
    let mut items: HashMap<i64, Vec<PublishingItem>> = HashMap::new();
    let lines = publishing_item::Entity::find()
        .filter(
            publishing_item::COLUMN
                .rule_id
                .is_in(rows.iter().map(|row| row.id)),
        )
        .order_by_asc(publishing_item::Column::Position)
        .order_by_asc(publishing_item::Column::Id)
        .all(db)
        .await?;
    for line in lines {
        items.entry(line.rule_id).or_default().push(PublishingItem {
            id: line.id,
            kind: line.kind,
            text: line.text,
        });
    }
    let mut named: Vec<i64> = rows.iter().filter_map(|row| row.drafted_by).collect();
    named.extend(rows.iter().filter_map(|row| row.approved_by));
    let people = organization::people_names(db, named).await?;
    let name = |person: Option<i64>| person.and_then(|id| people.get(&id).cloned());
    Ok(rows
        .into_iter()
        .map(|row| PublishingRule {
            id: PublishingRuleId(row.id),
            version: row.version,
            class: row.class,
            consent_rule: row.consent_rule,
            disaster_rule: row.disaster_rule,
            drafted_on: row.drafted_on,
            drafter: name(row.drafted_by),
            drafted_by: row.drafted_by.map(PersonId),
            approved_on: row.approved_on,
            approver: name(row.approved_by),
            from_on: row.from_on,
            to_on: row.to_on,
            withdrawn_on: row.withdrawn_on,
            items: items.remove(&row.id).unwrap_or_default(),
            revision: row.revision,
        })
        .collect())
}

pub(super) async fn closing_steps_of(
    db: &impl ConnectionTrait,
    id: SocialMediaAccountId,
) -> Result<Vec<ClosingStepDone>, ServiceError> {
    let rows = social_media_closing_step::Entity::find()
        .filter(social_media_closing_step::COLUMN.account_id.eq(id.0))
        .all(db)
        .await?;
    let people =
        organization::people_names(db, rows.iter().filter_map(|row| row.person_id)).await?;
    Ok(rows
        .into_iter()
        .map(|row| ClosingStepDone {
            step: row.step,
            done_on: row.done_on,
            note: row.note,
            person: row.person_id.and_then(|id| people.get(&id).cloned()),
            recorded_at: row.recorded_at,
        })
        .collect())
}
