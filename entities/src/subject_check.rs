//! 点検の予定 (SNS, 外部サービス).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_checks")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject_kind: domain::verification::subject::SubjectKind,
    pub subject_id: i64,
    pub unit_id: i64,
    #[sea_orm(column_type = "Text")]
    pub check_item: String,
    pub entry_id: i64,
    pub timing: String,
    #[sea_orm(column_type = "Text")]
    pub period: String,
    pub due_on: chrono::NaiveDate,
    pub state: domain::verification::TaskState,
}

impl ActiveModelBehavior for ActiveModel {}
