//! Conditions of ledgers that people keep under a name.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["saved_views"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("saved_views")
            .col(id())
            .col(number("person_id"))
            // Not a closed list: what a later release keeps as a ledger is one too.
            .col(ColumnDef::new("ledger").string_len(32).not_null())
            .col(text("name"))
            .col(text("query"))
            .col(ColumnDef::new("is_shared").boolean().not_null())
            .col(instant("created_at"))
            .foreign_key(&mut refers("saved_views", "person_id", "people"))
            .to_owned();
        manager.create_table(table).await?;
        manager
            .create_index(unique("saved_views", &["person_id", "ledger", "name"]))
            .await?;
        manager
            .create_index(index("saved_views", &["ledger"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
