//! What a row says about a contract, and how that meets what is recorded. An empty cell takes nothing
//! away; what an issued annex was made of stays as it is.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    contract::{
        AmountKind, Contract, ContractState, DocumentKind, ProcurementMethod,
        preparation::Preparation,
        profile::{Confidentiality, Segment},
    },
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId, VendorId},
    import::{amount, choices, contract::ContractRecord, flag::Flag},
    library::{FactId, FactSource},
};

use super::{contract_note::note, unit_index::UnitIndex};
use crate::library::LoadedLibrary;

pub(super) use super::contract_appendices::appendices;

/// A row with everything a contract needs.
pub(super) struct LedgerFields {
    pub(super) contract_no: Option<String>,
    pub(super) fiscal_year: FiscalYear,
    pub(super) title: String,
    pub(super) unit_id: OrganizationUnitId,
    vendor_branch: Option<String>,
    procurement_method: Option<ProcurementMethod>,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    signed_on: Option<NaiveDate>,
    amount: Option<(Option<i64>, AmountKind)>,
    confidentiality: Option<Confidentiality>,
    segment: Option<Segment>,
    /// Facts the ledger has a column for: ticked or not.
    facts: Vec<(&'static str, bool)>,
    personal_info_count: Option<i64>,
    note: Option<String>,
    source: String,
}

impl LedgerFields {
    /// The row, or what it lacks to be a contract.
    pub(super) fn read(
        record: &ContractRecord,
        units: &UnitIndex,
        library: &LoadedLibrary,
        source: String,
    ) -> Result<Self, String> {
        let missing = |column: &str| {
            format!("{column}がありません。台帳に{column}を入力して、もう一度取り込んでください。")
        };
        let title = record.title.clone().ok_or_else(|| missing("件名"))?;
        let unit_id = units.required(record.organization_unit.as_deref(), "所管課")?;
        let starts_on = record
            .start_on
            .ok_or_else(|| missing("履行期間の始まりの日"))?;
        let ends_on = record
            .end_on
            .ok_or_else(|| missing("履行期間の終わりの日"))?;
        Ok(Self {
            contract_no: record.contract_no.clone(),
            fiscal_year: record
                .fiscal_year
                .unwrap_or_else(|| FiscalYear::containing(starts_on)),
            title,
            unit_id,
            vendor_branch: record.vendor_branch.clone(),
            procurement_method: record.procurement_method.map(procurement_method),
            starts_on,
            ends_on,
            signed_on: record.signed_on,
            amount: amount(record),
            confidentiality: record.confidentiality.map(confidentiality),
            segment: record.segment.map(segment),
            facts: facts(record)
                .filter(|(fact, _)| is_given(library, fact))
                .collect(),
            personal_info_count: record.subject_count,
            note: note(record),
            source,
        })
    }

    /// A contract with nothing but its period, to be filled by [`overlay`](Self::overlay).
    pub(super) fn blank(&self, contract_no: String, now: DateTime<Utc>) -> Contract {
        Contract {
            id: ContractId(0),
            contract_no,
            fiscal_year: self.fiscal_year,
            title: String::new(),
            unit_id: self.unit_id,
            vendor_id: None,
            vendor_branch: None,
            procurement_method: None,
            document_kind: DocumentKind::ContractDocument,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            amount_yen: None,
            amount_kind: AmountKind::Unknown,
            prior_notice_on: None,
            signed_on: None,
            signing_method: None,
            confidentiality: None,
            integrity: None,
            availability: None,
            segment: None,
            facts: Vec::new(),
            personal_info_count: None,
            note: None,
            state: ContractState::Drafting,
            preparation: Preparation::Editing,
            void_reason: None,
            drafted_by: None,
            source: Some(self.source.clone()),
            revision: 1,
            updated_at: now,
        }
    }

    /// The contract with what the ledger carries laid over it.
    pub(super) fn overlay(
        &self,
        base: &Contract,
        vendor: Option<VendorId>,
        today: NaiveDate,
    ) -> Contract {
        let (amount_yen, amount_kind) = self.amount.unwrap_or((base.amount_yen, base.amount_kind));
        let mut contract = Contract {
            title: self.title.clone(),
            unit_id: self.unit_id,
            vendor_id: vendor.or(base.vendor_id),
            vendor_branch: self
                .vendor_branch
                .clone()
                .or_else(|| base.vendor_branch.clone()),
            procurement_method: self.procurement_method.or(base.procurement_method),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            signed_on: self.signed_on.or(base.signed_on),
            amount_yen,
            amount_kind,
            confidentiality: self.confidentiality.or(base.confidentiality),
            segment: self.segment.or(base.segment),
            facts: self.facts_over(&base.facts),
            personal_info_count: self.personal_info_count.or(base.personal_info_count),
            note: self.note.clone().or_else(|| base.note.clone()),
            source: base.source.as_ref().map(|_| self.source.clone()),
            ..base.clone()
        };
        // Nobody has concluded a contract without a contractor. What was drafted here is concluded here.
        let is_under_way = contract.signed_on.is_some() || contract.starts_on <= today;
        if base.source.is_some() && is_under_way && contract.vendor_id.is_some() {
            contract.state = ContractState::Concluded;
        }
        contract
    }

