//! The rows of a part, a page at a time: errors cell by cell, updates old → new.

use domain::{
    id::ImportRunId,
    import::LedgerKind,
    import_run::{ImportDetail, ImportState, MessageView, RowPart, RowView},
};
use leptos::prelude::*;

use super::part::{Messages, Place, RowLink};
use crate::{audit_log::Changes, components::Pager, paths};

/// Tabs of the parts, and the rows of the one that is shown.
#[component]
pub(super) fn RowsByPart(detail: ImportDetail, page: u64, page_size: u64) -> impl IntoView {
    let Some(part) = detail.part else {
        return ().into_any();
    };
    let id = detail.run.id;
    let (kind, state, total) = (detail.run.kind, detail.run.state, detail.total);
    let counts = detail.run.counts;
    let can_correct = detail.can_import && state == ImportState::Checking;
    let link = move |page: u64| format!("{}#rows", paths::import_part(id, part, page));
    view! {
        <section aria-labelledby="rows">
            <h2 class="dads-heading" data-size="22" id="rows">"行ごとの内容"</h2>
            <nav class="dads-tab" aria-label="行の種類">
                <ul class="dads-tab__list">
                    {RowPart::ALL.iter().filter(|it| 0 < counts.of(**it) || **it == part).map(|it| {
                        let path = format!("{}#rows", paths::import_part(id, *it, 1));
                        view! {
                            <li>
                                <a class="dads-tab__tab" href=path aria-current=(*it == part).then_some("page")>
                                    <span>{format!("{} {}", it.label(), counts.of(*it))}</span>
                                </a>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </nav>
            {if detail.rows.is_empty() {
                view! { <p class="zero-state">{nothing(part)}</p> }.into_any()
            } else {
                view! {
                    <RowTable run=id kind state part rows=detail.rows can_correct/>
                    <div class="ledger-bar"><Pager page total size=page_size link label="行のページ"/></div>
                }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn nothing(part: RowPart) -> &'static str {
    match part {
        RowPart::Refused => "取り込めない行はありません。",
        RowPart::Updated => "登録を書き換える行はありません。",
        RowPart::Added => "新しく登録する行はありません。",
        RowPart::Unchanged => "登録と同じ内容の行はありません。",
        RowPart::Skipped => "空の行のほかに、読み飛ばした行はありません。",
    }
}

/// Heads of the columns of a part.
fn heads(kind: LedgerKind, part: RowPart) -> Vec<&'static str> {
    let label = kind.row_label();
    match part {
        RowPart::Refused => vec!["行", label, "列", "書かれている値", "理由と直し方"],
        RowPart::Updated => vec!["行", label, "変わる項目（前 → 後）", "確かめること"],
        RowPart::Added => vec!["行", label, "登録する内容", "確かめること"],
        RowPart::Unchanged => vec!["行", label, "確かめること"],
        RowPart::Skipped => vec!["行", "書かれている内容", "読み飛ばした理由"],
    }
}

#[component]
fn RowTable(
    run: ImportRunId,
    kind: LedgerKind,
    state: ImportState,
    part: RowPart,
    rows: Vec<RowView>,
    can_correct: bool,
) -> impl IntoView {
    view! {
        <div class="dads-table import-rows" data-size="dense" data-part=part.code()>
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">{format!("{}の行", part.label())}</caption>
                <thead>
                    <tr>
                        {heads(kind, part).into_iter().map(|head| view! {
                            <th class="dads-table__col-header" scope="col">{head}</th>
                        }).collect_view()}
                        {(can_correct && part == RowPart::Refused).then(|| view! {
                            <th class="dads-table__col-header" scope="col">"訂正"</th>
                        })}
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|row| match part {
                        RowPart::Refused => view! { <RefusedRow run row can_correct/> }.into_any(),
                        RowPart::Updated => view! { <ChangedRow run kind state row/> }.into_any(),
                        RowPart::Added => view! { <ChangedRow run kind state row/> }.into_any(),
                        RowPart::Unchanged => view! { <SameRow run kind state row/> }.into_any(),
                        RowPart::Skipped => view! { <SkippedRow row/> }.into_any(),
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// One line a reason: the row stands once, beside all of them.
#[component]
fn RefusedRow(run: ImportRunId, row: RowView, can_correct: bool) -> impl IntoView {
    let place = row.clone();
    let path = paths::import_row(run, row.sheet_index, row.row);
    let number = row.row;
    let mut lines: Vec<MessageView> = row
        .messages
        .into_iter()
        .filter(|message| message.is_error)
        .collect();
    if let Some(reason) = row.reason {
        lines.push(MessageView {
            column: None,
            head: None,
            value: None,
            is_error: true,
            text: reason,
            split: Vec::new(),
        });
    }
    let span = (1 < lines.len()).then(|| lines.len().to_string());
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let first = (index == 0).then(|| {
                let (place, span) = (place.clone(), span.clone());
                let label = place.label.clone();
                view! {
                    <th class="dads-table__row-header dads-table__short" scope="rowgroup" rowspan=span.clone()><RowLink run row=place/></th>
                    <td class="dads-table__text" rowspan=span>{label}</td>
                }
            });
            let correct = (can_correct && index == 0).then(|| view! {
                <td class="dads-table__short" rowspan=span.clone()>
                    <a class="dads-button" data-type="outline" data-size="sm" href=path.clone()>
                        <span class="dads-u-visually-hidden">{format!("{number}行を")}</span>"直す"
                    </a>
                </td>
            });
            view! {
                <tr>
                    {first}
                    <td class="dads-table__short">{line.column.map(|column| format!("{column}列"))}<span class="dads-table__sub">{line.head}</span></td>
                    <td class="dads-table__text u-lines">{line.value}</td>
                    <td class="dads-table__text import-rows__reason">{line.text}</td>
                    {correct}
                </tr>
            }
        })
        .collect_view()
}

/// The name of a row, linked to its record when there is one.
#[component]
fn Label(kind: LedgerKind, state: ImportState, row: RowView) -> impl IntoView {
    // What was taken back is no longer there.
    let is_there = row.part != RowPart::Added || state == ImportState::Applied;
    match row.record_id.filter(|_| is_there) {
        Some(id) => view! { <a href=paths::imported_record(kind, id)>{row.label}</a> }.into_any(),
        None => row.label.into_any(),
    }
}

#[component]
fn ChangedRow(
    run: ImportRunId,
    kind: LedgerKind,
    state: ImportState,
    row: RowView,
) -> impl IntoView {
    let record = kind.record_kind();
    let place = row.clone();
    let changes = view! { <Changes record=record.to_owned() changes=row.changes.clone()/> };
    let is_new = row.part == RowPart::Added;
    view! {
        <tr>
            <th class="dads-table__row-header dads-table__short" scope="row"><RowLink run row=place/></th>
            <td class="dads-table__text"><Label kind state row=row.clone()/></td>
            <td class="dads-table__text">
                {if is_new {
                    view! {
                        <details class="import-rows__details"><summary>"登録する内容を見る"</summary>{changes}</details>
                    }.into_any()
                } else {
                    changes.into_any()
                }}
            </td>
            <td class="dads-table__text"><Kept kind kept=row.kept/><Messages messages=row.messages/></td>
        </tr>
    }
}

#[component]
fn SameRow(run: ImportRunId, kind: LedgerKind, state: ImportState, row: RowView) -> impl IntoView {
    let place = row.clone();
    view! {
        <tr>
            <th class="dads-table__row-header dads-table__short" scope="row"><RowLink run row=place/></th>
            <td class="dads-table__text"><Label kind state row=row.clone()/></td>
            <td class="dads-table__text"><Kept kind kept=row.kept/><Messages messages=row.messages/></td>
        </tr>
    }
}

#[component]
fn SkippedRow(row: RowView) -> impl IntoView {
    view! {
        <tr>
            <th class="dads-table__row-header dads-table__short" scope="row"><Place sheet=row.sheet row=row.row/></th>
            <td class="dads-table__text">{row.label}</td>
            <td class="dads-table__short">{row.reason}</td>
        </tr>
    }
}

/// What stays although the ledger says something else.
#[component]
fn Kept(kind: LedgerKind, kept: Vec<String>) -> impl IntoView {
    let why = match kind {
        LedgerKind::Contract => "承認の手続中か特記事項を発行済みのため",
        LedgerKind::Vendor
        | LedgerKind::ExternalService
        | LedgerKind::SocialMediaAccount
        | LedgerKind::Staff
        | LedgerKind::OrganizationUnit => {
            "画面で登録した内容と違うか、あなたの権限では変えられないため"
        }
    };
    (!kept.is_empty()).then(|| {
        view! {
            <p>{format!("{}は、{why}、登録のまま残します。", kept.join("・"))}</p>
        }
    })
}
