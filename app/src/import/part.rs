//! Small parts of the rows of a file: where a row stands, what was noticed in it.

use domain::{
    id::ImportRunId,
    import_run::{MessageView, RowView},
};
use leptos::prelude::*;

use crate::paths;

/// `R8委託契約` 12行.
#[component]
pub(super) fn Place(sheet: Option<String>, row: u32) -> impl IntoView {
    view! {
        {sheet.map(|sheet| view! { <span class="dads-table__sub">{sheet}</span> })}
        {format!("{row}行")}
    }
}

/// The same, as a link to the row cell by cell.
#[component]
pub(super) fn RowLink(run: ImportRunId, row: RowView) -> impl IntoView {
    let path = paths::import_row(run, row.sheet_index, row.row);
    view! {
        {row.sheet.map(|sheet| view! { <span class="dads-table__sub">{sheet}</span> })}
        <a href=path>{format!("{}行", row.row)}</a>
    }
}

/// K列　法人番号「8.99E+12」
pub(super) fn cell_words(message: &MessageView) -> String {
    let column = message.column.as_ref().map(|column| format!("{column}列"));
    let value = message.value.as_ref();
    let value = value.map(|value| format!("「{}」", value.replace('\n', " ")));
    let parts: Vec<String> = [column, message.head.clone(), value]
        .into_iter()
        .flatten()
        .collect();
    parts.join("　")
}

/// What was noticed, cell by cell.
#[component]
pub(super) fn Messages(messages: Vec<MessageView>) -> impl IntoView {
    (!messages.is_empty()).then(|| {
        view! {
            <ul class="import-messages">
                {messages.into_iter().map(|message| view! {
                    <li>
                        <span class="import-messages__cell">{cell_words(&message)}</span>
                        {message.text}
                    </li>
                }).collect_view()}
            </ul>
        }
    })
}
