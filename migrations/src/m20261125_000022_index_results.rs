//! Indexes for questions about a past day: results by the day of the check, changes of contracts by time.

use sea_orm_migration::prelude::*;

use crate::columns::index;

const INDEXES: [(&str, &[&str]); 2] = [
    ("verification_results", &["inspected_on"]),
    ("audit_events", &["subject_kind", "at"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in INDEXES {
            manager.create_index(index(table, columns)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in INDEXES {
            let name = format!("ix_{table}__{}", columns.join("_"));
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
