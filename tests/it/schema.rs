//! The migrated database and the entities say the same; migrations go down and up again.

use std::collections::{BTreeMap, BTreeSet};

use entities::organization_unit;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, schema::SchemaBuilder,
};
use services::database::{self, ColumnShape};
use tests::TestApp;

/// Does `$do!(entity)` with every entity; a test below says when one is missing here.
macro_rules! entities {
    ($do:ident) => {
        $do!(
            account,
            annex,
            api_token,
            audit_event,
            completeness_declaration,
            contract,
            contract_appendix_row,
            contract_change,
            contract_clause,
            contract_item_cover,
            contract_measure,
            contract_term,
            corrective_action,
            counter,
            exception,
            external_service,
            external_service_certificate,
            external_service_profile,
            external_service_review,
            file,
            finding,
            finding_origin,
            held_form,
            import_change,
            import_correction,
            import_layout,
            import_row,
            import_run,
            incident,
            incident_step,
            job,
            job_item,
            job_output,
            library_entry,
            mark,
            organization_unit,
            person,
            publishing_item,
            publishing_rule,
            responsibility,
            responsibility_review,
            regulation_abolition,
            regulation_acknowledgement,
            regulation_audience,
            regulation_document,
            regulation_review,
            regulation_version,
            role_assignment,
            saved_view,
            self_inspection,
            self_inspection_answer,
            self_inspection_question,
            self_inspection_unit,
            roster_entry,
            selection_answer,
            selection_file,
            selection_review,
            session,
            social_media_account,
            social_media_closing_step,
            social_media_decision,
            social_media_event,
            social_media_observation,
            social_media_procedure,
            social_media_service,
            subject_check,
            subject_check_evidence,
            subject_check_result,
            transfer,
            transfer_move,
            transfer_person,
            subcontract,
            subcontract_decision,
            use_approval,
            vendor,
            vendor_certification,
            vendor_debarment,
            verification_evidence,
            verification_result,
            verification_task,
        )
    };
}

/// The tables as the entities would make them.
fn of_entities(mut schema: SchemaBuilder) -> SchemaBuilder {
    macro_rules! register {
        ($($entity:ident),* $(,)?) => {
            $(schema = schema.register(entities::$entity::Entity);)*
        };
    }
    entities!(register);
    schema
}

