//! A large ledger is taken in as a whole or not at all, also when the process is killed.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use domain::import::LedgerKind;
use entities::{audit_event, contract, contract_term, file, vendor};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{EntityTrait, PaginatorTrait};
use services::{
    Actor, Context, Store,
    audit_log::{self, Verdict},
    clock::FixedClock,
    database,
    import::{Apply, ImportOutcome, What, run},
    library,
};

const UNITS: &[u8] = include_bytes!("../../demo/組織.csv");
const LEDGER: &str = "委託契約台帳.csv";
/// Where the child finds the database; without it, it has nothing to do.
const DATABASE: &str = "ITAKU_KILLED_DATABASE";
const KILLED_ROWS: usize = 1_500;

struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("itaku-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn database(&self) -> PathBuf {
        self.0.join("town.db")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // A directory that stays behind does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn store(path: &Path) -> Store {
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let db = database::connect(&url).await.unwrap();
    let day: NaiveDate = "2026-11-22".parse().unwrap();
    let clock = FixedClock::at(day.and_hms_opt(1, 0, 0).unwrap().and_utc());
    Store::new(db, Arc::new(clock))
}

async fn town(path: &Path) -> Context {
    let store = store(path).await;
    Migrator::up(&store.db, None).await.unwrap();
    library::load(&store, &library::delivered().unwrap())
        .await
        .unwrap();
    let operator = store.acting(Actor::operator());
    let units = run(
        &operator,
        LedgerKind::OrganizationUnit,
        "組織.csv",
        UNITS.to_vec(),
        Apply::Apply,
    );
    units.await.unwrap();
    operator
}

/// A ledger of so many contracts with a tenth as many vendors.
fn ledger(rows: usize) -> Vec<u8> {
    let mut text = String::from(
        "令和8年度　業務委託契約台帳\n契約番号,所管課,件名,委託先,契約日,履行期間(自),履行期間(至),契約金額,機密性,個人情報,再委託,備考\n",
    );
    for row in 0..rows {
        let unit = ["総務課", "企画財政課", "図書館"][row % 3];
        let (vendor, amount) = (row / 10, 10_000 + row);
        writeln!(
            text,
            "R8-{row:05},{unit},業務{row}号,株式会社見本{vendor}号,R8.4.1,R8.4.1,R9.3.31,\"{amount}\",2,有,無,"
        )
        .unwrap();
    }
    text.into_bytes()
}

async fn take(operator: &Context, rows: usize, mode: Apply) -> ImportOutcome {
    run(operator, LedgerKind::Contract, LEDGER, ledger(rows), mode)
        .await
        .unwrap()
}

fn counts(outcome: &ImportOutcome) -> [usize; 4] {
    [
        outcome.count(What::Added),
        outcome.count(What::Updated),
        outcome.count(What::Unchanged),
        outcome.refused.len(),
    ]
}

async fn assert_the_log_is_intact(operator: &Context) {
    let verdict = audit_log::verify(operator).await.unwrap();
    assert!(matches!(verdict, Verdict::Intact(_)), "{verdict:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_contracts_are_one_import() {
    let directory = Directory::new("many");
    let operator = town(&directory.database()).await;
    let rows = 9_990;
    for (mode, expect) in [
        (Apply::DryRun, [rows, 0, 0, 0]),
        (Apply::Apply, [rows, 0, 0, 0]),
        (Apply::Apply, [0, 0, rows, 0]),
    ] {
        let began = Instant::now();
        let outcome = take(&operator, rows, mode).await;
        eprintln!("{rows} contracts, {mode:?}: {:?}", began.elapsed());
        assert_eq!(counts(&outcome), expect, "{:?}", outcome.refused.first());
        let mut records: Vec<i64> = outcome.taken.iter().map(|row| row.record).collect();
        records.sort_unstable();
        records.dedup();
        assert_eq!(
            records.len(),
            rows,
            "each row stands for a record of its own"
        );
    }
    let db = &operator.db;
    assert_eq!(contract::Entity::find().count(db).await.unwrap(), 9_990);
    assert_eq!(
        contract_term::Entity::find().count(db).await.unwrap(),
        9_990
    );
    assert_eq!(vendor::Entity::find().count(db).await.unwrap(), 999);
    assert_the_log_is_intact(&operator).await;
}

/// Not a test of its own: what the next one starts, and kills.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by the test beside it"]
async fn a_ledger_is_taken_in_by_another_process() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let operator = store(Path::new(&path)).await.acting(Actor::operator());
    take(&operator, KILLED_ROWS, Apply::Apply).await;
}

fn another_process(database: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "a_ledger_is_taken_in_by_another_process",
            "--exact",
            "--ignored",
        ])
        .env(DATABASE, database)
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_leaves_all_or_nothing() {
    let directory = Directory::new("killed");
    let operator = town(&directory.database()).await;
    let db = &operator.db;
    let state = async || {
        let contracts = contract::Entity::find().count(db).await.unwrap();
        let terms = contract_term::Entity::find().count(db).await.unwrap();
        let vendors = vendor::Entity::find().count(db).await.unwrap();
        let files = file::Entity::find().count(db).await.unwrap();
        let events = audit_event::Entity::find().count(db).await.unwrap();
        [contracts, terms, vendors, files, events]
    };
    let before = state().await;
    let mut delay = Duration::from_millis(20);
    let mut killed = 0;
    loop {
        let mut child = another_process(&directory.database());
        let began = Instant::now();
        let ended = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if delay < began.elapsed() {
                break None;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        };
        if let Some(status) = ended {
            assert!(status.success(), "{status}");
            break;
        }
        // SIGKILL: nothing of the process runs any more.
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
        let after = state().await;
        if after[0] != 0 {
            break; // it was done before the kill
        }
        assert_eq!(after, before, "after {delay:?}");
        assert_the_log_is_intact(&operator).await;
        delay = delay * 3 / 2;
        assert!(delay < Duration::from_secs(120), "it never ends");
    }
    assert!(2 < killed, "killed {killed} times");
    let [contracts, terms, vendors, files, _] = state().await;
    let rows = u64::try_from(KILLED_ROWS).unwrap();
    assert_eq!([contracts, terms, vendors], [rows, rows, rows / 10]);
    assert_eq!(files, before[3] + 1);
    assert_the_log_is_intact(&operator).await;
    let again = take(&operator, KILLED_ROWS, Apply::Apply).await;
    assert_eq!(counts(&again), [0, 0, KILLED_ROWS, 0]);
}
