//! Index that holds all a search asks of a contract, in the order it is shown in: PostgreSQL reads it instead of the
//! table, whose rows are many times as wide.

use sea_orm_migration::prelude::*;

const NAME: &str = "ix_contracts__search";
const COLUMNS: [&str; 6] = [
    "fiscal_year",
    "id",
    "contract_no",
    "title_key",
    "vendor_id",
    "unit_id",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name(NAME).table("contracts");
        for column in COLUMNS {
            index.col(column);
        }
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(NAME).table("contracts").to_owned())
            .await
    }
}
