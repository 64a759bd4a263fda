//! Codes that the operation log holds, in the words of the lists they come from.

use domain::{
    authorization::Role,
    contract::{
        AmountKind, ContractState, DocumentKind, ProcurementMethod, SigningMethod,
        profile::{Availability, Confidentiality, Integrity, Segment},
    },
    coverage, exception, finding,
    import::LedgerKind,
    import_run, incident, job,
    organization::{EmploymentKind, OrganType},
    regulation, responsibility, selection_review, self_inspection, social_media, subcontract,
    transfer,
    vendor::{CertificationKind, VendorKind},
    verification::Method,
};

/// The label of the first list that knows the code.
macro_rules! known {
    ($code:expr; $($list:ty),+) => {
        None$(.or_else(|| $code.parse::<$list>().ok().map(|value| value.label())))+
    };
}

/// What the code of a field says, for a kind of record; nothing when the field holds no code.
pub(super) fn label_of_code(record: &str, field: &str, code: &str) -> Option<&'static str> {
    match (record, field) {
        ("ledger", "status") => known!(code; domain::contract::summary::ContractStatus),
        ("ledger", "class") => known!(code; Confidentiality),
        ("ledger", "state") => known!(
            code;
            finding::FindingState, domain::external_service::UseState, social_media::AccountState
        ),
        ("saved_view", "ledger") => known!(code; domain::export::ExportLedger),
        ("finding", "source") => known!(code; finding::FindingSource),
        ("finding", "state") => known!(code; finding::FindingState),
        ("finding", "subject_kind") => known!(code; finding::FindingSubject),
        ("finding", "outcome") => known!(code; finding::ActionOutcome),
        ("contract_measure", "kind") => known!(code; finding::measure::MeasureKind),
        ("contract_measure", "state") => known!(code; finding::measure::MeasureState),
        ("contract_measure", "decision") => known!(code; finding::DecisionResult),
        ("exception", "kind") => known!(code; exception::ExceptionKind),
        ("exception", "rule") => known!(code; exception::ExceptionRule),
        ("exception", "subject_kind") => known!(code; exception::ExceptionSubject),
        ("exception", "state") => known!(code; exception::ExceptionState),
        ("exception", "decision") => known!(code; finding::DecisionResult),
        ("incident", "kind") => known!(code; incident::IncidentKind),
        ("incident", "state") => known!(code; incident::IncidentState),
        ("incident", "subject_kind") => known!(code; incident::SubjectKind),
        ("incident", "personal_info") => known!(code; incident::PersonalInfo),
        ("incident", "intent") => known!(code; incident::Intent),
        ("incident", "publication") => known!(code; incident::Publication),
        ("incident", "step") => known!(code; incident::Step),
        ("social_media_account" | "social_media_service", field) => match field {
            "ownership" => known!(code; social_media::Ownership),
            "state" => known!(code; social_media::AccountState),
            "kind" => known!(code; social_media::EventKind, social_media::ObservationKind),
            "decision" => known!(code; social_media::Decision),
            "answer" => known!(code; social_media::Answer),
            "class" => known!(code; Confidentiality),
            _ => None,
        },
        ("self_inspection", "kind") => known!(code; self_inspection::CampaignKind),
        ("self_inspection", "answer") => known!(code; self_inspection::Answer),
        ("completeness_declaration", "kind") => {
            known!(code; coverage::declaration::DeclarationKind)
        }
        ("completeness_declaration", "answer") => {
            known!(code; coverage::declaration::DeclarationAnswer)
        }
        ("regulation_document", field) => match field {
            "layer" => known!(code; regulation::Layer),
            "topic" => known!(code; regulation::Topic),
            "disclosure" => known!(code; regulation::Disclosure),
            "outcome" => known!(code; regulation::ReviewOutcome),
            _ => None,
        },
        ("vendor", "kind") => known!(code; VendorKind, CertificationKind),
        ("external_service", "kind") => known!(code; CertificationKind),
        ("import_run", "extent") => known!(code; import_run::Extent),
        ("import_run", "import_kind") => LedgerKind::find(code).map(LedgerKind::label),
        ("transfer", "state") => known!(code; transfer::TransferState),
        ("job", "kind") => known!(code; job::JobKind),
        ("job", "state") => known!(code; job::JobState),
        (_, "role") => known!(code; Role, responsibility::ResponsibilityRole),
        (_, "organ_type") => known!(code; OrganType),
        (_, "employment_kind") => known!(code; EmploymentKind, subcontract::roster::EmploymentKind),
        (_, "state") => known!(code; ContractState),
        (_, "confidentiality") => known!(code; Confidentiality),
        (_, "integrity") => known!(code; Integrity),
        (_, "availability") => known!(code; Availability),
        (_, "segment") => known!(code; Segment),
        (_, "procurement_method") => known!(code; ProcurementMethod),
        (_, "document_kind") => known!(code; DocumentKind),
        (_, "amount_kind") => known!(code; AmountKind),
        (_, "signing_method") => known!(code; SigningMethod),
        (_, "method") => known!(code; Method),
        (_, "direction") => known!(code; transfer::Direction),
        (_, "tie") => known!(code; responsibility::input::Tie),
        (_, "consent_kind") => known!(code; subcontract::ConsentKind),
        (_, "outcome") => known!(code; subcontract::Outcome),
        (_, "decision_state") => known!(code; subcontract::DecisionState),
        (_, "review_state") => known!(code; selection_review::ReviewState),
        (_, "declaration") => known!(code; selection_review::Declaration),
        (_, "conclusion") => known!(code; selection_review::Conclusion),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::label_of_code;

    #[test]
    fn a_code_is_read_as_its_record_means_it() {
        let check = |record, field, code, expect: &str| {
            assert_eq!(
                label_of_code(record, field, code),
                Some(expect),
                "{record} {field} {code}"
            );
        };
        check("contract", "state", "concluded", "契約済み");
        check("contract", "method", "on_site", "実地");
        check("person", "role", "auditor", "監査人");
        check("vendor", "kind", "corporation", "法人");
        check("vendor", "kind", "privacy_mark", "プライバシーマーク");
        check("finding", "source", "audit", "監査");
        check("exception", "kind", "risk_acceptance", "リスク受容");
        check(
            "incident",
            "kind",
            "account_takeover",
            "SNSアカウントの乗っ取り",
        );
    }

    #[test]
    fn what_is_no_code_has_no_label() {
        for (record, field, text) in [
            ("contract", "state", "lost"),
            ("contract", "source", "台帳.xlsx / 12行"),
            ("contract", "title", "other"),
        ] {
            assert_eq!(label_of_code(record, field, text), None, "{record} {field}");
        }
    }
}
