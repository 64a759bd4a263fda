//! 選定審査.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "selection_reviews")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    pub vendor_id: i64,
    pub criteria_entry_id: i64,
    pub reviewed_on: chrono::NaiveDate,
    pub prior_notice_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub prior_notice_reason: Option<String>,
    pub declaration: Option<domain::selection_review::Declaration>,
    pub declaration_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub declaration_reason: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub debarment_reason: Option<String>,
    pub conclusion: Option<domain::selection_review::Conclusion>,
    #[sea_orm(column_type = "Text", nullable)]
    pub conclusion_reason: Option<String>,
    pub standing: Option<Json>,
    pub state: domain::selection_review::ReviewState,
    pub drafted_on: chrono::NaiveDate,
    pub drafted_by: Option<i64>,
    pub submitted_on: Option<chrono::NaiveDate>,
    pub submitted_by: Option<i64>,
    pub decided_on: Option<chrono::NaiveDate>,
    pub decided_by: Option<i64>,
    pub decision: Option<domain::selection_review::ReviewDecision>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_comment: Option<String>,
    pub voided_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
