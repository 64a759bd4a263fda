//! Waivers of a rule and accepted risks, each with an approver and an expiry.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["exceptions"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let people = ["applied_by", "decided_by", "ended_by"];
        let mut table = Table::create()
            .table("exceptions")
            .col(id())
            .col(code("kind", &["rule_exception", "risk_acceptance"]))
            .col(code(
                "rule",
                &[
                    "terms_based_service",
                    "finding",
                    "contract_item",
                    "verification",
                    "subcontract",
                    "social_media",
                    "other",
                ],
            ))
            .col(code(
                "subject_kind",
                &[
                    "contract",
                    "vendor",
                    "external_service",
                    "social_media_account",
                    "finding",
                ],
            ))
            .col(number("subject_id"))
            .col(text("subject_name"))
            .col(number("unit_id"))
            .col(text("reason"))
            .col(text_null("safeguard"))
            .col(date("applied_on"))
            .col(number("applied_by"))
            .col(date("expires_on"))
            .col(code_null("decision", &["approved", "refused"]))
            .col(date_null("decided_on"))
            .col(number_null("decided_by"))
            .col(text_null("decision_note"))
            .col(date_null("ended_on"))
            .col(number_null("ended_by"))
            .col(text_null("ended_reason"))
            .col(revision())
            .col(instant("updated_at"))
            .foreign_key(&mut refers("exceptions", "unit_id", "organization_units"))
            .to_owned();
        for column in people {
            table.foreign_key(&mut refers("exceptions", column, "people"));
        }
        manager.create_table(table).await?;
        manager
            .create_index(index("exceptions", &["subject_kind", "subject_id"]))
            .await?;
        manager
            .create_index(index("exceptions", &["expires_on"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
