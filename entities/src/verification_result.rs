//! 点検の結果.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_results")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub task_id: i64,
    pub result: domain::verification::CheckResult,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub inspected_on: chrono::NaiveDate,
    pub method: domain::verification::Method,
    pub inspector_id: i64,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
