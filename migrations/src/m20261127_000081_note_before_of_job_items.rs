//! What a thing was before a job changed it, so that it can be put back.

use sea_orm_migration::prelude::*;

use crate::columns::json_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("job_items")
                    .add_column(json_null("before"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("job_items")
                    .drop_column("before")
                    .to_owned(),
            )
            .await
    }
}
