//! Index for what a list says about each contract: how many of its checks are overdue, and when the next is due.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_index, index};

const TABLE: &str = "verification_tasks";
const COLUMNS: &[&str] = &["contract_id", "state", "due_on"];

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
