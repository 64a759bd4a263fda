//! `/responsibilities/{kind}-{id}`: one subject — who is responsible today, the forms, gaps, history.

use domain::responsibility::{Span, board::SubjectDetail};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{
        AssignResponsibility, EndResponsibility, HandOverResponsibility, Held,
        ReviewResponsibility, WithdrawResponsibility, load_subject,
    },
    forms::{AssignForm, ReviewForm},
    history::HistoryTable,
    parts::{Warning, holder_words},
};
use crate::{
    components::{Breadcrumb, ErrorSummary, Loaded, LongDate, PageHead, PdfLink, error_of},
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
pub(super) struct SubjectActions {
    pub(super) assign: ServerAction<AssignResponsibility>,
    pub(super) hand_over: ServerAction<HandOverResponsibility>,
    pub(super) end: ServerAction<EndResponsibility>,
    pub(super) withdraw: ServerAction<WithdrawResponsibility>,
    pub(super) review: ServerAction<ReviewResponsibility>,
}

impl SubjectActions {
    fn new() -> Self {
        Self {
            assign: ServerAction::new(),
            hand_over: ServerAction::new(),
            end: ServerAction::new(),
            withdraw: ServerAction::new(),
            review: ServerAction::new(),
        }
    }
}

/// One subject.
#[component]
pub fn SubjectPage() -> impl IntoView {
    let key = use_params_map().with_untracked(|params| params.get("key").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let actions = SubjectActions::new();
    let data = load_subject(key, held);
    view! {
        <Loaded data=data children=move |(detail, held): (SubjectDetail, Held)| view! {
            <SubjectView detail held actions/>
        }/>
    }
}

#[component]
fn SubjectView(detail: SubjectDetail, held: Held, actions: SubjectActions) -> impl IntoView {
    let subject = detail.subject.clone();
    let (review_error, _) = error_of(move || actions.review.value().get());
    let title = format!("{}の責任者", subject.name);
    let meta = format!("{}　{}", subject.key.kind.label(), subject.unit_name);
    let can_edit = detail.can_edit;
    let pdf = detail.standing.owner.is_some().then(|| {
        let path = paths::appointment(subject.key);
        view! { <PdfLink path label="責任者指定書"/> }.into_any()
    });
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::RESPONSIBILITIES.to_owned(), "責任者".to_owned()),
            ]
            here=subject.name.clone()
        />
        <PageHead title meta=Some(view! { <span>{meta}</span> }.into_any()) actions=pdf/>
        <ErrorSummary error=review_error form="review"/>
        <div class="u-stack-lg">
            <Now detail=detail.clone() actions/>
            {can_edit.then(|| view! { <AssignForm detail=detail.clone() held=held.assign.clone() actions/> })}
            <Gaps gaps=detail.gaps.clone() today=detail.today/>
            <HistoryTable detail held actions/>
        </div>
        <p class="section-follow"><a href=paths::subject(subject.key)>{format!("{}を見る", subject.name)}</a></p>
    }
}

/// Who is responsible today.
#[component]
fn Now(detail: SubjectDetail, actions: SubjectActions) -> impl IntoView {
    let SubjectDetail {
        subject,
        standing,
        reviews,
        can_edit,
        ..
    } = detail;
    let (owner, deputy) = (standing.owner.clone(), standing.deputy.clone());
    let operators: Vec<String> = standing.operators.iter().map(holder_words).collect();
    let has_owner = owner.is_some();
    view! {
        <section aria-labelledby="now">
            <h2 class="dads-heading" data-size="22" id="now">"現在"</h2>
            <dl class="dads-description-list">
                <div class="dads-description-list__row">
                    <dt>"責任者"</dt>
                    <dd>
                        {owner.map(|owner| view! { {holder_words(&owner)}"　"<LongDate date=owner.since/>"から　" })}
                        <Warning standing=standing.clone()/>
                    </dd>
                </div>
                <div class="dads-description-list__row">
                    <dt>"副責任者"</dt>
                    <dd>{deputy.map(|deputy| view! { {holder_words(&deputy)}"　"<LongDate date=deputy.since/>"から" })}</dd>
                </div>
                <div class="dads-description-list__row"><dt>"担当者"</dt><dd>{operators.join("、")}</dd></div>
                <div class="dads-description-list__row">
                    <dt>"最終確認日"</dt>
                    <dd>{reviews.into_iter().next().map(|(date, by)| view! {
                        <LongDate date/>{by.map(|name| format!("　{name}"))}
                    })}</dd>
                </div>
            </dl>
            {(can_edit && has_owner).then(|| view! { <ReviewForm subject=subject.key actions/> })}
        </section>
    }
}

/// The spans without a 責任者, those to come in the end.
#[component]
fn Gaps(gaps: Vec<Span>, today: chrono::NaiveDate) -> impl IntoView {
    (!gaps.is_empty()).then(|| view! {
        <section aria-labelledby="gaps">
            <h2 class="dads-heading" data-size="22" id="gaps">"責任者がいない期間"</h2>
            <ul class="gap-list">
                {gaps.into_iter().map(|gap| {
                    let tone = if gap.is_over_by(today) { "" } else { "overdue" };
                    let words = match gap.last_day() {
                        Some(last) => format!("{}〜{}", domain::wareki::long(gap.from_on), domain::wareki::long(last)),
                        None => format!("{}〜", domain::wareki::long(gap.from_on)),
                    };
                    view! { <li class="task-list__remaining" data-tone=tone>{words}</li> }
                }).collect_view()}
            </ul>
        </section>
    })
}
