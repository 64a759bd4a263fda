//! Selection reviews with answers and files.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["selection_reviews", "selection_answers", "selection_files"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(reviews()).await?;
        for columns in [&["contract_id"][..], &["vendor_id"], &["decided_on"]] {
            manager
                .create_index(index("selection_reviews", columns))
                .await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("selection_answers")
                    .col(id())
                    .col(number("review_id"))
                    .col(small_number("position"))
                    .col(text("criterion"))
                    .col(number("entry_id"))
                    .col(code_null("answer", &["met", "unmet", "not_applicable"]))
                    .col(text_null("note"))
                    .foreign_key(&mut refers(
                        "selection_answers",
                        "review_id",
                        "selection_reviews",
                    ))
                    .foreign_key(&mut refers(
                        "selection_answers",
                        "entry_id",
                        "library_entries",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("selection_answers", &["review_id", "criterion"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("selection_files")
                    .col(id())
                    .col(number("review_id"))
                    .col(text("subject"))
                    .col(number("file_id"))
                    .col(date("attached_on"))
                    .col(number_null("attached_by"))
                    .foreign_key(&mut refers(
                        "selection_files",
                        "review_id",
                        "selection_reviews",
                    ))
                    .foreign_key(&mut refers("selection_files", "file_id", "files"))
                    .foreign_key(&mut refers("selection_files", "attached_by", "people"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique(
                "selection_files",
                &["review_id", "subject", "file_id"],
            ))
            .await?;
        manager
            .create_index(index("selection_files", &["file_id"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

/// Steps are dates that are written once: a review sent back is over, a new one is made from it.
fn reviews() -> TableCreateStatement {
    let table = "selection_reviews";
    Table::create()
        .table(table)
        .col(id())
        .col(number("contract_id"))
        .col(number("vendor_id"))
        .col(number("criteria_entry_id"))
        .col(date("reviewed_on"))
        .col(date_null("prior_notice_on"))
        .col(text_null("prior_notice_reason"))
        .col(code_null(
            "declaration",
            &["received", "not_received", "not_applicable"],
        ))
        .col(date_null("declaration_on"))
        .col(text_null("declaration_reason"))
        .col(text_null("debarment_reason"))
        .col(code_null("conclusion", &["selected", "not_selected"]))
        .col(text_null("conclusion_reason"))
        .col(json_null("standing"))
        .col(code(
            "state",
            &["drafting", "submitted", "approved", "rejected", "void"],
        ))
        .col(date("drafted_on"))
        .col(number_null("drafted_by"))
        .col(date_null("submitted_on"))
        .col(number_null("submitted_by"))
        .col(date_null("decided_on"))
        .col(number_null("decided_by"))
        .col(code_null("decision", &["approved", "rejected"]))
        .col(text_null("decision_comment"))
        .col(date_null("voided_on"))
        .col(text_null("void_reason"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers(table, "contract_id", "contracts"))
        .foreign_key(&mut refers(table, "vendor_id", "vendors"))
        .foreign_key(&mut refers(table, "criteria_entry_id", "library_entries"))
        .foreign_key(&mut refers(table, "drafted_by", "people"))
        .foreign_key(&mut refers(table, "submitted_by", "people"))
        .foreign_key(&mut refers(table, "decided_by", "people"))
        .to_owned()
}
