//! In the morning everybody opens the program at once: nobody's page waits for another's.

use std::time::Duration;

use http::StatusCode;
use tests::TestApp;
use tokio::{task::JoinSet, time::timeout};

const PEOPLE: [&str; 5] = ["keiyaku", "shozoku", "kansa", "tokatsu", "admin"];
/// More than the pool has connections, together.
const DESKS_OF_EACH: usize = 3;
/// Far more than it takes, less than it takes to wait for a connection in vain.
const PATIENCE: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread")]
async fn pages_opened_at_the_same_time_all_come() {
    let app = TestApp::demo("2026-11-26").await;
    let mut desks = JoinSet::new();
    for name in PEOPLE {
        let browser = app.signed_in(name).await;
        for _ in 0..DESKS_OF_EACH {
            let mut browser = browser.clone();
            desks.spawn(async move {
                for path in ["/", "/contracts", "/"] {
                    let answer = timeout(PATIENCE, browser.get(path)).await;
                    let answer = answer.map(|answer| answer.status);
                    assert_eq!(answer, Ok(StatusCode::OK), "{name} {path}");
                }
            });
        }
    }
    desks.join_all().await;
}
