//! 網羅の申告: append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "completeness_declarations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub unit_id: i64,
    pub fiscal_year: i32,
    pub kind: domain::coverage::declaration::DeclarationKind,
    pub answer: domain::coverage::declaration::DeclarationAnswer,
    pub difference_count: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub difference_reason: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub declared_on: chrono::NaiveDate,
    pub declared_by: i64,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
