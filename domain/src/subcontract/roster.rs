//! 従事者名簿: who works for the contractor, and for whom they really work. An employer who is neither the
//! contractor nor a subcontractor the town agreed to is what nobody saw at 尼崎市 in 令和4年.

mod input;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use input::{ROW_COUNT, RosterDraft, RosterInput, RosterRowInput, read_pasted};

use super::Assessed;
use crate::{
    choice::choices,
    fold::CompanyName,
    id::{ContractId, PersonId, RosterEntryId, SubcontractId},
};

choices! {
    /// 雇用区分.
    EmploymentKind {
        Regular = "regular", "正規・直接雇用";
        Dispatched = "dispatched", "派遣";
        Subcontractor = "subcontractor", "再委託先の従業員";
        Unknown = "unknown", "記載なし";
    }
}

/// 従事者.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterEntry {
    /// Key of the record.
    pub id: RosterEntryId,
    /// The contract.
    pub contract_id: ContractId,
    /// 氏名.
    pub name: String,
    /// 所属事業者名, as the roster says.
    pub employer: String,
    /// 雇用区分.
    pub employment_kind: EmploymentKind,
    /// 役職・役割.
    pub role: Option<String>,
    /// 取扱情報の範囲.
    pub scope: Option<String>,
    /// 従事開始日.
    pub from_on: NaiveDate,
    /// 従事終了日 (last day).
    pub to_on: Option<NaiveDate>,
    /// 誓約書提出日.
    pub pledge_on: Option<NaiveDate>,
    /// 教育受講日.
    pub training_on: Option<NaiveDate>,
    /// Entered here.
    pub recorded_on: NaiveDate,
    /// By whom.
    pub recorded_by: Option<PersonId>,
    /// 無効.
    pub voided_on: Option<NaiveDate>,
    /// Why.
    pub void_reason: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

impl RosterEntry {
    /// True when the worker is on the roster and works on the day.
    #[must_use]
    pub fn is_working_on(&self, day: NaiveDate) -> bool {
        self.recorded_on <= day
            && self.voided_on.is_none_or(|voided| day < voided)
            && self.from_on <= day
            && self.to_on.is_none_or(|last| day <= last)
    }
}

/// For whom a worker works, seen from the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Employer {
    /// The contractor itself.
    Contractor,
    /// A subcontractor the town agreed to.
    Subcontractor(SubcontractId),
    /// A subcontractor of the ledger the town has not agreed to, or whose work is over.
    NotPermitted(String),
    /// Nobody the town knows; the same name with the 法人格 elsewhere, where there is one.
    Unknown { similar: Option<String> },
}

impl Employer {
    /// True when the roster cannot stand as it is.
    #[must_use]
    pub fn is_red(&self) -> bool {
        match self {
            Self::Contractor | Self::Subcontractor(_) => false,
            Self::NotPermitted(_) | Self::Unknown { .. } => true,
        }
    }

    /// Why it is red, and what to do.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Contractor | Self::Subcontractor(_) => None,
            Self::NotPermitted(name) => Some(format!(
                "「{name}」は再委託先として登録されていますが、この日に有効な承諾（許諾）がありません。従事させる前に承諾が要ります。"
            )),
            Self::Unknown { similar: Some(name) } => Some(format!(
                "委託先でも、承諾した再委託先でもありません。「{name}」とは法人格の位置が違い、別の会社のおそれがあります。正しい名称を確かめてください。"
            )),
            Self::Unknown { similar: None } => Some(
                "委託先でも、承諾した再委託先でもありません。承諾のない再委託のおそれがあります（令和4年の尼崎市の事案では、再々委託先の従業員が所属を偽っていました）。委託先に雇用関係の説明を求め、再委託なら申請させてください。"
                    .to_owned(),
            ),
        }
    }
}

/// For whom somebody with this employer works, among the contractor and the subcontractors on a day.
#[must_use]
pub fn employer_of(employer: &str, contractor: Option<&str>, assessed: &[Assessed]) -> Employer {
    let typed = CompanyName::parse(employer);
    if contractor.is_some_and(|name| likeness(&typed, name) == Likeness::Same) {
        return Employer::Contractor;
    }
    let same: Vec<&Assessed> = assessed
        .iter()
        .filter(|it| likeness(&typed, &it.subcontract.name) == Likeness::Same)
        .collect();
    if let Some(permitted) = same.iter().find(|it| it.is_permitted) {
        return Employer::Subcontractor(permitted.subcontract.id);
    }
    if let Some(known) = same.first() {
        return Employer::NotPermitted(known.subcontract.name.clone());
    }
    let names = contractor
        .into_iter()
        .chain(assessed.iter().map(|it| it.subcontract.name.as_str()));
    Employer::Unknown {
        similar: names
            .into_iter()
            .find(|name| likeness(&typed, name) == Likeness::OtherForm)
            .map(str::to_owned),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Same,
    /// The same name with another 法人格, or with it elsewhere: another company.
    OtherForm,
    Different,
}

/// A name without 法人格 is taken for the one with it; 前株 and 後株 are two companies.
fn likeness(typed: &CompanyName, name: &str) -> Likeness {
    let known = CompanyName::parse(name);
    if typed.key() != known.key() {
        return Likeness::Different;
    }
    match (typed.form, known.form) {
        (Some(one), Some(other)) if one != other || typed.position != known.position => {
            Likeness::OtherForm
        }
        _ => Likeness::Same,
    }
}

/// A worker with what is to be said about them on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessedWorker {
    /// The record.
    pub entry: RosterEntry,
    /// True when they work on the day.
    pub is_working: bool,
    /// Their employer.
    pub employer: Employer,
    /// True when no pledge was handed in before they began.
    pub lacks_pledge: bool,
}

/// The roster as of a day: those who work first, then those who no longer or not yet do. Entries made
/// later are left out.
#[must_use]
pub fn assess_roster(
    entries: &[RosterEntry],
    contractor: Option<&str>,
    assessed: &[Assessed],
    day: NaiveDate,
) -> Vec<AssessedWorker> {
    let mut workers: Vec<AssessedWorker> = entries
        .iter()
        .filter(|entry| {
            entry.recorded_on <= day && entry.voided_on.is_none_or(|voided| day < voided)
        })
        .map(|entry| AssessedWorker {
            is_working: entry.is_working_on(day),
            employer: employer_of(&entry.employer, contractor, assessed),
            lacks_pledge: entry.pledge_on.is_none_or(|pledge| entry.from_on < pledge),
            entry: entry.clone(),
        })
        .collect();
    workers.sort_by_key(|worker| (!worker.is_working, worker.entry.from_on, worker.entry.id));
    workers
}

/// How many workers of the day have an employer the town does not know or has not agreed to.
#[must_use]
pub fn red_employers(workers: &[AssessedWorker]) -> usize {
    workers
        .iter()
        .filter(|worker| worker.is_working && worker.employer.is_red())
        .count()
}
