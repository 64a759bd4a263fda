//! `/import/{id}/rows/{sheet}/{row}`: a row cell by cell, as it stands in the file and as it was corrected. While
//! the import is looked at, its cells can be corrected here.

use domain::import_run::{CellView, MessageView, RowDetail, RowPart};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{CorrectImportRow, RowData, load_row};
use crate::{
    components::{
        Breadcrumb, Chip, ErrorSummary, Instant, Loaded, PageHead, WarnOfUnsavedChanges, error_of,
        field_id,
    },
    paths,
};

/// A row of an import.
#[component]
pub fn ImportRowPage() -> impl IntoView {
    let (id, sheet, row) = use_params_map().with_untracked(|params| {
        let of = |name: &str| params.get(name).unwrap_or_default();
        (of("id"), of("sheet"), of("row"))
    });
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let action = ServerAction::<CorrectImportRow>::new();
    let data = load_row(id, sheet, row, held);
    view! { <Loaded data=data children=move |data: RowData| view! { <RowPageView data action/> }/> }
}

#[component]
fn RowPageView(data: RowData, action: ServerAction<CorrectImportRow>) -> impl IntoView {
    let (error, _) = error_of(move || action.value().get());
    let RowDetail { run, row, .. } = data.detail.clone();
    let can_correct = data.detail.can_correct;
    let place = match &row.sheet {
        Some(sheet) => format!("シート「{sheet}」　{}行", row.row),
        None => format!("{}行", row.row),
    };
    let back = format!("{}#rows", paths::import_part(run.id, row.part, 1));
    let meta = view! {
        <span class="u-cluster"><Chip label=row.part.label() color=colour(row.part)/><span>{row.label.clone()}</span></span>
    }
    .into_any();
    // What is said of the row as a whole stands above its cells.
    let mut whole: Vec<String> = row.reason.iter().cloned().collect();
    let said = row
        .messages
        .iter()
        .filter(|message| message.column.is_none());
    whole.extend(said.map(|message| message.text.clone()));
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::IMPORT.to_owned(), "台帳の取込み".to_owned()),
                (paths::import_run(run.id), run.file_name.clone()),
            ]
            here=place.clone()
        />
        <PageHead window=format!("{place} - {}", run.file_name) title=place.clone() meta=Some(meta)/>
        <ErrorSummary error/>
        <div class="import-row">
            {(!whole.is_empty()).then(|| view! {
                <ul class="import-row__reasons">{whole.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            })}
            {if can_correct {
                view! { <RowForm data=data.clone() action back=back.clone()/> }.into_any()
            } else {
                view! {
                    <CellTable cells=data.detail.cells.clone() held=data.held.clone() can_correct/>
                    <p class="section-follow"><a href=back>"取込みに戻る"</a></p>
                }.into_any()
            }}
        </div>
    }
}

fn colour(part: RowPart) -> &'static str {
    match part {
        RowPart::Refused => "red",
        RowPart::Updated => "yellow",
        RowPart::Added => "green",
        RowPart::Unchanged | RowPart::Skipped => "gray",
    }
}

