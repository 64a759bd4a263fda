//! Boxes of the rows of a list, and what can be done to those that are ticked. The boxes belong to the form
//! below the table, by its id: a plain form, sent by the browser.

use frontend::{TickAll, TickCount};
use leptos::prelude::*;

/// Id of the form.
const FORM: &str = "bulk";
/// Name of the boxes.
pub const TICKED: &str = "id";

/// The head of the column of boxes.
#[component]
pub fn TickHeader(noun: &'static str) -> impl IntoView {
    view! {
        <th class="dads-table__col-header dads-table__select" scope="col">
            <span class="dads-u-visually-hidden">"選択"</span>
            <TickAll name=TICKED.to_owned() label=format!("このページの{noun}をすべて選択")/>
        </th>
    }
}

/// The box of a row. `value` is its key, `label` what the row is called.
#[component]
pub fn Tick(value: String, label: String) -> impl IntoView {
    view! {
        <td class="dads-table__select">
            <label class="dads-checkbox">
                <span class="dads-checkbox__checkbox">
                    <input class="dads-checkbox__input" type="checkbox" name=TICKED value=value form=FORM/>
                </span>
                <span class="dads-u-visually-hidden">{format!("{label}を選択")}</span>
            </label>
        </td>
    }
}

/// The two buttons of 一括変更 in the bar: for what is ticked, and for all `total` that match.
#[component]
pub fn ChangeButtons(action: &'static str, total: u64) -> impl IntoView {
    view! {
        <button class="dads-button" data-type="outline" data-size="sm" type="submit" formaction=action>"まとめて変更"</button>
        <button class="dads-button" data-type="text" data-size="sm" type="submit" formaction=action name="all" value="1">
            {format!("この条件のすべて {total}件を変更")}
        </button>
    }
}

/// The bar below the table: a form that opens `action` with what is ticked and what `hidden` holds. The
/// buttons are the children.
#[component]
pub fn BulkBar(
    action: &'static str,
    noun: &'static str,
    hidden: Vec<(&'static str, String)>,
    children: Children,
) -> impl IntoView {
    let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty());
    view! {
        <form class="bulk-bar" id=FORM method="get" action=action aria-label="一括操作">
            {hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <TickCount name=TICKED.to_owned() noun=noun.to_owned() otherwise=format!("{noun}を選んで、まとめて処理できます。")/>
            <div class="bulk-bar__actions">{children()}</div>
        </form>
    }
}
