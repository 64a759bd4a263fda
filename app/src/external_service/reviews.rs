//! 見直し: asked for when terms change, a year has passed or something happened; and what came of it.

use domain::external_service::{
    Judgement, ReviewOccasion, ServiceReview, steps::JudgementInput, summary::ServiceDetail,
};
use leptos::prelude::*;

use super::{
    api::{AskReview, FinishReview, HeldForms},
    parts::{Key, options},
};
use crate::components::{
    Chip, ErrorSummary, LongDate, SelectField, TextAreaField, TextField, error_of,
};

/// The section of the page.
#[component]
pub(super) fn Reviews(detail: ServiceDetail, held: HeldForms) -> impl IntoView {
    let reviews: Vec<ServiceReview> = detail.service.reviews.iter().rev().cloned().collect();
    let open = reviews.iter().find(|it| it.done_on.is_none()).cloned();
    let is_over = detail.service.ended_on.is_some();
    let can_edit = detail.can.edit && !is_over;
    let key = Key::of(&detail.service);
    let is_empty = reviews.is_empty();
    view! {
        <section aria-labelledby="service-reviews">
            <h2 class="dads-heading" data-size="22" id="service-reviews">"見直し"</h2>
            {is_empty.then(|| view! { <p>"見直しの記録はありません。約款・仕様が変わったとき、年１回、事故のときに見直してください。"</p> })}
            <ul class="u-stack">
                {reviews.into_iter().map(|review| view! { <Review review/> }).collect_view()}
            </ul>
            {match open {
                Some(review) if can_edit => view! { <FinishForm key review=review.id held=held.judgement/> }.into_any(),
                None if can_edit => view! { <AskForm key held/> }.into_any(),
                _ => ().into_any(),
            }}
        </section>
    }
}

#[component]
fn Review(review: ServiceReview) -> impl IntoView {
    let result = match (review.done_on, review.judgement) {
        (Some(day), Some(judgement)) => {
            let color = match judgement {
                Judgement::Continue => "green",
                Judgement::Reapply => "orange",
                Judgement::End => "gray",
            };
            view! { <Chip label=judgement.label() color/>" "<LongDate date=day/> }.into_any()
        }
        _ => view! { <Chip label="見直し待ち" color="orange"/> }.into_any(),
    };
    let terms = review.terms_version.map(|it| format!("（約款：{it}）"));
    view! {
        <li>
            <p class="u-cluster">
                <LongDate date=review.asked_on/>
                <strong>{review.occasion.label()}{terms}</strong>
                {result}
            </p>
            <p class="u-lines">{review.note}</p>
            <p class="u-lines">{review.finding}</p>
        </li>
    }
}

#[component]
fn AskForm(key: Key, held: HeldForms) -> impl IntoView {
    let action = ServerAction::<AskReview>::new();
    let (error, errors) = error_of(move || action.value().get());
    let held = held.review;
    let occasions = options(
        ReviewOccasion::ALL,
        ReviewOccasion::code,
        ReviewOccasion::label,
    );
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"見直しを始める"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="review"/>
                <ActionForm action attr:class="form">
                    {key.fields()}
                    <div class="form__fields">
                        <SelectField form="review" field="occasion" label="きっかけ" value=held.occasion options=occasions errors required=true/>
                        <TextField form="review" field="terms_version" label="確認した約款の版" value=held.terms_version errors width="20"/>
                        <TextAreaField form="review" field="note" label="備考" value=held.note errors rows=2/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" type="submit">"見直しを開始"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn FinishForm(key: Key, review: i64, held: JudgementInput) -> impl IntoView {
    let action = ServerAction::<FinishReview>::new();
    let (error, errors) = error_of(move || action.value().get());
    let judgements = options(Judgement::ALL, Judgement::code, Judgement::label);
    view! {
        <ErrorSummary error form="judgement"/>
        <ActionForm action attr:class="form">
            {key.fields()}
            <input type="hidden" name="review" value=review.to_string()/>
            <div class="form__fields">
                <SelectField form="judgement" field="judgement" label="判断" value=held.judgement options=judgements errors required=true/>
                <TextAreaField form="judgement" field="review_finding" label="確認した内容" value=held.review_finding errors required=true rows=2/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"見直しの結果を記録"</button>
            </div>
        </ActionForm>
    }
}
