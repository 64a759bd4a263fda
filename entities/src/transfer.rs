//! 異動の計画.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "transfers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub effective_on: chrono::NaiveDate,
    pub unit_id: Option<i64>,
    pub state: domain::transfer::TransferState,
    pub drafted_by: Option<i64>,
    pub drafted_on: chrono::NaiveDate,
    pub submitted_by: Option<i64>,
    pub submitted_on: Option<chrono::NaiveDate>,
    pub decided_by: Option<i64>,
    pub decided_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
