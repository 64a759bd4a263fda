//! Subcontracts and decisions in the words of the audit log and of a refused update.

use domain::subcontract::{Decision, DecisionState, Subcontract};
use serde_json::{Value, json};

/// What is told of a subcontract.
pub(super) fn told(it: &Subcontract) -> Value {
    json!({
        "subcontractor": it.name,
        "address": it.address,
        "scope": it.scope,
        "reason": it.reason,
        "information": it.information,
        "work_place": it.work_place,
        "safeguards": it.safeguards,
        "supervision": it.supervision,
        "requested_on": it.requested_on,
        "started_on": it.started_on,
        "ended_on": it.ended_on,
        "void_reason": it.void_reason,
    })
}

/// What is told of a decision on a subcontract.
pub(super) fn told_decision(subcontractor: &str, it: &Decision) -> Value {
    let state = it
        .state_on(chrono::NaiveDate::MAX)
        .unwrap_or(DecisionState::Proposed);
    json!({
        "subcontractor": subcontractor,
        "consent_kind": it.kind.label(),
        "outcome": it.outcome.label(),
        "conditions": it.conditions,
        "document_no": it.document_no,
        "decided_on": it.decided_on,
        "decision_state": state.label(),
        "comment": it.comment,
    })
}
