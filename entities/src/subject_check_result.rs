//! 点検の結果 (SNS, 外部サービス).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_check_results")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub check_id: i64,
    pub result: domain::verification::CheckResult,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub inspected_on: chrono::NaiveDate,
    pub method: domain::verification::Method,
    pub inspector_id: i64,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