#[component]
fn RowForm(data: RowData, action: ServerAction<CorrectImportRow>, back: String) -> impl IntoView {
    let RowDetail { run, row, .. } = data.detail.clone();
    view! {
        <p>"ここで直した内容は、この取込みだけで使います。送ったファイルは変わりません。「〃」や空欄で上の行と同じとした行は、上の行で直した値になります。"</p>
        <ActionForm action>
            <WarnOfUnsavedChanges/>
            <input type="hidden" name="id" value=run.id.to_string()/>
            <input type="hidden" name="revision" value=run.revision.to_string()/>
            <input type="hidden" name="sheet" value=row.sheet_index.to_string()/>
            <input type="hidden" name="row" value=row.row.to_string()/>
            <CellTable cells=data.detail.cells held=data.held can_correct=true/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"直した内容で読み直す"</button>
                <a class="dads-button" data-type="text" data-size="md" href=back>"直さずに戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn CellTable(
    cells: Vec<CellView>,
    held: std::collections::BTreeMap<String, String>,
    can_correct: bool,
) -> impl IntoView {
    view! {
        <div class="dads-table import-cells" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"行の内容"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"列"</th>
                        <th class="dads-table__col-header" scope="col">"台帳の見出し"</th>
                        <th class="dads-table__col-header" scope="col">"読み取る項目"</th>
                        <th class="dads-table__col-header" scope="col">{if can_correct { "書かれている値（直せます）" } else { "書かれている値" }}</th>
                    </tr>
                </thead>
                <tbody>
                    {cells.into_iter().map(|cell| {
                        let held = held.get(&cell.letters).cloned();
                        view! { <CellRow cell held can_correct/> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn CellRow(cell: CellView, held: Option<String>, can_correct: bool) -> impl IntoView {
    let is_read = cell.label.is_some();
    let is_wrong = cell.messages.iter().any(|message| message.is_error);
    let label = cell
        .label
        .clone()
        .unwrap_or_else(|| "読みません".to_owned());
    let id = field_id(&format!("cells[{}]", cell.letters));
    view! {
        <tr data-muted=(!is_read).then_some("") data-wrong=is_wrong.then_some("")>
            <th class="dads-table__row-header dads-table__short" scope="row">{format!("{}列", cell.letters)}</th>
            <td class="dads-table__text">{cell.head.clone()}</td>
            <td class="dads-table__text">{label}</td>
            <td class="dads-table__text">
                {if can_correct && is_read {
                    view! { <CellField cell=cell.clone() held id=id.clone()/> }.into_any()
                } else {
                    let text = cell.corrected.as_ref().map(|it| it.text.clone());
                    view! { <span class="u-lines">{text.unwrap_or_else(|| cell.written.clone())}</span> }.into_any()
                }}
                <CellNotes id cell/>
            </td>
        </tr>
    }
}

/// One line, or several where the cell has several.
#[component]
fn CellField(cell: CellView, held: Option<String>, id: String) -> impl IntoView {
    let typed = held.or_else(|| cell.corrected.as_ref().map(|it| it.text.clone()));
    let value = typed.unwrap_or_else(|| cell.written.clone());
    let is_wrong = cell.messages.iter().any(|message| message.is_error);
    let name = format!("input[cells][{}]", cell.letters);
    let label = format!("{}列「{}」", cell.letters, cell.head);
    let described = (!cell.messages.is_empty()).then(|| format!("{id}-notes"));
    let lines = value.lines().count();
    let has_lines = 1 < lines || value.contains('\n');
    view! {
        <label class="dads-u-visually-hidden" for=id.clone()>{label}</label>
        {if has_lines {
            view! {
                <span class="dads-textarea">
                    <textarea class="dads-textarea__textarea" id=id name=name rows=lines.clamp(2, 8).to_string()
                        aria-invalid=is_wrong.then_some("true") aria-describedby=described>{format!("\n{value}")}</textarea>
                </span>
            }.into_any()
        } else {
            view! {
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id=id name=name type="text" value=value data-size="sm" data-width="40"
                        autocomplete="off" aria-invalid=is_wrong.then_some("true") aria-describedby=described/>
                </span>
            }.into_any()
        }}
    }
}

/// What was noticed in the cell, and what the file says where something was typed in its place.
#[component]
fn CellNotes(id: String, cell: CellView) -> impl IntoView {
    let messages: Vec<MessageView> = cell.messages;
    view! {
        {(!messages.is_empty()).then(|| view! {
            <ul class="import-cells__notes" id=format!("{id}-notes")>
                {messages.into_iter().map(|message| view! {
                    <li data-error=message.is_error.then_some("")>{message.text}</li>
                }).collect_view()}
            </ul>
        })}
        {cell.corrected.map(|corrected| view! {
            <p class="import-cells__written">
                {if cell.written.is_empty() { "台帳では空欄です。".to_owned() } else { format!("台帳の記載：{}", cell.written) }}
                "（"<Instant at=corrected.at/>{corrected.by.map(|by| format!("　{by}が訂正"))}"）"
            </p>
        })}
    }
}
