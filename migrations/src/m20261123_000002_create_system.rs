//! What the program itself needs: sessions, held forms, files, the audit log, counters, marks.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "sessions",
    "held_forms",
    "files",
    "audit_events",
    "counters",
    "marks",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("sessions")
                    .col(
                        ColumnDef::new("id_hash")
                            .string_len(64)
                            .not_null()
                            .primary_key(),
                    )
                    .col(number_null("person_id"))
                    .col(json("data"))
                    .col(instant("expires_at"))
                    .foreign_key(&mut refers("sessions", "person_id", "people"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("sessions", &["expires_at"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("held_forms")
                    .col(
                        ColumnDef::new("token_hash")
                            .string_len(64)
                            .not_null()
                            .primary_key(),
                    )
                    .col(number_null("person_id"))
                    .col(text("path"))
                    .col(text("body"))
                    .col(instant("expires_at"))
                    .foreign_key(&mut refers("held_forms", "person_id", "people"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("held_forms", &["expires_at"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("files")
                    .col(id())
                    .col(ColumnDef::new("sha256").string_len(64).not_null())
                    .col(text("name"))
                    .col(text("media_type"))
                    .col(number("byte_count"))
                    .col(ColumnDef::new("content").blob().not_null())
                    .col(number_null("uploaded_by"))
                    .col(instant("uploaded_at"))
                    .foreign_key(&mut refers("files", "uploaded_by", "people"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("files", &["sha256"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("audit_events")
                    .col(id())
                    .col(number("number"))
                    .col(instant("at"))
                    .col(number_null("person_id"))
                    .col(text("actor"))
                    .col(text("action"))
                    .col(text("subject_kind"))
                    .col(number_null("subject_id"))
                    .col(text("subject"))
                    .col(json_null("before"))
                    .col(json_null("after"))
                    .col(ColumnDef::new("previous_hash").string_len(64).not_null())
                    .col(ColumnDef::new("hash").string_len(64).not_null())
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("audit_events", &["number"]))
            .await?;
        manager
            .create_index(index("audit_events", &["subject_kind", "subject_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("counters")
                    .col(
                        ColumnDef::new("name")
                            .string_len(64)
                            .not_null()
                            .primary_key(),
                    )
                    .col(number("value"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("marks")
                    .col(
                        ColumnDef::new("name")
                            .string_len(64)
                            .not_null()
                            .primary_key(),
                    )
                    .col(text("value"))
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
