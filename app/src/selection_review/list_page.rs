//! `/contracts/{id}/selection`: whether the contract has the review it needs, and every review made.

use domain::{
    id::ContractId,
    selection_review::{
        Standing,
        comparison::comparison,
        detail::{ReviewDetail, SelectionOverview},
    },
};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{BeginReview, Selection, load_selection},
    comparison::CandidateTable,
    state_chip,
};
use crate::{
    components::{Banner, BannerKind, ErrorSummary, Loaded, SelectField, TableDate, error_of},
    contract::{api::Options, contract_id, head::ContractHead},
    paths,
};

/// The tab 選定 of a contract.
#[component]
pub fn SelectionPage() -> impl IntoView {
    let id = contract_id();
    let action = ServerAction::<BeginReview>::new();
    let (error, _) = error_of(move || action.value().get());
    view! {
        <Loaded data=load_selection(id) children=move |data: Selection| {
            let Selection { detail, overview, vendors } = data;
            view! {
                <ContractHead detail tab="選定"/>
                <ErrorSummary error/>
                <StandingBanner overview=overview.clone()/>
                <Reviews id reviews=overview.reviews.clone()/>
                {comparison(&overview.reviews).map(|comparison| view! { <CandidateTable comparison/> })}
                {overview.can_begin.then(|| view! { <Begin id overview vendors action/> })}
            }
        }/>
    }
}

/// How the contract stands, in one sentence.
#[component]
fn StandingBanner(overview: SelectionOverview) -> impl IntoView {
    match overview.standing {
        Standing::Fulfilled(_) => view! {
            <Banner kind=BannerKind::Success heading="契約の前に必要な選定審査は、承認されています"/>
        }
        .into_any(),
        Standing::Missing(missing) => view! {
            <Banner kind=BannerKind::Warning heading="契約の前に、選定審査の承認が必要です">
                <p>{missing.to_string()}</p>
            </Banner>
        }
        .into_any(),
        Standing::NotRequired => view! {
            <Banner kind=BannerKind::Information heading="この契約には、選定審査は必須ではありません">
                <p>"自治体機密性２以上の情報を取り扱う契約では、承認された選定審査が必要です。"</p>
            </Banner>
        }
        .into_any(),
    }
}

#[component]
fn Reviews(id: ContractId, reviews: Vec<ReviewDetail>) -> impl IntoView {
    if reviews.is_empty() {
        return view! { <p class="zero-state">"選定審査の記録はありません。"</p> }.into_any();
    }
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"この契約の選定審査"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"候補者"</th>
                        <th class="dads-table__col-header" scope="col">"審査日"</th>
                        <th class="dads-table__col-header" scope="col">"結論"</th>
                        <th class="dads-table__col-header" scope="col">"段階"</th>
                        <th class="dads-table__col-header" scope="col">"審査した人"</th>
                        <th class="dads-table__col-header" scope="col">"承認・差し戻し"</th>
                    </tr>
                </thead>
                <tbody>
                    {reviews.into_iter().map(|item| view! { <Row id item/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(id: ContractId, item: ReviewDetail) -> impl IntoView {
    let decided = item
        .review
        .steps
        .decided_on
        .map(|day| view! { <TableDate date=day/>" " });
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::selection_review(id, item.review.id)>{item.vendor_name}</a>
            </th>
            <td class="dads-table__date"><TableDate date=item.review.reviewed_on/></td>
            <td>{item.review.conclusion.map(|it| it.label())}</td>
            <td class="dads-table__status">{state_chip(item.state)}</td>
            <td>{item.submitted_by.or(item.drafted_by)}</td>
            <td>{decided}{item.decided_by}</td>
        </tr>
    }
}

#[component]
fn Begin(
    id: ContractId,
    overview: SelectionOverview,
    vendors: Options,
    action: ServerAction<BeginReview>,
) -> impl IntoView {
    let (_, errors) = error_of(move || action.value().get());
    let proposed = overview
        .vendor_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    view! {
        <section class="section-follow" aria-labelledby="begin-heading">
            <h2 class="dads-heading" data-size="20" id="begin-heading">"候補者を審査する"</h2>
            <p>{format!("{}で審査します。候補者ごとに1件作ります。", overview.criteria)}</p>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <input type="hidden" name="id" value=id.to_string()/>
                <SelectField field="vendor_id" label="候補者" value=proposed options=vendors errors required=true prefix=""/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"審査を始める"</button>
                </div>
            </ActionForm>
        </section>
    }
}
