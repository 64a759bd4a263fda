//! How long pages over a large ledger take: a server on a loopback address over a seeded ledger (`bench-data`),
//! and clients that ask for a page, wait for it, and ask for the next (closed loop), a fixed number of times, while
//! somebody else changes something every second; then files of the ledger, and a ledger taken in. SQLite on a
//! file, or the PostgreSQL server whose address (`postgres://…`) is an argument. Another argument is a folder for
//! the results; `S`, `M` and `L` choose the ledgers, otherwise all three; `--only=WORD` measures the pages whose
//! names have the word, and takes nothing in.
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]
#![expect(
    clippy::print_stdout,
    reason = "the result of a benchmark is what it prints"
)]

mod client;
mod imports;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::serve::ListenerExt;
use chrono::NaiveDate;
use client::Client;
use domain::{
    export::{ExportFormat, ExportLedger},
    saved_view::SavedViewDraft,
};
use migrations::{Migrator, MigratorTrait};
use mimalloc::MiMalloc;
use sea_orm::DatabaseConnection;
use server::app::paths::{self, encoded};
use services::{
    Context, Store,
    bench_data::{self, Counts, Size},
    database, library, saved_view, sign_in,
};
use tokio::net::TcpListener;

/// As the server.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const DEFAULT_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench");
const PASSWORD: &str = "measure-with-this-one";
/// Answers that are not counted: the first fills caches.
const WARM_UP: usize = 5;
/// Pages of a list that are asked for in turn.
const PAGES: usize = 4;
/// Sheets of 第6節(8) that are measured.
const SHEETS: usize = 20;
/// How often somebody changes something meanwhile. What the server keeps of the ledger is then found anew.
const CHANGE_EVERY: Duration = Duration::from_secs(1);

/// A page that is measured.
struct Work {
    name: String,
    /// What is asked for in turn.
    paths: Vec<String>,
    /// Who ask at once.
    clients: usize,
    /// Answers of each.
    times: usize,
    /// For 95 of 100 answers.
    p95_ms: f64,
    /// Of all clients together; 0 where nothing is promised.
    pages_per_second: f64,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the runtime starts");
    runtime.block_on(measure_all());
}

async fn measure_all() {
    let (options, arguments): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let only = options.iter().find_map(|it| it.strip_prefix("--only="));
    let (sizes, folders): (Vec<_>, Vec<_>) = arguments
        .iter()
        .partition(|argument| argument.parse::<Size>().is_ok());
    let (servers, folders): (Vec<_>, Vec<_>) = folders
        .into_iter()
        .partition(|argument| argument.starts_with("postgres://"));
    let server = servers.first().map(|url| url.as_str());
    let folder = folders
        .first()
        .map_or(DEFAULT_FOLDER, |folder| folder.as_str());
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).expect("the output folder can be made");
    let sizes: Vec<Size> = sizes.iter().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        vec![Size::S, Size::M, Size::L]
    } else {
        sizes
    };
    for size in sizes {
        measure(size, &folder, server, only).await;
    }
}

/// A database without tables: a file in the folder, or one more on the server.
async fn database(
    size: Size,
    folder: &Path,
    server: Option<&str>,
) -> (DatabaseConnection, PathBuf) {
    let file = folder.join(format!("ledgers-{size:?}.db"));
    remove(&file);
    let url = match server {
        None => format!("sqlite://{}", file.display()),
        Some(server) => {
            let name = format!("itaku_bench_{size:?}").to_lowercase();
            let maintenance = database::connect(server).await.expect("the server answers");
            database::create_empty(&maintenance, &name)
                .await
                .expect("a database is made");
            let (start, _) = server.rsplit_once('/').expect("an address with a database");
            format!("{start}/{name}")
        }
    };
    let db = database::connect(&url).await.expect("the database opens");
    (db, file)
}

