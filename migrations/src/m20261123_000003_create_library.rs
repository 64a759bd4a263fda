//! The rules as data: one row per version of a record of the library.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["library_entries"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("library_entries")
                    .col(id())
                    .col(ColumnDef::new("kind").string_len(32).not_null())
                    .col(text("key"))
                    .col(small_number("version"))
                    .col(small_number("position"))
                    .col(date("effective_from"))
                    .col(json("content"))
                    .col(ColumnDef::new("content_hash").string_len(64).not_null())
                    .col(text("origin"))
                    .col(instant("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("library_entries", &["kind", "key", "version"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
