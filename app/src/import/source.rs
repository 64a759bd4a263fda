//! 取込元 on the page of a record: file, sheet and row, with a link to the import.

use domain::import_run::{RecordSource, RowPart};
use leptos::prelude::*;

use super::api::load_sources;
use crate::{
    components::{Instant, Loaded},
    paths,
};

type Sourced = Vec<RecordSource>;

/// Where a record came from; nothing for one that was typed in.
#[component]
pub(crate) fn Sources(kind: &'static str, id: i64) -> impl IntoView {
    let data = load_sources(kind, id);
    view! { <Loaded data=data children=|sources: Sourced| view! { <SourceList sources/> }/> }
}

#[component]
fn SourceList(sources: Vec<RecordSource>) -> impl IntoView {
    (!sources.is_empty()).then(|| view! {
        <section class="section-follow" aria-labelledby="sources">
            <h2 class="dads-heading" data-size="20" id="sources">"台帳からの取込み"</h2>
            <ul class="import-sources">
                {sources.into_iter().map(|source| view! { <SourceItem source/> }).collect_view()}
            </ul>
        </section>
    })
}

/// 2026/04/01 09:00　委託契約台帳.xlsx　シート「R8委託契約」　12行　から登録
#[component]
fn SourceItem(source: RecordSource) -> impl IntoView {
    let what = what(&source);
    let sheet = source.sheet.as_ref();
    let sheet = sheet.map(|sheet| format!("　シート「{sheet}」"));
    let (run, place, can_open) = (source.run, source.sheet_index, source.can_open);
    let row = source.row.map(|row| {
        let words = format!("{row}行");
        if can_open {
            view! { "　"<a href=paths::import_row(run, place, row)>{words}</a> }.into_any()
        } else {
            view! { "　"{words} }.into_any()
        }
    });
    let file = if can_open {
        view! { <a href=paths::import_run(run)>{source.file_name}</a> }.into_any()
    } else {
        source.file_name.into_any()
    };
    view! { <li><Instant at=source.taken_at/>"　"{file}{sheet}{row}{what}</li> }
}

fn what(source: &RecordSource) -> String {
    let what = match source.part {
        RowPart::Added => "　から登録",
        RowPart::Updated | RowPart::Refused | RowPart::Unchanged | RowPart::Skipped => {
            "　から書換え"
        }
    };
    let undone = if source.is_undone {
        "（取消済み）"
    } else {
        ""
    };
    format!("{what}{undone}")
}
