//! A row of a file that was taken in or looked at.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_rows")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub run_id: i64,
    pub part: domain::import_run::RowPart,
    pub position: i32,
    pub sheet_index: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub sheet: Option<String>,
    pub row_number: i32,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub is_split: bool,
    /// Messages, changes, and what was kept.
    pub details: Json,
    #[sea_orm(column_type = "Text", nullable)]
    pub record_kind: Option<String>,
    pub record_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
