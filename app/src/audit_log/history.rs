//! 履歴 of one record: who, when, what, and each field before → after.

use domain::audit::AuditEntry;
use leptos::prelude::*;

use super::words::Words;
use crate::components::Instant;

/// What happened to a record, newest first.
#[component]
pub fn History(entries: Vec<AuditEntry>, #[prop(optional)] words: Words) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="zero-state">"操作記録はありません。"</p> }.into_any();
    }
    view! {
        <ol class="history">
            {entries.into_iter().map(|entry| view! {
                <li class="history__entry">
                    <div class="history__head">
                        <span class="history__what">{entry.action}</span>
                        <span class="history__when"><Instant at=entry.at/></span>
                        <span class="history__who">{entry.actor}</span>
                    </div>
                    <Changes record=entry.subject_kind changes=entry.changes words=words.clone()/>
                </li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}

/// The fields that changed: name, before, after.
#[component]
pub fn Changes(
    /// Kind of the record.
    record: String,
    changes: Vec<(String, String, String)>,
    #[prop(optional)] words: Words,
) -> impl IntoView {
    let changes = words.of_changes(&record, &changes);
    (!changes.is_empty()).then(|| {
        view! {
            <dl class="history__changes">
                {changes.into_iter().map(|(label, before, after)| view! {
                    <div><dt>{label}</dt><dd><Change before after/></dd></div>
                }).collect_view()}
            </dl>
        }
    })
}

/// Old, then new; a screen reader hears which is which.
#[component]
fn Change(before: String, after: String) -> impl IntoView {
    view! {
        {(!before.is_empty()).then(|| view! {
            <del><span class="dads-u-visually-hidden">"削除："</span>{before}</del>
        })}
        " "
        {(!after.is_empty()).then(|| view! {
            <ins><span class="dads-u-visually-hidden">"追加："</span>{after}</ins>
        })}
    }
}
