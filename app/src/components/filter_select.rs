//! One choice of a filter: a list with its label, as narrow as the bar it stands in.

use leptos::prelude::*;

use super::{Chevron, each};

/// A list of the filter bar; `all` is what the empty choice says.
#[component]
pub fn FilterSelect(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    value: String,
    /// Value and label of each choice.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let id = format!("filter-{name}");
    view! {
        <div class="filter-bar__field">
            <label class="filter-bar__label" for=id.clone()>{label}</label>
            <span class="dads-select"><span class="dads-select__control">
                <select class="dads-select__select" id=id name=name data-size="sm">
                    <option value="" selected=value.is_empty()>{all}</option>
                    {each(options, |(code, label)| {
                        let selected = code == value;
                        view! { <option value=code selected=selected>{label}</option> }
                    })}
                </select>
                <Chevron/>
            </span></span>
        </div>
    }
}
