//! A date as it was understood, in both calendars.

use leptos::prelude::*;

use crate::page::follow;

/// Stands beside the field of the id `control`, in which `value` stands already.
#[island]
pub fn DateEcho(control: String, value: String) -> impl IntoView {
    let echo = RwSignal::new(echo_of(&value));
    let field = control.clone();
    Effect::new(move |_| follow(&field, move |text| echo.set(echo_of(&text))));
    view! {
        <output class="date-field__echo" for=control data-state=move || echo.with(|(state, _)| state.clone())>
            {move || echo.with(|(_, words)| words.clone())}
        </output>
    }
}

/// State and words of the echo.
fn echo_of(text: &str) -> (String, String) {
    let text = domain::input::trimmed(text);
    if text.is_empty() {
        return (String::new(), String::new());
    }
    match domain::wareki::parse_date(text) {
        Ok(date) => (
            "valid".to_owned(),
            format!("＝ {}", domain::wareki::echo(date)),
        ),
        Err(error) => ("invalid".to_owned(), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::echo_of;

    #[test]
    fn a_date_is_read_aloud_and_an_impossible_one_explained() {
        let check = |text: &str, state: &str| assert_eq!(echo_of(text).0, state, "{text}");
        check("", "");
        check("　", "");
        check("R9.3.31", "valid");
        check("令和８年11月25日", "valid");
        check("2026/2/30", "invalid");
    }
}
