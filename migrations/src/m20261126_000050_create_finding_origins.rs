//! Where a finding comes from, if not from the check of a contract: the check of an account or an external
//! service, or a 否 of a 自己点検票. What such a finding is about may be a 課.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLE: &str = "finding_origins";

const BEFORE: [&str; 4] = [
    "contract",
    "vendor",
    "external_service",
    "social_media_account",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [contract, vendor, service, account] = BEFORE;
        let kinds = [contract, vendor, service, account, "organization_unit"];
        replace_kind(manager, &kinds).await?;
        manager.create_table(origins()).await?;
        for columns in [
            ["finding_id"],
            ["subject_result_id"],
            ["inspection_answer_id"],
        ] {
            manager.create_index(unique(TABLE, &columns)).await?;
        }
        manager
            .create_index(index(TABLE, &["subject_check_id"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await?;
        replace_kind(manager, &BEFORE).await
    }
}

fn origins() -> TableCreateStatement {
    let mut made = Table::create()
        .table(TABLE)
        .col(id())
        .col(number("finding_id"))
        .col(number_null("subject_check_id"))
        .col(number_null("subject_result_id"))
        .col(number_null("inspection_answer_id"))
        .to_owned();
    for (column, to) in [
        ("finding_id", "findings"),
        ("subject_check_id", "subject_checks"),
        ("subject_result_id", "subject_check_results"),
        ("inspection_answer_id", "self_inspection_answers"),
    ] {
        made.foreign_key(&mut refers(TABLE, column, to));
    }
    made
}

/// A column anew with other codes: SQLite does not change the CHECK of a column that is there.
async fn replace_kind(manager: &SchemaManager<'_>, kinds: &[&'static str]) -> Result<(), DbErr> {
    let (table, old, new) = ("findings", "subject_kind", "new_subject_kind");
    let by_subject = || index(table, &["subject_kind", "subject_id"]);
    let alter = |change: &dyn Fn(&mut TableAlterStatement)| {
        let mut statement = Table::alter();
        change(statement.table(table));
        statement.take()
    };
    let added = alter(&|table| {
        table.add_column(code(new, kinds).default("contract"));
    });
    manager.alter_table(added).await?;
    let copied = Query::update()
        .table(table)
        .value(new, Expr::col(old))
        .to_owned();
    manager.execute(copied).await?;
    let name = format!("ix_{table}__subject_kind_subject_id");
    manager
        .drop_index(Index::drop().name(name).table(table).to_owned())
        .await?;
    let dropped = alter(&|table| {
        table.drop_column(old);
    });
    manager.alter_table(dropped).await?;
    let renamed = alter(&|table| {
        table.rename_column(new, old);
    });
    manager.alter_table(renamed).await?;
    manager.create_index(by_subject()).await
}
