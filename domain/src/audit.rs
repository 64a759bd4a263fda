//! 操作記録 as screens show it. How entries are chained is the business of `services`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number in the log.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// Kind of the record.
    pub subject_kind: String,
    /// Key of the record.
    pub subject_id: Option<i64>,
    /// The record's name at the time.
    pub subject: String,
    /// Changed fields: name, before, after.
    pub changes: Vec<(String, String, String)>,
}
