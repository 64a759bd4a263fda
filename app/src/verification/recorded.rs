//! What stands about an item: the question with its hints, the last result, the evidence. Shows only.

use domain::{
    library::CheckItem,
    number::file_size,
    verification::{EvidenceFile, RecordedResult, SheetItem},
};
use leptos::prelude::*;

use crate::{
    components::{Chip, Instant, LongDate, result_chip},
    paths,
};

/// The question with its number; goes into the heading or legend of an item.
#[component]
pub(super) fn Question(number: usize, text: String) -> impl IntoView {
    view! {
        <span class="check-item__number">{number}</span>
        <span>{text}</span>
    }
}

/// What the check rests on, what to keep as evidence, how severe a 不適合 is.
#[component]
pub(super) fn Hints(item: CheckItem) -> impl IntoView {
    view! {
        <p class="check-item__basis">{hints(&item)}</p>
        {item.note.map(|note| view! { <p class="check-item__basis">{format!("注：{note}")}</p> })}
    }
}

fn hints(item: &CheckItem) -> String {
    let mut evidence = item.evidence.clone();
    for form in &item.forms {
        let name = format!("様式{form}");
        if !evidence.iter().any(|kept| kept.starts_with(&name)) {
            evidence.push(name);
        }
    }
    let mut parts = vec![item.id.clone()];
    let basis: Vec<&str> = item
        .clauses
        .iter()
        .chain(&item.basis)
        .map(String::as_str)
        .collect();
    if !basis.is_empty() {
        parts.push(format!("根拠：{}", basis.join("、")));
    }
    if !evidence.is_empty() {
        parts.push(format!("残す証拠：{}", evidence.join("、")));
    }
    let severity = match item.severity_max {
        Some(most) if most != item.severity => {
            format!("{}〜{}", item.severity.label(), most.label())
        }
        Some(_) | None => item.severity.label().to_owned(),
    };
    parts.push(format!("不適合の重大度：{severity}"));
    parts.join("　")
}

/// The last result, who recorded it and when.
#[component]
pub(super) fn LastResult(result: RecordedResult) -> impl IntoView {
    view! {
        <div class="check-item__recorded">
            <p>
                "記録済みの結果："{result_chip(result.result)}" "
                {result.note.map(|note| view! { <span>{note}</span> })}
            </p>
            <p class="check-item__basis">
                "点検日："<LongDate date=result.inspected_on/>
                {format!("　方法：{}　点検者：{}　記録：", result.method.label(), result.inspector)}
                <Instant at=result.recorded_at/>
            </p>
        </div>
    }
}

/// Files attached so far.
#[component]
pub(super) fn EvidenceList(files: Vec<EvidenceFile>, number: usize) -> impl IntoView {
    (!files.is_empty()).then(|| {
        view! {
            <ul class="file-list evidence-list" aria-label=format!("添付した証拠（{number}）")>
                {files.into_iter().map(|file| view! {
                    <li class="file-list__item">
                        <a href=paths::file(file.id) rel="external">{file.name}</a>
                        <span class="file-list__meta">{file_size(file.byte_count)}</span>
                    </li>
                }).collect_view()}
            </ul>
        }
    })
}

/// An item for whoever may only read.
#[component]
pub(super) fn ReadOnlyItem(number: usize, item: SheetItem) -> impl IntoView {
    let SheetItem { task, item } = item;
    let id = format!("item-{}", task.id);
    let labelled_by = id.clone();
    view! {
        <section class="check-item" aria-labelledby=labelled_by>
            <h3 class="check-item__question" id=id><Question number text=item.question.clone()/></h3>
            <Hints item/>
            {match task.result {
                Some(result) => view! { <LastResult result/> }.into_any(),
                None => view! { <p><Chip label=task.state.label() color="gray"/></p> }.into_any(),
            }}
            <EvidenceList files=task.evidence number/>
        </section>
    }
}
