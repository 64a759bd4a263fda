//! A database of its own for each test, cloned from one that is made once per run: migrated, or the town of the
//! demo on a day.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use chrono::NaiveDate;
use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;
use services::{Store, clock::FixedClock, database};
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
/// The town of the demo, by day.
static TOWNS: Mutex<Option<HashMap<NaiveDate, Arc<OnceCell<Template>>>>> = Mutex::new(None);
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A migrated database with the library loaded, from which the others are cloned.
enum Template {
    Sqlite(PathBuf),
    Postgres { maintenance: String, name: String },
}

/// A test's own database; gone when the test ends.
pub struct TestDatabase {
    /// The connection.
    pub connection: DatabaseConnection,
    /// Where it is; `None` once others are cloned from it.
    place: Option<Template>,
}

impl TestDatabase {
    /// Nobody works in it any more; others are cloned from it.
    async fn into_template(mut self) -> Template {
        self.connection.clone().close().await.unwrap();
        self.place.take().unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(Template::Sqlite(file)) = &self.place {
            remove(file);
        }
    }
}

/// Removes an SQLite database with its journal: a journal left behind by a process that was ended would be
/// played into the next database of that name.
fn remove(file: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

/// A migrated database with the library loaded.
///
/// # Panics
/// When the engine refuses: a test without a database says nothing.
pub async fn fresh() -> TestDatabase {
    clone_of(TEMPLATE.get_or_init(prepare).await).await
}

/// 見本町 of the demo, as it is at that time; its people sign in with the password.
///
/// # Panics
/// When the engine refuses, or the town cannot be made.
pub async fn demo(clock: FixedClock, day: NaiveDate, password: &str) -> TestDatabase {
    let town = {
        let mut towns = TOWNS.lock().unwrap();
        Arc::clone(towns.get_or_insert_default().entry(day).or_default())
    };
    let fill = || async {
        let database = fresh().await;
        let store = Store::new(database.connection.clone(), Arc::new(clock));
        services::demo::fill(&store, password).await.unwrap();
        database.into_template().await
    };
    clone_of(town.get_or_init(fill).await).await
}

async fn clone_of(template: &Template) -> TestDatabase {
    let name = next_name();
    match template {
        Template::Sqlite(template) => {
            let file = template.with_file_name(format!("{name}.db"));
            remove(&file);
            std::fs::copy(template, &file).unwrap();
            of_file(file).await
        }
        Template::Postgres {
            maintenance,
            name: template,
        } => {
            let server = database::connect(maintenance).await.unwrap();
            database::clone_template(&server, template, &name)
                .await
                .unwrap();
            server.close().await.unwrap();
            of_server(maintenance, &name).await
        }
    }
}

/// A database without any table.
///
/// # Panics
/// When the engine refuses.
pub async fn empty() -> TestDatabase {
    let template = TEMPLATE.get_or_init(prepare).await;
    let name = next_name();
    match template {
        Template::Sqlite(template) => {
            let file = template.with_file_name(format!("{name}.db"));
            remove(&file);
            of_file(file).await
        }
        Template::Postgres { maintenance, .. } => {
            let server = database::connect(maintenance).await.unwrap();
            database::create_empty(&server, &name).await.unwrap();
            server.close().await.unwrap();
            of_server(maintenance, &name).await
        }
    }
}

fn next_name() -> String {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("itaku_test_{}_{number}", std::process::id())
}

async fn of_file(file: PathBuf) -> TestDatabase {
    let connection = database::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    TestDatabase {
        connection,
        place: Some(Template::Sqlite(file)),
    }
}

async fn of_server(maintenance: &str, name: &str) -> TestDatabase {
    let connection = database::connect(&beside(maintenance, name)).await.unwrap();
    TestDatabase {
        connection,
        place: Some(Template::Postgres {
            maintenance: maintenance.to_owned(),
            name: name.to_owned(),
        }),
    }
}

/// The address of another database of the same server.
fn beside(url: &str, name: &str) -> String {
    let (start, query) = url.split_once('?').unwrap_or((url, ""));
    let server = start.rsplit_once('/').map_or(start, |(server, _)| server);
    if query.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{query}")
    }
}

async fn prepare() -> Template {
    #[expect(
        clippy::disallowed_methods,
        reason = "the only setting of the tests: which engine"
    )]
    let url = std::env::var("TEST_DATABASE_URL").ok();
    let template = match url {
        Some(maintenance) => {
            let name = format!("itaku_template_{}", std::process::id());
            let server = database::connect(&maintenance).await.unwrap();
            database::create_empty(&server, &name).await.unwrap();
            server.close().await.unwrap();
            Template::Postgres { maintenance, name }
        }
        None => {
            let file =
                std::env::temp_dir().join(format!("itaku_template_{}.db", std::process::id()));
            remove(&file);
            Template::Sqlite(file)
        }
    };
    let url = match &template {
        Template::Sqlite(file) => format!("sqlite://{}", file.display()),
        Template::Postgres { maintenance, name } => beside(maintenance, name),
    };
    let connection = database::connect(&url).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    let clock = FixedClock::at(crate::test_app::START.parse().unwrap());
    let store = Store::new(connection.clone(), Arc::new(clock));
    services::library::load(&store, &services::library::delivered().unwrap())
        .await
        .unwrap();
    connection.close().await.unwrap();
    template
}
