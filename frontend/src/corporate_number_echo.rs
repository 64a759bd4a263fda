//! A word on a 法人番号 while it is typed.

use domain::{corporate_number::CorporateNumberError, input::FieldError};
use leptos::prelude::*;

use crate::page::follow;

/// Stands below the field of the id `control`. Says nothing about the `value` that is saved already.
#[island]
pub fn CorporateNumberEcho(control: String, value: String) -> impl IntoView {
    let words = RwSignal::new(None::<(String, String)>);
    let field = control.clone();
    Effect::new(move |_| {
        let value = value.clone();
        follow(&field, move |text| {
            words.set(if text == value {
                None
            } else {
                number_words(&text)
            });
        });
    });
    view! {
        <output class="date-field__echo" for=control data-state=move || words.get().map(|(state, _)| state)>
            {move || words.get().map(|(_, words)| words)}
        </output>
    }
}

/// State and words about a 法人番号 that is being typed; an unfinished one is no error yet.
fn number_words(text: &str) -> Option<(String, String)> {
    let (state, words) = match domain::vendor::corporate_number(text) {
        Ok(None) => return None,
        Ok(Some(number)) => ("valid", format!("＝ {number}　検査用数字が合っています。")),
        Err(FieldError::CorporateNumber(CorporateNumberError::Length { count })) if count < 13 => {
            ("unfinished", format!("あと{}桁です。", 13 - count))
        }
        Err(error) => ("invalid", format!("＊{error}")),
    };
    Some((state.to_owned(), words))
}

#[cfg(test)]
mod tests {
    use super::number_words;

    #[test]
    fn a_number_is_judged_once_it_is_complete() {
        let check = |text: &str, state: Option<&str>| {
            let words = number_words(text);
            assert_eq!(
                words.as_ref().map(|(state, _)| state.as_str()),
                state,
                "{text}"
            );
        };
        check("", None);
        check("8", Some("unfinished"));
        check("８９９００００００００１", Some("unfinished"));
        check("8990000000001", Some("valid"));
        check("1990000000001", Some("invalid"));
        check("89900000000012", Some("invalid"));
        check("番号", Some("invalid"));
    }
}
