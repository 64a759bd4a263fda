//! Who is responsible, in one line on the page of a subject.

use domain::responsibility::{SubjectKey, board::ResponsibleSummary};
use leptos::prelude::*;

use super::{
    api::responsible_summary,
    parts::{Warning, holder_words},
};
use crate::{
    components::{Loaded, LongDate},
    paths,
};

/// [`ResponsibleLine`] of a record, loaded with the page; nothing where nobody is needed or may be seen.
#[component]
pub fn Responsible(subject: SubjectKey) -> impl IntoView {
    let data = responsible_summary(subject);
    view! {
        <Loaded data=data children=shown/>
    }
}

fn shown(summary: Option<ResponsibleSummary>) -> impl IntoView {
    summary.map(|summary| view! { <ResponsibleLine summary/> })
}

/// The section of a subject's page: 責任者, 副責任者, the gap in red, and the way to the history.
#[component]
pub fn ResponsibleLine(summary: ResponsibleSummary) -> impl IntoView {
    let path = paths::responsibility(summary.subject);
    let standing = summary.standing;
    let deputy = standing.deputy.as_ref().map(holder_words);
    let operators: Vec<String> = standing.operators.iter().map(holder_words).collect();
    let owner = standing.owner.clone();
    let reviewed_on = standing.reviewed_on;
    view! {
        <section aria-labelledby="responsible">
            <h2 class="dads-heading" data-size="22" id="responsible">"責任者"</h2>
            <dl class="dads-description-list">
                <div class="dads-description-list__row">
                    <dt>"責任者"</dt>
                    <dd>
                        {match owner {
                            Some(owner) => view! {
                                {holder_words(&owner)}"　"<LongDate date=owner.since/>"から　"
                            }.into_any(),
                            None if summary.is_active => ().into_any(),
                            None => "使用する期間の前か、終わった後です。".into_any(),
                        }}
                        <Warning standing/>
                    </dd>
                </div>
                <div class="dads-description-list__row"><dt>"副責任者"</dt><dd>{deputy}</dd></div>
                {(!operators.is_empty()).then(|| view! {
                    <div class="dads-description-list__row"><dt>"担当者"</dt><dd>{operators.join("、")}</dd></div>
                })}
                <div class="dads-description-list__row">
                    <dt>"最終確認日"</dt>
                    <dd>{reviewed_on.map(|date| view! { <LongDate date/> })}</dd>
                </div>
            </dl>
            <p><a href=path>"責任者の指定・引継ぎ・履歴"</a></p>
        </section>
    }
}
