//! The forms of the drafting wizard and of the conclusion: as typed → checked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AmountKind, Contract, DocumentKind, ProcurementMethod, SigningMethod,
    clauses::Level,
    decision::{ContractClause, Decision},
    profile::{Availability, Confidentiality, Integrity, Segment},
};
use crate::{
    id::{OrganizationUnitId, VendorId},
    input::{
        FieldError, FieldErrors, chosen, date, line, lines, optional_date, required, whole_number,
    },
    organization::{check_order, optional_choice},
    wareki,
};

/// Largest amount a form takes, in yen.
const AMOUNT_LIMIT: i64 = 100_000_000_000;
/// Largest number of persons a form takes.
const COUNT_LIMIT: i64 = 100_000_000;
/// Most rows an appendix table takes.
pub const APPENDIX_ROW_LIMIT: usize = 60;

/// 相手方: the first step, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyInput {
    pub title: String,
    pub unit_id: String,
    pub vendor_id: String,
    pub vendor_branch: String,
    pub contract_no: String,
    pub procurement_method: String,
    pub document_kind: String,
    pub starts_on: String,
    pub ends_on: String,
    pub amount_yen: String,
    pub amount_kind: String,
    pub prior_notice_on: String,
    pub note: String,
}

/// A checked [`PartyInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyDraft {
    pub title: String,
    pub unit_id: OrganizationUnitId,
    pub vendor_id: Option<VendorId>,
    pub vendor_branch: Option<String>,
    /// `None`: numbered by the program.
    pub contract_no: Option<String>,
    pub procurement_method: Option<ProcurementMethod>,
    pub document_kind: DocumentKind,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub amount_yen: Option<i64>,
    pub amount_kind: AmountKind,
    pub prior_notice_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl PartyInput {
    /// Checks the step.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<PartyDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.take("title", required(&self.title));
        let unit_id = errors.take("unit_id", chosen(&self.unit_id));
        let vendor_id = errors.take("vendor_id", optional_choice(&self.vendor_id));
        let vendor_branch = errors.take("vendor_branch", line(&self.vendor_branch));
        let contract_no = errors.take("contract_no", line(&crate::fold::code(&self.contract_no)));
        let procurement_method = errors.take(
            "procurement_method",
            optional_choice(&self.procurement_method),
        );
        let document_kind = errors.take("document_kind", self.document_kind.parse());
        let starts_on = errors.take("starts_on", date(&self.starts_on));
        let ends_on = errors.take("ends_on", date(&self.ends_on));
        let amount_yen = errors.take(
            "amount_yen",
            whole_number(&self.amount_yen, 0, AMOUNT_LIMIT),
        );
        let amount_kind = errors.take("amount_kind", self.amount_kind.parse());
        let prior_notice_on = errors.take("prior_notice_on", optional_date(&self.prior_notice_on));
        let note = errors.take("note", lines(&self.note));
        check_order(&mut errors, "ends_on", starts_on, ends_on);
        errors.into_result()?;
        let missing = FieldErrors::default;
        Ok(PartyDraft {
            title: title.ok_or_else(missing)?,
            unit_id: unit_id.ok_or_else(missing)?,
            vendor_id: vendor_id.ok_or_else(missing)?,
            vendor_branch: vendor_branch.ok_or_else(missing)?,
            contract_no: contract_no.ok_or_else(missing)?,
            procurement_method: procurement_method.ok_or_else(missing)?,
            document_kind: document_kind.ok_or_else(missing)?,
            starts_on: starts_on.ok_or_else(missing)?,
            ends_on: ends_on.ok_or_else(missing)?,
            amount_yen: amount_yen.ok_or_else(missing)?,
            amount_kind: amount_kind.ok_or_else(missing)?,
            prior_notice_on: prior_notice_on.ok_or_else(missing)?,
            note: note.ok_or_else(missing)?,
        })
    }
}

