//! Tokens other systems read the ledger with. Of the token itself only its SHA-256 is kept.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["api_tokens"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create()
            .table("api_tokens")
            .col(id())
            .col(text("name"))
            .col(text("purpose"))
            .col(ColumnDef::new("token_hash").string_len(64).not_null())
            .col(number("person_id"))
            .col(number_null("issued_by"))
            .col(instant("issued_at"))
            .col(date("expires_on"))
            .col(number_null("revoked_by"))
            .col(instant_null("revoked_at"))
            .col(instant_null("last_used_at"))
            .to_owned();
        for column in ["person_id", "issued_by", "revoked_by"] {
            table.foreign_key(&mut refers("api_tokens", column, "people"));
        }
        manager.create_table(table).await?;
        manager
            .create_index(unique("api_tokens", &["token_hash"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
