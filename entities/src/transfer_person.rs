//! 転出・転入する職員.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "transfer_people")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub transfer_id: i64,
    pub person_id: i64,
    pub direction: domain::transfer::Direction,
    pub unit_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
