//! SNS: platforms, and accounts with what happened to them.

use chrono::Days;
use domain::{
    fold,
    responsibility::SubjectKind,
    social_media::{AccountState, Answer, EventKind, ObservationKind, Ownership},
};
use entities::{
    social_media_account, social_media_event, social_media_observation, social_media_service,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait,
};

use super::{contracts::owner, draw::Draw, insert, names, people::Town};
use crate::{Context, ServiceError};

const PLATFORMS: &[&str] = &[
    "X",
    "Instagram",
    "Facebook",
    "YouTube",
    "LINE公式アカウント",
];

pub(super) async fn write(ctx: &Context, town: &Town, count: usize) -> Result<(), ServiceError> {
    let tx = ctx.begin().await?;
    let platforms = PLATFORMS.iter().map(|name| platform(ctx, town, name));
    let services: Vec<i64> =
        social_media_service::Entity::insert_many(platforms.collect::<Vec<_>>())
            .exec_with_returning_keys(&tx)
            .await?;
    let mut rows = Vec::new();
    for number in 0..count {
        rows.push(account(
            ctx,
            town,
            services[number % services.len()],
            number,
        ));
    }
    let ids: Vec<i64> = social_media_account::Entity::insert_many(rows)
        .exec_with_returning_keys(&tx)
        .await?;
    let written: Vec<(i64, usize)> = ids.into_iter().zip(0..).collect();
    insert(&tx, written.iter().map(|it| opened(ctx, *it)).collect(), 7).await?;
    insert(
        &tx,
        written.iter().flat_map(|it| seen(ctx, *it)).collect(),
        9,
    )
    .await?;
    let platforms = services.iter().enumerate().map(|(number, id)| {
        let person = town.people[number % town.people.len()];
        let since = ctx.today() - Days::new(3_000);
        owner(ctx, (SubjectKind::SocialMediaService, *id), person, since)
    });
    insert(&tx, platforms.collect(), 18).await?;
    let owners = written.iter().map(|(id, number)| {
        let person = *Draw::of(14, *number).one(&town.people);
        let since = ctx.today() - Days::new(900);
        owner(ctx, (SubjectKind::SocialMediaAccount, *id), person, since)
    });
    insert(&tx, owners.collect(), 18).await?;
    tx.commit().await?;
    Ok(())
}

fn platform(ctx: &Context, town: &Town, name: &str) -> social_media_service::ActiveModel {
    social_media_service::ActiveModel {
        id: NotSet,
        name: Set(name.to_owned()),
        name_key: Set(fold::search_key(name)),
        provider: Set(None),
        terms_version: Set(None),
        terms_checked_on: Set(None),
        unit_id: Set(town.units[0]),
        used_from: Set(ctx.today() - Days::new(3_000)),
        used_to: Set(None),
        end_reason: Set(None),
        note: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    }
}

fn account(
    ctx: &Context,
    town: &Town,
    service: i64,
    number: usize,
) -> social_media_account::ActiveModel {
    let unit = number % town.units.len();
    let (name, handle) = names::account(number, names::UNITS[unit]);
    social_media_account::ActiveModel {
        id: NotSet,
        service_id: Set(service),
        unit_id: Set(town.units[unit]),
        name_key: Set(fold::search_key(&name)),
        name: Set(name),
        url: Set(Some(format!("https://sns.example.jp/{handle}"))),
        handle: Set(Some(format!("@{handle}"))),
        ownership: Set(Ownership::Town),
        body: Set(None),
        contract_id: Set(None),
        purpose: Set("町政情報の発信".to_owned()),
        audience: Set("町民及び観光客".to_owned()),
        content: Set("行事、防災、暮らしの情報".to_owned()),
        hours: Set(None),
        reply_policy: Set(None),
        policy_url: Set(None),
        listing_url: Set(None),
        recovery_mail: Set(None),
        recovery_phone: Set(None),
        credential_custodian: Set(None),
        note: Set(None),
        state: Set(if number % 12 == 11 {
            AccountState::Suspended
        } else {
            AccountState::Open
        }),
        registered_on: Set(ctx.today() - Days::new(900)),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    }
}

fn opened(ctx: &Context, (id, _): (i64, usize)) -> social_media_event::ActiveModel {
    social_media_event::ActiveModel {
        id: NotSet,
        account_id: Set(id),
        kind: Set(EventKind::Registered),
        happened_on: Set(ctx.today() - Days::new(900)),
        person_id: Set(None),
        note: Set(None),
        recorded_at: Set(ctx.now()),
    }
}

/// One in six has not posted for a year.
fn seen(ctx: &Context, (id, number): (i64, usize)) -> Vec<social_media_observation::ActiveModel> {
    let posted = ctx.today() - Days::new(if number % 6 == 5 { 400 } else { 3 });
    let kinds = [
        (ObservationKind::Post, Some(posted)),
        (ObservationKind::Mfa, None),
        (ObservationKind::Listing, None),
    ];
    let seen = kinds
        .into_iter()
        .map(|(kind, posted_on)| social_media_observation::ActiveModel {
            id: NotSet,
            account_id: Set(id),
            kind: Set(kind),
            observed_on: Set(ctx.today() - Days::new(1)),
            answer: Set(Answer::Yes),
            posted_on: Set(posted_on),
            note: Set(None),
            person_id: Set(None),
            recorded_at: Set(ctx.now()),
        });
    seen.collect()
}
