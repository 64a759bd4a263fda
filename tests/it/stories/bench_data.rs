//! A ledger to measure with is one that can be worked in, and is the same each time.

use std::sync::Arc;

use axum::Router;
use entities::{contract, contract_clause, external_service, finding, vendor, verification_task};
use http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use services::{
    ServiceError, Store,
    bench_data::{self, Counts, SIGN_IN_NAMES},
    clock::FixedClock,
};
use tests::{
    Browser, TestApp,
    database::{self, TestDatabase},
    test_app::{PASSWORD, START},
};

const COUNTS: Counts = Counts {
    units: 4,
    people: 12,
    vendors: 30,
    contracts: 60,
    services: 16,
    accounts: 14,
};

pub(super) async fn filled() -> (TestDatabase, Store, Router) {
    filled_with(COUNTS, |_| ()).await
}

/// The same of another size; every statement is told.
pub(super) async fn filled_with(
    counts: Counts,
    told: impl Fn(&str) + Send + Sync + 'static,
) -> (TestDatabase, Store, Router) {
    let database = database::fresh().await;
    let clock = FixedClock::at(START.parse().unwrap());
    let mut connection = database.connection.clone();
    connection.set_metric_callback(move |info| told(&info.statement.sql));
    let store = Store::new(connection, Arc::new(clock));
    bench_data::fill(&store, counts, PASSWORD, &|_| ())
        .await
        .unwrap();
    let settings = server::config::Settings::default();
    let router = server::build_router(server::AppState::new(store.clone(), settings));
    (database, store, router)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_to_measure_with_can_be_worked_in() {
    let (_database, store, router) = filled().await;
    let db = &store.db;
    assert_eq!(contract::Entity::find().count(db).await.unwrap(), 60);
    assert_eq!(vendor::Entity::find().count(db).await.unwrap(), 30);
    assert_eq!(
        external_service::Entity::find().count(db).await.unwrap(),
        16
    );
    let clauses = contract_clause::Entity::find().count(db).await.unwrap();
    let tasks = verification_task::Entity::find().count(db).await.unwrap();
    assert!(60 * 4 < clauses, "clauses come from the rules: {clauses}");
    assert!(60 < tasks, "checks come from the clauses: {tasks}");
    assert!(0 < finding::Entity::find().count(db).await.unwrap());
    for (name, _) in SIGN_IN_NAMES {
        let mut browser = Browser::new(router.clone());
        browser.sign_in(name, PASSWORD).await;
        for path in [
            "/",
            "/contracts",
            "/contracts/1",
            "/contracts/2/clauses",
            "/contracts/2/verifications",
            "/vendors",
            "/vendors/1",
            "/services",
            "/services/1",
            "/services/4",
            "/social-media",
            "/social-media/accounts/1",
            "/verifications",
            "/findings",
            "/responsibilities",
            "/organization",
            "/coverage",
        ] {
            let answer = browser.get(path).await;
            assert_eq!(
                answer.status,
                StatusCode::OK,
                "{name} {path}: {}",
                answer.text()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_size_gives_the_same_ledger() {
    let (_first, first, _) = filled().await;
    let (_second, second, _) = filled().await;
    let contracts = async |store: &Store| {
        let query = contract::Entity::find().order_by_asc(contract::Column::Id);
        query.all(&store.db).await.unwrap()
    };
    assert_eq!(contracts(&first).await, contracts(&second).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_with_records_is_refused() {
    let app = TestApp::start().await;
    let refused = bench_data::fill(&app.store, COUNTS, PASSWORD, &|_| ()).await;
    assert!(matches!(refused, Err(ServiceError::Rule(_))), "{refused:?}");
    assert_eq!(
        vendor::Entity::find().count(&app.store.db).await.unwrap(),
        0
    );
}
