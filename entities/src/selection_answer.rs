//! 選定審査の回答, one per criterion.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "selection_answers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub review_id: i64,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub criterion: String,
    pub entry_id: i64,
    pub answer: Option<domain::selection_review::Answer>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
