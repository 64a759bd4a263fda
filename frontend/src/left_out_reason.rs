//! The reason for leaving a clause out: shown only when it matters.

use leptos::prelude::*;

use crate::page::{element, follow_ticks};

/// Stands in the decision about a clause. `name` is that of its radio buttons, `included` the value that
/// needs no reason, `reason` the id of the fields that are hidden then, `card` the id of the whole.
#[island]
pub fn LeftOutReason(
    name: String,
    included: String,
    reason: String,
    card: String,
) -> impl IntoView {
    Effect::new(move |_| {
        let (included, reason, card) = (included.clone(), reason.clone(), card.clone());
        follow_ticks(&name, move |ticked| {
            let is_included = ticked.contains(&included);
            if let Some(fields) = element(&reason) {
                let _ = fields.toggle_attribute_with_force("hidden", is_included);
            }
            if let Some(card) = element(&card) {
                let decision = if is_included { "accepted" } else { "waived" };
                let _ = card.set_attribute("data-decision", decision);
            }
        });
    });
}