/// Fills a ledger, serves it, and measures its pages.
async fn measure(size: Size, folder: &Path, server: Option<&str>, only: Option<&str>) {
    let (db, file) = database(size, folder, server).await;
    let engine = if server.is_some() { "_postgres" } else { "" };
    let store = filled(size, db).await;
    let settings = server::config::Settings::default();
    let router = server::build_router(server::AppState::new(store.clone(), settings));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(axum::serve(listener, service).into_future());
    let mut first = Client::connect(address).await;
    let cookie = first.sign_in("tokatsu", PASSWORD).await;
    let colleague = colleague(&store).await;
    let today = colleague.today();
    let colleague = tokio::spawn(change_something(colleague));
    let is_asked = |work: &Work| only.is_none_or(|word| work.name.contains(word));
    for mut work in works(size, today).into_iter().filter(is_asked) {
        work.name.push_str(engine);
        let result = measured(&work, address, &cookie).await;
        keep(folder, &work.name, &result);
    }
    colleague.abort();
    let imports = match only {
        Some(_) => vec![],
        None => imports::measured(&store, size).await,
    };
    for (mut work, times) in imports {
        work.name.push_str(engine);
        let result = told(&work, &times, Duration::ZERO);
        keep(folder, &work.name, &result);
    }
    serving.abort();
    drop(store);
    remove(&file);
}

fn keep(folder: &Path, name: &str, result: &str) {
    println!("{result}");
    let path = folder.join(format!("{name}.json"));
    std::fs::write(path, format!("{result}\n")).expect("the result can be written");
}

