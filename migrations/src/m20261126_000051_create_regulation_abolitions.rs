//! 廃止 of a version: asked for by one person, decided on by another.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLE: &str = "regulation_abolitions";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut made = Table::create()
            .table(TABLE)
            .col(id())
            .col(number("version_id"))
            .col(date("abolished_on"))
            .col(text_null("decision_no"))
            .col(text("reason"))
            .col(number_null("asked_by"))
            .col(date("asked_on"))
            .col(code_null("decision", &["approved", "refused"]))
            .col(number_null("decided_by"))
            .col(date_null("decided_on"))
            .col(text_null("refused_because"))
            .to_owned();
        for (column, to) in [
            ("version_id", "regulation_versions"),
            ("asked_by", "people"),
            ("decided_by", "people"),
        ] {
            made.foreign_key(&mut refers(TABLE, column, to));
        }
        manager.create_table(made).await?;
        manager.create_index(index(TABLE, &["version_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
