//! `/contracts/{id}/selection/{review}`: a review to be filled in, decided on, or read.

use domain::selection_review::{ReviewState, detail::ReviewDetail};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    api::{
        ApproveReview, BeginReview, RejectReview, ReviewForm, SaveReview, VoidReview, load_review,
    },
    fields::ReviewFields,
    record::{Documents, Record, Steps, Vendor},
    review_id, state_chip,
};
use crate::{
    components::{
        Banner, BannerKind, Breadcrumb, ErrorSummary, Loaded, PageHead, PdfLink, TextAreaField,
        TextField, WarnOfUnsavedChanges, error_of,
    },
    contract::contract_id,
    error::AppError,
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
struct Actions {
    save: ServerAction<SaveReview>,
    approve: ServerAction<ApproveReview>,
    reject: ServerAction<RejectReview>,
    void: ServerAction<VoidReview>,
    begin: ServerAction<BeginReview>,
}

impl Actions {
    fn new() -> Self {
        Self {
            save: ServerAction::new(),
            approve: ServerAction::new(),
            reject: ServerAction::new(),
            void: ServerAction::new(),
            begin: ServerAction::new(),
        }
    }

    fn error(self) -> Signal<Option<AppError>> {
        Signal::derive(move || {
            let failed = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
            failed(self.save.value().get())
                .or_else(|| failed(self.approve.value().get()))
                .or_else(|| failed(self.reject.value().get()))
                .or_else(|| failed(self.void.value().get()))
                .or_else(|| failed(self.begin.value().get()))
        })
    }
}

/// One review.
#[component]
pub fn SelectionReviewPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let actions = Actions::new();
    let error = actions.error();
    let data = load_review(contract_id(), review_id(), held);
    view! {
        <Loaded data=data children=move |form: ReviewForm| {
            let review = form.review.clone();
            view! {
                <Head form=form.clone()/>
                <ErrorSummary error/>
                <div class="u-stack-lg">
                    {if review.can.edit {
                        view! { <Edit form actions/> }.into_any()
                    } else {
                        view! { <Record review=review.clone()/> }.into_any()
                    }}
                    <Documents review=review.clone()/>
                    <Steps review=review.clone()/>
                    <Course review actions/>
                </div>
            }
        }/>
    }
}

#[component]
fn Head(form: ReviewForm) -> impl IntoView {
    let contract = form.contract.contract;
    let review = form.review;
    let back = paths::contract_tab(contract.id, "selection");
    let meta = view! {
        {state_chip(review.state)}
        <span>{contract.contract_no}</span>
        <span>{contract.title.clone()}</span>
        <span>{review.criteria.clone()}</span>
    };
    let pdf = paths::sheet_pdf(&paths::selection_review(contract.id, review.review.id));
    let title = format!("選定審査票　{}", review.vendor_name);
    view! {
        <Breadcrumb
            links=vec![
                (paths::CONTRACTS.to_owned(), "契約".to_owned()),
                (paths::contract(contract.id), contract.title.clone()),
                (back, "選定".to_owned()),
            ]
            here=review.vendor_name
        />
        <PageHead
            window=format!("{} - 選定審査", contract.title)
            title
            meta=meta.into_any()
            actions=view! { <PdfLink path=pdf label="選定審査票"/> }.into_any()
        />
    }
}

/// The hidden fields every form of the page carries.
#[component]
fn Keys(review: ReviewDetail) -> impl IntoView {
    view! {
        <input type="hidden" name="contract" value=review.review.contract_id.to_string()/>
        <input type="hidden" name="id" value=review.review.id.to_string()/>
        <input type="hidden" name="revision" value=review.review.revision/>
    }
}

