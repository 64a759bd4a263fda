//! 変更契約の案: beside a contract until it is taken up.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(changes()).await?;
        manager
            .create_index(index("contract_changes", &["contract_id"]))
            .await?;
        // One open draft for a contract; closed ones have no key.
        manager
            .create_index(unique("contract_changes", &["open_key"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["contract_changes"]).await
    }
}

fn changes() -> TableCreateStatement {
    Table::create()
        .table("contract_changes")
        .col(id())
        .col(number("contract_id"))
        .col(number_null("open_key"))
        .col(code(
            "state",
            &["prepared", "taken_up", "issued", "withdrawn"],
        ))
        .col(json("drafted"))
        .col(json("clauses"))
        .col(json("document"))
        .col(number("base_annex_id"))
        .col(number_null("annex_id"))
        .col(number("prepared_by"))
        .col(instant("prepared_at"))
        .col(date_null("signed_on"))
        .col(text_null("reason"))
        .col(revision())
        .foreign_key(&mut refers("contract_changes", "contract_id", "contracts"))
        .foreign_key(&mut refers("contract_changes", "base_annex_id", "annexes"))
        .foreign_key(&mut refers("contract_changes", "annex_id", "annexes"))
        .foreign_key(&mut refers("contract_changes", "prepared_by", "people"))
        .to_owned()
}
