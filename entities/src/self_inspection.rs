//! 自己点検 (a campaign).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "self_inspections")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub fiscal_year: i32,
    pub kind: domain::self_inspection::CampaignKind,
    pub opened_on: chrono::NaiveDate,
    pub due_on: chrono::NaiveDate,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub opened_by: i64,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
    pub void_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