fn remove(file: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

async fn filled(size: Size, db: DatabaseConnection) -> Store {
    Migrator::up(&db, None).await.expect("the tables are made");
    let store = Store::new(db, Arc::new(server::clock::SystemClock));
    let rules = library::delivered().expect("the delivered library can be read");
    library::load(&store, &rules)
        .await
        .expect("the library is loaded");
    let start = Instant::now();
    bench_data::fill(&store, Counts::from(size), PASSWORD, &|_| ())
        .await
        .expect("the ledger is filled");
    println!("{size:?}: filled in {:.1} s", start.elapsed().as_secs_f64());
    store
}

/// The budgets of the design, §6. S is for a look, and is held against those of M.
fn works(size: Size, today: NaiveDate) -> Vec<Work> {
    let letter = format!("{size:?}").to_lowercase();
    let is_large = size == Size::L;
    let page = if is_large { 15.0 } else { 9.0 };
    let coverage = if is_large { 800.0 } else { 150.0 };
    let list = |name: &str, path: String| Work {
        name: format!("list_{letter}_{name}"),
        paths: pages_of(&path),
        clients: 5,
        times: 600,
        p95_ms: page,
        pages_per_second: if is_large { 0.0 } else { 700.0 },
    };
    let single = |name: &str, path: String, p95_ms: f64, times: usize| Work {
        name: format!("{name}_{letter}"),
        paths: vec![path],
        clients: 1,
        times,
        p95_ms,
        pages_per_second: 0.0,
    };
    vec![
        list("contracts", "/contracts".to_owned()),
        list("contracts_by_vendor", "/contracts?sort=vendor".to_owned()),
        list(
            "contracts_ending",
            "/contracts?status=running&sort=-ends_on".to_owned(),
        ),
        list(
            "contracts_of_year",
            "/contracts?fy=2025&class=3A".to_owned(),
        ),
        list("vendors", "/vendors?kana=%E3%81%9F".to_owned()),
        list("verifications", "/verifications?state=overdue".to_owned()),
        list("findings", "/findings".to_owned()),
        list("services", "/services".to_owned()),
        single("clauses", "/contracts/1/clauses".to_owned(), 12.0, 100),
        single("checks", "/contracts/1/verifications".to_owned(), 12.0, 100),
        single(
            "search",
            format!("/search?q={}", encoded("高橋")),
            40.0,
            100,
        ),
        single("coverage_page", "/coverage".to_owned(), coverage, SHEETS),
        Work {
            paths: sheets_of_days(today),
            ..single("coverage_of_a_day", String::new(), coverage, SHEETS)
        },
        single(
            "export_contracts",
            paths::export(ExportLedger::Contracts, ExportFormat::Xlsx, None, &[]),
            8_000.0,
            3,
        ),
    ]
}

/// The first pages of a list.
fn pages_of(list: &str) -> Vec<String> {
    let sign = if list.contains('?') { '&' } else { '?' };
    (1..=PAGES)
        .map(|page| format!("{list}{sign}page={page}"))
        .collect()
}

/// The sheet of 第6節(8) of days of the last year, each asked for once: nothing of it is kept.
fn sheets_of_days(today: NaiveDate) -> Vec<String> {
    today
        .iter_days()
        .rev()
        .skip(1)
        .step_by(14)
        .take(WARM_UP + SHEETS)
        .map(|day| format!("/coverage?on={day}"))
        .collect()
}

/// Somebody of the staff.
async fn colleague(store: &Store) -> Context {
    let person = sign_in::sign_in(store, "keiyaku", PASSWORD).await;
    let actor = sign_in::actor(store, person.expect("the password is right")).await;
    let actor = actor
        .expect("the database answers")
        .expect("in office, with a role");
    store.acting(actor)
}

/// Somebody at work beside those who read: each second one change, with its entry in the audit log.
async fn change_something(ctx: Context) {
    let draft = SavedViewDraft {
        ledger: ExportLedger::Contracts,
        name: "計測中".to_owned(),
        query: "fy=2025".to_owned(),
        is_shared: false,
    };
    let mut every = tokio::time::interval(CHANGE_EVERY);
    loop {
        every.tick().await;
        let kept = saved_view::save(&ctx, &draft).await.expect("it is kept");
        every.tick().await;
        saved_view::delete(&ctx, kept)
            .await
            .expect("it is taken away");
    }
}

/// Every client asks for pages again and again, each as soon as it has the last answer.
async fn measured(work: &Work, address: SocketAddr, cookie: &str) -> String {
    let mut clients = tokio::task::JoinSet::new();
    let start = Instant::now();
    for _ in 0..work.clients {
        let (paths, cookie, times) = (work.paths.clone(), cookie.to_owned(), work.times);
        clients.spawn(async move {
            let mut client = Client::connect(address).await;
            let mut taken = Vec::with_capacity(times);
            for path in paths.iter().cycle().take(WARM_UP + times) {
                let asked = Instant::now();
                client.get(path, &cookie).await;
                taken.push(asked.elapsed());
            }
            taken
        });
    }
    let taken = clients.join_all().await;
    let all = work.clients * (WARM_UP + work.times);
    let per_page = start.elapsed() / u32::try_from(all).unwrap_or(u32::MAX);
    let mut times: Vec<Duration> = taken
        .into_iter()
        .flat_map(|taken| taken.into_iter().skip(WARM_UP))
        .collect();
    times.sort_unstable();
    told(work, &times, per_page)
}

fn told(work: &Work, times: &[Duration], per_page: Duration) -> String {
    let at = |index: usize| times[index].as_secs_f64() * 1000.0;
    let also = if work.pages_per_second == 0.0 {
        String::new()
    } else {
        format!(
            ",\"also\":[{{\"what\":\"ms/頁\",\"is\":{:.3},\"most\":{:.3}}}]",
            per_page.as_secs_f64() * 1000.0,
            1000.0 / work.pages_per_second
        )
    };
    format!(
        "{{\"name\":\"{}\",\"n\":{},\"median_ms\":{:.3},\"p95_ms\":{:.3},\"budget_ms\":{:.1},\"judged_by\":\"p95\"{also}}}",
        work.name,
        times.len(),
        at(times.len() / 2),
        at(times.len() * 95 / 100),
        work.p95_ms
    )
}
