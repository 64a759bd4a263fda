//! 点検の予定.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_tasks")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
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
