//! Index for what a list says about each contract: how many of its checks are overdue, and when the next is due.

use sea_orm_migration::prelude::*;

use crate::columns::index;

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
        let name = format!("ix_{TABLE}__{}", COLUMNS.join("_"));
        manager
            .drop_index(Index::drop().name(name).table(TABLE).to_owned())
            .await
    }
}
