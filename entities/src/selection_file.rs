//! 選定審査の資料.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "selection_files")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub review_id: i64,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    pub file_id: i64,
    pub attached_on: chrono::NaiveDate,
    pub attached_by: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
