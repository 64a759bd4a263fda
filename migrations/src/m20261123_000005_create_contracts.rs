//! Contracts with terms, clauses, appendix rows, covers of contract items, annexes.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "contracts",
    "contract_terms",
    "contract_clauses",
    "contract_item_covers",
    "contract_appendix_rows",
    "annexes",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("contracts")
                    .col(id())
                    .col(text("contract_no"))
                    .col(small_number("fiscal_year"))
                    .col(text("title"))
                    .col(text("title_key"))
                    .col(number("unit_id"))
                    .col(number_null("vendor_id"))
                    .col(text_null("vendor_branch"))
                    .col(code_null(
                        "procurement_method",
                        &["open_bid", "designated_bid", "proposal", "negotiated"],
                    ))
                    .col(code(
                        "document_kind",
                        &[
                            "contract_document",
                            "acceptance_letter",
                            "memorandum",
                            "omitted",
                        ],
                    ))
                    .col(date("starts_on"))
                    .col(date("ends_on"))
                    .col(number_null("amount_yen"))
                    .col(code("amount_kind", &["total", "unit_price", "unknown"]))
                    .col(date_null("prior_notice_on"))
                    .col(date_null("signed_on"))
                    .col(code_null("signing_method", &["paper", "electronic"]))
                    .col(code_null(
                        "confidentiality",
                        &["C1", "C2", "C3C", "C3B", "C3A"],
                    ))
                    .col(code_null("integrity", &["I1", "I2"]))
                    .col(code_null("availability", &["A1", "A2"]))
                    .col(code_null(
                        "segment",
                        &["mynumber", "lgwan", "internet", "none"],
                    ))
                    .col(json("facts"))
                    .col(ColumnDef::new("personal_info").boolean().not_null())
                    .col(number_null("personal_info_count"))
                    .col(text_null("note"))
                    .col(code("state", &["drafting", "concluded", "closed", "void"]))
                    .col(code(
                        "stage",
                        &["editing", "submitted", "returned", "approved", "issued"],
                    ))
                    .col(number_null("submitted_by"))
                    .col(instant_null("submitted_at"))
                    .col(number_null("decided_by"))
                    .col(instant_null("decided_at"))
                    .col(text_null("decision_comment"))
                    .col(text_null("void_reason"))
                    .col(number_null("drafted_by"))
                    .col(text_null("source"))
                    .col(revision())
                    .col(instant("updated_at"))
                    .foreign_key(&mut refers("contracts", "unit_id", "organization_units"))
                    .foreign_key(&mut refers("contracts", "vendor_id", "vendors"))
                    .foreign_key(&mut refers("contracts", "submitted_by", "people"))
                    .foreign_key(&mut refers("contracts", "decided_by", "people"))
                    .foreign_key(&mut refers("contracts", "drafted_by", "people"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("contracts", &["fiscal_year", "contract_no"]))
            .await?;
        manager
            .create_index(index("contracts", &["unit_id"]))
            .await?;
        manager
            .create_index(index("contracts", &["vendor_id"]))
            .await?;
        manager
            .create_index(index("contracts", &["starts_on", "id"]))
            .await?;
        manager
            .create_index(index("contracts", &["ends_on", "id"]))
            .await?;
        manager
            .create_index(index("contracts", &["title_key", "id"]))
            .await?;
        manager
            .create_index(index("contracts", &["state", "stage"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("contract_terms")
                    .col(id())
                    .col(number("contract_id"))
                    .col(small_number("number"))
                    .col(date("starts_on"))
                    .col(date("ends_on"))
                    .foreign_key(&mut refers("contract_terms", "contract_id", "contracts"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("contract_terms", &["contract_id", "number"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("contract_clauses")
                    .col(id())
                    .col(number("contract_id"))
                    .col(small_number("position"))
                    .col(text("clause"))
                    .col(number("entry_id"))
                    .col(code_null(
                        "level",
                        &["mandatory", "recommended", "optional"],
                    ))
                    .col(json_null("because"))
                    .col(code("origin", &["proposed", "added"]))
                    .col(code("decision", &["included", "left_out"]))
                    .col(text_null("reason"))
                    .col(date_null("expires_on"))
                    .col(text_null("approver"))
                    .foreign_key(&mut refers("contract_clauses", "contract_id", "contracts"))
                    .foreign_key(&mut refers(
                        "contract_clauses",
                        "entry_id",
                        "library_entries",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("contract_clauses", &["contract_id", "clause"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("contract_item_covers")
                    .col(id())
                    .col(number("contract_id"))
                    .col(text("item"))
                    .col(code("kind", &["vendor_terms", "waived"]))
                    .col(text("note"))
                    .foreign_key(&mut refers(
                        "contract_item_covers",
                        "contract_id",
                        "contracts",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("contract_item_covers", &["contract_id", "item"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("contract_appendix_rows")
                    .col(id())
                    .col(number("contract_id"))
                    .col(text("appendix"))
                    .col(small_number("position"))
                    .col(json("cells"))
                    .foreign_key(&mut refers(
                        "contract_appendix_rows",
                        "contract_id",
                        "contracts",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique(
                "contract_appendix_rows",
                &["contract_id", "appendix", "position"],
            ))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("annexes")
                    .col(id())
                    .col(number("contract_id"))
                    .col(text("document_no"))
                    .col(code("state", &["issued", "superseded"]))
                    .col(number("file_id"))
                    .col(ColumnDef::new("sha256").string_len(64).not_null())
                    .col(json("manifest"))
                    .col(json("document"))
                    .col(instant("issued_at"))
                    .col(number("issued_by"))
                    .foreign_key(&mut refers("annexes", "contract_id", "contracts"))
                    .foreign_key(&mut refers("annexes", "file_id", "files"))
                    .foreign_key(&mut refers("annexes", "issued_by", "people"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("annexes", &["document_no"]))
            .await?;
        manager
            .create_index(index("annexes", &["contract_id"]))
            .await?;
        manager.create_index(index("annexes", &["sha256"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
