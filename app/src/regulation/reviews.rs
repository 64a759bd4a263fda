//! 見直し: when it was looked at, what came of it, and when it is looked at again.

use domain::regulation::{RegulationDetail, ReviewInput, ReviewOutcome};
use leptos::prelude::*;

use super::{
    actions::Actions,
    parts::{Keys, options},
};
use crate::components::{DateField, LongDate, SelectField, TextAreaField, error_of};

/// The section of the page.
#[component]
pub(super) fn Reviews(
    detail: RegulationDetail,
    held: ReviewInput,
    actions: Actions,
) -> impl IntoView {
    let next = detail.document.next_review_on(detail.today);
    let can_review = detail.can.edit && detail.current().is_some();
    let is_empty = detail.document.reviews.is_empty();
    view! {
        <section aria-labelledby="document-reviews">
            <h2 class="dads-heading" data-size="22" id="document-reviews">"見直し"</h2>
            <p>
                {match next {
                    Some(date) => view! { "次の見直し日："<LongDate date/> }.into_any(),
                    None => view! { "次の見直し日は決まっていません。" }.into_any(),
                }}
            </p>
            {(!is_empty).then(|| view! { <Table detail=detail.clone()/> })}
            {can_review.then(|| view! { <ReviewForm detail held actions/> })}
        </section>
    }
}

#[component]
fn Table(detail: RegulationDetail) -> impl IntoView {
    let rows = detail.document.reviews.iter().rev().map(|review| {
        view! {
            <tr>
                <td class="dads-table__date"><LongDate date=review.reviewed_on/></td>
                <th class="dads-table__row-header" scope="row">{review.outcome.label()}</th>
                <td class="dads-table__short">{detail.name_of(review.reviewed_by)}</td>
                <td class="dads-table__date"><LongDate date=review.next_review_on/></td>
                <td class="dads-table__text">{review.note.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"見直しの記録"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"見直した日"</th>
                        <th class="dads-table__col-header" scope="col">"結果"</th>
                        <th class="dads-table__col-header" scope="col">"担当"</th>
                        <th class="dads-table__col-header" scope="col">"次の見直し日"</th>
                        <th class="dads-table__col-header" scope="col">"備考"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ReviewForm(detail: RegulationDetail, held: ReviewInput, actions: Actions) -> impl IntoView {
    let action = actions.review;
    let (_, errors) = error_of(move || action.value().get());
    let outcomes = options(
        ReviewOutcome::ALL,
        ReviewOutcome::code,
        ReviewOutcome::label,
    );
    view! {
        <ActionForm action attr:class="form">
            <Keys id=detail.document.id revision=detail.document.revision/>
            <div class="form__fields">
                <SelectField form="review" field="outcome" label="見直しの結果" value=held.outcome options=outcomes errors required=true/>
                <DateField form="review" field="next_review_on" label="次の見直し日" value=held.next_review_on errors required=true/>
                <TextAreaField form="review" field="note" label="備考" value=held.note errors rows=2/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"見直しを記録"</button>
            </div>
        </ActionForm>
    }
}
