//! 廃止の申請 of a version, and what was decided.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regulation_abolitions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub version_id: i64,
    pub abolished_on: chrono::NaiveDate,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_no: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub asked_by: Option<i64>,
    pub asked_on: chrono::NaiveDate,
    pub decision: Option<domain::finding::DecisionResult>,
    pub decided_by: Option<i64>,
    pub decided_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub refused_because: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
