//! 台帳の取込み.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_runs")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub state: domain::import_run::ImportState,
    pub file_id: i64,
    /// Sheets and columns as they were read.
    pub sheets: Json,
    pub counts: Json,
    /// Groups of names of vendors that may be the same.
    pub candidates: Json,
    /// SHA-256 of what would become of the rows.
    pub digest: String,
    pub sent_by: Option<i64>,
    pub sent_at: chrono::DateTime<chrono::Utc>,
    pub decided_by: Option<i64>,
    pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
    pub extent: Option<domain::import_run::Extent>,
    pub undone_by: Option<i64>,
    pub undone_at: Option<chrono::DateTime<chrono::Utc>>,
    pub revision: i32,
    /// The job that takes it in, when it is a long one.
    pub job_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
