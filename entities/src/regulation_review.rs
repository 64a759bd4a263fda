//! 規程・手順の見直し.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regulation_reviews")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub document_id: i64,
    pub reviewed_on: chrono::NaiveDate,
    pub reviewed_by: Option<i64>,
    pub outcome: domain::regulation::ReviewOutcome,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub next_review_on: chrono::NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}
