//! A date in any spelling of 和暦 or 西暦, with both calendars echoed back.

use domain::input::FieldErrors;
use frontend::DateEcho;
use leptos::prelude::*;

use super::field::{Labelled, control_id, described_by, error_text};

/// What the help says unless a page says more.
const SUPPORT: &str = "和暦・西暦のどちらでも入力できます。例）令和9年3月31日、R9.3.31、2027/3/31";

/// A date field. Without JavaScript it is a plain text field; with it, what was typed is read aloud.
#[component]
pub fn DateField(
    field: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    errors: Signal<FieldErrors>,
    #[prop(default = false)] required: bool,
    #[prop(default = SUPPORT)] support: &'static str,
    #[prop(default = "input")] prefix: &'static str,
    #[prop(default = "")] form: &'static str,
) -> impl IntoView {
    let error = error_text(errors, field);
    let name = if prefix.is_empty() {
        field.to_owned()
    } else {
        format!("{prefix}[{field}]")
    };
    view! {
        <Labelled form field label required support error>
            <span class="date-field">
                <span class="dads-input-text">
                    <input
                        class="dads-input-text__input"
                        id=control_id(form, field)
                        name=name
                        type="text"
                        value=value.clone()
                        data-size="md"
                        data-width="20"
                        autocomplete="off"
                        aria-invalid=move || error.get().is_some().then_some("true")
                        aria-describedby=move || described_by(form, field, support, error.get().is_some())
                        aria-required=required.then_some("true")
                    />
                </span>
                <DateEcho control=control_id(form, field) value/>
            </span>
        </Labelled>
    }
}
