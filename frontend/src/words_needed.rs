//! ※必須 beside 所見, as soon as a result is chosen that needs words.

use domain::verification::CheckResult;
use leptos::prelude::*;

use crate::{page::follow_ticks, parts::Requirement};

/// Stands in the label of 所見. `name` is that of the radio buttons, `chosen` the one chosen so far.
#[island]
pub fn WordsNeeded(name: String, chosen: String) -> impl IntoView {
    let is_needed = RwSignal::new(needs_words(&chosen));
    Effect::new(move |_| {
        follow_ticks(&name, move |ticked| {
            is_needed.set(ticked.iter().any(|code| needs_words(code)));
        });
    });
    view! { {move || is_needed.get().then(|| view! { <Requirement required=true/> })} }
}

fn needs_words(code: &str) -> bool {
    match code.parse() {
        Ok(CheckResult::Partial | CheckResult::Nonconform | CheckResult::NotApplicable) => true,
        Ok(CheckResult::Conform | CheckResult::Unchecked) | Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_asked_for_where_the_rule_needs_them() {
        let asked: Vec<&str> = CheckResult::ALL
            .iter()
            .map(|result| result.code())
            .filter(|code| needs_words(code))
            .collect();
        assert_eq!(asked, ["partial", "nonconform", "not_applicable"]);
    }
}
