//! One item of the sheet, to be filled in: result, 所見, evidence.

use domain::{
    input::FieldErrors,
    verification::{CheckResult, SheetItem, result::ItemInput},
};
use frontend::WordsNeeded;
use leptos::prelude::*;

use super::{
    evidence::EvidenceField,
    recorded::{EvidenceList, Hints, LastResult, Question},
};
use crate::components::field_id;

/// Names and errors of an item's fields are those of [`ItemInput`] in the sheet.
#[component]
pub(super) fn ItemFields(
    number: usize,
    item: SheetItem,
    typed: ItemInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let SheetItem { task, item } = item;
    let result_field = format!("items[{}][result]", task.id);
    let note_field = format!("items[{}][note]", task.id);
    let error_of =
        |field: &str| errors.with_untracked(|errors| errors.get(field).map(ToString::to_string));
    let result_error = error_of(&result_field);
    let note_error = error_of(&note_field);
    let file_error = error_of(&format!("files[{}]", task.id));
    let is_invalid = result_error.is_some() || note_error.is_some() || file_error.is_some();
    let chosen = typed.result;
    view! {
        <fieldset class="check-item" data-invalid=is_invalid.then_some("true")>
            <legend class="check-item__question"><Question number text=item.question.clone()/></legend>
            <Hints item/>
            {task.result.map(|result| view! { <LastResult result/> })}
            <ResultChoices field=result_field.clone() chosen=chosen.clone() error=result_error/>
            <div class="check-item__more">
                <NoteField field=note_field value=typed.note result=control_name(&result_field) chosen error=note_error/>
                <EvidenceList files=task.evidence number/>
                <EvidenceField task=task.id number error=file_error/>
            </div>
        </fieldset>
    }
}

/// The five results.
#[component]
fn ResultChoices(field: String, chosen: String, error: Option<String>) -> impl IntoView {
    let id = field_id(&field);
    let error_id = error.is_some().then(|| format!("{id}-error"));
    let name = control_name(&field);
    let choices = CheckResult::ALL.iter().enumerate().map(|(place, result)| {
        let code = result.code();
        let is_chosen = chosen == code;
        // The summary of errors links to the first one.
        let id = (place == 0).then(|| id.clone());
        view! {
            <label class="dads-radio">
                <span class="dads-radio__radio">
                    <input
                        class="dads-radio__input"
                        type="radio"
                        id=id
                        name=name.clone()
                        value=code
                        checked=is_chosen
                        aria-describedby=error_id.clone()
                    />
                </span>
                <span class="dads-radio__label">{result.label()}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    view! {
        {error.map(|words| view! {
            <p class="dads-form-control-label__error-text" id=format!("{}-error", field_id(&field))>{format!("＊{words}")}</p>
        })}
        <div class="check-item__choices">{choices}</div>
    }
}

/// 所見. Needed for every result but 適合; the label says so as soon as one is chosen.
#[component]
fn NoteField(
    field: String,
    value: String,
    /// Name of the radio buttons of the result.
    result: String,
    chosen: String,
    error: Option<String>,
) -> impl IntoView {
    let id = field_id(&field);
    let support_id = format!("{id}-support");
    let error_id = format!("{id}-error");
    let described_by = if error.is_some() {
        format!("{error_id} {support_id}")
    } else {
        support_id.clone()
    };
    view! {
        <div class="dads-form-control-label" data-size="sm">
            <label class="dads-form-control-label__label" for=id.clone()>
                "所見"<WordsNeeded name=result chosen/>
            </label>
            <p class="dads-form-control-label__support-text" id=support_id>
                "一部不適合・不適合では適合しない内容を、該当なしでは理由を入力してください。"
            </p>
            <span class="dads-textarea">
                <textarea
                    class="dads-textarea__textarea"
                    id=id
                    name=control_name(&field)
                    rows="2"
                    data-width="40"
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=described_by
                >{value}</textarea>
            </span>
            {error.map(|words| view! {
                <p class="dads-form-control-label__error-text" id=error_id>{format!("＊{words}")}</p>
            })}
        </div>
    }
}

/// `items[7][note]` → `input[items][7][note]`.
fn control_name(field: &str) -> String {
    match field.split_once('[') {
        Some((first, rest)) => format!("input[{first}][{rest}"),
        None => format!("input[{field}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_called_after_its_field() {
        assert_eq!(control_name("items[7][note]"), "input[items][7][note]");
        assert_eq!(control_name("method"), "input[method]");
    }
}
