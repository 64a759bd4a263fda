//! Findings, corrective actions, and measures under a contract.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["findings", "corrective_actions", "contract_measures"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        findings(manager).await?;
        corrective_actions(manager).await?;
        contract_measures(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

async fn findings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "findings";
    let mut made = Table::create()
        .table(table)
        .col(id())
        .col(code(
            "source",
            &[
                "verification",
                "audit",
                "self_inspection",
                "incident",
                "report",
            ],
        ))
        .col(code(
            "subject_kind",
            &[
                "contract",
                "vendor",
                "external_service",
                "social_media_account",
            ],
        ))
        .col(number("subject_id"))
        .col(text("subject_name"))
        .col(number("unit_id"))
        .col(number_null("task_id"))
        .col(number_null("result_id"))
        .col(text_null("check_item"))
        .col(code("severity", &["critical", "medium", "minor"]))
        .col(text("description"))
        .col(text_null("requirement"))
        .col(date("found_on"))
        .col(number("found_by"))
        .col(date("due_on"))
        .col(date_null("withdrawn_on"))
        .col(number_null("withdrawn_by"))
        .col(text_null("withdrawn_reason"))
        .col(revision())
        .col(instant("updated_at"))
        .to_owned();
    for (column, to) in [
        ("unit_id", "organization_units"),
        ("task_id", "verification_tasks"),
        ("result_id", "verification_results"),
        ("found_by", "people"),
        ("withdrawn_by", "people"),
    ] {
        made.foreign_key(&mut refers(table, column, to));
    }
    manager.create_table(made).await?;
    manager.create_index(unique(table, &["result_id"])).await?;
    manager
        .create_index(index(table, &["subject_kind", "subject_id"]))
        .await?;
    manager
        .create_index(index(table, &["unit_id", "due_on"]))
        .await?;
    manager.create_index(index(table, &["task_id"])).await
}

async fn corrective_actions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "corrective_actions";
    let mut made = Table::create()
        .table(table)
        .col(id())
        .col(number("finding_id"))
        .col(small_number("number"))
        .col(text("instruction"))
        .col(date("instructed_on"))
        .col(number("instructed_by"))
        .col(date("due_on"))
        .col(number("assignee_id"))
        .col(text_null("cause"))
        .col(text_null("plan"))
        .col(date_null("planned_on"))
        .col(number_null("planned_by"))
        .col(text_null("report"))
        .col(date_null("completed_on"))
        .col(date_null("reported_on"))
        .col(number_null("reported_by"))
        .col(code_null("outcome", &["effective", "insufficient"]))
        .col(date_null("verified_on"))
        .col(number_null("verified_by"))
        .col(text_null("verification_note"))
        .to_owned();
    for (column, to) in [
        ("finding_id", "findings"),
        ("instructed_by", "people"),
        ("assignee_id", "people"),
        ("planned_by", "people"),
        ("reported_by", "people"),
        ("verified_by", "people"),
    ] {
        made.foreign_key(&mut refers(table, column, to));
    }
    manager.create_table(made).await?;
    manager
        .create_index(unique(table, &["finding_id", "number"]))
        .await?;
    manager.create_index(index(table, &["assignee_id"])).await
}

async fn contract_measures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "contract_measures";
    let mut made = Table::create()
        .table(table)
        .col(id())
        .col(number("contract_id"))
        .col(number_null("finding_id"))
        .col(code(
            "kind",
            &[
                "inquiry",
                "improvement_order",
                "access_suspension",
                "work_suspension",
                "payment_withholding",
                "termination",
                "damages",
                "debarment",
            ],
        ))
        .col(text_null("clause"))
        .col(number_null("clause_entry_id"))
        .col(text("basis"))
        .col(text("basis_text"))
        .col(text("reason"))
        .col(text("demand"))
        .col(text_null("precedence_reason"))
        .col(date_null("reply_due_on"))
        .col(date_null("from_on"))
        .col(date_null("to_on"))
        .col(number_null("amount_yen"))
        .col(date("drafted_on"))
        .col(number("drafted_by"))
        .col(code_null("decision", &["approved", "refused"]))
        .col(date_null("decided_on"))
        .col(number_null("decided_by"))
        .col(text_null("decision_no"))
        .col(text_null("decided_by_title"))
        .col(text_null("decision_note"))
        .col(date_null("notice_on"))
        .col(text_null("document_no"))
        .col(number_null("notice_file_id"))
        .col(text_null("outcome"))
        .col(date_null("closed_on"))
        .col(number_null("closed_by"))
        .col(revision())
        .col(instant("updated_at"))
        .to_owned();
    for (column, to) in [
        ("contract_id", "contracts"),
        ("finding_id", "findings"),
        ("clause_entry_id", "library_entries"),
        ("drafted_by", "people"),
        ("decided_by", "people"),
        ("closed_by", "people"),
        ("notice_file_id", "files"),
    ] {
        made.foreign_key(&mut refers(table, column, to));
    }
    manager.create_table(made).await?;
    manager.create_index(index(table, &["contract_id"])).await?;
    manager.create_index(index(table, &["finding_id"])).await
}
