//! The rows of a 別紙 as fields: those there are, and one empty row. More rows come with each save, or at
//! once with JavaScript.

use frontend::MoreRows;
use leptos::prelude::*;

/// Fields called `input[appendices][{number}][{row}][{column}]`.
#[component]
pub fn AppendixRows(
    number: String,
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let open = number == "2" || !rows.is_empty();
    let heading = format!("別紙{number}　{title}（{}行）", rows.len());
    let prefix = format!("input[appendices][{number}]");
    let id = format!("appendix-{number}-rows");
    let empty = Vec::new();
    view! {
        <details class="dads-disclosure" open=open>
            <summary>{heading}</summary>
            <div class="dads-disclosure__body">
                <div id=id.clone()>
                    {rows.iter().chain([&empty]).enumerate().map(|(place, row)| {
                        let legend = format!("{title}　{}行目", place + 1);
                        view! { <Row legend prefix=format!("{prefix}[{place}]") columns=columns.clone() cells=row.clone()/> }
                    }).collect_view()}
                </div>
                <MoreRows rows=id prefix label=title/>
            </div>
        </details>
    }
}

#[component]
fn Row(legend: String, prefix: String, columns: Vec<String>, cells: Vec<String>) -> impl IntoView {
    view! {
        <fieldset class="appendix-row">
            <legend class="appendix-row__legend">{legend}</legend>
            <div class="form__group" data-columns="2">
                {columns.into_iter().enumerate().map(|(column, head)| view! {
                    <label class="appendix-row__cell">
                        <span class="appendix-row__head">{head}</span>
                        <span class="dads-input-text">
                            <input class="dads-input-text__input" type="text" data-size="sm" autocomplete="off"
                                name=format!("{prefix}[{column}]") value=cells.get(column).cloned().unwrap_or_default()/>
                        </span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}
