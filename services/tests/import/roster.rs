//! 職員名簿.

use domain::import::LedgerKind;
use entities::person;
use sea_orm::{EntityTrait, QueryFilter};
use services::import::Apply;

use crate::{STAFF, counts, refused, take, town};

#[tokio::test(flavor = "multi_thread")]
async fn the_roster_becomes_people_with_their_units() {
    let town = town().await;
    let outcome = take(
        &town,
        LedgerKind::Staff,
        "職員名簿.csv",
        STAFF,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&outcome), [79, 0, 0, 1]);
    assert_eq!(refused(&outcome), [81]);
    let heads = person::Entity::find()
        .filter(person::COLUMN.staff_no.eq("00104"))
        .all(&town.store.db)
        .await
        .unwrap();
    assert_eq!(heads.len(), 2, "兼務 is a record of its own");
    let again = take(
        &town,
        LedgerKind::Staff,
        "職員名簿.csv",
        STAFF,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&again), [0, 0, 79, 1]);
}
