//! `/import/{id}/columns`: what each column is read as. The choice is kept for every file with the same heads.

use domain::{import::LedgerKind, import_run::SheetView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{ChooseImportColumns, ColumnData, load_columns},
    sheets::lines,
};
use crate::{
    components::{
        Banner, BannerKind, Breadcrumb, Chevron, ErrorSummary, Loaded, PageHead, error_of,
    },
    paths,
};

/// The columns of an import.
#[component]
pub fn ImportColumnsPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let action = ServerAction::<ChooseImportColumns>::new();
    let data = load_columns(id, held);
    view! {
        <Loaded data=data children=move |data: ColumnData| view! { <ColumnsView data action/> }/>
    }
}

#[component]
fn ColumnsView(data: ColumnData, action: ServerAction<ChooseImportColumns>) -> impl IntoView {
    let (error, _) = error_of(move || action.value().get());
    let run = paths::import_run(data.id);
    let sheets = data.sheets.clone();
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::IMPORT.to_owned(), "台帳の取込み".to_owned()),
                (run.clone(), data.file_name.clone()),
            ]
            here="列の読み方"
        />
        <PageHead title="列の読み方" window=format!("列の読み方 - {}", data.file_name)/>
        <ErrorSummary error/>
        <p>"台帳の見出しを、この台帳のどの項目として読むかを選びます。読まない列は「読まない」にしてください。選んだ読み方は覚えておき、同じ見出しのファイルを送ると、同じように読みます。"</p>
        {sheets.into_iter().enumerate().map(|(place, sheet)| view! {
            <SheetForm data=data.clone() sheet place action/>
        }).collect_view()}
        <p class="section-follow"><a href=run>"取込みに戻る"</a></p>
    }
}

#[component]
fn SheetForm(
    data: ColumnData,
    sheet: SheetView,
    place: usize,
    action: ServerAction<ChooseImportColumns>,
) -> impl IntoView {
    let heading = match &sheet.name {
        Some(name) => format!("シート「{name}」　見出し {}", lines(&sheet.header_rows)),
        None => format!("見出し {}", lines(&sheet.header_rows)),
    };
    let id = format!("sheet-{place}");
    let labelled_by = id.clone();
    let missing = sheet.missing.clone();
    view! {
        <section class="section-follow import-columns" aria-labelledby=labelled_by>
            <h2 class="dads-heading" data-size="22" id=id>{heading}</h2>
            {(!missing.is_empty()).then(|| view! {
                <Banner kind=BannerKind::Warning heading="足りない項目があります">
                    <p>{needed(data.kind, &missing)}</p>
                </Banner>
            })}
            <ActionForm action>
                <input type="hidden" name="id" value=data.id.to_string()/>
                <input type="hidden" name="revision" value=data.revision.to_string()/>
                <input type="hidden" name="sheet" value=place.to_string()/>
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
                                let held = data.held.get(&column.place.to_string()).cloned();
                                let chosen = held.or(column.field).unwrap_or_default();
                                let label = format!("{}列「{}」の読み方", column.letters, column.head);
                                view! {
                                    <tr>
                                        <th class="dads-table__row-header dads-table__short" scope="row">{format!("{}列", column.letters)}</th>
                                        <td class="dads-table__text">{column.head}</td>
                                        <td><FieldSelect sheet=place column=column.place label chosen fields=data.fields.clone()/></td>
                                    </tr>
                                }
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"この読み方で読み直す"</button>
                </div>
            </ActionForm>
        </section>
    }
}

fn needed(kind: LedgerKind, missing: &[String]) -> String {
    format!(
        "{}には「{}」の列が要ります。どの列かを選んでください（・の項目は、どれか1つで足ります）。",
        kind.label(),
        missing.join("」「")
    )
}

#[component]
fn FieldSelect(
    sheet: usize,
    column: usize,
    label: String,
    chosen: String,
    fields: Vec<(String, String)>,
) -> impl IntoView {
    let id = crate::components::field_id(&if sheet == 0 {
        format!("columns[{column}]")
    } else {
        format!("{sheet}-columns[{column}]")
    });
    view! {
        <label class="dads-u-visually-hidden" for=id.clone()>{label}</label>
        <span class="dads-select"><span class="dads-select__control">
            <select class="dads-select__select" id=id name=format!("input[columns][{column}]") data-size="sm">
                <option value="" selected=chosen.is_empty()>"読まない"</option>
                {fields.into_iter().map(|(code, label)| {
                    let selected = code == chosen;
                    view! { <option value=code selected=selected>{label}</option> }
                }).collect_view()}
            </select>
            <Chevron/>
        </span></span>
    }
}
