//! 網羅の申告 of units, and 自己点検: campaigns, their questions, the units addressed and what they answered.

use sea_orm_migration::prelude::*;

use crate::columns::{
    code, code_null, date, date_null, drop_tables, id, index, instant, number, number_null, refers,
    revision, small_number, text, text_null, unique,
};

const TABLES: &[&str] = &[
    "completeness_declarations",
    "self_inspections",
    "self_inspection_questions",
    "self_inspection_units",
    "self_inspection_answers",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [declarations(), campaigns(), questions(), units(), answers()] {
            manager.create_table(table).await?;
        }
        manager
            .create_index(index(
                "completeness_declarations",
                &["unit_id", "fiscal_year", "kind"],
            ))
            .await?;
        for (table, columns) in [
            (
                "self_inspection_questions",
                ["self_inspection_id", "position"],
            ),
            ("self_inspection_units", ["self_inspection_id", "unit_id"]),
            (
                "self_inspection_answers",
                ["inspection_unit_id", "question_id"],
            ),
        ] {
            manager.create_index(unique(table, &columns)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn declarations() -> TableCreateStatement {
    Table::create()
        .table("completeness_declarations")
        .col(id())
        .col(number("unit_id"))
        .col(small_number("fiscal_year"))
        .col(code(
            "kind",
            &["outsourcing", "external_service", "social_media"],
        ))
        .col(code("answer", &["as_ledger", "nothing"]))
        .col(number_null("difference_count"))
        .col(text_null("difference_reason"))
        .col(text_null("note"))
        .col(date("declared_on"))
        .col(number("declared_by"))
        .col(instant("recorded_at"))
        .foreign_key(&mut refers(
            "completeness_declarations",
            "unit_id",
            "organization_units",
        ))
        .foreign_key(&mut refers(
            "completeness_declarations",
            "declared_by",
            "people",
        ))
        .to_owned()
}

fn campaigns() -> TableCreateStatement {
    Table::create()
        .table("self_inspections")
        .col(id())
        .col(text("title"))
        .col(small_number("fiscal_year"))
        .col(code("kind", &["scheduled", "ad_hoc"]))
        .col(date("opened_on"))
        .col(date("due_on"))
        .col(text_null("note"))
        .col(number("opened_by"))
        .col(instant("recorded_at"))
        .col(date_null("void_on"))
        .col(text_null("void_reason"))
        .col(revision())
        .foreign_key(&mut refers("self_inspections", "opened_by", "people"))
        .to_owned()
}

fn questions() -> TableCreateStatement {
    Table::create()
        .table("self_inspection_questions")
        .col(id())
        .col(number("self_inspection_id"))
        .col(small_number("position"))
        .col(number("entry_id"))
        .foreign_key(&mut refers(
            "self_inspection_questions",
            "self_inspection_id",
            "self_inspections",
        ))
        .foreign_key(&mut refers(
            "self_inspection_questions",
            "entry_id",
            "library_entries",
        ))
        .to_owned()
}

fn units() -> TableCreateStatement {
    Table::create()
        .table("self_inspection_units")
        .col(id())
        .col(number("self_inspection_id"))
        .col(number("unit_id"))
        .col(date_null("submitted_on"))
        .col(number_null("submitted_by"))
        .col(revision())
        .foreign_key(&mut refers(
            "self_inspection_units",
            "self_inspection_id",
            "self_inspections",
        ))
        .foreign_key(&mut refers(
            "self_inspection_units",
            "unit_id",
            "organization_units",
        ))
        .foreign_key(&mut refers(
            "self_inspection_units",
            "submitted_by",
            "people",
        ))
        .to_owned()
}

fn answers() -> TableCreateStatement {
    Table::create()
        .table("self_inspection_answers")
        .col(id())
        .col(number("inspection_unit_id"))
        .col(number("question_id"))
        .col(code_null("answer", &["yes", "no", "not_applicable"]))
        .col(text_null("note"))
        .col(date_null("improve_by"))
        .col(date_null("improved_on"))
        .col(text_null("improvement"))
        .foreign_key(&mut refers(
            "self_inspection_answers",
            "inspection_unit_id",
            "self_inspection_units",
        ))
        .foreign_key(&mut refers(
            "self_inspection_answers",
            "question_id",
            "self_inspection_questions",
        ))
        .to_owned()
}
