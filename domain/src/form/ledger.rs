//! What the ledger of subcontracts can write into a form.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    document::written_date,
    library::LedgerFact::{self, *},
    subcontract::{Assessed, Decision, Outcome, Subcontract, SubcontractState},
    vendor::{Certification, Vendor},
};

/// What is known of one subcontract. What is not known is not there.
pub type LedgerFacts = BTreeMap<LedgerFact, String>;

/// True for a subcontract that a list of all subcontractors of the contract shows: agreed to or asked for, and
/// not over.
#[must_use]
pub fn is_listed(it: &Assessed) -> bool {
    match it.state {
        SubcontractState::Requested
        | SubcontractState::Waiting
        | SubcontractState::Consented
        | SubcontractState::Conditional
        | SubcontractState::Active => true,
        SubcontractState::Refused | SubcontractState::Ended | SubcontractState::Void => false,
    }
}

/// What is known of the subcontract on the day; `company` is its record where it is in the master.
#[must_use]
pub fn facts_of(it: &Assessed, company: Option<&Vendor>, today: NaiveDate) -> LedgerFacts {
    let subcontract = &it.subcontract;
    let of_itself = [
        (SubcontractorName, Some(subcontract.name.clone())),
        (SubcontractorAddress, subcontract.address.clone()),
        (SubcontractDepth, Some(it.depth_label())),
        (SubcontractScope, Some(subcontract.scope.clone())),
        (SubcontractReason, subcontract.reason.clone()),
        (
            SubcontractInformation,
            Some(subcontract.information.clone()),
        ),
        (SubcontractWorkPlace, subcontract.work_place.clone()),
        (SubcontractSafeguards, subcontract.safeguards.clone()),
        (SubcontractSupervision, subcontract.supervision.clone()),
        (SubcontractPeriod, period(subcontract)),
        (ApplicationDate, subcontract.requested_on.map(written_date)),
    ];
    let mut facts: LedgerFacts = known(of_itself).collect();
    if let Some(company) = company {
        facts.extend(known(of_company(company, today)));
    }
    if let Some(decision) = subcontract.decision_on(today, today) {
        facts.extend(known(of_decision(decision)));
    }
    facts
}

fn known<const N: usize>(
    facts: [(LedgerFact, Option<String>); N],
) -> impl Iterator<Item = (LedgerFact, String)> {
    let facts = facts.into_iter();
    let facts = facts.filter_map(|(fact, words)| Some((fact, words?)));
    facts.filter(|(_, words)| !words.is_empty())
}

fn period(subcontract: &Subcontract) -> Option<String> {
    let from = written_date(subcontract.started_on?);
    Some(match subcontract.ended_on {
        Some(to) => format!("{from}から{}まで", written_date(to)),
        None => format!("{from}から"),
    })
}

fn of_company(company: &Vendor, today: NaiveDate) -> [(LedgerFact, Option<String>); 3] {
    let number = company.corporate_number.as_ref();
    let certifications = company.certifications.iter();
    let valid = certifications.filter(|it| it.expires_on.is_none_or(|last| today <= last));
    let valid: Vec<String> = valid.map(certification).collect();
    [
        (SubcontractorNumber, number.map(ToString::to_string)),
        (SubcontractorRepresentative, company.representative.clone()),
        (SubcontractorCertifications, Some(valid.join("\n"))),
    ]
}

/// 情報セキュリティマネジメントシステム　IS 123（令和９年３月31日まで）.
fn certification(it: &Certification) -> String {
    let number = it.number.as_ref().map(|number| format!("　{number}"));
    let last = it
        .expires_on
        .map(|last| format!("（{}まで）", written_date(last)));
    format!(
        "{}{}{}",
        it.kind.label(),
        number.unwrap_or_default(),
        last.unwrap_or_default()
    )
}

fn of_decision(it: &Decision) -> [(LedgerFact, Option<String>); 6] {
    let outcome = match it.outcome {
        Outcome::Granted => "承諾",
        Outcome::Conditional => "条件付き承諾",
        Outcome::Refused => "不承諾",
    };
    let day = written_date(it.decided_on);
    let permits = it.outcome.permits();
    let words = it.conditions.clone();
    [
        (DecisionNumber, it.document_no.clone()),
        (DecisionDate, Some(day.clone())),
        (DecisionOutcome, Some(outcome.to_owned())),
        (ConsentDate, permits.then_some(day)),
        (ConsentConditions, words.clone().filter(|_| permits)),
        (RefusalReason, words.filter(|_| !permits)),
    ]
}
