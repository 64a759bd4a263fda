//! What was found in the file: sheets and columns; records that come along; the file itself.

use domain::import_run::{ImportDetail, ImportState, OtherRecord, SheetView};
use leptos::prelude::*;

use crate::{audit_log::Changes, components::Chip, paths};

/// Sheets, columns, and the file as it was sent.
#[component]
pub(super) fn Sheets(detail: ImportDetail) -> impl IntoView {
    let run = detail.run;
    let can_choose = detail.can_import && run.state == ImportState::Checking;
    let is_unreadable = detail.sheets.iter().all(|sheet| !sheet.is_read);
    let with_columns: Vec<SheetView> = detail
        .sheets
        .iter()
        .filter(|sheet| !sheet.columns.is_empty())
        .cloned()
        .collect();
    view! {
        <section aria-labelledby="sheets">
            <h2 class="dads-heading" data-size="22" id="sheets">"シートと列"</h2>
            <SheetTable sheets=detail.sheets/>
            {can_choose.then(|| view! {
                <p><a class="dads-button" data-type=if is_unreadable { "solid-fill" } else { "outline" } data-size="md" href=paths::import_columns(run.id)>"列の読み方を変える"</a></p>
            })}
            {with_columns.into_iter().map(|sheet| view! { <ColumnTable sheet is_open=is_unreadable/> }).collect_view()}
            <p class="import-file">
                <a href=paths::import_file(run.id) rel="external">"送ったファイルをそのままダウンロード"</a>
                <span class="import-file__hash">"SHA-256 "<span class="u-mono">{run.sha256}</span></span>
            </p>
        </section>
    }
}

#[component]
fn SheetTable(sheets: Vec<SheetView>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"シート"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"シート"</th>
                        <th class="dads-table__col-header" scope="col">"読み取り"</th>
                        <th class="dads-table__col-header" scope="col">"見出し"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"記録"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"読み飛ばし"</th>
                        <th class="dads-table__col-header" scope="col">"注意"</th>
                    </tr>
                </thead>
                <tbody>
                    {sheets.into_iter().map(|sheet| view! {
                        <tr data-muted=(!sheet.is_read).then_some("")>
                            <th class="dads-table__row-header" scope="row">{sheet.name.unwrap_or_else(|| "（CSV）".to_owned())}</th>
                            <td class="dads-table__status">
                                {if sheet.is_read { view! { <Chip label="読みます" color="green"/> } } else { view! { <Chip label="読みません" color="gray"/> } }}
                            </td>
                            <td class="dads-table__short">{lines(&sheet.header_rows)}</td>
                            <td class="dads-table__numeric">{sheet.is_read.then(|| format!("{}件", sheet.record_count))}</td>
                            <td class="dads-table__numeric">{sheet.is_read.then(|| format!("{}行", sheet.skipped_count))}</td>
                            <td class="dads-table__text">{sheet.notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// 4・5行目.
pub(super) fn lines(rows: &[u32]) -> String {
    let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!("{}行目", rows.join("・"))
    }
}

/// Letter, head, and what the column is read as.
#[component]
fn ColumnTable(sheet: SheetView, is_open: bool) -> impl IntoView {
    let unread = sheet
        .columns
        .iter()
        .filter(|column| column.field.is_none())
        .count();
    let name = sheet
        .name
        .map(|name| format!("「{name}」の"))
        .unwrap_or_default();
    let summary = format!(
        "{name}列の読み方（{}列のうち{}列を読みます）",
        sheet.columns.len(),
        sheet.columns.len() - unread
    );
    view! {
        <details class="dads-disclosure" open=is_open>
            <summary>{summary}</summary>
            <div class="dads-disclosure__body">
                <div class="dads-table" data-size="dense">
                    <table class="dads-table__table" data-cell-border="bottom">
                        <caption class="dads-u-visually-hidden">"列の読み方"</caption>
                        <thead>
                            <tr>
                                <th class="dads-table__col-header" scope="col">"列"</th>
                                <th class="dads-table__col-header" scope="col">"台帳の見出し"</th>
                                <th class="dads-table__col-header" scope="col">"読み取る項目"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {sheet.columns.into_iter().map(|column| {
                                let is_read = column.label.is_some();
                                view! {
                                    <tr data-muted=(!is_read).then_some("")>
                                        <th class="dads-table__row-header dads-table__short" scope="row">{format!("{}列", column.letters)}</th>
                                        <td class="dads-table__text">{column.head}</td>
                                        <td class="dads-table__text">{column.label.unwrap_or_else(|| "読みません".to_owned())}</td>
                                    </tr>
                                }
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </div>
        </details>
    }
}

/// Records that come along with the rows: vendors of a contract ledger; names that may be the same company.
#[component]
pub(super) fn Others(detail: ImportDetail) -> impl IntoView {
    let (others, candidates) = (detail.others, detail.candidates);
    let is_done = detail.run.state == ImportState::Applied;
    let is_empty = others.is_empty() && candidates.is_empty();
    (!is_empty).then(|| view! {
        <section aria-labelledby="others">
            <h2 class="dads-heading" data-size="22" id="others">"委託先"</h2>
            {(!candidates.is_empty()).then(|| view! {
                <p>"同じ会社かもしれません。別の会社として登録します。同じときは、取り込んだ後に片方を直してください。"</p>
                <ul>{candidates.into_iter().map(|names| view! { <li>{names.join("　／　")}</li> }).collect_view()}</ul>
            })}
            {(!others.is_empty()).then(|| view! {
                <details class="dads-disclosure">
                    <summary>{format!("台帳といっしょに登録・変更する委託先　{}件", others.len())}</summary>
                    <div class="dads-disclosure__body">
                        <ul class="import-others">
                            {others.into_iter().map(|record| view! { <Other record is_done/> }).collect_view()}
                        </ul>
                    </div>
                </details>
            })}
        </section>
    })
}

#[component]
fn Other(record: OtherRecord, is_done: bool) -> impl IntoView {
    let vendor = record
        .id
        .filter(|_| record.kind == "vendor" && is_done)
        .map(|id| paths::vendor(domain::id::VendorId(id)));
    let name = match vendor {
        Some(path) => view! { <a href=path>{record.label}</a> }.into_any(),
        None => record.label.into_any(),
    };
    view! {
        <li>
            <p class="u-cluster"><Chip label=record.effect.label() color="gray"/>{name}</p>
            <Changes record=record.kind changes=record.changes/>
        </li>
    }
}
