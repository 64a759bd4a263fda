//! The store of `tower-sessions` over the rows of `services::session`. How long a row lives is decided here
//! by our own clock, longer than a sign-in lasts: see [`crate::identify`].

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use services::{ServiceError, Store, session, session::StoredSession};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Ids tried before giving up; one is enough unless the random numbers are broken.
const ATTEMPTS: usize = 3;

/// Sessions as rows.
#[derive(Clone)]
pub(crate) struct RowSessionStore {
    store: Store,
    lifetime: TimeDelta,
}

impl RowSessionStore {
    /// Rows live for `lifetime` after the last time they were saved.
    pub(crate) fn new(store: Store, lifetime: TimeDelta) -> Self {
        Self { store, lifetime }
    }

    fn stored(&self, record: &Record) -> Result<StoredSession> {
        let data = serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        Ok(StoredSession { data, expires_at: self.store.now() + self.lifetime })
    }
}

impl fmt::Debug for RowSessionStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowSessionStore").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

#[async_trait]
impl SessionStore for RowSessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let stored = self.stored(record)?;
        for _ in 0..ATTEMPTS {
            if session::create(&self.store, &record.id.to_string(), &stored).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(Error::Backend("no free session id".to_owned()))
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let stored = self.stored(record)?;
        session::save(&self.store, &record.id.to_string(), &stored).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(stored) = session::find(&self.store, &id.to_string()).await.map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_value(stored.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: instant(stored.expires_at)? }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::delete(&self.store, &id.to_string()).await.map_err(backend)
    }
}

fn instant(at: DateTime<Utc>) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(at.timestamp()).map_err(|error| Error::Decode(error.to_string()))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn backend(error: ServiceError) -> Error {
    Error::Backend(format!("{error:?}"))
}
