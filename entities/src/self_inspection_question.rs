//! 自己点検の設問 of a campaign, pinned to a version of the library.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "self_inspection_questions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub self_inspection_id: i64,
    pub position: i32,
    pub entry_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
