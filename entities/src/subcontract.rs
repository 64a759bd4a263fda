//! 再委託.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subcontracts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    pub parent_id: Option<i64>,
    pub vendor_id: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub address: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub scope: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub information: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub work_place: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub safeguards: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub supervision: Option<String>,
    pub requested_on: Option<chrono::NaiveDate>,
    pub recorded_on: chrono::NaiveDate,
    pub recorded_by: Option<i64>,
    pub started_on: Option<chrono::NaiveDate>,
    pub ended_on: Option<chrono::NaiveDate>,
    pub voided_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
