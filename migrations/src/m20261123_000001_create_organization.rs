//! Units, people, sign-in accounts, roles.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "organization_units",
    "people",
    "accounts",
    "role_assignments",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("organization_units")
                    .col(id())
                    .col(text("code"))
                    .col(text("name"))
                    .col(text("name_key"))
                    .col(number_null("parent_id"))
                    .col(text_null("parent_name"))
                    .col(code(
                        "organ_type",
                        &[
                            "internal_bureau",
                            "administrative_committee",
                            "assembly",
                            "public_enterprise",
                        ],
                    ))
                    .col(json("aliases"))
                    .col(date("valid_from"))
                    .col(date_null("valid_to"))
                    .col(revision())
                    .foreign_key(&mut refers(
                        "organization_units",
                        "parent_id",
                        "organization_units",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("organization_units", &["code"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("people")
                    .col(id())
                    .col(text("staff_no"))
                    .col(text("name"))
                    .col(text("name_key"))
                    .col(text_null("kana"))
                    .col(text("kana_key"))
                    .col(text_null("title"))
                    .col(number_null("unit_id"))
                    .col(text_null("email"))
                    .col(code(
                        "employment_kind",
                        &["regular", "fiscal_year", "concurrent"],
                    ))
                    .col(date("in_office_from"))
                    .col(date_null("in_office_to"))
                    .col(revision())
                    .foreign_key(&mut refers("people", "unit_id", "organization_units"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("people", &["staff_no", "employment_kind"]))
            .await?;
        manager.create_index(index("people", &["kana_key"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("accounts")
                    .col(id())
                    .col(number("person_id"))
                    .col(text("sign_in_name"))
                    .col(text("password_hash"))
                    .col(small_number("failed_count"))
                    .col(instant_null("locked_until"))
                    .col(instant_null("last_signed_in_at"))
                    .foreign_key(&mut refers("accounts", "person_id", "people"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("accounts", &["sign_in_name"]))
            .await?;
        manager
            .create_index(unique("accounts", &["person_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("role_assignments")
                    .col(id())
                    .col(number("person_id"))
                    .col(code(
                        "role",
                        &[
                            "procurement_officer",
                            "department_head",
                            "auditor",
                            "security_office",
                            "administrator",
                        ],
                    ))
                    .col(number_null("unit_id"))
                    .col(date("from_on"))
                    .col(date_null("to_on"))
                    .foreign_key(&mut refers("role_assignments", "person_id", "people"))
                    .foreign_key(&mut refers(
                        "role_assignments",
                        "unit_id",
                        "organization_units",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("role_assignments", &["person_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}