#[test]
fn every_entity_is_compared() {
    macro_rules! names {
        ($($entity:ident),* $(,)?) => { [$(stringify!($entity)),*] };
    }
    let compared: BTreeSet<&str> = entities!(names).into_iter().collect();
    let declared: BTreeSet<&str> = include_str!("../../entities/src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(compared, declared);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_entity_reads_its_migrated_table() {
    let database = tests::database::fresh().await;
    let db = &database.connection;
    macro_rules! read {
        ($($entity:ident),* $(,)?) => {
            $(
                let found = entities::$entity::Entity::find().all(db).await;
                assert!(found.is_ok(), "{}: {:?}", stringify!($entity), found.err());
            )*
        };
    }
    entities!(read);
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_and_entities_make_the_same_columns() {
    let migrated = tests::database::empty().await;
    Migrator::up(&migrated.connection, None).await.unwrap();
    let from_entities = tests::database::empty().await;
    let schema = of_entities(from_entities.connection.get_schema_builder());
    schema.apply(&from_entities.connection).await.unwrap();

    let differences = differences(
        &columns(&migrated.connection).await,
        &columns(&from_entities.connection).await,
    );
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Nullable or not, and the family of the type, by table and column.
type Columns = BTreeMap<(String, String), (&'static str, String)>;

async fn columns(db: &DatabaseConnection) -> Columns {
    let columns = database::columns(db).await.unwrap();
    columns
        .into_iter()
        .filter(|column| column.table != "seaql_migrations")
        .map(|column| {
            let shape = (nullable(&column), family(&column.type_name));
            ((column.table, column.name), shape)
        })
        .collect()
}

fn nullable(column: &ColumnShape) -> &'static str {
    if column.is_nullable {
        "may be empty"
    } else {
        "must be there"
    }
}

/// Types that hold the same values: how long a text may be is checked in `domain`, and SQLite has one
/// kind of whole number.
fn family(type_name: &str) -> String {
    let bare = type_name.split('(').next().unwrap_or_default().trim();
    let family = match bare {
        "text" | "varchar" | "char" | "character varying" | "character" => "text",
        "json_text" | "json" | "jsonb" | "jsonb_text" => "json",
        "date_text" | "date" => "date",
        "blob" | "bytea" | "varbinary" | "varbinary_blob" => "bytes",
        other => other,
    };
    family.to_owned()
}

/// What the two say differently, a sentence each.
fn differences(migrated: &Columns, entities: &Columns) -> Vec<String> {
    let names: BTreeSet<_> = migrated.keys().chain(entities.keys()).collect();
    let mut differences = Vec::new();
    for name @ (table, column) in names {
        match (migrated.get(name), entities.get(name)) {
            (Some(migration), Some(entity)) if migration == entity => {}
            (Some((empty, family)), Some((entity_empty, entity_family))) => {
                differences.push(format!(
                    "{table}.{column}: the migration says {family}, {empty}; the entity says {entity_family}, {entity_empty}"
                ));
            }
            (Some(_), None) => differences.push(format!(
                "{table}.{column}: made by a migration, unknown to the entity"
            )),
            (None, _) => differences.push(format!(
                "{table}.{column}: the entity has it, no migration makes it"
            )),
        }
    }
    differences
}

#[test]
fn a_difference_is_named_in_words() {
    let of = |columns: &[(&str, &'static str, &str)]| -> Columns {
        let columns = columns.iter();
        columns
            .map(|(column, empty, family)| {
                let name = ("vendors".to_owned(), (*column).to_owned());
                (name, (*empty, (*family).to_owned()))
            })
            .collect()
    };
    let migrated = of(&[
        ("id", "must be there", "bigint"),
        ("kana", "may be empty", "text"),
        ("fax", "may be empty", "text"),
    ]);
    let entities = of(&[
        ("id", "must be there", "bigint"),
        ("kana", "must be there", "text"),
        ("mail", "may be empty", "text"),
    ]);
    assert_eq!(
        differences(&migrated, &entities),
        [
            "vendors.fax: made by a migration, unknown to the entity",
            "vendors.kana: the migration says text, may be empty; the entity says text, must be there",
            "vendors.mail: the entity has it, no migration makes it",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_all_the_way_down_and_up_again() {
    let database = tests::database::fresh().await;
    let db = &database.connection;
    let before = columns(db).await;
    remember_the_tables(db).await;
    Migrator::refresh(db).await.unwrap();
    Migrator::reset(db).await.unwrap();
    Migrator::up(db, None).await.unwrap();
    assert_eq!(columns(db).await, before);
}

/// Every connection of the pool knows the tables as they are now. A migration once said "index … already
/// exists": it made the table anew on one connection, and the index on another that did not know yet.
async fn remember_the_tables(db: &DatabaseConnection) {
    let mut readers = Vec::new();
    for _ in 0..8 {
        let db = db.clone();
        readers.push(tokio::spawn(async move {
            database::columns(&db).await.unwrap().len()
        }));
    }
    for reader in readers {
        assert_ne!(reader.await.unwrap(), 0);
    }
}

/// A large ledger asks for more keys at once than a statement takes values.
#[tokio::test(flavor = "multi_thread")]
async fn any_number_of_keys_is_asked_for() {
    let app = TestApp::start().await;
    let db = &app.store.db;
    let column = organization_unit::Column::Id;
    let rows = organization_unit::Entity::find()
        .filter(database::among(db, column, 0..100_000))
        .count(db);
    let all = organization_unit::Entity::find().count(db);
    assert_eq!(rows.await.unwrap(), all.await.unwrap());
    let one = organization_unit::Entity::find()
        .filter(database::among(db, column, [app.unit.0]))
        .all(db);
    let ids: Vec<i64> = one.await.unwrap().iter().map(|row| row.id).collect();
    assert_eq!(ids, [app.unit.0]);
    let none = organization_unit::Entity::find()
        .filter(database::among(db, column, []))
        .count(db);
    assert_eq!(none.await.unwrap(), 0);
}
