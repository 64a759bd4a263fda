//! Platforms and accounts of social media. An account is a row of what it is, and dated rows of what
//! happened to it, what was seen of it and what was decided about it, so that any past day can be told.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "social_media_services",
    "social_media_accounts",
    "social_media_events",
    "social_media_observations",
    "social_media_decisions",
    "social_media_closing_steps",
    "publishing_rules",
    "publishing_items",
];

const ACCOUNTS: &str = "social_media_accounts";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            services(),
            accounts(),
            events(),
            observations(),
            decisions(),
            closing_steps(),
            publishing_rules(),
            publishing_items(),
        ] {
            manager.create_table(table).await?;
        }
        for index in [
            unique("social_media_services", &["name_key"]),
            index(ACCOUNTS, &["service_id"]),
            index(ACCOUNTS, &["unit_id", "state"]),
            index("social_media_events", &["account_id"]),
            index("social_media_observations", &["account_id", "kind"]),
            index("social_media_decisions", &["account_id"]),
            unique("social_media_closing_steps", &["account_id", "step"]),
            unique("publishing_rules", &["account_id", "version"]),
            index("publishing_items", &["rule_id"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn services() -> TableCreateStatement {
    Table::create()
        .table("social_media_services")
        .col(id())
        .col(text("name"))
        .col(text("name_key"))
        .col(text_null("provider"))
        .col(text_null("terms_version"))
        .col(date_null("terms_checked_on"))
        .col(number("unit_id"))
        .col(date("used_from"))
        .col(date_null("used_to"))
        .col(text_null("end_reason"))
        .col(text_null("note"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers(
            "social_media_services",
            "unit_id",
            "organization_units",
        ))
        .to_owned()
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table(ACCOUNTS)
        .col(id())
        .col(number("service_id"))
        .col(number("unit_id"))
        .col(text("name"))
        .col(text("name_key"))
        .col(text_null("handle"))
        .col(text_null("url"))
        .col(code("ownership", &["town", "affiliated", "contractor"]))
        .col(text_null("body"))
        .col(number_null("contract_id"))
        .col(text("purpose"))
        .col(text("audience"))
        .col(text("content"))
        .col(text_null("hours"))
        .col(text_null("reply_policy"))
        .col(text_null("policy_url"))
        .col(text_null("listing_url"))
        .col(text_null("recovery_mail"))
        .col(text_null("recovery_phone"))
        .col(text_null("credential_custodian"))
        .col(text_null("note"))
        .col(code(
            "state",
            &[
                "applied",
                "returned",
                "approved",
                "open",
                "suspended",
                "closing",
                "closed",
                "withdrawn",
                "void",
            ],
        ))
        .col(date("registered_on"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers(ACCOUNTS, "service_id", "social_media_services"))
        .foreign_key(&mut refers(ACCOUNTS, "unit_id", "organization_units"))
        .foreign_key(&mut refers(ACCOUNTS, "contract_id", "contracts"))
        .to_owned()
}

/// What happened to an account, with the day it counts from.
fn events() -> TableCreateStatement {
    Table::create()
        .table("social_media_events")
        .col(id())
        .col(number("account_id"))
        .col(code(
            "kind",
            &[
                "applied",
                "returned",
                "approved",
                "withdrawn",
                "registered",
                "opened",
                "suspended",
                "resumed",
                "closing_began",
                "closing_cancelled",
                "closed",
                "voided",
            ],
        ))
        .col(date("happened_on"))
        .col(number_null("person_id"))
        .col(text_null("note"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers("social_media_events", "account_id", ACCOUNTS))
        .foreign_key(&mut refers("social_media_events", "person_id", "people"))
        .to_owned()
}

/// What somebody saw of an account on a day.
fn observations() -> TableCreateStatement {
    Table::create()
        .table("social_media_observations")
        .col(id())
        .col(number("account_id"))
        .col(code("kind", &["post", "mfa", "listing", "recovery"]))
        .col(date("observed_on"))
        .col(code("answer", &["yes", "no", "unknown"]))
        .col(date_null("posted_on"))
        .col(text_null("note"))
        .col(number_null("person_id"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers(
            "social_media_observations",
            "account_id",
            ACCOUNTS,
        ))
        .foreign_key(&mut refers(
            "social_media_observations",
            "person_id",
            "people",
        ))
        .to_owned()
}

/// What is to become of a dormant account.
fn decisions() -> TableCreateStatement {
    Table::create()
        .table("social_media_decisions")
        .col(id())
        .col(number("account_id"))
        .col(code("decision", &["continue", "suspend", "close"]))
        .col(date("decided_on"))
        .col(text("reason"))
        .col(date_null("next_review_on"))
        .col(number_null("person_id"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers(
            "social_media_decisions",
            "account_id",
            ACCOUNTS,
        ))
        .foreign_key(&mut refers("social_media_decisions", "person_id", "people"))
        .to_owned()
}

fn closing_steps() -> TableCreateStatement {
    Table::create()
        .table("social_media_closing_steps")
        .col(id())
        .col(number("account_id"))
        .col(code(
            "step",
            &[
                "final_post",
                "link_removal",
                "export",
                "deletion",
                "credentials",
                "ledger",
            ],
        ))
        .col(date("done_on"))
        .col(text_null("note"))
        .col(number_null("person_id"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers(
            "social_media_closing_steps",
            "account_id",
            ACCOUNTS,
        ))
        .foreign_key(&mut refers(
            "social_media_closing_steps",
            "person_id",
            "people",
        ))
        .to_owned()
}

/// 発信できる情報の規定, by version. Only 機密性１ can be published.
fn publishing_rules() -> TableCreateStatement {
    Table::create()
        .table("publishing_rules")
        .col(id())
        .col(number("account_id"))
        .col(small_number("version"))
        .col(code("class", &["C1"]))
        .col(text("consent_rule"))
        .col(text("disaster_rule"))
        .col(date("drafted_on"))
        .col(number_null("drafted_by"))
        .col(date_null("approved_on"))
        .col(number_null("approved_by"))
        .col(date_null("from_on"))
        .col(date_null("to_on"))
        .col(date_null("withdrawn_on"))
        .col(text_null("withdrawn_reason"))
        .col(revision())
        .foreign_key(&mut refers("publishing_rules", "account_id", ACCOUNTS))
        .foreign_key(&mut refers("publishing_rules", "drafted_by", "people"))
        .foreign_key(&mut refers("publishing_rules", "approved_by", "people"))
        .to_owned()
}

fn publishing_items() -> TableCreateStatement {
    Table::create()
        .table("publishing_items")
        .col(id())
        .col(number("rule_id"))
        .col(code("kind", &["allowed", "forbidden"]))
        .col(small_number("position"))
        .col(text("text"))
        .foreign_key(&mut refers(
            "publishing_items",
            "rule_id",
            "publishing_rules",
        ))
        .to_owned()
}
