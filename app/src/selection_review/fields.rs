//! The fields of a review: one question after the other, then what is judged beside them.

use domain::{
    input::FieldErrors,
    library::SelectionCriterion,
    selection_review::{
        Answer, AnswerInput, Conclusion, Declaration, ReviewInput, detail::ReviewDetail,
    },
};
use leptos::prelude::*;

use crate::components::{DateField, SelectField, TextAreaField, field_id};

/// All fields.
#[component]
pub(super) fn ReviewFields(
    review: ReviewDetail,
    input: ReviewInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let ReviewInput { answers, .. } = input.clone();
    view! {
        <section class="form__section" aria-labelledby="answers-heading">
            <h2 class="dads-heading" data-size="22" id="answers-heading">"選定の条件"</h2>
            <p class="form__lead">"条件ごとに、資料で確かめたことを記録します。「否」と「該当なし」には理由が要ります。"</p>
            {review.questions.iter().map(|criterion| {
                let typed = answers.get(&criterion.id).cloned().unwrap_or_default();
                view! { <Question criterion=criterion.clone() typed errors/> }
            }).collect_view()}
        </section>
        <Surroundings review input=input.clone() errors/>
        <Result input errors/>
    }
}

/// The name of a control: `answers[SEL-01][note]` → `input[answers][SEL-01][note]`.
fn control_name(criterion: &str, part: &str) -> String {
    format!("input[answers][{criterion}][{part}]")
}

#[component]
fn Question(
    criterion: SelectionCriterion,
    typed: AnswerInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let id = criterion.id;
    let field = format!("answers[{id}][answer]");
    let note = format!("answers[{id}][note]");
    let error = errors.with_untracked(|errors| {
        errors
            .get(&note)
            .or_else(|| errors.get(&field))
            .map(ToString::to_string)
    });
    let is_invalid = error.is_some();
    let note_id = field_id(&note);
    let choices = Answer::ALL.iter().enumerate().map(|(place, answer)| {
        let control = (place == 0).then(|| field_id(&field));
        view! {
            <label class="dads-radio">
                <span class="dads-radio__radio">
                    <input class="dads-radio__input" type="radio" id=control name=control_name(&id, "answer")
                        value=answer.code() checked=typed.answer == answer.code()/>
                </span>
                <span class="dads-radio__label">{answer.label()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="check-item" data-invalid=is_invalid.then_some("true")>
            <legend class="check-item__question">
                <span class="check-item__number">{id.clone()}</span>
                <span>{format!("{}：{}", criterion.title, criterion.question)}</span>
            </legend>
            <p class="check-item__basis">{format!("確かめる資料：{}", criterion.evidence)}</p>
            {error.map(|words| view! { <p class="dads-form-control-label__error-text">{format!("＊{words}")}</p> })}
            <div class="check-item__choices">{choices.collect_view()}</div>
            <div class="check-item__more">
                <div class="dads-form-control-label" data-size="sm">
                    <label class="dads-form-control-label__label" for=note_id.clone()>"確認した内容・理由"</label>
                    <span class="dads-textarea">
                        <textarea class="dads-textarea__textarea" id=note_id name=control_name(&id, "note") rows="2">{typed.note}</textarea>
                    </span>
                </div>
            </div>
        </fieldset>
    }
}

/// Prior notice, declaration, debarment.
#[component]
fn Surroundings(
    review: ReviewDetail,
    input: ReviewInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let declarations = Declaration::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    let support = if review.is_declaration_required {
        "この契約では、提出を受けてから選定する必要があります。".to_owned()
    } else {
        review.declaration_note.clone()
    };
    let is_debarred = review
        .standing
        .debarment_on(review.review.reviewed_on)
        .is_some();
    view! {
        <section class="form__section" aria-labelledby="surroundings-heading">
            <h2 class="dads-heading" data-size="22" id="surroundings-heading">"事前の提示と申告"</h2>
            <div class="form__fields">
                <DateField field="prior_notice_on" label="特記事項を事前に示した日" value=input.prior_notice_on errors
                    support="入札公告の前、又は見積書を徴する前に、候補者へ特記事項を示した日"/>
                <TextAreaField field="prior_notice_reason" label="事前に示さなかった理由" value=input.prior_notice_reason errors rows=2
                    support="示した日があるときは空欄にします。"/>
                <p>{support}</p>
                <SelectField field="declaration" label="サプライチェーン・リスクに関する申告書（様式第13号）" value=input.declaration options=declarations errors/>
                <DateField field="declaration_on" label="申告書の日付" value=input.declaration_on errors/>
                <TextAreaField field="declaration_reason" label="提出を受けない理由" value=input.declaration_reason errors rows=2/>
                {if is_debarred {
                    view! { <TextAreaField field="debarment_reason" label="指名停止中の相手方とするやむを得ない理由（随意契約）" value=input.debarment_reason errors rows=2/> }.into_any()
                } else {
                    view! { <input type="hidden" name="input[debarment_reason]" value=input.debarment_reason/> }.into_any()
                }}
            </div>
        </section>
    }
}

#[component]
fn Result(input: ReviewInput, errors: Signal<FieldErrors>) -> impl IntoView {
    let conclusions = Conclusion::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <section class="form__section" aria-labelledby="conclusion-heading">
            <h2 class="dads-heading" data-size="22" id="conclusion-heading">"結論"</h2>
            <div class="form__fields">
                <DateField field="reviewed_on" label="審査日" value=input.reviewed_on errors required=true
                    support="認証の有効期限と指名停止は、この日で判断します。"/>
                <SelectField field="conclusion" label="審査の結論" value=input.conclusion options=conclusions errors/>
                <TextAreaField field="conclusion_reason" label="結論の理由" value=input.conclusion_reason errors/>
            </div>
        </section>
    }
}