    fn facts_over(&self, base: &[String]) -> Vec<String> {
        let ticked = |fact: &str| {
            self.facts
                .iter()
                .any(|(name, holds)| *name == fact && *holds)
        };
        let unticked =
            |fact: &str| self.facts.iter().any(|(name, _)| *name == fact) && !ticked(fact);
        let mut facts: Vec<String> = base
            .iter()
            .filter(|fact| !unticked(fact))
            .cloned()
            .collect();
        facts.extend(
            self.facts
                .iter()
                .filter(|(_, holds)| *holds)
                .map(|(fact, _)| (*fact).to_owned()),
        );
        facts.sort();
        facts.dedup();
        facts
    }
}

/// Keeps what the ledger may not change: once the annex is with the approver, what it is made of; after
/// a renewal, the period. Answers the names of the fields where the ledger says something else.
pub(super) fn hold_back(
    before: &Contract,
    read: Contract,
    term_count: usize,
) -> (Contract, Vec<&'static str>) {
    let mut after = read;
    let mut kept = Vec::new();
    let is_fixed = !before.preparation.is_editable();
    macro_rules! keep {
        ($when:expr, $label:literal, $($field:ident),+) => {
            if $when && ($(after.$field != before.$field)||+) {
                $(after.$field.clone_from(&before.$field);)+
                kept.push($label);
            }
        };
    }
    keep!(is_fixed, "件名", title);
    keep!(is_fixed, "委託先", vendor_id, vendor_branch);
    keep!(is_fixed || 1 < term_count, "履行期間", starts_on, ends_on);
    keep!(is_fixed, "情報の分類", confidentiality);
    keep!(is_fixed, "接続系統", segment);
    keep!(is_fixed, "業務と情報", facts, personal_info_count);
    keep!(
        is_fixed || before.source.is_none(),
        "契約日",
        signed_on,
        state
    );
    (after, kept)
}

/// What the ledger says about facts. 個人番号 is 個人情報 too.
fn facts(record: &ContractRecord) -> impl Iterator<Item = (&'static str, bool)> {
    let personal_info = match record.specific_personal_info {
        Some(Flag::Yes) => Some(Flag::Yes),
        Some(_) | None => record.personal_info,
    };
    [
        ("pi", personal_info),
        ("mynumber", record.specific_personal_info),
        ("subcontract_planned", record.subcontracting),
        ("remote_maint", record.remote_maintenance),
        ("cloud_by_vendor", record.cloud),
    ]
    .into_iter()
    .filter_map(|(fact, flag)| match flag? {
        Flag::Yes => Some((fact, true)),
        Flag::No | Flag::NotApplicable => Some((fact, false)),
        Flag::Pending | Flag::Review => None,
    })
}

fn is_given(library: &LoadedLibrary, fact: &str) -> bool {
    let known = library.rules.find_fact(&FactId::from(fact));
    known.is_some_and(|fact| fact.source == FactSource::Given)
}

/// Yen and kind; `None` where the ledger says nothing usable. A 変更契約 counts.
fn amount(record: &ContractRecord) -> Option<(Option<i64>, AmountKind)> {
    let yen = record.changed_amount.or(record.amount);
    match record.amount_kind {
        Some(amount::AmountKind::UnitPrice) => Some((yen, AmountKind::UnitPrice)),
        Some(amount::AmountKind::Total) => Some((yen, AmountKind::Total)),
        Some(amount::AmountKind::Unknown) | None => yen.map(|yen| (Some(yen), AmountKind::Total)),
    }
}

fn procurement_method(read: choices::ProcurementMethod) -> ProcurementMethod {
    match read {
        choices::ProcurementMethod::OpenBid => ProcurementMethod::OpenBid,
        choices::ProcurementMethod::DesignatedBid => ProcurementMethod::DesignatedBid,
        choices::ProcurementMethod::Proposal => ProcurementMethod::Proposal,
        choices::ProcurementMethod::Negotiated => ProcurementMethod::Negotiated,
    }
}

fn confidentiality(read: choices::Confidentiality) -> Confidentiality {
    match read {
        choices::Confidentiality::C1 => Confidentiality::C1,
        choices::Confidentiality::C2 => Confidentiality::C2,
        choices::Confidentiality::C3C => Confidentiality::C3C,
        choices::Confidentiality::C3B => Confidentiality::C3B,
        choices::Confidentiality::C3A => Confidentiality::C3A,
    }
}

fn segment(read: choices::Segment) -> Segment {
    match read {
        choices::Segment::Mynumber => Segment::MyNumber,
        choices::Segment::Lgwan => Segment::Lgwan,
        choices::Segment::Internet => Segment::Internet,
        choices::Segment::None => Segment::None,
    }
}
