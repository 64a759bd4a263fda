//! 処理: work in the background.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: domain::job::JobKind,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    pub parameters: Json,
    pub asked_by: i64,
    pub asked_at: chrono::DateTime<chrono::Utc>,
    pub state: domain::job::JobState,
    pub total: i32,
    pub done: i32,
    pub failed: i32,
    /// Times it was taken up since an item was last through.
    pub attempts: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub lease_owner: Option<String>,
    pub lease_until: Option<chrono::DateTime<chrono::Utc>>,
    pub finished_at: Option<chrono::DateTime<chrono::Utc>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// How far the item at hand is.
    pub stage: Option<domain::job::JobStage>,
}

impl ActiveModelBehavior for ActiveModel {}
