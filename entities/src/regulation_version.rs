//! 規程・手順の版.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regulation_versions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub document_id: i64,
    pub version_no: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub number: Option<String>,
    pub enacted_on: chrono::NaiveDate,
    pub in_force_on: chrono::NaiveDate,
    pub next_review_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_no: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub summary: Option<String>,
    pub file_id: Option<i64>,
    pub drafted_by: Option<i64>,
    pub drafted_on: chrono::NaiveDate,
    pub approved_by: Option<i64>,
    pub approved_on: Option<chrono::NaiveDate>,
    pub returned_by: Option<i64>,
    pub returned_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub returned_because: Option<String>,
    pub abolished_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub abolished_because: Option<String>,
    pub abolished_by: Option<i64>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
