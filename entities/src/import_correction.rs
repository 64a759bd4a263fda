//! What people typed in the place of cells of a file.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_corrections")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub run_id: i64,
    pub sheet_index: i32,
    pub row_number: i32,
    pub column_letters: String,
    /// What stands in the file.
    #[sea_orm(column_type = "Text")]
    pub written: String,
    /// What is read instead.
    #[sea_orm(column_type = "Text")]
    pub corrected: String,
    pub corrected_by: Option<i64>,
    pub corrected_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
