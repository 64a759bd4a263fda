//! Rule documents with their versions, reviews, whom they concern and who read them; which version an
//! account of social media follows.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "regulation_documents",
    "regulation_audiences",
    "regulation_versions",
    "regulation_reviews",
    "regulation_acknowledgements",
    "social_media_procedures",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(documents()).await?;
        manager
            .create_index(index("regulation_documents", &["topic"]))
            .await?;
        manager.create_table(audiences()).await?;
        manager
            .create_index(index("regulation_audiences", &["document_id"]))
            .await?;
        manager.create_table(versions()).await?;
        manager
            .create_index(unique(
                "regulation_versions",
                &["document_id", "version_no"],
            ))
            .await?;
        manager.create_table(reviews()).await?;
        manager
            .create_index(index("regulation_reviews", &["document_id"]))
            .await?;
        manager.create_table(acknowledgements()).await?;
        manager
            .create_index(unique(
                "regulation_acknowledgements",
                &["version_id", "person_id"],
            ))
            .await?;
        manager.create_table(procedures()).await?;
        manager
            .create_index(index("social_media_procedures", &["account_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn documents() -> TableCreateStatement {
    Table::create()
        .table("regulation_documents")
        .col(id())
        .col(code(
            "layer",
            &[
                "basic_policy",
                "control_standard",
                "procedure_document",
                "regulation",
            ],
        ))
        .col(code(
            "topic",
            &[
                "general",
                "outsourcing",
                "external_service",
                "social_media",
                "incident",
            ],
        ))
        .col(text("title"))
        .col(text("title_key"))
        .col(code("disclosure", &["public", "internal", "non_public"]))
        .col(number("unit_id"))
        .col(text_null("note"))
        .col(text_null("void_reason"))
        .col(date_null("void_on"))
        .col(number_null("drafted_by"))
        .col(date("drafted_on"))
        .col(revision())
        .col(instant("updated_at"))
        .foreign_key(&mut refers(
            "regulation_documents",
            "unit_id",
            "organization_units",
        ))
        .foreign_key(&mut refers("regulation_documents", "drafted_by", "people"))
        .to_owned()
}

/// Neither a unit nor a person: the document concerns everybody.
fn audiences() -> TableCreateStatement {
    Table::create()
        .table("regulation_audiences")
        .col(id())
        .col(number("document_id"))
        .col(number_null("unit_id"))
        .col(number_null("person_id"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .foreign_key(&mut refers(
            "regulation_audiences",
            "document_id",
            "regulation_documents",
        ))
        .foreign_key(&mut refers(
            "regulation_audiences",
            "unit_id",
            "organization_units",
        ))
        .foreign_key(&mut refers("regulation_audiences", "person_id", "people"))
        .to_owned()
}

fn versions() -> TableCreateStatement {
    Table::create()
        .table("regulation_versions")
        .col(id())
        .col(number("document_id"))
        .col(small_number("version_no"))
        .col(text_null("number"))
        .col(date("enacted_on"))
        .col(date("in_force_on"))
        .col(date_null("next_review_on"))
        .col(text_null("decision_no"))
        .col(text_null("summary"))
        .col(number_null("file_id"))
        .col(number_null("drafted_by"))
        .col(date("drafted_on"))
        .col(number_null("approved_by"))
        .col(date_null("approved_on"))
        .col(number_null("returned_by"))
        .col(date_null("returned_on"))
        .col(text_null("returned_because"))
        .col(date_null("abolished_on"))
        .col(text_null("abolished_because"))
        .col(number_null("abolished_by"))
        .col(revision())
        .foreign_key(&mut refers(
            "regulation_versions",
            "document_id",
            "regulation_documents",
        ))
        .foreign_key(&mut refers("regulation_versions", "file_id", "files"))
        .foreign_key(&mut refers("regulation_versions", "drafted_by", "people"))
        .foreign_key(&mut refers("regulation_versions", "approved_by", "people"))
        .foreign_key(&mut refers("regulation_versions", "returned_by", "people"))
        .foreign_key(&mut refers("regulation_versions", "abolished_by", "people"))
        .to_owned()
}

fn reviews() -> TableCreateStatement {
    Table::create()
        .table("regulation_reviews")
        .col(id())
        .col(number("document_id"))
        .col(date("reviewed_on"))
        .col(number_null("reviewed_by"))
        .col(code("outcome", &["unchanged", "amend"]))
        .col(text_null("note"))
        .col(date("next_review_on"))
        .foreign_key(&mut refers(
            "regulation_reviews",
            "document_id",
            "regulation_documents",
        ))
        .foreign_key(&mut refers("regulation_reviews", "reviewed_by", "people"))
        .to_owned()
}

fn acknowledgements() -> TableCreateStatement {
    Table::create()
        .table("regulation_acknowledgements")
        .col(id())
        .col(number("version_id"))
        .col(number("person_id"))
        .col(date("read_on"))
        .col(number_null("recorded_by"))
        .foreign_key(&mut refers(
            "regulation_acknowledgements",
            "version_id",
            "regulation_versions",
        ))
        .foreign_key(&mut refers(
            "regulation_acknowledgements",
            "person_id",
            "people",
        ))
        .foreign_key(&mut refers(
            "regulation_acknowledgements",
            "recorded_by",
            "people",
        ))
        .to_owned()
}

/// Which version of which operating procedure an account follows, both days included. The version is a
/// row of this register.
fn procedures() -> TableCreateStatement {
    Table::create()
        .table("social_media_procedures")
        .col(id())
        .col(number("account_id"))
        .col(number("version_id"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(number_null("person_id"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers(
            "social_media_procedures",
            "account_id",
            "social_media_accounts",
        ))
        .foreign_key(&mut refers(
            "social_media_procedures",
            "version_id",
            "regulation_versions",
        ))
        .foreign_key(&mut refers(
            "social_media_procedures",
            "person_id",
            "people",
        ))
        .to_owned()
}
