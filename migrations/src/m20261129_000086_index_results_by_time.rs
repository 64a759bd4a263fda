//! Index for the sheet of 第6節(8) of a past day: which checks were done only after it.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_index, index};

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
        drop_index(manager, TABLE, COLUMNS).await
    }
}
