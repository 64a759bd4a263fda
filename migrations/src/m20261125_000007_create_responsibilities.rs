//! Who is responsible for what, from when to when, and when that was last reviewed.
//!
//! The lines of a 責任者 (and of a 副責任者) form a chain: numbered without a gap, each naming the end of
//! the one before, which a foreign key holds to the truth, and beginning no earlier. So two of them cannot
//! overlap, whatever a program writes. 担当者 may be several: their chain is per person.

use sea_orm_migration::{
    prelude::*,
    sea_query::{Check, ExprTrait},
};

use crate::columns::*;

const TABLES: &[&str] = &["responsibilities", "responsibility_reviews"];

const SUBJECT_KINDS: &[&str] = &[
    "social_media_service",
    "social_media_account",
    "external_service",
    "contract",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(responsibilities()).await?;
        manager
            .create_index(index("responsibilities", &["person_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("responsibility_reviews")
                    .col(id())
                    .col(code("subject_kind", SUBJECT_KINDS))
                    .col(number("subject_id"))
                    .col(date("reviewed_on"))
                    .col(number_null("reviewed_by"))
                    .foreign_key(&mut refers(
                        "responsibility_reviews",
                        "reviewed_by",
                        "people",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique(
                "responsibility_reviews",
                &["subject_kind", "subject_id", "reviewed_on"],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn responsibilities() -> TableCreateStatement {
    let chain = ["subject_kind", "subject_id", "role", "chain"];
    let place = [chain.as_slice(), &["position"]].concat();
    let end = [place.as_slice(), &["until_on"]].concat();
    let before = [
        chain.as_slice(),
        &["previous_position", "previous_until_on"],
    ]
    .concat();
    let mut previous = ForeignKey::create();
    previous
        .name("fk_responsibilities__previous")
        .from_tbl("responsibilities")
        .to_tbl("responsibilities")
        .on_delete(ForeignKeyAction::Restrict)
        .on_update(ForeignKeyAction::Cascade);
    for (own, others) in before.iter().zip(&end) {
        previous.from_col(*own).to_col(*others);
    }
    Table::create()
        .table("responsibilities")
        .col(id())
        .col(code("subject_kind", SUBJECT_KINDS))
        .col(number("subject_id"))
        .col(code("role", &["owner", "deputy", "operator"]))
        .col(number("chain"))
        .col(number("person_id"))
        .col(number_null("unit_id"))
        .col(text_null("title"))
        .col(date("from_on"))
        .col(date_null("until_on"))
        .col(ColumnDef::new("position").integer().null())
        .col(ColumnDef::new("previous_position").integer().null())
        .col(date_null("previous_until_on"))
        .col(date("recorded_on"))
        .col(number_null("recorded_by"))
        .col(text_null("withdrawn_reason"))
        .col(revision())
        .check(Check::named("ck_responsibilities__span", is_span()))
        .check(Check::named("ck_responsibilities__chain", is_of_chain()))
        .check(Check::named("ck_responsibilities__previous", follows()))
        .index(unique("responsibilities", &place).name("uq_responsibilities__position"))
        .index(unique("responsibilities", &end).name("uq_responsibilities__end"))
        .foreign_key(&mut refers("responsibilities", "person_id", "people"))
        .foreign_key(&mut refers(
            "responsibilities",
            "unit_id",
            "organization_units",
        ))
        .foreign_key(&mut refers("responsibilities", "recorded_by", "people"))
        .foreign_key(&mut previous)
        .to_owned()
}

/// Some days, at least one.
fn is_span() -> SimpleExpr {
    Expr::col("until_on")
        .is_null()
        .or(Expr::col("from_on").lt(Expr::col("until_on")))
}

/// One chain for the one holder at a time, one chain per 担当者.
fn is_of_chain() -> SimpleExpr {
    let single = Expr::col("role").is_in(["owner", "deputy"]);
    let several = Expr::col("role").eq("operator");
    single
        .and(Expr::col("chain").eq(0))
        .or(several.and(Expr::col("chain").eq(Expr::col("person_id"))))
}

/// The first of its chain, or after the end of the one before, or withdrawn and in no chain.
fn follows() -> SimpleExpr {
    let none = |column: &'static str| Expr::col(column).is_null();
    let some = |column: &'static str| Expr::col(column).is_not_null();
    let alone = none("previous_position").and(none("previous_until_on"));
    let withdrawn = some("withdrawn_reason")
        .and(none("position"))
        .and(alone.clone());
    let first = none("withdrawn_reason")
        .and(some("position"))
        .and(Expr::col("position").eq(1))
        .and(alone);
    let next = none("withdrawn_reason")
        .and(some("position"))
        .and(some("previous_position"))
        .and(some("previous_until_on"))
        .and(Expr::col("position").eq(Expr::col("previous_position").add(1)))
        .and(Expr::col("previous_until_on").lte(Expr::col("from_on")));
    withdrawn.or(first).or(next)
}
