//! 再委託の承諾・許諾.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subcontract_decisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subcontract_id: i64,
    pub kind: domain::subcontract::ConsentKind,
    pub outcome: domain::subcontract::Outcome,
    #[sea_orm(column_type = "Text", nullable)]
    pub conditions: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub document_no: Option<String>,
    pub decided_on: chrono::NaiveDate,
    pub state: domain::subcontract::DecisionState,
    pub proposed_on: chrono::NaiveDate,
    pub proposed_by: Option<i64>,
    pub approved_on: Option<chrono::NaiveDate>,
    pub approved_by: Option<i64>,
    pub returned_on: Option<chrono::NaiveDate>,
    pub returned_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
