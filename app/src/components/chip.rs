//! Chips: a status in words, with a colour that says it again.

use domain::{
    contract::{profile::Confidentiality, summary::ContractStatus},
    verification::CheckResult,
};
use frontend::Chip;
use leptos::prelude::*;

/// ステータス of a contract.
#[must_use]
pub fn status_chip(status: ContractStatus) -> impl IntoView {
    let color = match status {
        ContractStatus::Editing | ContractStatus::Waiting => "gray",
        ContractStatus::Submitted | ContractStatus::Running => "blue",
        ContractStatus::Returned | ContractStatus::Ended => "orange",
        ContractStatus::Approved | ContractStatus::Issued => "light-blue",
        ContractStatus::Closed => "green",
        ContractStatus::Void => "red",
    };
    view! { <Chip label=status.label() color/> }
}

/// 自治体機密性.
#[must_use]
pub fn confidentiality_chip(class: Confidentiality) -> impl IntoView {
    let color = match class {
        Confidentiality::C1 => "gray",
        Confidentiality::C2 => "light-blue",
        Confidentiality::C3C => "yellow",
        Confidentiality::C3B => "orange",
        Confidentiality::C3A => "red",
    };
    view! { <Chip label=class.label().trim_start_matches("自治体") color/> }
}

/// 点検の結果.
#[must_use]
pub fn result_chip(result: CheckResult) -> impl IntoView {
    let color = match result {
        CheckResult::Conform => "green",
        CheckResult::Partial => "orange",
        CheckResult::Nonconform => "red",
        CheckResult::NotApplicable | CheckResult::Unchecked => "gray",
    };
    view! { <Chip label=result.label() color/> }
}
