//! Index for the sheet of 第6節(8) of a past day: which checks were done only after it.

use sea_orm_migration::prelude::*;

use crate::columns::index;

const TABLE: &str = "verification_results";
const COLUMNS: &[&str] = &["recorded_at", "task_id"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index(TABLE, COLUMNS)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = format!("ix_{TABLE}__{}", COLUMNS.join("_"));
        manager
            .drop_index(Index::drop().name(name).table(TABLE).to_owned())
            .await
    }
}
