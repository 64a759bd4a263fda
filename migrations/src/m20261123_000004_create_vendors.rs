//! Vendors with their certificates and debarments.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &["vendors", "vendor_certifications", "vendor_debarments"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("vendors")
                    .col(id())
                    .col(code(
                        "kind",
                        &["corporation", "individual", "joint_venture", "public_body"],
                    ))
                    .col(text("name"))
                    .col(text("name_key"))
                    .col(text_null("kana"))
                    .col(text("kana_key"))
                    .col(ColumnDef::new("corporate_number").string_len(13).null())
                    .col(ColumnDef::new("invoice_number").string_len(14).null())
                    .col(text_null("address"))
                    .col(text_null("representative"))
                    .col(text_null("phone"))
                    .col(text_null("note"))
                    .col(text_null("void_reason"))
                    .col(revision())
                    .col(instant("updated_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("vendors", &["corporate_number"]))
            .await?;
        manager
            .create_index(index("vendors", &["kana_key", "id"]))
            .await?;
        manager
            .create_index(index("vendors", &["name_key"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("vendor_certifications")
                    .col(id())
                    .col(number("vendor_id"))
                    .col(code(
                        "kind",
                        &[
                            "iso27001",
                            "iso27017",
                            "privacy_mark",
                            "ismap",
                            "lgwan_asp",
                            "other",
                        ],
                    ))
                    .col(text_null("number"))
                    .col(text_null("scope"))
                    .col(date_null("expires_on"))
                    .foreign_key(&mut refers("vendor_certifications", "vendor_id", "vendors"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("vendor_certifications", &["vendor_id"]))
            .await?;
        manager
            .create_index(index("vendor_certifications", &["expires_on"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("vendor_debarments")
                    .col(id())
                    .col(number("vendor_id"))
                    .col(date("from_on"))
                    .col(date_null("to_on"))
                    .col(text("reason"))
                    .foreign_key(&mut refers("vendor_debarments", "vendor_id", "vendors"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("vendor_debarments", &["vendor_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
