//! 行を追加: one more empty row at once. Without it the button saves the form, and the page comes back
//! with one more.

use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

/// The button. `rows` is the id of the element whose children are the rows; in the last of them the names
/// of the fields begin with `prefix`, followed by the number of the row in brackets.
#[island]
pub fn MoreRows(rows: String, prefix: String, label: String) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let add = move |event: ev::MouseEvent| {
        if add_row(&rows, &prefix, &label).is_some() {
            event.prevent_default();
        }
    };
    view! {
        <button class="dads-button" data-type="outline" data-size="sm" type="submit" name="then" value="stay"
            node_ref=button on:click=add>
            "行を追加"
        </button>
    }
}

/// Copies the last row, empties the copy and gives it the next number.
fn add_row(rows: &str, prefix: &str, label: &str) -> Option<()> {
    let rows = document().get_element_by_id(rows)?;
    let next = rows.child_element_count();
    let row: Element = rows
        .last_element_child()?
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into()
        .ok()?;
    if let Ok(Some(legend)) = row.query_selector("legend") {
        legend.set_text_content(Some(&format!("{label}　{}行目", next + 1)));
    }
    let fields = row.query_selector_all("input").ok()?;
    let mut first = None;
    for place in 0..fields.length() {
        let field: HtmlInputElement = fields.get(place)?.dyn_into().ok()?;
        let name = field.name();
        let rest = name.strip_prefix(prefix)?.split_once(']')?.1;
        field.set_name(&format!("{prefix}[{next}]{rest}"));
        let _ = field.remove_attribute("value");
        field.set_value("");
        first.get_or_insert(field);
    }
    rows.append_child(&row).ok()?;
    let _ = first?.focus();
    Some(())
}
