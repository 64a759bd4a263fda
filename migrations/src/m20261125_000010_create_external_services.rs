//! External services with what they are over time, approvals of their use, certificates and reviews.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "external_services",
    "external_service_profiles",
    "use_approvals",
    "external_service_certificates",
    "external_service_reviews",
];
const KINDS: &[&str] = &["cloud_contracted", "cloud_terms_based", "non_cloud_online"];
const CLASSES: &[&str] = &["C1", "C2", "C3C", "C3B", "C3A"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(services()).await?;
        manager
            .create_index(unique("external_services", &["service_no"]))
            .await?;
        manager
            .create_index(index("external_services", &["unit_id"]))
            .await?;
        manager
            .create_index(index("external_services", &["name_key"]))
            .await?;
        manager.create_table(profiles()).await?;
        manager
            .create_index(index("external_service_profiles", &["service_id", "to_on"]))
            .await?;
        manager.create_table(approvals()).await?;
        manager
            .create_index(unique("use_approvals", &["service_id", "round"]))
            .await?;
        manager
            .create_index(index("use_approvals", &["expires_on"]))
            .await?;
        manager.create_table(certificates()).await?;
        manager
            .create_index(index("external_service_certificates", &["service_id"]))
            .await?;
        manager.create_table(reviews()).await?;
        manager
            .create_index(index("external_service_reviews", &["service_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

fn services() -> TableCreateStatement {
    const NAME: &str = "external_services";
    Table::create()
        .table(NAME)
        .col(id())
        .col(text("service_no"))
        .col(text("name"))
        .col(text("name_key"))
        .col(number("unit_id"))
        .col(text_null("note"))
        .col(text_null("source"))
        .col(number_null("registered_by"))
        .col(date("registered_on"))
        .col(date_null("started_on"))
        .col(date_null("ended_on"))
        .col(number_null("ended_by"))
        .col(text_null("end_reason"))
        .col(date_null("erasure_confirmed_on"))
        .col(number_null("erasure_confirmed_by"))
        .col(text_null("erasure_method"))
        .col(date_null("accounts_disposed_on"))
        .col(number_null("accounts_disposed_by"))
        .col(text_null("void_reason"))
        .col(date_null("void_on"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers(NAME, "unit_id", "organization_units"))
        .foreign_key(&mut refers(NAME, "registered_by", "people"))
        .foreign_key(&mut refers(NAME, "ended_by", "people"))
        .foreign_key(&mut refers(NAME, "erasure_confirmed_by", "people"))
        .foreign_key(&mut refers(NAME, "accounts_disposed_by", "people"))
        .to_owned()
}

/// What a service is from a day to a day; `to_on` is empty in the one that holds now.
fn profiles() -> TableCreateStatement {
    const NAME: &str = "external_service_profiles";
    Table::create()
        .table(NAME)
        .col(id())
        .col(number("service_id"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(code("kind", KINDS))
        .col(code_null("deployment", &["saas", "paas", "iaas"]))
        .col(flag("paid"))
        .col(number_null("vendor_id"))
        .col(text_null("provider_name"))
        .col(text("purpose"))
        .col(text_null("subject_information"))
        .col(code("confidentiality", CLASSES))
        .col(flag("personal_info"))
        .col(code("provider_handling", &["yes", "no", "unknown"]))
        .col(text_null("provider_handling_reason"))
        .col(code("segment", &["mynumber", "lgwan", "internet", "none"]))
        .col(number_null("account_count"))
        .col(number_null("annual_cost_yen"))
        .col(text_null("data_location"))
        .col(text_null("governing_law"))
        .col(text_null("terms_version"))
        .col(date_null("terms_confirmed_on"))
        .col(text_null("alternative"))
        .col(number_null("contract_id"))
        .col(number_null("recorded_by"))
        .foreign_key(&mut refers(NAME, "service_id", "external_services"))
        .foreign_key(&mut refers(NAME, "vendor_id", "vendors"))
        .foreign_key(&mut refers(NAME, "contract_id", "contracts"))
        .foreign_key(&mut refers(NAME, "recorded_by", "people"))
        .to_owned()
}

/// One row per application; what was asked for stays as it was asked.
fn approvals() -> TableCreateStatement {
    const NAME: &str = "use_approvals";
    Table::create()
        .table(NAME)
        .col(id())
        .col(number("service_id"))
        .col(small_number("round"))
        .col(code("occasion", &["initial", "renewal", "change"]))
        .col(code("kind", KINDS))
        .col(code("confidentiality", CLASSES))
        .col(flag("personal_info"))
        .col(text_null("terms_version"))
        .col(text_null("reason"))
        .col(date_null("wanted_until"))
        .col(date("applied_on"))
        .col(number_null("applied_by"))
        .col(date_null("withdrawn_on"))
        .col(number_null("withdrawn_by"))
        .col(code_null(
            "decision",
            &["approved", "conditional", "refused"],
        ))
        .col(date_null("decided_on"))
        .col(number_null("decided_by"))
        .col(text_null("approval_no"))
        .col(text_null("conditions"))
        .col(text_null("comment"))
        .col(date_null("expires_on"))
        .col(number_null("regulation_version_id"))
        .col(number_null("exception_id"))
        .col(date_null("revoked_on"))
        .col(number_null("revoked_by"))
        .col(text_null("revoked_because"))
        .col(revision())
        .foreign_key(&mut refers(NAME, "service_id", "external_services"))
        .foreign_key(&mut refers(NAME, "applied_by", "people"))
        .foreign_key(&mut refers(NAME, "withdrawn_by", "people"))
        .foreign_key(&mut refers(NAME, "decided_by", "people"))
        .foreign_key(&mut refers(NAME, "revoked_by", "people"))
        .foreign_key(&mut refers(
            NAME,
            "regulation_version_id",
            "regulation_versions",
        ))
        .to_owned()
}

fn certificates() -> TableCreateStatement {
    const NAME: &str = "external_service_certificates";
    Table::create()
        .table(NAME)
        .col(id())
        .col(number("service_id"))
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
        .col(date("confirmed_on"))
        .col(date_null("removed_on"))
        .foreign_key(&mut refers(NAME, "service_id", "external_services"))
        .to_owned()
}

/// A review that was asked for, and what came of it.
fn reviews() -> TableCreateStatement {
    const NAME: &str = "external_service_reviews";
    Table::create()
        .table(NAME)
        .col(id())
        .col(number("service_id"))
        .col(code(
            "occasion",
            &["terms_changed", "yearly", "incident", "other"],
        ))
        .col(date("asked_on"))
        .col(number_null("asked_by"))
        .col(text_null("terms_version"))
        .col(text_null("note"))
        .col(date_null("done_on"))
        .col(number_null("done_by"))
        .col(code_null("judgement", &["continue", "reapply", "end"]))
        .col(text_null("finding"))
        .foreign_key(&mut refers(NAME, "service_id", "external_services"))
        .foreign_key(&mut refers(NAME, "asked_by", "people"))
        .foreign_key(&mut refers(NAME, "done_by", "people"))
        .to_owned()
}
