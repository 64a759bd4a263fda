//! Checks of what is no contract (accounts of social media, external services), and incidents with the
//! steps taken.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "subject_checks",
    "subject_check_results",
    "subject_check_evidence",
    "incidents",
    "incident_steps",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [checks(), results(), evidence(), incidents(), steps()] {
            manager.create_table(table).await?;
        }
        for index in [
            unique(
                "subject_checks",
                &[
                    "subject_kind",
                    "subject_id",
                    "check_item",
                    "timing",
                    "period",
                ],
            )
            .name("uq_subject_checks__occurrence")
            .to_owned(),
            index("subject_checks", &["state", "due_on"]),
            index("subject_check_results", &["check_id"]),
            unique("subject_check_evidence", &["check_id", "file_id"]),
            index("incidents", &["state", "unit_id"]),
            index("incident_steps", &["incident_id"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn checks() -> TableCreateStatement {
    Table::create()
        .table("subject_checks")
        .col(id())
        .col(code(
            "subject_kind",
            &["social_media_account", "external_service"],
        ))
        .col(number("subject_id"))
        .col(number("unit_id"))
        .col(text("check_item"))
        .col(number("entry_id"))
        .col(ColumnDef::new("timing").string_len(32).not_null())
        .col(text("period"))
        .col(date("due_on"))
        .col(code("state", &["planned", "done", "withdrawn"]))
        .foreign_key(&mut refers(
            "subject_checks",
            "unit_id",
            "organization_units",
        ))
        .foreign_key(&mut refers("subject_checks", "entry_id", "library_entries"))
        .to_owned()
}

fn results() -> TableCreateStatement {
    Table::create()
        .table("subject_check_results")
        .col(id())
        .col(number("check_id"))
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
            "subject_check_results",
            "check_id",
            "subject_checks",
        ))
        .foreign_key(&mut refers(
            "subject_check_results",
            "inspector_id",
            "people",
        ))
        .to_owned()
}

fn evidence() -> TableCreateStatement {
    Table::create()
        .table("subject_check_evidence")
        .col(id())
        .col(number("check_id"))
        .col(number("file_id"))
        .col(instant("attached_at"))
        .foreign_key(&mut refers(
            "subject_check_evidence",
            "check_id",
            "subject_checks",
        ))
        .foreign_key(&mut refers("subject_check_evidence", "file_id", "files"))
        .to_owned()
}

fn incidents() -> TableCreateStatement {
    Table::create()
        .table("incidents")
        .col(id())
        .col(code(
            "kind",
            &[
                "account_takeover",
                "impersonation",
                "data_leak",
                "wrong_post",
                "other",
            ],
        ))
        .col(text("title"))
        .col(code_null(
            "subject_kind",
            &["social_media_account", "external_service", "contract"],
        ))
        .col(number_null("subject_id"))
        .col(number("unit_id"))
        .col(date_null("occurred_on"))
        .col(instant("known_at"))
        .col(date("known_on"))
        .col(text("description"))
        .col(code("personal_info", &["none", "possible", "confirmed"]))
        .col(code("intent", &["unknown", "malicious", "accidental"]))
        .col(number_null("affected_count"))
        .col(code("state", &["open", "contained", "reported", "closed"]))
        .col(code(
            "publication",
            &["undecided", "published", "not_needed"],
        ))
        .col(date_null("publication_on"))
        .col(text_null("publication_note"))
        .col(text_null("cause"))
        .col(text_null("prevention"))
        .col(date_null("closed_on"))
        .col(number_null("closed_by"))
        .col(number_null("recorded_by"))
        .col(date("recorded_on"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers("incidents", "unit_id", "organization_units"))
        .foreign_key(&mut refers("incidents", "closed_by", "people"))
        .foreign_key(&mut refers("incidents", "recorded_by", "people"))
        .to_owned()
}

/// 対応の経過, each with the minute it was done.
fn steps() -> TableCreateStatement {
    Table::create()
        .table("incident_steps")
        .col(id())
        .col(number("incident_id"))
        .col(code(
            "step",
            &[
                "detected",
                "notified",
                "evidence",
                "lockdown",
                "notice",
                "reported_internally",
                "consulted_police",
                "preliminary_report",
                "final_report",
                "subject_notice",
                "recovered",
                "prevention",
            ],
        ))
        .col(instant("done_at"))
        .col(text_null("note"))
        .col(number_null("person_id"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers("incident_steps", "incident_id", "incidents"))
        .foreign_key(&mut refers("incident_steps", "person_id", "people"))
        .to_owned()
}
