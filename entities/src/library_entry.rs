//! One version of one record of the library.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "library_entries")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    pub version: i32,
    pub position: i32,
    pub effective_from: chrono::NaiveDate,
    pub content: Json,
    pub content_hash: String,
    #[sea_orm(column_type = "Text")]
    pub origin: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
