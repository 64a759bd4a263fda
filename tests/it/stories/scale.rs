//! The number of statements of a page does not grow with the ledger.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use http::StatusCode;
use services::bench_data::Counts;
use tests::{Browser, test_app::PASSWORD};

use super::bench_data::filled_with;

const PAGES: [&str; 18] = [
    "/contracts",
    "/contracts?sort=vendor",
    "/contracts?q=%E6%A5%AD%E5%8B%99&status=running",
    "/contracts/1",
    "/contracts/1/clauses",
    "/contracts/1/verifications",
    "/vendors",
    "/vendors/1",
    "/services",
    "/services/1",
    "/social-media",
    "/verifications",
    "/findings",
    "/responsibilities",
    "/coverage",
    "/coverage/items",
    "/organization",
    "/search?q=%E3%82%B7%E3%82%B9%E3%83%86%E3%83%A0",
];

/// How many statements each page takes over a ledger of `size` records of each kind.
async fn statements(size: usize) -> Vec<usize> {
    let counts = Counts {
        units: 4,
        people: 20,
        vendors: size,
        // One contract in twenty has a finding.
        contracts: size.max(100),
        services: size,
        accounts: size,
    };
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    let told = move |_: &str| {
        counter.fetch_add(1, Ordering::Relaxed);
    };
    let (_database, _store, router) = filled_with(counts, told).await;
    let mut browser = Browser::new(router);
    // Who sees the records of every unit: over ten, those of one unit may be none.
    browser.sign_in("tokatsu", PASSWORD).await;
    let mut taken = Vec::new();
    for page in PAGES {
        // The first time fills what is kept in memory.
        browser.get(page).await;
        count.store(0, Ordering::Relaxed);
        let answer = browser.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        taken.push(count.load(Ordering::Relaxed));
    }
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_takes_as_many_statements_over_a_thousand_records_as_over_ten() {
    let (few, many) = (statements(10).await, statements(1_000).await);
    for ((page, few), many) in PAGES.iter().zip(&few).zip(&many) {
        assert!(0 < *few && *few < 80, "{page}: {few} statements");
        // Over ten records a group may be empty, and what hangs on it is not asked for.
        assert!(
            *many <= few + 3,
            "{page}: {few} statements over 10 records, {many} over 1,000"
        );
    }
}
