//! 台帳の取込み: files that were sent, what becomes of their rows, what was before, and what people chose for
//! the columns of a layout.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLES: &[&str] = &[
    "import_runs",
    "import_rows",
    "import_changes",
    "import_layouts",
];

const KINDS: &[&str] = &[
    "contract",
    "vendor",
    "external_service",
    "social_media_account",
    "staff",
    "organization_unit",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(runs()).await?;
        manager
            .create_index(index("import_runs", &["sent_at"]))
            .await?;
        manager.create_table(rows()).await?;
        manager
            .create_index(index("import_rows", &["run_id", "part", "position"]))
            .await?;
        manager
            .create_index(index("import_rows", &["record_kind", "record_id"]))
            .await?;
        manager.create_table(changes()).await?;
        manager
            .create_index(unique(
                "import_changes",
                &["run_id", "subject_kind", "subject_id"],
            ))
            .await?;
        manager.create_table(layouts()).await?;
        manager
            .create_index(unique("import_layouts", &["kind", "layout"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }
}

fn runs() -> TableCreateStatement {
    Table::create()
        .table("import_runs")
        .col(id())
        .col(code("kind", KINDS))
        .col(code(
            "state",
            &["checking", "applied", "undone", "abandoned"],
        ))
        .col(number("file_id"))
        .col(json("sheets"))
        .col(json("counts"))
        .col(json("candidates"))
        .col(ColumnDef::new("digest").string_len(64).not_null())
        .col(number_null("sent_by"))
        .col(instant("sent_at"))
        .col(number_null("decided_by"))
        .col(instant_null("decided_at"))
        .col(code_null("extent", &["all", "valid_rows"]))
        .col(number_null("undone_by"))
        .col(instant_null("undone_at"))
        .col(revision())
        .foreign_key(&mut refers("import_runs", "file_id", "files"))
        .foreign_key(&mut refers("import_runs", "sent_by", "people"))
        .foreign_key(&mut refers("import_runs", "decided_by", "people"))
        .foreign_key(&mut refers("import_runs", "undone_by", "people"))
        .to_owned()
}

fn rows() -> TableCreateStatement {
    Table::create()
        .table("import_rows")
        .col(id())
        .col(number("run_id"))
        .col(code(
            "part",
            &["refused", "updated", "added", "unchanged", "skipped"],
        ))
        .col(small_number("position"))
        .col(small_number("sheet_index"))
        .col(text_null("sheet"))
        .col(small_number("row_number"))
        .col(text("label"))
        .col(text_null("reason"))
        .col(
            ColumnDef::new("is_split")
                .boolean()
                .not_null()
                .default(false),
        )
        .col(json("details"))
        .col(text_null("record_kind"))
        .col(number_null("record_id"))
        .foreign_key(&mut refers("import_rows", "run_id", "import_runs"))
        .to_owned()
}

fn changes() -> TableCreateStatement {
    Table::create()
        .table("import_changes")
        .col(id())
        .col(number("run_id"))
        .col(small_number("position"))
        .col(text("subject_kind"))
        .col(number_null("subject_id"))
        .col(text("label"))
        .col(code("effect", &["added", "updated"]))
        .col(json("changes"))
        .col(json_null("image_before"))
        .col(ColumnDef::new("hash_after").string_len(64).null())
        .foreign_key(&mut refers("import_changes", "run_id", "import_runs"))
        .to_owned()
}

fn layouts() -> TableCreateStatement {
    Table::create()
        .table("import_layouts")
        .col(id())
        .col(code("kind", KINDS))
        .col(ColumnDef::new("layout").string_len(64).not_null())
        .col(json("heads"))
        .col(json("choices"))
        .col(number_null("chosen_by"))
        .col(instant("chosen_at"))
        .foreign_key(&mut refers("import_layouts", "chosen_by", "people"))
        .to_owned()
}
