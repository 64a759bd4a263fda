//! The clauses the facts of the work call for, by the rule the server applies on save.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    contract::{clauses::required_clauses, profile::Profile},
    library::SelectionRules,
};
use leptos::prelude::*;

use crate::{
    page::{follow, follow_ticks},
    parts::level_chip,
};

/// Stands beside the form of a contract's facts: the class in the field of the id `class_control`, the facts
/// in the boxes named `facts_name`. `class` and `facts` are what is chosen at first.
#[island]
pub fn ClausePreview(
    rules: SelectionRules,
    starts_on: NaiveDate,
    class_control: String,
    class: String,
    facts_name: String,
    facts: BTreeSet<String>,
) -> impl IntoView {
    let class = RwSignal::new(class);
    let facts = RwSignal::new(facts);
    let rules = StoredValue::new(rules);
    Effect::new(move |_| {
        follow(&class_control, move |chosen| class.set(chosen));
        follow_ticks(&facts_name, move |ticked| {
            facts.set(ticked.into_iter().collect());
        });
    });
    let profile = Memo::new(move |_| {
        let confidentiality = class.get().parse().ok()?;
        Some(Profile {
            confidentiality,
            given: facts.get(),
            starts_on,
        })
    });
    view! {
        <aside class="clause-preview" aria-labelledby="preview-heading" tabindex="0">
            <h2 class="dads-heading" data-size="18" id="preview-heading">"この内容で必要な条項"</h2>
            {move || match profile.get() {
                Some(profile) => rules.with_value(|rules| preview(rules, &profile)).into_any(),
                None => view! { <p class="clause-preview__summary" role="status">"機密性の分類を選ぶと、必要な条項が理由とともに示されます。"</p> }.into_any(),
            }}
        </aside>
    }
}

fn preview(rules: &SelectionRules, profile: &Profile) -> AnyView {
    use domain::contract::clauses::Level::{Mandatory, Optional, Recommended};
    let Ok(required) = required_clauses(rules, profile) else {
        return view! { <p role="status">"条項集と画面の版が違います。画面を再読み込みしてください。"</p> }.into_any();
    };
    let count = |level| {
        required
            .iter()
            .filter(|clause| clause.level == level)
            .count()
    };
    let summary = format!(
        "必須 {}条、推奨 {}条、任意 {}条",
        count(Mandatory),
        count(Recommended),
        count(Optional)
    );
    let warnings = profile
        .warnings(rules)
        .unwrap_or_default()
        .into_iter()
        .map(|check| check.message.clone())
        .collect::<Vec<_>>();
    let title = |id: &str| {
        rules
            .clauses
            .iter()
            .find(|rule| rule.id == id)
            .map(|rule| rule.title.clone())
            .unwrap_or_default()
    };
    view! {
        <p class="clause-preview__summary" role="status">{summary}</p>
        {warnings.into_iter().map(|words| view! { <p class="clause-preview__warning">{words}</p> }).collect_view()}
        <ol>
            {required.iter().map(|clause| view! {
                <li class="clause-preview__item">
                    <p class="clause-preview__name">
                        {level_chip(Some(clause.level))}
                        <span>{format!("{}（{}）", title(&clause.clause), clause.clause)}</span>
                    </p>
                    <p class="clause-preview__because">{clause.because.sentence(rules)}</p>
                </li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}
