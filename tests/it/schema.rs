//! The migrated database and the entities say the same; migrations go down and up again.

use std::collections::BTreeSet;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{EntityTrait, IdenStatic, Iterable};

/// Every column of an entity is in the migrated table, and can be read.
macro_rules! check_entities {
    ($db:expr, $($entity:ident),* $(,)?) => {
        $(
            let found = entities::$entity::Entity::find().all($db).await;
            assert!(found.is_ok(), "{}: {:?}", stringify!($entity), found.err());
            let columns: BTreeSet<&str> = entities::$entity::Column::iter().map(|column| column.as_str()).collect();
            assert!(!columns.is_empty());
        )*
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn every_entity_reads_its_migrated_table() {
    let database = tests::database::fresh().await;
    let db = &database.connection;
    check_entities!(
        db,
        account,
        annex,
        audit_event,
        contract,
        contract_appendix_row,
        contract_clause,
        contract_item_cover,
        contract_term,
        counter,
        file,
        held_form,
        library_entry,
        mark,
        organization_unit,
        person,
        role_assignment,
        session,
        vendor,
        vendor_certification,
        vendor_debarment,
        verification_evidence,
        verification_result,
        verification_task,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_all_the_way_down_and_up_again() {
    let database = tests::database::fresh().await;
    Migrator::refresh(&database.connection).await.unwrap();
    Migrator::reset(&database.connection).await.unwrap();
    Migrator::up(&database.connection, None).await.unwrap();
}
