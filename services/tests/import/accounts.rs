//! SNSアカウント台帳.

use domain::import::LedgerKind;
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter};
use services::import::Apply;

use crate::{
    ACCOUNTS, assert_the_log_is_intact, counts, staffed_town, take, take_sample, town::Town,
};

async fn account(town: &Town, handle: &str) -> domain::social_media::summary::AccountDetail {
    let row = entities::social_media_account::Entity::find()
        .filter(entities::social_media_account::COLUMN.handle.eq(handle))
        .one(&town.store.db)
        .await
        .unwrap()
        .unwrap();
    let id = domain::id::SocialMediaAccountId(row.id);
    services::social_media::load(&town.operator(), id)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_of_a_ledger_stand_as_the_ledger_says() {
    use domain::social_media::{AccountState, Answer, ObservationKind, Ownership};
    let town = staffed_town().await;
    let kind = LedgerKind::SocialMediaAccount;
    let trial = take_sample(&town, kind, ACCOUNTS, Apply::DryRun).await;
    let db = &town.store.db;
    let count = entities::social_media_account::Entity::find()
        .count(db)
        .await;
    assert_eq!(count.unwrap(), 0, "a trial saves nothing");
    let outcome = take_sample(&town, kind, ACCOUNTS, Apply::Apply).await;
    assert_eq!(counts(&outcome), [15, 0, 0, 0], "{:?}", outcome.refused);
    assert_eq!(trial.refused, outcome.refused);
    let platforms = entities::social_media_service::Entity::find()
        .count(db)
        .await;
    assert_eq!(platforms.unwrap(), 5, "each platform once");
    let line = account(&town, "mihoncho-sample").await;
    assert_eq!(line.account.state, AccountState::Open);
    assert_eq!(line.account.ownership, Ownership::Town);
    let seen = |kind| {
        let mut seen = line.facts.observations.iter();
        seen.find(|it| it.kind == kind).cloned().unwrap()
    };
    assert_eq!(seen(ObservationKind::Mfa).answer, Answer::Yes);
    assert_eq!(
        seen(ObservationKind::Post).posted_on,
        Some("2026-11-20".parse().unwrap())
    );
    let opened = line.facts.history.existence().unwrap().from_on;
    assert_eq!(opened, "2020-07-01".parse().unwrap());
    let dormant = account(&town, "mihon_natsu_sample").await;
    assert_eq!(dormant.account.state, AccountState::Suspended);
    let closing = account(&town, "mihon.hospital.sample").await;
    assert_eq!(closing.account.state, AccountState::Closing);
    let affiliated = account(&town, "tokachino_kanko_sample").await;
    assert_eq!(
        affiliated.account.body.as_deref(),
        Some("とかち野見本観光協会")
    );
    let again = take_sample(&town, kind, ACCOUNTS, Apply::Apply).await;
    assert_eq!(counts(&again), [0, 0, 15, 0], "{:?}", again.refused);
    assert_the_log_is_intact(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_ledger_of_accounts_changes_what_it_corrects_and_closes_none() {
    use domain::social_media::{AccountState, ObservationKind};
    let town = staffed_town().await;
    let kind = LedgerKind::SocialMediaAccount;
    let ledger = async |rows: &str| {
        let text = format!(
            "No.,サービス名,アカウント名,ID,URL,所管課,区分,目的,発信内容,二段階認証,登録メール,開設日,最終投稿日,状態\n{rows}"
        );
        take(&town, kind, "台帳.csv", text.as_bytes(), Apply::Apply).await
    };
    let row = |post: &str, state: &str| {
        format!(
            "1,旧Twitter,見本町,＠mihon,mihon.example,総務課,町,広報,お知らせ,無,不明,H25.4.1,{post},{state}\n"
        )
    };
    let first = ledger(&row("R8.9.1", "運用中")).await;
    assert_eq!(counts(&first), [1, 0, 0, 0], "{:?}", first.refused);
    assert_eq!(
        counts(&ledger(&row("R8.9.1", "運用中")).await),
        [0, 0, 1, 0]
    );
    assert_eq!(counts(&ledger(&row("R8.11.2", "")).await), [0, 1, 0, 0]);
    let ended = ledger(&row("R8.11.2", "廃止")).await;
    assert_eq!(counts(&ended), [0, 1, 0, 0], "{:?}", ended.refused);
    assert_eq!(ended.taken[0].kept, ["状態"]);
    let account = account(&town, "mihon").await;
    assert_eq!(account.account.state, AccountState::Closing);
    assert_eq!(account.account.url, None, "no address becomes a link");
    let note = account.account.note.unwrap();
    assert!(note.contains("URL：mihon.example"), "{note}");
    let posts = account.facts.observations.iter();
    assert_eq!(
        posts.filter(|it| it.kind == ObservationKind::Post).count(),
        2
    );
    let twice = ledger(&(row("", "運用中") + &row("", "運用中").replace("1,旧", "2,旧"))).await;
    assert_eq!(twice.refused.len(), 1);
    let unknown = ledger(&row("", "運用中").replace("旧Twitter", "ミクシィ")).await;
    assert_eq!(unknown.refused.len(), 1, "{:?}", unknown.taken);
}
