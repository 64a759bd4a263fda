//! 契約項目: what a contract has to say, and how far it does.

use domain::contract::coverage::{ItemCoverage, ItemStatus};
use leptos::prelude::*;

use crate::components::Chip;

/// State of a cell, for its colour.
fn state(status: &ItemStatus) -> (&'static str, &'static str) {
    match status {
        ItemStatus::Covered { .. } => ("met", "green"),
        ItemStatus::ByVendorTerms { .. } => ("met", "light-blue"),
        ItemStatus::Waived { .. } => ("partial", "orange"),
        ItemStatus::NotNeeded => ("not-applicable", "gray"),
        ItemStatus::Missing { .. } => ("missing", "red"),
    }
}

/// The items as a grid, one cell each.
#[component]
pub fn CoverageGrid(coverage: Vec<ItemCoverage>) -> impl IntoView {
    let missing = coverage
        .iter()
        .filter(|item| matches!(item.status, ItemStatus::Missing { .. }))
        .count();
    let summary = if missing == 0 {
        format!("{}項目に不足はありません。", coverage.len())
    } else {
        format!(
            "{}項目のうち、{missing}項目が不足しています。",
            coverage.len()
        )
    };
    (!coverage.is_empty()).then(|| {
        view! {
            <section class="section-follow" aria-labelledby="coverage-heading">
                <h2 class="dads-heading" data-size="20" id="coverage-heading">"契約項目の充足"</h2>
                <p>{summary}</p>
                <ul class="coverage-grid">
                    {coverage.into_iter().map(|item| {
                        let (state, color) = state(&item.status);
                        view! {
                            <li class="coverage-grid__cell" data-state=state>
                                <span class="coverage-grid__code">{item.item}</span>
                                <Chip label=item.status.label() color/>
                                <span class="coverage-grid__text">{item.title}</span>
                                <span class="coverage-grid__clauses">{item.status.reason()}</span>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}
