//! One question of the sheet: to answer, or to read.

use domain::{
    input::FieldErrors,
    self_inspection::{Answer, AnsweredQuestion, input::AnswerInput},
};
use leptos::prelude::*;

use crate::{
    components::{Chip, LongDate, field_id},
    paths,
};

/// Names and errors of the fields are those of [`AnswerInput`] in the sheet.
#[component]
pub(super) fn AnswerFields(
    number: usize,
    question: AnsweredQuestion,
    typed: AnswerInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let id = question.question_id;
    let field = move |name: &str| format!("answers[{id}][{name}]");
    let error_of = |field: &str| {
        errors.with_untracked(|errors| errors.get(field).map(|error| format!("＊{error}")))
    };
    let (answer, note, improve_by) = (field("answer"), field("note"), field("improve_by"));
    let (answer_error, note_error, by_error) =
        (error_of(&answer), error_of(&note), error_of(&improve_by));
    let is_invalid = answer_error.is_some() || note_error.is_some() || by_error.is_some();
    view! {
        <fieldset class="check-item" data-invalid=is_invalid.then_some("true")>
            <legend class="check-item__question">
                <span class="check-item__number">{number}</span><span>{question.question.question}</span>
            </legend>
            <p class="check-item__basis">{format!("{}　根拠：{}", question.question.subject.label(), question.question.basis.join("、"))}</p>
            <Choices field=answer chosen=typed.answer error=answer_error/>
            <div class="check-item__more">
                <Words field=note label="所見" value=typed.note error=note_error
                    support="否では適合しない内容を、該当なしでは理由を入力してください。"/>
                <By field=improve_by value=typed.improve_by error=by_error/>
            </div>
        </fieldset>
    }
}

#[component]
fn Choices(field: String, chosen: String, error: Option<String>) -> impl IntoView {
    let id = field_id(&field);
    let name = control_name(&field);
    let choices = Answer::ALL.iter().enumerate().map(|(place, answer)| {
        let is_chosen = chosen == answer.code();
        // The summary of errors links to the first one.
        let id = (place == 0).then(|| id.clone());
        view! {
            <label class="dads-radio">
                <span class="dads-radio__radio">
                    <input class="dads-radio__input" type="radio" id=id name=name.clone() value=answer.code() checked=is_chosen/>
                </span>
                <span class="dads-radio__label">{answer.label()}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    view! {
        {error.map(|words| view! { <p class="dads-form-control-label__error-text">{words}</p> })}
        <div class="check-item__choices">{choices}</div>
    }
}

#[component]
fn Words(
    field: String,
    label: &'static str,
    support: &'static str,
    value: String,
    error: Option<String>,
) -> impl IntoView {
    let id = field_id(&field);
    let support_id = format!("{id}-support");
    view! {
        <div class="dads-form-control-label" data-size="sm">
            <label class="dads-form-control-label__label" for=id.clone()>{label}</label>
            <p class="dads-form-control-label__support-text" id=support_id.clone()>{support}</p>
            <span class="dads-textarea">
                <textarea class="dads-textarea__textarea" id=id name=control_name(&field) rows="2" data-width="40"
                    aria-invalid=error.is_some().then_some("true") aria-describedby=support_id>{value}</textarea>
            </span>
            {error.map(|words| view! { <p class="dads-form-control-label__error-text">{words}</p> })}
        </div>
    }
}

#[component]
fn By(field: String, value: String, error: Option<String>) -> impl IntoView {
    let id = field_id(&field);
    let support_id = format!("{id}-support");
    view! {
        <div class="dads-form-control-label" data-size="sm">
            <label class="dads-form-control-label__label" for=id.clone()>"改善の期限"</label>
            <p class="dads-form-control-label__support-text" id=support_id.clone()>"否とした項目に入力してください。例）令和8年12月25日"</p>
            <span class="dads-input-text">
                <input class="dads-input-text__input" id=id name=control_name(&field) type="text" value=value data-size="md" data-width="20"
                    autocomplete="off" aria-invalid=error.is_some().then_some("true") aria-describedby=support_id/>
            </span>
            {error.map(|words| view! { <p class="dads-form-control-label__error-text">{words}</p> })}
        </div>
    }
}

/// A question for whoever may only read, or after the submission; `children` stand below.
#[component]
pub(super) fn ReadOnlyAnswer(
    number: usize,
    question: AnsweredQuestion,
    children: Children,
) -> impl IntoView {
    let id = format!("question-{number}");
    let labelled_by = id.clone();
    let color = match question.answer {
        Some(Answer::Yes) => "green",
        Some(Answer::No) => "red",
        Some(Answer::NotApplicable) | None => "gray",
    };
    view! {
        <section class="check-item" aria-labelledby=labelled_by>
            <h2 class="check-item__question" id=id>
                <span class="check-item__number">{number}</span><span>{question.question.question}</span>
            </h2>
            <p>
                <Chip label=question.answer.map_or("未回答", Answer::label) color/>" "{question.note}
            </p>
            {question.improve_by.map(|date| view! { <p class="check-item__basis">"改善の期限："<LongDate date/></p> })}
            {question.finding.map(|id| view! {
                <p class="check-item__basis"><a href=paths::finding(id)>"この項目の指摘（是正と確認）"</a></p>
            })}
            {question.improved_on.map(|date| view! {
                <p class="check-item__basis">"改善："<LongDate date/>"　"{question.improvement}</p>
            })}
            {children()}
        </section>
    }
}

/// `answers[7][note]` → `input[answers][7][note]`.
fn control_name(field: &str) -> String {
    match field.split_once('[') {
        Some((first, rest)) => format!("input[{first}][{rest}"),
        None => format!("input[{field}]"),
    }
}
