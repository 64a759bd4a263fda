//! 処理: work in the background, its items, and the files it makes.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["jobs", "job_items", "job_outputs"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(jobs()).await?;
        // What a worker looks for; what a person looks for.
        manager
            .create_index(index("jobs", &["state", "lease_until"]))
            .await?;
        manager.create_index(index("jobs", &["asked_by"])).await?;
        manager.create_table(items()).await?;
        manager
            .create_index(unique("job_items", &["job_id", "position"]))
            .await?;
        manager.create_table(outputs()).await?;
        manager
            .create_index(index("job_outputs", &["job_id"]))
            .await?;
        manager
            .create_index(index("job_outputs", &["expires_at"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn jobs() -> TableCreateStatement {
    Table::create()
        .table("jobs")
        .col(id())
        // Not a closed list: what a later release does in the background is a kind too.
        .col(ColumnDef::new("kind").string_len(32).not_null())
        .col(text("subject"))
        .col(json("parameters"))
        .col(number("asked_by"))
        .col(instant("asked_at"))
        .col(code(
            "state",
            &[
                "waiting",
                "running",
                "done",
                "partly_failed",
                "failed",
                "cancelled",
            ],
        ))
        .col(small_number("total"))
        .col(small_number("done"))
        .col(small_number("failed"))
        .col(small_number("attempts"))
        .col(text_null("lease_owner"))
        .col(instant_null("lease_until"))
        .col(instant_null("finished_at"))
        .col(text_null("reason"))
        .foreign_key(&mut refers("jobs", "asked_by", "people"))
        .to_owned()
}

fn items() -> TableCreateStatement {
    Table::create()
        .table("job_items")
        .col(id())
        .col(number("job_id"))
        .col(small_number("position"))
        .col(number("subject_id"))
        .col(text("label"))
        .col(code("state", &["waiting", "done", "failed"]))
        .col(text_null("reason"))
        .foreign_key(&mut refers("job_items", "job_id", "jobs"))
        .to_owned()
}

/// Of an item while the job runs; of the job itself, without an item, once it is through.
fn outputs() -> TableCreateStatement {
    Table::create()
        .table("job_outputs")
        .col(id())
        .col(number("job_id"))
        .col(number_null("item_id"))
        .col(text("name"))
        .col(text("media_type"))
        .col(number("byte_count"))
        .col(ColumnDef::new("content").blob().not_null())
        .col(instant("expires_at"))
        .foreign_key(&mut refers("job_outputs", "job_id", "jobs"))
        .foreign_key(&mut refers("job_outputs", "item_id", "job_items"))
        .to_owned()
}
