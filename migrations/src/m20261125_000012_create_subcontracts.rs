//! Subcontracts as a tree, decisions on them, and the roster of workers.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["subcontracts", "subcontract_decisions", "roster_entries"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(subcontracts()).await?;
        for column in ["contract_id", "parent_id", "vendor_id"] {
            manager
                .create_index(index("subcontracts", &[column]))
                .await?;
        }
        manager.create_table(decisions()).await?;
        manager
            .create_index(index("subcontract_decisions", &["subcontract_id"]))
            .await?;
        manager
            .create_index(index("subcontract_decisions", &["state"]))
            .await?;
        manager.create_table(roster()).await?;
        manager
            .create_index(index("roster_entries", &["contract_id"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn subcontracts() -> TableCreateStatement {
    let table = "subcontracts";
    Table::create()
        .table(table)
        .col(id())
        .col(number("contract_id"))
        .col(number_null("parent_id"))
        .col(number_null("vendor_id"))
        .col(text("name"))
        .col(text_null("address"))
        .col(text("scope"))
        .col(text_null("reason"))
        .col(text("information"))
        .col(text_null("work_place"))
        .col(text_null("safeguards"))
        .col(text_null("supervision"))
        .col(date_null("requested_on"))
        .col(date("recorded_on"))
        .col(number_null("recorded_by"))
        .col(date_null("started_on"))
        .col(date_null("ended_on"))
        .col(date_null("voided_on"))
        .col(text_null("void_reason"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers(table, "contract_id", "contracts"))
        .foreign_key(&mut refers(table, "parent_id", "subcontracts"))
        .foreign_key(&mut refers(table, "vendor_id", "vendors"))
        .foreign_key(&mut refers(table, "recorded_by", "people"))
        .to_owned()
}

/// 承諾・許諾 with its approval. A decision that was returned stays; the next one is a row of its own.
fn decisions() -> TableCreateStatement {
    let table = "subcontract_decisions";
    Table::create()
        .table(table)
        .col(id())
        .col(number("subcontract_id"))
        .col(code("kind", &["consent", "statutory_consent"]))
        .col(code("outcome", &["granted", "conditional", "refused"]))
        .col(text_null("conditions"))
        .col(text_null("document_no"))
        .col(date("decided_on"))
        .col(code("state", &["proposed", "approved", "returned"]))
        .col(date("proposed_on"))
        .col(number_null("proposed_by"))
        .col(date_null("approved_on"))
        .col(number_null("approved_by"))
        .col(date_null("returned_on"))
        .col(number_null("returned_by"))
        .col(text_null("comment"))
        .col(revision())
        .foreign_key(&mut refers(table, "subcontract_id", "subcontracts"))
        .foreign_key(&mut refers(table, "proposed_by", "people"))
        .foreign_key(&mut refers(table, "approved_by", "people"))
        .foreign_key(&mut refers(table, "returned_by", "people"))
        .to_owned()
}

fn roster() -> TableCreateStatement {
    let table = "roster_entries";
    Table::create()
        .table(table)
        .col(id())
        .col(number("contract_id"))
        .col(text("name"))
        .col(text("employer"))
        .col(code(
            "employment_kind",
            &["regular", "dispatched", "subcontractor", "unknown"],
        ))
        .col(text_null("role"))
        .col(text_null("scope"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(date_null("pledge_on"))
        .col(date_null("training_on"))
        .col(date("recorded_on"))
        .col(number_null("recorded_by"))
        .col(date_null("voided_on"))
        .col(text_null("void_reason"))
        .col(revision())
        .foreign_key(&mut refers(table, "contract_id", "contracts"))
        .foreign_key(&mut refers(table, "recorded_by", "people"))
        .to_owned()
}
