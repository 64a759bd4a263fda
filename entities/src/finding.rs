//! 指摘.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "findings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub source: domain::finding::FindingSource,
    pub subject_kind: domain::finding::FindingSubject,
    pub subject_id: i64,
    #[sea_orm(column_type = "Text")]
    pub subject_name: String,
    pub unit_id: i64,
    pub task_id: Option<i64>,
    pub result_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub check_item: Option<String>,
    pub severity: domain::library::Severity,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub requirement: Option<String>,
    pub found_on: chrono::NaiveDate,
    pub found_by: i64,
    pub due_on: chrono::NaiveDate,
    pub withdrawn_on: Option<chrono::NaiveDate>,
    pub withdrawn_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawn_reason: Option<String>,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
