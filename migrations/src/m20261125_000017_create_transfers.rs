//! 人事異動: plans, who leaves and arrives, and what becomes of each responsibility.

use sea_orm_migration::{
    prelude::*,
    sea_query::{Check, ExprTrait},
};

use crate::columns::*;

const TABLES: &[&str] = &["transfers", "transfer_people", "transfer_moves"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(transfers()).await?;
        manager.create_table(people()).await?;
        manager
            .create_index(unique(
                "transfer_people",
                &["transfer_id", "person_id", "direction"],
            ))
            .await?;
        manager.create_table(moves()).await?;
        manager
            .create_index(unique(
                "transfer_moves",
                &["transfer_id", "responsibility_id"],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn transfers() -> TableCreateStatement {
    Table::create()
        .table("transfers")
        .col(id())
        .col(date("effective_on"))
        .col(number_null("unit_id"))
        .col(code(
            "state",
            &["planning", "submitted", "returned", "approved", "void"],
        ))
        .col(number_null("drafted_by"))
        .col(date("drafted_on"))
        .col(number_null("submitted_by"))
        .col(date_null("submitted_on"))
        .col(number_null("decided_by"))
        .col(date_null("decided_on"))
        .col(text_null("comment"))
        .col(revision())
        .foreign_key(&mut refers("transfers", "unit_id", "organization_units"))
        .foreign_key(&mut refers("transfers", "drafted_by", "people"))
        .foreign_key(&mut refers("transfers", "submitted_by", "people"))
        .foreign_key(&mut refers("transfers", "decided_by", "people"))
        .to_owned()
}

fn people() -> TableCreateStatement {
    Table::create()
        .table("transfer_people")
        .col(id())
        .col(number("transfer_id"))
        .col(number("person_id"))
        .col(code("direction", &["leaving", "arriving"]))
        .col(number_null("unit_id"))
        .col(text_null("title"))
        .foreign_key(&mut refers("transfer_people", "transfer_id", "transfers"))
        .foreign_key(&mut refers("transfer_people", "person_id", "people"))
        .foreign_key(&mut refers(
            "transfer_people",
            "unit_id",
            "organization_units",
        ))
        .to_owned()
}

fn moves() -> TableCreateStatement {
    let has_successor = Expr::col("fate")
        .eq("hand_over")
        .and(Expr::col("successor_id").is_not_null())
        .or(Expr::col("fate")
            .ne("hand_over")
            .and(Expr::col("successor_id").is_null()));
    Table::create()
        .table("transfer_moves")
        .col(id())
        .col(number("transfer_id"))
        .col(number("responsibility_id"))
        .col(code("fate", &["hand_over", "keep", "end"]))
        .col(number_null("successor_id"))
        .col(text("because"))
        .check(Check::named("ck_transfer_moves__successor", has_successor))
        .foreign_key(&mut refers("transfer_moves", "transfer_id", "transfers"))
        .foreign_key(&mut refers(
            "transfer_moves",
            "responsibility_id",
            "responsibilities",
        ))
        .foreign_key(&mut refers("transfer_moves", "successor_id", "people"))
        .to_owned()
}
