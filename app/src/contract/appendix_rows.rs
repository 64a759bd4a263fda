//! The rows of a 別紙 as fields: those there are, and one empty row. More rows come with each save, or at
//! once with JavaScript.

use leptos::prelude::*;

/// Fields called `input[appendices][{number}][{row}][{column}]`.
#[component]
pub fn AppendixRows(
    number: String,
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let count = RwSignal::new(rows.len() + 1);
    let open = number == "2" || !rows.is_empty();
    let heading = format!("別紙{number}　{title}（{}行）", rows.len());
    let prefix = format!("input[appendices][{number}]");
    let columns = StoredValue::new(columns);
    let rows = StoredValue::new(rows);
    let label = title.clone();
    view! {
        <details class="dads-disclosure" open=open>
            <summary>{heading}</summary>
            <div class="dads-disclosure__body">
                <For each=move || 0..count.get() key=|row| *row let:row>
                    <fieldset class="appendix-row">
                        <legend class="appendix-row__legend">{format!("{label}　{}行目", row + 1)}</legend>
                        <div class="form__group" data-columns="2">
                            {columns.with_value(Clone::clone).into_iter().enumerate().map(|(column, head)| {
                                let cell = rows.with_value(|rows| rows.get(row).and_then(|row| row.get(column)).cloned());
                                view! {
                                    <label class="appendix-row__cell">
                                        <span class="appendix-row__head">{head}</span>
                                        <span class="dads-input-text">
                                            <input class="dads-input-text__input" type="text" data-size="sm" autocomplete="off"
                                                name=format!("{prefix}[{row}][{column}]") value=cell.unwrap_or_default()/>
                                        </span>
                                    </label>
                                }
                            }).collect_view()}
                        </div>
                    </fieldset>
                </For>
                <button class="dads-button" data-type="outline" data-size="sm" type="submit" name="then" value="stay"
                    on:click=move |event| { event.prevent_default(); count.update(|count| *count += 1); }>
                    "行を追加"
                </button>
            </div>
        </details>
    }
}
