//! Candidates of a contract side by side.

use domain::selection_review::{
    comparison::{ComparedAnswer, ComparedCriterion, Comparison},
    detail::ReviewDetail,
};
use leptos::prelude::*;

use super::{answer_chip, state_chip};
use crate::{components::Chip, paths};

/// The table; it is as wide as there are candidates, and scrolls in itself.
#[component]
pub(super) fn CandidateTable(comparison: Comparison) -> impl IntoView {
    let Comparison { candidates, rows } = comparison;
    let heads = candidates.iter().map(|it| {
        let path = paths::selection_review(it.review.contract_id, it.review.id);
        let name = it.vendor_name.clone();
        view! { <th class="dads-table__col-header" scope="col"><a href=path>{name}</a></th> }
    });
    let heads = heads.collect_view();
    view! {
        <section class="section-follow" aria-labelledby="candidates-heading">
            <h2 class="dads-heading" data-size="20" id="candidates-heading">"候補者の比較"</h2>
            <p>"無効にしたものを除き、候補者ごとの最新の審査を並べています。"</p>
            <div class="dads-table" data-size="dense" tabindex="0" role="region" aria-labelledby="candidates-heading">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"候補者の比較"</caption>
                    <thead><tr><th class="dads-table__col-header" scope="col">"選定の条件"</th>{heads}</tr></thead>
                    <tbody>
                        {facts(&candidates)}
                        {rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// What is said of a candidate besides the criteria.
fn facts(candidates: &[ReviewDetail]) -> impl IntoView + use<> {
    type Fact = fn(&ReviewDetail) -> AnyView;
    let facts: [(&str, Fact); 6] = [
        ("段階", |it| state_chip(it.state).into_any()),
        ("結論", |it| {
            let conclusion = it.review.conclusion.map(|it| it.label());
            let reason = it.review.conclusion_reason.clone();
            view! { {conclusion}<span class="dads-table__sub">{reason}</span> }.into_any()
        }),
        ("認証・登録", |it| certificates(it).into_any()),
        ("指名停止", |it| {
            let held = it.standing.debarment_on(it.review.reviewed_on).is_some();
            let (label, color) = if held {
                ("指名停止中", "red")
            } else {
                ("なし", "green")
            };
            view! { <Chip label color/> }.into_any()
        }),
        ("申告書（様式第13号）", |it| {
            it.review.declaration.map(|it| it.label()).into_any()
        }),
        ("特記事項の事前の提示", |it| {
            let on = it.review.prior_notice_on.map(domain::wareki::long);
            on.or_else(|| it.review.prior_notice_reason.clone())
                .into_any()
        }),
    ];
    let rows = facts.map(|(label, fact)| {
        let cells: Vec<AnyView> = candidates.iter().map(fact).collect();
        view! {
            <tr>
                <th class="dads-table__row-header" scope="row">{label}</th>
                {cells.into_iter().map(|cell| view! { <td class="dads-table__text">{cell}</td> }).collect_view()}
            </tr>
        }
    });
    rows.collect_view()
}

/// Those that hold on the day of the review.
fn certificates(review: &ReviewDetail) -> String {
    let on = review.review.reviewed_on;
    let held: Vec<&str> = review
        .standing
        .certifications
        .iter()
        .filter(|it| it.expires_on.is_none_or(|last| on <= last))
        .map(|it| it.kind.label())
        .collect();
    if held.is_empty() {
        "なし".to_owned()
    } else {
        held.join("、")
    }
}

#[component]
fn Row(row: ComparedCriterion) -> impl IntoView {
    let cell = |cell: ComparedAnswer| {
        let answer = cell.is_asked.then(|| answer_chip(cell.answer));
        let note = if cell.is_asked {
            cell.note
        } else {
            Some("この審査では尋ねていません。".to_owned())
        };
        view! { <td class="dads-table__text">{answer}<span class="dads-table__sub">{note}</span></td> }
    };
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">{row.id}<span class="dads-table__sub">{row.title}</span></th>
            {row.cells.into_iter().map(cell).collect_view()}
        </tr>
    }
}
