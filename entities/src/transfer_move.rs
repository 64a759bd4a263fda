//! What becomes of a responsibility of somebody who leaves.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "transfer_moves")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub transfer_id: i64,
    pub responsibility_id: i64,
    pub fate: domain::transfer::Fate,
    pub successor_id: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub because: String,
}

impl ActiveModelBehavior for ActiveModel {}