#[component]
fn Edit(form: ReviewForm, actions: Actions) -> impl IntoView {
    let action = actions.save;
    let (_, errors) = error_of(move || action.value().get());
    let review = form.review;
    let missing = review.judgement.missing.clone();
    view! {
        {(!missing.is_empty()).then(|| view! {
            <Banner kind=BannerKind::Information heading="申請までに必要なこと">
                <ul>{missing.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            </Banner>
        })}
        <Vendor review=review.clone()/>
        <ActionForm action=action attr:class="form" attr:novalidate="">
            <WarnOfUnsavedChanges/>
            <Keys review=review.clone()/>
            <ReviewFields review input=form.input errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit" name="then" value="submit">"保存して申請"</button>
                <button class="dads-button" data-type="outline" data-size="lg" type="submit" name="then" value="stay">"保存"</button>
            </div>
        </ActionForm>
    }
}

/// What can be done beside filling it in.
#[component]
fn Course(review: ReviewDetail, actions: Actions) -> impl IntoView {
    let can = review.can.clone();
    let words = match review.state {
        ReviewState::Submitted if can.own_submission => Some(
            "自分が審査し、又は申請したものは、自分では承認できません。ほかの承認者が確認します。",
        ),
        ReviewState::Drafting
        | ReviewState::Submitted
        | ReviewState::Approved
        | ReviewState::Rejected
        | ReviewState::Void => None,
    };
    view! {
        {words.map(|words| view! { <Banner kind=BannerKind::Information heading="承認を待っています"><p>{words}</p></Banner> })}
        {can.decide.then(|| view! { <Decide review=review.clone() actions/> })}
        {can.renew.then(|| view! { <Again review=review.clone() actions/> })}
        {can.void.then(|| view! { <Void review=review.clone() actions/> })}
    }
}

#[component]
fn Decide(review: ReviewDetail, actions: Actions) -> impl IntoView {
    let Actions {
        approve, reject, ..
    } = actions;
    let approved = review.clone();
    let (_, approve_errors) = error_of(move || approve.value().get());
    let (_, errors) = error_of(move || reject.value().get());
    view! {
        <section aria-labelledby="decide-heading">
            <h2 class="dads-heading" data-size="22" id="decide-heading">"承認"</h2>
            <p>"回答と資料を確かめてから、承認又は差し戻しを選んでください。"</p>
            <ActionForm action=approve attr:class="form" attr:novalidate="">
                <Keys review=approved/>
                <TextField field="comment" form="approve" label="承認者の意見" value="" errors=approve_errors prefix=""/>
                <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"承認"</button></div>
            </ActionForm>
            <ActionForm action=reject attr:class="form" attr:novalidate="">
                <Keys review/>
                <TextAreaField field="comment" label="差し戻しの理由" value="" errors required=true prefix=""/>
                <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">"差し戻し"</button></div>
            </ActionForm>
        </section>
    }
}

/// A review sent back is over; the next one starts with its answers.
#[component]
fn Again(review: ReviewDetail, actions: Actions) -> impl IntoView {
    let begin = actions.begin;
    view! {
        <section aria-labelledby="again-heading">
            <h2 class="dads-heading" data-size="22" id="again-heading">"作り直す"</h2>
            <p>"差し戻された審査は、記録として残ります。回答を引き継いで、新しい審査を作ります。"</p>
            <ActionForm action=begin>
                <input type="hidden" name="id" value=review.review.contract_id.to_string()/>
                <input type="hidden" name="vendor_id" value=review.review.vendor_id.to_string()/>
                <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"回答を引き継いで作り直す"</button></div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Void(review: ReviewDetail, actions: Actions) -> impl IntoView {
    let action = actions.void;
    let (_, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure">
            <summary>"審査を無効にする"</summary>
            <div class="dads-disclosure__body">
                <p>"記録は残ります。申請を取り下げるときも、ここで無効にして作り直します。"</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Keys review/>
                    <TextField field="reason" label="無効にする理由" value="" errors required=true prefix=""/>
                    <button class="dads-button" data-type="outline" data-intent="danger" data-size="md" type="submit">"無効にする"</button>
                </ActionForm>
            </div>
        </details>
    }
}
