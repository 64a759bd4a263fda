//! State, count and address of what is judged, as screens show them.

use domain::coverage::{Counts, State, Subject};
use leptos::prelude::*;

use crate::{components::Chip, paths};

/// The state in words; the colour says it again.
#[must_use]
pub fn state_chip(state: State) -> impl IntoView {
    let color = match state {
        State::Failed => "red",
        State::Caution => "yellow",
        State::Met => "green",
        State::NotApplicable => "gray",
    };
    view! { <Chip label=state.label() color/> }
}

/// State and `適合 12 / 15`.
#[component]
pub fn Standing(counts: Counts) -> impl IntoView {
    let words = if counts.total == 0 {
        "対象なし".to_owned()
    } else {
        format!("{}件中{}件が適合", counts.total, counts.met)
    };
    view! {
        <span class="standing">
            {state_chip(counts.state())}
            <span class="standing__count" aria-hidden="true">{format!("{} / {}", counts.met, counts.total)}</span>
            <span class="dads-u-visually-hidden">{words}</span>
        </span>
    }
}

/// `不適合2、注意1`, or nothing.
#[must_use]
pub fn shortcomings(counts: Counts) -> String {
    let mut words = Vec::new();
    if 0 < counts.failed {
        words.push(format!("不適合{}", counts.failed));
    }
    if 0 < counts.caution {
        words.push(format!("注意{}", counts.caution));
    }
    words.join("、")
}

/// Where the record of a subject is; the tab that shows what the condition is about.
#[must_use]
pub fn address(subject: Subject, condition: &str) -> Option<String> {
    Some(match subject {
        Subject::Contract(id) => match condition {
            "annex" => paths::contract_tab(id, "annex"),
            "items" => paths::contract_tab(id, "clauses"),
            "selected" => paths::contract_tab(id, "selection"),
            "subcontracted" => paths::contract_tab(id, "subcontracts"),
            "employers" => paths::contract_tab(id, "roster"),
            "inspected" | "checked" | "proved" | "found" => {
                paths::contract_tab(id, "verifications")
            }
            _ => paths::contract(id),
        },
        Subject::Unit(_) => paths::COVERAGE_DECLARATIONS.to_owned(),
        Subject::SelfInspection(id, None) => paths::self_inspection(id),
        Subject::SelfInspection(id, Some(unit)) => paths::self_inspection_sheet(id, unit),
        Subject::NoSelfInspection => paths::SELF_INSPECTIONS.to_owned(),
        Subject::Finding(id) => paths::finding(id),
        Subject::Measure(id) => paths::measure(id),
        Subject::Platform(id) => paths::social_media_service(id),
        Subject::Account(id) => paths::social_media_account(id),
        Subject::Regulation(id) => paths::regulation(id),
        Subject::NoRegulation => paths::REGULATIONS.to_owned(),
        Subject::ExternalService(id) => paths::external_service(id),
    })
}
