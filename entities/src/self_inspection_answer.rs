//! 自己点検の回答 of a unit to a question.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "self_inspection_answers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub inspection_unit_id: i64,
    pub question_id: i64,
    pub answer: Option<domain::self_inspection::Answer>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub improve_by: Option<chrono::NaiveDate>,
    pub improved_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub improvement: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
