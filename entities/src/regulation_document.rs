//! 規程・手順.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regulation_documents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub layer: domain::regulation::Layer,
    pub topic: domain::regulation::Topic,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub title_key: String,
    pub disclosure: domain::regulation::Disclosure,
    pub unit_id: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub void_on: Option<chrono::NaiveDate>,
    pub drafted_by: Option<i64>,
    pub drafted_on: chrono::NaiveDate,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
