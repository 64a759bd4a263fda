//! A column head that sorts, as a link: the order is part of the address.

use leptos::prelude::*;

/// `sort` is the order in the address (`title`, `-title`); `link` makes the address of another order.
#[component]
pub fn SortHeader<F>(
    code: &'static str,
    label: &'static str,
    sort: String,
    link: F,
) -> impl IntoView
where
    F: Fn(&str) -> String,
{
    let ascending = sort == code;
    let descending = sort.strip_prefix('-') == Some(code);
    let next = if ascending {
        format!("-{code}")
    } else {
        code.to_owned()
    };
    let order = match (ascending, descending) {
        (true, _) => Some("ascending"),
        (_, true) => Some("descending"),
        _ => None,
    };
    view! {
        <th class="dads-table__sort-header" scope="col" aria-sort=order>
            <a class="dads-table__sort-button" href=link(&next)>
                {label}
                <span aria-hidden="true">{if ascending { " ▲" } else if descending { " ▼" } else { "" }}</span>
            </a>
        </th>
    }
}
