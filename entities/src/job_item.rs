//! 処理の対象: one thing a job is done to.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_items")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub job_id: i64,
    pub position: i32,
    pub subject_id: i64,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    pub state: domain::job::JobItemState,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// What the record was before the job changed it, where that can be put back.
    #[sea_orm(nullable)]
    pub before: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
