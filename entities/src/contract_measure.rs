//! 契約に基づく措置.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_measures")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    pub finding_id: Option<i64>,
    pub kind: domain::finding::measure::MeasureKind,
    #[sea_orm(column_type = "Text", nullable)]
    pub clause: Option<String>,
    pub clause_entry_id: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub basis: String,
    #[sea_orm(column_type = "Text")]
    pub basis_text: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text")]
    pub demand: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub precedence_reason: Option<String>,
    pub reply_due_on: Option<chrono::NaiveDate>,
    pub from_on: Option<chrono::NaiveDate>,
    pub to_on: Option<chrono::NaiveDate>,
    pub amount_yen: Option<i64>,
    pub drafted_on: chrono::NaiveDate,
    pub drafted_by: i64,
    pub decision: Option<domain::finding::DecisionResult>,
    pub decided_on: Option<chrono::NaiveDate>,
    pub decided_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_no: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decided_by_title: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_note: Option<String>,
    pub notice_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub document_no: Option<String>,
    pub notice_file_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub outcome: Option<String>,
    pub closed_on: Option<chrono::NaiveDate>,
    pub closed_by: Option<i64>,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
