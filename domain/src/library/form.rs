//! Records of `forms.toml`: 様式 and 別紙. Types only.

use serde::{Deserialize, Serialize};

use super::Timing;
use crate::document::digits;

/// `forms.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormsFile {
    /// `[[form]]`.
    pub form: Vec<Form>,
    /// `[[appendix]]`.
    pub appendix: Vec<Appendix>,
    /// `[[table]]`.
    pub table: Vec<FormTable>,
}

/// 様式.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// `06`, or `06-2` for a branch.
    pub number: String,
    /// Place in lists.
    pub order: u32,
    /// Title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Clauses that name it.
    pub clauses: Vec<String>,
    /// What it rests on.
    pub basis: Vec<String>,
    /// Who fills it in.
    pub filled_by: FilledBy,
    /// Who fills it in, in words.
    pub filled_by_label: String,
    /// When it is due.
    pub timing: Vec<Timing>,
    /// Key of the setting that gives the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_setting: Option<String>,
    /// When it is due, in words with tokens.
    pub when: String,
    /// How long it is kept.
    pub retention: Retention,
    /// The form it is a branch of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch_of: Option<String>,
    /// Checks it records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_items: Vec<String>,
    /// Documents one number stands for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Where the rows of its table come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_from: Option<RowSource>,
    /// Fields.
    pub fields: Vec<FormField>,
}

/// Where the rows of a form's table come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowSource {
    /// The checks of the contract: a row for each, its question in the first column.
    ContractChecks,
    /// 自己点検の設問.
    SelfInspectionQuestions,
    /// The rows of the 別紙 of this number on the contract, by the columns the fields name.
    Appendix(String),
    /// The subcontracts that are not over: a row for each, by what the fields name of the ledger.
    Subcontracts,
}

/// What the ledger knows of a subcontract, as a field of a form can be filled with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerFact {
    /// 商号又は名称.
    SubcontractorName,
    /// 所在地.
    SubcontractorAddress,
    /// 法人番号.
    SubcontractorNumber,
    /// 代表者職氏名.
    SubcontractorRepresentative,
    /// 認証 that have not expired.
    SubcontractorCertifications,
    /// 再委託, 再々委託 …
    SubcontractDepth,
    /// 業務の範囲.
    SubcontractScope,
    /// 理由.
    SubcontractReason,
    /// 取り扱う情報.
    SubcontractInformation,
    /// 作業場所.
    SubcontractWorkPlace,
    /// 安全管理措置.
    SubcontractSafeguards,
    /// 監督の方法.
    SubcontractSupervision,
    /// From its first day, to its last if there is one.
    SubcontractPeriod,
    /// 申請日.
    ApplicationDate,
    /// 文書番号 of the town's decision.
    DecisionNumber,
    /// The day of the decision.
    DecisionDate,
    /// 承諾, 条件付き承諾 or 不承諾.
    DecisionOutcome,
    /// The day of a decision that permits.
    ConsentDate,
    /// 承諾の条件.
    ConsentConditions,
    /// 不承諾の理由.
    RefusalReason,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Name.
    pub name: String,
    /// Columns below the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Values to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// A column of a table with many rows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub per_row: bool,
    /// The whole group may be given several times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    /// May be left empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_blank: bool,
    /// A remark printed small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the form itself says there, a numbered sentence each; nothing is to be written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<String>,
    /// The column of the 別紙 it is filled from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What it is filled with from the ledger of subcontracts: one, or one for each of its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ledger: Vec<LedgerFact>,
    /// Added when the data was made, not found in research.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decided: bool,
}

/// Who fills a form in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilledBy {
    /// 受託者.
    Contractor,
    /// 従事者本人.
    Worker,
    /// Both sides.
    Both,
    /// 町.
    Town,
}

/// From whose end the years of keeping a form count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// The contract.
    Contract,
    /// The contract and five years.
    #[serde(rename = "contract+5y")]
    ContractAndFiveYears,
    /// The fiscal year.
    FiscalYear,
    /// The incident.
    Incident,
    /// The finding.
    Finding,
    /// The use of the service or account.
    Service,
}

/// 別紙 the clauses refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appendix {
    /// `1` for 別紙１.
    pub number: String,
    /// Title.
    pub title: String,
    /// Clauses that name it.
    pub clauses: Vec<String>,
    /// The clause that brings it into the annex.
    pub introduced_by: String,
    /// Heads of its table.
    pub columns: Vec<String>,
    /// Added when the data was made, not found in research.
    pub decided: bool,
}

/// A table inside annexes or forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormTable {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Forms that hold it.
    pub forms: Vec<String>,
    /// Heads.
    pub columns: Vec<String>,
}

impl Form {
    /// 様式第６号の２.
    #[must_use]
    pub fn name(&self) -> String {
        form_name(&self.number).unwrap_or_else(|| format!("様式{}", self.number))
    }

    /// True for a form about one subcontract.
    #[must_use]
    pub fn is_of_subcontract(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| !field.per_row && !field.ledger.is_empty())
    }
}

/// `06` → 様式第６号, `06-2` → 様式第６号の２.
pub(crate) fn form_name(number: &str) -> Option<String> {
    let (main, branch) = match number.split_once('-') {
        Some((main, branch)) => (main, Some(branch)),
        None => (number, None),
    };
    let main = digits(main.parse().ok()?);
    match branch {
        None => Some(format!("様式第{main}号")),
        Some(branch) => {
            let branch = digits(branch.parse().ok()?);
            Some(format!("様式第{main}号の{branch}"))
        }
    }
}
