//! Fields of forms: label, whether it must be filled, help, control, error — in this order.

use domain::input::FieldErrors;
use frontend::Requirement;
use leptos::prelude::*;

/// The error of a field, out of those of the form.
pub(super) fn error_text(
    errors: Signal<FieldErrors>,
    field: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || errors.with(|errors| errors.get(field).map(ToString::to_string)))
}

/// The id of a field's control; the summary of errors links to it.
#[must_use]
pub fn field_id(field: &str) -> String {
    let plain: String = field
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("f-{plain}")
}

/// The same where a page has several forms: `form` tells them apart, and is empty where there is one.
pub(super) fn control_id(form: &str, field: &str) -> String {
    if form.is_empty() {
        field_id(field)
    } else {
        field_id(&format!("{form}-{field}"))
    }
}

/// Label above, help below it, then the control and its error.
#[component]
pub(super) fn Labelled(
    form: &'static str,
    field: &'static str,
    label: &'static str,
    required: bool,
    support: &'static str,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let id = control_id(form, field);
    view! {
        <div class="dads-form-control-label" data-size="md">
            <label class="dads-form-control-label__label" for=id.clone()>
                {label}<Requirement required/>
            </label>
            {(!support.is_empty()).then(|| view! {
                <p class="dads-form-control-label__support-text" id=format!("{id}-support")>{support}</p>
            })}
            {children()}
            {move || error.get().map(|text| view! {
                <p class="dads-form-control-label__error-text" id=format!("{}-error", control_id(form, field))>{format!("＊{text}")}</p>
            })}
        </div>
    }
}

/// Ids of help and error, for `aria-describedby`; the error first.
pub(super) fn described_by(
    form: &str,
    field: &str,
    support: &str,
    has_error: bool,
) -> Option<String> {
    let id = control_id(form, field);
    let mut ids = Vec::new();
    if has_error {
        ids.push(format!("{id}-error"));
    }
    if !support.is_empty() {
        ids.push(format!("{id}-support"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// One line of text.
#[component]
pub fn TextField(
    /// Name in the input struct; the control is called `{prefix}[{field}]`.
    field: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    errors: Signal<FieldErrors>,
    #[prop(default = false)] required: bool,
    #[prop(default = "")] support: &'static str,
    /// Characters of width: 4, 8, 12, 20, 40.
    #[prop(default = "40")]
    width: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "input")] prefix: &'static str,
    /// Tells the forms of one page apart.
    #[prop(default = "")]
    form: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
) -> impl IntoView {
    let error = error_text(errors, field);
    let name = if prefix.is_empty() {
        field.to_owned()
    } else {
        format!("{prefix}[{field}]")
    };
    view! {
        <Labelled form field label required support error>
            <span class="dads-input-text">
                <input
                    class="dads-input-text__input"
                    id=control_id(form, field)
                    name=name
                    type=kind
                    value=value
                    data-size="md"
                    data-width=width
                    autocomplete=autocomplete
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby=move || described_by(form, field, support, error.get().is_some())
                    aria-required=required.then_some("true")
                />
            </span>
        </Labelled>
    }
}

/// Several lines of text.
#[component]
pub fn TextAreaField(
    field: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    errors: Signal<FieldErrors>,
    #[prop(default = false)] required: bool,
    #[prop(default = "")] support: &'static str,
    #[prop(default = "input")] prefix: &'static str,
    /// Tells the forms of one page apart.
    #[prop(default = "")]
    form: &'static str,
    #[prop(default = 3)] rows: u32,
) -> impl IntoView {
    let error = error_text(errors, field);
    let name = if prefix.is_empty() {
        field.to_owned()
    } else {
        format!("{prefix}[{field}]")
    };
    view! {
        <Labelled form field label required support error>
            <span class="dads-textarea">
                <textarea
                    class="dads-textarea__textarea"
                    id=control_id(form, field)
                    name=name
                    rows=rows
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby=move || described_by(form, field, support, error.get().is_some())
                    aria-required=required.then_some("true")
                >{value}</textarea>
            </span>
        </Labelled>
    }
}

/// A choice out of a list.
#[component]
pub fn SelectField(
    field: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    /// Value and label of each choice.
    options: Vec<(String, String)>,
    errors: Signal<FieldErrors>,
    #[prop(default = false)] required: bool,
    #[prop(default = "")] support: &'static str,
    #[prop(default = "input")] prefix: &'static str,
    /// Tells the forms of one page apart.
    #[prop(default = "")]
    form: &'static str,
    /// Words of the empty choice.
    #[prop(default = "選択してください")]
    empty: &'static str,
) -> impl IntoView {
    let error = error_text(errors, field);
    let name = if prefix.is_empty() {
        field.to_owned()
    } else {
        format!("{prefix}[{field}]")
    };
    let chosen = value;
    view! {
        <Labelled form field label required support error>
            <span class="dads-select">
                <span class="dads-select__control">
                    <select
                        class="dads-select__select"
                        id=control_id(form, field)
                        name=name
                        data-size="md"
                        aria-invalid=move || error.get().is_some().then_some("true")
                        aria-describedby=move || described_by(form, field, support, error.get().is_some())
                        aria-required=required.then_some("true")
                    >
                        <option value="" selected=chosen.is_empty()>{empty}</option>
                        {options.into_iter().map(|(code, label)| {
                            let selected = code == chosen;
                            view! { <option value=code selected=selected>{label}</option> }
                        }).collect_view()}
                    </select>
                    <Chevron/>
                </span>
            </span>
        </Labelled>
    }
}

/// The arrow of a list.
#[component]
pub fn Chevron() -> impl IntoView {
    view! {
        <svg class="dads-select__chevron" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 5l6 6 6-6" fill="none" stroke="currentColor" stroke-width="2"></path>
        </svg>
    }
}

/// A box to tick.
#[component]
pub fn CheckboxField(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    #[prop(into)] note: String,
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="dads-checkbox">
            <span class="dads-checkbox__checkbox">
                <input
                    class="dads-checkbox__input"
                    type="checkbox"
                    name=name
                    value=value
                    checked=checked
                />
            </span>
            <span class="dads-checkbox__label">
                {label}
                {(!note.is_empty()).then(|| view! { <span class="dads-checkbox__note">{note}</span> })}
            </span>
        </label>
    }
}
