//! 適用中の条件: what narrows a ledger, each to be taken off by a link.

use leptos::prelude::*;

use super::LedgerAddress;

/// Name of the parameter, and the condition in words: `所管課：総務課`.
pub type Condition = (&'static str, String);

/// The conditions in force; none where the address names nothing.
#[component]
pub fn FilterChips(at: LedgerAddress, conditions: Vec<Condition>) -> impl IntoView {
    (!conditions.is_empty()).then(|| {
        let names: Vec<&str> = conditions.iter().map(|(name, _)| *name).collect();
        let clear = at.without(&names);
        view! {
            <ul class="filter-chips" aria-label="適用中の条件">
                {conditions.into_iter().map(|(name, words)| view! {
                    <li><a class="filter-chip" href=at.with(name, "")>
                        {words}<span class="filter-chip__remove" aria-hidden="true">"×"</span>
                        <span class="dads-u-visually-hidden">"を外す"</span>
                    </a></li>
                }).collect_view()}
                <li><a class="filter-chips__clear" href=clear>"条件をすべて解除"</a></li>
            </ul>
        }
    })
}

/// How many records each value of a parameter finds, as links that choose it and let go of it.
#[component]
pub fn CountChips(
    at: LedgerAddress,
    name: &'static str,
    label: &'static str,
    /// Code, label and number.
    counts: Vec<(&'static str, &'static str, u64)>,
) -> impl IntoView {
    let current = at.get(name);
    view! {
        <ul class="filter-chips" aria-label=label>
            {counts.into_iter().map(|(code, label, count)| {
                let is_chosen = current == code;
                let path = at.with(name, if is_chosen { "" } else { code });
                view! {
                    <li>
                        <a class="filter-chip" href=path aria-current=is_chosen.then_some("true")>
                            {format!("{label}：{count}件")}
                            {is_chosen.then(|| view! { <span class="dads-u-visually-hidden">"を外す"</span> })}
                        </a>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

/// The condition of a parameter; nothing where it is empty or `words` has none for its value.
#[must_use]
pub fn condition(
    at: &LedgerAddress,
    name: &'static str,
    label: &str,
    words: impl FnOnce(&str) -> Option<String>,
) -> Option<Condition> {
    let value = at.get(name);
    if value.is_empty() {
        return None;
    }
    Some((name, format!("{label}：{}", words(&value)?)))
}

/// The label of a choice of a filter.
#[must_use]
pub fn label_in(options: &[(String, String)], code: &str) -> Option<String> {
    let found = options.iter().find(|(known, _)| known == code);
    found.map(|(_, label)| label.clone())
}
