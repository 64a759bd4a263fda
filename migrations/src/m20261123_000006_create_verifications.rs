//! Planned checks, their results, evidence.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "verification_tasks",
    "verification_results",
    "verification_evidence",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("verification_tasks")
                    .col(id())
                    .col(number("contract_id"))
                    .col(text("check_item"))
                    .col(number("entry_id"))
                    .col(ColumnDef::new("timing").string_len(32).not_null())
                    .col(text("period"))
                    .col(date("due_on"))
                    .col(code("state", &["planned", "done", "withdrawn"]))
                    .foreign_key(&mut refers(
                        "verification_tasks",
                        "contract_id",
                        "contracts",
                    ))
                    .foreign_key(&mut refers(
                        "verification_tasks",
                        "entry_id",
                        "library_entries",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique(
                "verification_tasks",
                &["contract_id", "check_item", "timing", "period"],
            ))
            .await?;
        manager
            .create_index(index("verification_tasks", &["state", "due_on"]))
            .await?;
        manager
            .create_index(index("verification_tasks", &["contract_id", "period"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("verification_results")
                    .col(id())
                    .col(number("task_id"))
                    .col(code(
                        "result",
                        &["conform", "partial", "nonconform", "not_applicable"],
                    ))
                    .col(text_null("note"))
                    .col(date("inspected_on"))
                    .col(code(
                        "method",
                        &[
                            "documents",
                            "interview",
                            "on_site",
                            "remote",
                            "system_screen",
                            "third_party_report",
                            "sampling",
                        ],
                    ))
                    .col(number("inspector_id"))
                    .col(instant("recorded_at"))
                    .foreign_key(&mut refers(
                        "verification_results",
                        "task_id",
                        "verification_tasks",
                    ))
                    .foreign_key(&mut refers(
                        "verification_results",
                        "inspector_id",
                        "people",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("verification_results", &["task_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("verification_evidence")
                    .col(id())
                    .col(number("task_id"))
                    .col(number("file_id"))
                    .col(instant("attached_at"))
                    .foreign_key(&mut refers(
                        "verification_evidence",
                        "task_id",
                        "verification_tasks",
                    ))
                    .foreign_key(&mut refers("verification_evidence", "file_id", "files"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("verification_evidence", &["task_id", "file_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
