//! 履歴 of one record: who, when, what, and each field before → after.

use domain::audit::AuditEntry;
use leptos::prelude::*;

use super::value::shown_value;
use crate::components::{Instant, field_label};

/// What happened to a record, newest first.
#[component]
pub fn History(entries: Vec<AuditEntry>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p>"履歴はありません。"</p> }.into_any();
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
                    <Changes changes=entry.changes/>
                </li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}

/// The fields that changed: name, before, after.
#[component]
pub fn Changes(changes: Vec<(String, String, String)>) -> impl IntoView {
    (!changes.is_empty()).then(|| view! {
        <dl class="history__changes">
            {changes.into_iter().map(|(field, before, after)| view! {
                <div>
                    <dt>{field_label(&field)}</dt>
                    <dd>
                        {(!before.is_empty()).then(|| view! {
                            <del><span class="dads-u-visually-hidden">"削除："</span>{shown_value(&field, &before)}</del>
                        })}
                        " "
                        {(!after.is_empty()).then(|| view! {
                            <ins><span class="dads-u-visually-hidden">"追加："</span>{shown_value(&field, &after)}</ins>
                        })}
                    </dd>
                </div>
            }).collect_view()}
        </dl>
    })
}
