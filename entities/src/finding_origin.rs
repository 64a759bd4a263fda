//! Where a finding comes from, if not from the check of a contract. One of the columns is filled.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_origins")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub finding_id: i64,
    pub subject_check_id: Option<i64>,
    pub subject_result_id: Option<i64>,
    pub inspection_answer_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
