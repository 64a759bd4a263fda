//! Each migration as one transaction, on both engines.

use sea_orm_migration::prelude::*;

/// A migration that happens wholly or not at all, and on one connection.
///
/// PostgreSQL does so by itself. On SQLite sea-orm would give every statement whichever connection of the
/// pool is free, and a connection that still remembers the tables from before says `index … already exists`
/// of one that another connection has just dropped: SQLite does not look again before it says so.
pub(crate) struct Atomic(pub(crate) Box<dyn MigrationTrait>);

impl MigrationName for Atomic {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Atomic {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        look_again(manager).await?;
        self.0.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        look_again(manager).await?;
        self.0.down(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Reading a table makes the connection read the schema anew when it has changed.
async fn look_again(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.has_table("seaql_migrations").await.map(|_| ())
}
