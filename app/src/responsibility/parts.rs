//! Small parts the pages of 責任者 share.

use chrono::NaiveDate;
use domain::responsibility::{
    ResponsibilityRole,
    board::{BoardRow, Candidate, of_unit},
    input::AppointmentInput,
    standing::{Holder, Standing},
};
use leptos::prelude::*;

use super::api::AssignResponsibility;
use crate::components::{Chevron, Chip};

/// People as the choices of a list.
pub(crate) fn options<'a>(
    candidates: impl IntoIterator<Item = &'a Candidate>,
) -> Vec<(String, String)> {
    candidates
        .into_iter()
        .map(|candidate| (candidate.id.to_string(), candidate.full_label()))
        .collect()
}

/// A person out of the subject's unit, and the button that makes them 責任者 from the day on.
#[component]
pub(super) fn QuickAssign(
    row: BoardRow,
    candidates: Vec<Candidate>,
    day: NaiveDate,
    /// Page the form goes back to: `today`, `board`.
    back: &'static str,
    /// What was chosen when the form was refused.
    held: AppointmentInput,
    action: ServerAction<AssignResponsibility>,
) -> impl IntoView {
    let subject = row.subject;
    let key = subject.key.to_string();
    let people = options(of_unit(&candidates, subject.unit_id));
    let chosen = if held.subject == key {
        held.person_id
    } else {
        String::new()
    };
    let id = format!("person-{key}");
    view! {
        <ActionForm action attr:class="quick-assign">
            <input type="hidden" name="back" value=back/>
            <input type="hidden" name="input[subject]" value=key/>
            <input type="hidden" name="input[role]" value=ResponsibilityRole::Owner.code()/>
            <input type="hidden" name="input[from_on]" value=domain::wareki::long(day)/>
            <input type="hidden" name="input[seen]" value=row.seen.to_string()/>
            <label class="dads-u-visually-hidden" for=id.clone()>{format!("{}の責任者", subject.name)}</label>
            <span class="dads-select"><span class="dads-select__control">
                <select class="dads-select__select" id=id name="input[person_id]" data-size="sm">
                    <option value="" selected=chosen.is_empty()>"職員を選択"</option>
                    {people.into_iter().map(|(value, label)| {
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{label}</option> }
                    }).collect_view()}
                </select>
                <Chevron/>
            </span></span>
            <button class="dads-button" data-type="solid-fill" data-size="sm" type="submit">
                "指定"<span class="dads-u-visually-hidden">{format!("：{}", subject.name)}</span>
            </button>
        </ActionForm>
    }
}

/// 未定 in red, and since when; the last day when a gap is coming.
#[component]
pub(super) fn Warning(standing: Standing) -> impl IntoView {
    if standing.is_vacant() {
        let since = standing.gap.map(|gap| gap.from_on);
        view! {
            <span class="u-cluster">
                <Chip label="責任者未定" color="red"/>
                {since.map(|day| format!("{}から", domain::wareki::long(day)))}
            </span>
        }
        .into_any()
    } else {
        let from = standing.vacant_from();
        view! {
            {from.map(|day| view! {
                <span class="u-cluster">
                    <Chip label="後任未定" color="yellow"/>
                    {format!("{}から不在", domain::wareki::long(day))}
                </span>
            })}
        }
        .into_any()
    }
}

/// 山﨑 直人（係長）.
pub(super) fn holder_words(holder: &Holder) -> String {
    match &holder.title {
        Some(title) => format!("{}（{title}の職）", holder.name),
        None => holder.name.clone(),
    }
}
