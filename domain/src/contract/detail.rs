//! A contract with everything its pages show.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Contract, ContractTerm,
    change::ContractChangeState,
    clauses::Level,
    coverage::{ItemCover, ItemCoverage},
    decision::ContractClause,
    summary::ContractStatus,
};
use crate::{
    annex::AnnexState,
    exception::{WaiverState, waiver_state},
    id::{AnnexId, FileId},
    selection_review::Standing,
};

/// 契約 with names, clauses, cover of the contract items, appendices and annexes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractDetail {
    pub contract: Contract,
    /// ステータス on the day it was loaded.
    pub status: ContractStatus,
    /// 所管課.
    pub unit_name: String,
    /// 委託先.
    pub vendor_name: Option<String>,
    /// Who drafted it.
    pub drafted_by: Option<String>,
    /// Who submitted it.
    pub submitted_by: Option<String>,
    /// Who approved it or sent it back.
    pub decided_by: Option<String>,
    /// 期, in order.
    pub terms: Vec<ContractTerm>,
    /// Clauses, in the order of the library.
    pub clauses: Vec<ClauseDetail>,
    /// 契約項目 K, N, P.
    pub coverage: Vec<ItemCoverage>,
    /// What covers items without a clause.
    pub covers: Vec<ItemCover>,
    /// Labels of the ticked facts, as one line.
    pub fact_labels: Option<String>,
    /// Contradictions in the profile.
    pub warnings: Vec<String>,
    /// 別紙.
    pub appendices: Vec<AppendixDetail>,
    /// Issued annexes, newest first.
    pub annexes: Vec<AnnexSummary>,
    /// Whether the vendor was selected by an approved review.
    pub selection: Standing,
    /// Mandatory clauses whose leaving out was agreed to until a day that has passed.
    pub expired_waivers: Vec<ExpiredWaiver>,
    /// The 変更契約 that is under way.
    pub change: Option<ContractChangeState>,
    /// What the person who asks may do now.
    pub can: Abilities,
}

/// 適用除外 whose end has passed: the clause is missing again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpiredWaiver {
    /// Id in the library.
    pub clause: String,
    /// Name in lists.
    pub title: String,
    /// The last day it held.
    pub expired_on: NaiveDate,
}

/// The waivers among the clauses that have expired by the day.
#[must_use]
pub fn expired_waivers(clauses: &[ClauseDetail], day: NaiveDate) -> Vec<ExpiredWaiver> {
    let expired = |it: &ClauseDetail| {
        let clause = &it.on_contract;
        let last = clause.expires_on.filter(|_| clause.is_waiver())?;
        let state = waiver_state(clause.approver.is_some(), Some(last), day);
        (state == WaiverState::Expired).then(|| ExpiredWaiver {
            clause: clause.clause.clone(),
            title: it.title.clone(),
            expired_on: last,
        })
    };
    clauses.iter().filter_map(expired).collect()
}

/// A clause on the contract with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseDetail {
    /// What was decided.
    pub on_contract: ContractClause,
    /// Name in lists.
    pub title: String,
    /// The text, with its tokens.
    pub body: String,
    /// Why it is proposed, as a sentence.
    pub because: String,
    /// Version of the clause.
    pub version: i32,
}

impl ClauseDetail {
    /// 必須・推奨・任意・追加.
    #[must_use]
    pub fn level_label(&self) -> &'static str {
        self.on_contract.level.map_or("追加", Level::label)
    }
}

/// 別紙 as a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppendixDetail {
    /// `1`, `2`, `3`.
    pub number: String,
    /// 情報取扱一覧 …
    pub title: String,
    /// Heads.
    pub columns: Vec<String>,
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
}

/// An issued annex, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnexSummary {
    pub id: AnnexId,
    /// 文書番号.
    pub document_no: String,
    pub state: AnnexState,
    pub file_id: FileId,
    /// SHA-256 of the PDF.
    pub sha256: String,
    pub issued_at: DateTime<Utc>,
    pub issued_by: String,
}

/// What somebody may do with a contract in its present state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abilities {
    /// Change and submit.
    pub edit: bool,
    /// Approve or send back.
    pub decide: bool,
    /// Why an approver may not decide, where it is their own submission.
    pub own_submission: bool,
    /// Issue the annex.
    pub issue: bool,
    /// Take up work on the annex again.
    pub reopen: bool,
    /// Record the 契約日.
    pub conclude: bool,
    /// Add a term.
    pub renew: bool,
    /// Confirm that everything at the end is done.
    pub close: bool,
    /// Take out of use.
    pub void: bool,
    /// Record results of checks.
    pub record_result: bool,
}
