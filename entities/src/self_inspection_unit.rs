//! 自己点検の対象の課.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "self_inspection_units")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub self_inspection_id: i64,
    pub unit_id: i64,
    pub submitted_on: Option<chrono::NaiveDate>,
    pub submitted_by: Option<i64>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
