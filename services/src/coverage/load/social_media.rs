//! SNS, アカウント, the procedures that apply to them, and what may be published.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{
    coverage::{
        CoverageFacts, Interval,
        fact::{AccountFact, PlatformFact, PublishableFact},
    },
    id::{
        OrganizationUnitId, PersonId, RegulationVersionId, SocialMediaAccountId,
        SocialMediaServiceId,
    },
    social_media::{
        Decision, ObservationKind,
        history::{AccountEvent, History, Period},
        publishing::ItemKind,
    },
};
use entities::{
    publishing_item, publishing_rule, social_media_account, social_media_decision,
    social_media_event, social_media_observation, social_media_procedure, social_media_service,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{AsOf, interval};
use crate::{ServiceError, regulation};

/// What is told of accounts, gathered by account.
#[derive(Default)]
struct ByAccount {
    events: HashMap<i64, Vec<AccountEvent>>,
    posts: HashMap<i64, Vec<NaiveDate>>,
    decisions: HashMap<i64, Vec<NaiveDate>>,
    procedures: HashMap<i64, Vec<(RegulationVersionId, Interval)>>,
    publishable: HashMap<i64, Vec<PublishableFact>>,
}

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let platforms = social_media_service::Entity::find().all(db).await?;
    facts.platforms = platforms
        .into_iter()
        .map(|row| PlatformFact {
            id: SocialMediaServiceId(row.id),
            name: row.name,
            unit_id: Some(OrganizationUnitId(row.unit_id)),
            used: interval(row.used_from, row.used_to),
        })
        .collect();
    let mut told = ByAccount::default();
    happened(db, day, &mut told).await?;
    procedures(db, day, &mut told).await?;
    publishing(db, day, &mut told).await?;
    let accounts = social_media_account::Entity::find()
        .order_by_asc(social_media_account::Column::Id)
        .all(db)
        .await?;
    facts.accounts = accounts
        .into_iter()
        .map(|row| account(row, &mut told))
        .collect();
    Ok(())
}

fn period(period: Period) -> Interval {
    interval(period.from_on, period.to_on)
}

fn account(row: social_media_account::Model, told: &mut ByAccount) -> AccountFact {
    let history = History(told.events.remove(&row.id).unwrap_or_default());
    AccountFact {
        id: SocialMediaAccountId(row.id),
        platform: SocialMediaServiceId(row.service_id),
        name: row.name,
        url: row.url,
        unit_id: Some(OrganizationUnitId(row.unit_id)),
        open: history.existence().map(period),
        void_on: None,
        suspended: history.suspensions().into_iter().map(period).collect(),
        posted_on: told.posts.remove(&row.id).unwrap_or_default(),
        decided_on: told.decisions.remove(&row.id).unwrap_or_default(),
        procedures: told.procedures.remove(&row.id).unwrap_or_default(),
        publishable: told.publishable.remove(&row.id).unwrap_or_default(),
    }
}

/// Events, posts seen, decisions about dormant accounts.
async fn happened(
    db: &impl ConnectionTrait,
    day: AsOf,
    told: &mut ByAccount,
) -> Result<(), ServiceError> {
    let events = social_media_event::Entity::find()
        .order_by_asc(social_media_event::Column::Id)
        .all(db)
        .await?;
    for row in events {
        let event = AccountEvent {
            kind: row.kind,
            happened_on: row.happened_on,
            person_id: row.person_id.map(PersonId),
            person: None,
            note: row.note,
            recorded_at: row.recorded_at,
        };
        told.events.entry(row.account_id).or_default().push(event);
    }
    let posts = social_media_observation::Entity::find()
        .filter(social_media_observation::Column::Kind.eq(ObservationKind::Post))
        .filter(social_media_observation::Column::ObservedOn.lte(day.on))
        .all(db)
        .await?;
    for row in posts {
        let own = told.posts.entry(row.account_id).or_default();
        own.extend(row.posted_on);
    }
    let decisions = social_media_decision::Entity::find()
        .filter(social_media_decision::Column::Decision.eq(Decision::Continue))
        .all(db)
        .await?;
    for row in decisions {
        let own = told.decisions.entry(row.account_id).or_default();
        own.push(row.decided_on);
    }
    Ok(())
}

/// Which version of which procedure applies, while it is in force.
async fn procedures(
    db: &impl ConnectionTrait,
    day: AsOf,
    told: &mut ByAccount,
) -> Result<(), ServiceError> {
    let links = social_media_procedure::Entity::find()
        .filter(social_media_procedure::Column::FromOn.lte(day.on))
        .order_by_asc(social_media_procedure::Column::FromOn)
        .order_by_asc(social_media_procedure::Column::Id)
        .all(db)
        .await?;
    let in_force = regulation::days_in_force(db).await?;
    for row in links {
        let version = RegulationVersionId(row.version_id);
        // A version that was replaced or abolished no longer guides anybody.
        let Some((from_on, to_on)) = in_force.get(&version) else {
            continue;
        };
        let last = [row.to_on, *to_on].into_iter().flatten().min();
        let own = told.procedures.entry(row.account_id).or_default();
        own.push((version, interval(row.from_on.max(*from_on), last)));
    }
    Ok(())
}

async fn publishing(
    db: &impl ConnectionTrait,
    day: AsOf,
    told: &mut ByAccount,
) -> Result<(), ServiceError> {
    let rules = publishing_rule::Entity::find()
        .filter(publishing_rule::Column::ApprovedOn.lte(day.on))
        .filter(publishing_rule::Column::WithdrawnOn.is_null())
        .order_by_asc(publishing_rule::Column::Version)
        .all(db)
        .await?;
    let mut filled: HashMap<i64, BTreeSet<&'static str>> = HashMap::new();
    for item in publishing_item::Entity::find().all(db).await? {
        let kind: ItemKind = item.kind;
        filled.entry(item.rule_id).or_default().insert(kind.code());
    }
    for row in rules {
        let Some(from_on) = row.from_on else {
            continue;
        };
        let rule = PublishableFact {
            in_force: interval(from_on, row.to_on),
            class: row.class,
            is_filled: filled
                .get(&row.id)
                .is_some_and(|kinds| kinds.len() == ItemKind::ALL.len()),
        };
        told.publishable
            .entry(row.account_id)
            .or_default()
            .push(rule);
    }
    Ok(())
}
