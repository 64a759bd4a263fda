//! 例外措置: a waiver of a rule, or an accepted risk.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "exceptions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: domain::exception::ExceptionKind,
    pub rule: domain::exception::ExceptionRule,
    pub subject_kind: domain::exception::ExceptionSubject,
    pub subject_id: i64,
    #[sea_orm(column_type = "Text")]
    pub subject_name: String,
    pub unit_id: i64,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub safeguard: Option<String>,
    pub applied_on: chrono::NaiveDate,
    pub applied_by: i64,
    pub expires_on: chrono::NaiveDate,
    pub decision: Option<domain::finding::DecisionResult>,
    pub decided_on: Option<chrono::NaiveDate>,
    pub decided_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_note: Option<String>,
    pub ended_on: Option<chrono::NaiveDate>,
    pub ended_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub ended_reason: Option<String>,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
