//! A database of its own for each test, cloned from one that is migrated once per run.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;
use services::{Store, clock::FixedClock, database};
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
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
    file: Option<PathBuf>,
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
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

/// Clones the template.
///
/// # Panics
/// When the engine refuses: a test without a database says nothing.
pub async fn fresh() -> TestDatabase {
    let template = TEMPLATE.get_or_init(prepare).await;
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
        file: Some(file),
    }
}

async fn of_server(maintenance: &str, name: &str) -> TestDatabase {
    let connection = database::connect(&beside(maintenance, name)).await.unwrap();
    TestDatabase {
        connection,
        file: None,
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
    let store = Store::new(connection.clone(), std::sync::Arc::new(clock));
    services::library::load(&store, &services::library::delivered().unwrap())
        .await
        .unwrap();
    connection.close().await.unwrap();
    template
}
