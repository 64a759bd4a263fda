//! 台帳の取込みの訂正: what people typed in the place of cells of a file that is looked at.

use sea_orm_migration::prelude::*;

use crate::columns::*;

const TABLE: &str = "import_corrections";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(id())
            .col(number("run_id"))
            .col(small_number("sheet_index"))
            .col(small_number("row_number"))
            .col(ColumnDef::new("column_letters").string_len(3).not_null())
            .col(text("written"))
            .col(text("corrected"))
            .col(number_null("corrected_by"))
            .col(instant("corrected_at"))
            .foreign_key(&mut refers(TABLE, "run_id", "import_runs"))
            .foreign_key(&mut refers(TABLE, "corrected_by", "people"))
            .to_owned();
        manager.create_table(table).await?;
        let cell = ["run_id", "sheet_index", "row_number", "column_letters"];
        manager.create_index(unique(TABLE, &cell)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
