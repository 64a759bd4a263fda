//! How far the item at hand is, of a job whose items take long in themselves; and which job takes a file in.

use sea_orm_migration::prelude::*;

use crate::columns::number_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let stage = ColumnDef::new("stage").string_len(32).null().take();
        add(manager, "jobs", stage).await?;
        add(manager, "import_runs", number_null("job_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "import_runs", "job_id").await?;
        drop_column(manager, "jobs", "stage").await
    }
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: ColumnDef,
) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table(table).add_column(column).to_owned())
        .await
}

async fn drop_column(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: &'static str,
) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table(table).drop_column(column).to_owned())
        .await
}
