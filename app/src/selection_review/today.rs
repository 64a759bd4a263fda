//! 今日: reviews that wait for the approval of whoever looks.

use domain::selection_review::detail::WaitingReview;
use leptos::prelude::*;

use crate::{components::LongDate, paths};

/// Nothing while nothing waits.
#[component]
pub(crate) fn ReviewGroup(items: Vec<WaitingReview>) -> impl IntoView {
    (!items.is_empty()).then(|| view! {
        <section class="task-group" aria-labelledby="group-reviews">
            <h2 class="task-group__heading" id="group-reviews">"承認待ちの選定審査"<span class="task-group__count">{format!("{}件", items.len())}</span></h2>
            <ul class="task-list">
                {items.into_iter().map(|item| {
                    let path = paths::selection_review(item.contract_id, item.id);
                    let what = format!("選定審査：{}", item.vendor_name);
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path.clone()>{what}</a>
                                <span class="task-list__which">{item.title.clone()}</span>
                            </div>
                            <div class="task-list__due">"申請 "<LongDate date=item.submitted_on/></div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                    "確認"<span class="dads-u-visually-hidden">{format!("：{}", item.title)}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}
