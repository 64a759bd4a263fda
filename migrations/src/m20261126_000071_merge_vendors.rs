//! Where a vendor went that was merged into another.

use sea_orm_migration::prelude::*;

use crate::columns::{index, number_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("vendors")
                    .add_column(number_null("merged_into"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("vendors", &["merged_into"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("ix_vendors__merged_into")
                    .table("vendors")
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("vendors")
                    .drop_column("merged_into")
                    .to_owned(),
            )
            .await
    }
}
