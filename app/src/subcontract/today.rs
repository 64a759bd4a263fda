//! 今日: decisions on subcontracts that wait for the approval of whoever looks.

use domain::subcontract::detail::WaitingDecision;
use leptos::prelude::*;

use crate::{components::LongDate, paths};

/// Nothing while nothing waits.
#[component]
pub(crate) fn DecisionGroup(items: Vec<WaitingDecision>) -> impl IntoView {
    (!items.is_empty()).then(|| view! {
        <section class="task-group" aria-labelledby="group-subcontracts">
            <h2 class="task-group__heading" id="group-subcontracts">"承認待ちの再委託"<span class="task-group__count">{format!("{}件", items.len())}</span></h2>
            <ul class="task-list">
                {items.into_iter().map(|item| {
                    let path = paths::subcontract(item.contract_id, item.subcontract_id);
                    let what = format!("{}：{}", item.kind.label(), item.name);
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path.clone()>{what}</a>
                                <span class="task-list__which">{item.title}</span>
                            </div>
                            <div class="task-list__due">"登録 "<LongDate date=item.proposed_on/></div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                    "確認"<span class="dads-u-visually-hidden">{format!("：{}", item.name)}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}