impl From<&Contract> for PartyInput {
    fn from(contract: &Contract) -> Self {
        Self {
            title: contract.title.clone(),
            unit_id: contract.unit_id.to_string(),
            vendor_id: contract
                .vendor_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            vendor_branch: contract.vendor_branch.clone().unwrap_or_default(),
            contract_no: contract.contract_no.clone(),
            procurement_method: contract
                .procurement_method
                .map(|it| it.code().to_owned())
                .unwrap_or_default(),
            document_kind: contract.document_kind.code().to_owned(),
            starts_on: wareki::long(contract.starts_on),
            ends_on: wareki::long(contract.ends_on),
            amount_yen: contract
                .amount_yen
                .map(|yen| yen.to_string())
                .unwrap_or_default(),
            amount_kind: contract.amount_kind.code().to_owned(),
            prior_notice_on: contract
                .prior_notice_on
                .map(wareki::long)
                .unwrap_or_default(),
            note: contract.note.clone().unwrap_or_default(),
        }
    }
}

/// Rows of an appendix table, exactly as typed: row by row, cell by cell.
pub type AppendixRowsInput = Vec<Vec<String>>;

/// 業務と情報: the second step, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileInput {
    pub confidentiality: String,
    pub integrity: String,
    pub availability: String,
    pub segment: String,
    pub facts: Vec<String>,
    pub personal_info_count: String,
    /// 別紙 by number: 1 適用する規程, 2 情報取扱一覧, 3 サービスレベル.
    pub appendices: BTreeMap<String, AppendixRowsInput>,
}

/// A checked [`ProfileInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDraft {
    pub confidentiality: Confidentiality,
    pub integrity: Option<Integrity>,
    pub availability: Option<Availability>,
    pub segment: Option<Segment>,
    pub facts: Vec<String>,
    pub personal_info_count: Option<i64>,
    pub appendices: BTreeMap<String, AppendixRowsInput>,
}

impl ProfileInput {
    /// Checks the step. That the facts exist is for the library to say, when clauses are selected.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<ProfileDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let confidentiality = errors.take("confidentiality", self.confidentiality.parse());
        let integrity = errors.take("integrity", optional_choice(&self.integrity));
        let availability = errors.take("availability", optional_choice(&self.availability));
        let segment = errors.take("segment", optional_choice(&self.segment));
        let personal_info_count = errors.take(
            "personal_info_count",
            whole_number(&self.personal_info_count, 0, COUNT_LIMIT),
        );
        let appendices = errors.take("appendices", checked_appendices(&self.appendices));
        errors.into_result()?;
        let missing = FieldErrors::default;
        let mut facts = self.facts.clone();
        facts.sort();
        facts.dedup();
        Ok(ProfileDraft {
            confidentiality: confidentiality.ok_or_else(missing)?,
            integrity: integrity.ok_or_else(missing)?,
            availability: availability.ok_or_else(missing)?,
            segment: segment.ok_or_else(missing)?,
            facts,
            personal_info_count: personal_info_count.ok_or_else(missing)?,
            appendices: appendices.ok_or_else(missing)?,
        })
    }
}

fn checked_appendices(
    appendices: &BTreeMap<String, AppendixRowsInput>,
) -> Result<BTreeMap<String, AppendixRowsInput>, FieldError> {
    appendices
        .iter()
        .map(|(number, rows)| Ok((number.clone(), checked_rows(rows)?)))
        .collect()
}

/// Empty rows go; cells are limited in length.
fn checked_rows(rows: &AppendixRowsInput) -> Result<AppendixRowsInput, FieldError> {
    let mut checked = Vec::new();
    for row in rows {
        let cells = row
            .iter()
            .map(|cell| lines(cell).map(Option::unwrap_or_default));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        if cells.iter().any(|cell| !cell.is_empty()) {
            checked.push(cells);
        }
    }
    if checked.len() <= APPENDIX_ROW_LIMIT {
        Ok(checked)
    } else {
        Err(FieldError::Other(format!(
            "別紙の表は{APPENDIX_ROW_LIMIT}行以内にしてください（現在{}行）。",
            checked.len()
        )))
    }
}

