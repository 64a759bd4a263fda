//! A town's empty database, for one test: migrated, with the delivered library, and a clock that stands.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use chrono::NaiveDate;
use migrations::{Migrator, MigratorTrait};
use services::{Actor, Context, Store, clock::FixedClock, database, library};

static NUMBER: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Town {
    pub(crate) store: Store,
    directory: PathBuf,
}

impl Town {
    /// At ten in the morning, Japan time, of a day like `2026-11-22`.
    pub(crate) async fn on(day: &str) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let directory =
            std::env::temp_dir().join(format!("itaku-town-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a directory");
        let url = format!("sqlite://{}?mode=rwc", directory.join("town.db").display());
        let db = database::connect(&url).await.expect("a database");
        Migrator::up(&db, None).await.expect("the tables");
        let day: NaiveDate = day.parse().expect("a date");
        let clock = FixedClock::at(day.and_hms_opt(1, 0, 0).expect("an hour").and_utc());
        let store = Store::new(db, Arc::new(clock));
        library::load(&store, &library::delivered().expect("a library"))
            .await
            .expect("rows");
        Self { store, directory }
    }

    pub(crate) fn operator(&self) -> Context {
        self.store.acting(Actor::operator())
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        // A directory that stays behind does no harm.
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}
