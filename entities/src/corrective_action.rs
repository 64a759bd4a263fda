//! 是正措置: one round of instruction, plan, report and verification.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "corrective_actions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub finding_id: i64,
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub instruction: String,
    pub instructed_on: chrono::NaiveDate,
    pub instructed_by: i64,
    pub due_on: chrono::NaiveDate,
    pub assignee_id: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub cause: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub plan: Option<String>,
    pub planned_on: Option<chrono::NaiveDate>,
    pub planned_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub report: Option<String>,
    pub completed_on: Option<chrono::NaiveDate>,
    pub reported_on: Option<chrono::NaiveDate>,
    pub reported_by: Option<i64>,
    pub outcome: Option<domain::finding::ActionOutcome>,
    pub verified_on: Option<chrono::NaiveDate>,
    pub verified_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub verification_note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
