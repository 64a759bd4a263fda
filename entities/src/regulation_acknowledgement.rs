//! 規程・手順を読んだ人.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regulation_acknowledgements")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub version_id: i64,
    pub person_id: i64,
    pub read_on: chrono::NaiveDate,
    pub recorded_by: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