/// What was decided about one clause, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub decision: String,
    pub reason: String,
    pub expires_on: String,
}

/// How an item without a clause is covered, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CoverInput {
    /// `""`, `vendor_terms` or `waived`.
    pub kind: String,
    pub note: String,
}

/// 条項: the third step, exactly as typed. Keys are ids of clauses and of contract items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClausesInput {
    pub decisions: BTreeMap<String, DecisionInput>,
    pub covers: BTreeMap<String, CoverInput>,
    /// A clause to add that the facts do not call for.
    pub add: String,
}

impl ClausesInput {
    /// Applies the decisions to the clauses of the contract.
    ///
    /// # Errors
    /// A missing reason or a wrong date, by field (`decisions[SEC-03][reason]`).
    pub fn apply(
        &self,
        clauses: &[ContractClause],
        today: NaiveDate,
    ) -> Result<Vec<ContractClause>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decided = clauses
            .iter()
            .map(|clause| match self.decisions.get(&clause.clause) {
                Some(input) => input.apply(clause, today, &mut errors),
                None => clause.clone(),
            })
            .collect();
        errors.into_result()?;
        Ok(decided)
    }
}

impl DecisionInput {
    fn apply(
        &self,
        clause: &ContractClause,
        today: NaiveDate,
        errors: &mut FieldErrors,
    ) -> ContractClause {
        let field = |name: &str| format!("decisions[{}][{name}]", clause.clause);
        let decision = errors
            .take(&field("decision"), self.decision.parse())
            .unwrap_or(clause.decision);
        let reason = errors.take(&field("reason"), lines(&self.reason)).flatten();
        let expires_on = errors
            .take(&field("expires_on"), optional_date(&self.expires_on))
            .flatten();
        let left_out = decision == Decision::LeftOut;
        let needs_reason = matches!(clause.level, Some(Level::Mandatory | Level::Recommended));
        if left_out && needs_reason && reason.is_none() {
            errors.add(&field("reason"), FieldError::ReasonRequired);
        }
        if left_out && clause.level == Some(Level::Mandatory) {
            match expires_on {
                None => errors.add(
                    &field("expires_on"),
                    FieldError::Other(
                        "必須の条項を入れないときは、いつまで認めるかを入力してください。"
                            .to_owned(),
                    ),
                ),
                Some(last) if last < today => errors.add(
                    &field("expires_on"),
                    FieldError::Other("期限は今日以後の日にしてください。".to_owned()),
                ),
                Some(_) => {}
            }
        }
        ContractClause {
            decision,
            reason: if left_out { reason } else { None },
            expires_on: if left_out { expires_on } else { None },
            approver: None,
            ..clause.clone()
        }
    }
}

/// 契約の締結, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConclusionInput {
    pub signed_on: String,
    pub signing_method: String,
}

/// A checked [`ConclusionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionDraft {
    pub signed_on: NaiveDate,
    pub signing_method: SigningMethod,
}

impl ConclusionInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; a 契約日 in the future.
    pub fn check(&self, today: NaiveDate) -> Result<ConclusionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let signed_on = errors.take("signed_on", date(&self.signed_on));
        let signing_method = errors.take("signing_method", self.signing_method.parse());
        if signed_on.is_some_and(|day| today < day) {
            errors.add(
                "signed_on",
                FieldError::Other(
                    "契約日が今日より後です。締結した日を入力してください。".to_owned(),
                ),
            );
        }
        match (signed_on, signing_method) {
            (Some(signed_on), Some(signing_method)) if errors.is_empty() => Ok(ConclusionDraft {
                signed_on,
                signing_method,
            }),
            _ => Err(errors),
        }
    }
}
