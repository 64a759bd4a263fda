//! What of external services waits for somebody, on the start page.

use domain::external_service::summary::ServiceDue;
use leptos::prelude::*;

use crate::{components::LongDate, error::AppError, loading::begin, paths};

async fn load() -> Result<services::external_service::ServicesToday, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(services::external_service::today(&ctx).await?)
}

/// The groups of this area; nothing where nothing waits.
#[component]
pub fn ExternalServicesToday() -> impl IntoView {
    let waiting = begin(load());
    Suspend::new(async move {
        waiting.await.ok().map(|groups| {
            view! {
                <Group heading="外部サービスの承認待ち" tone="" action="確認" items=groups.to_decide/>
                <Group heading="承認の期限が近い・切れた外部サービス" tone="near" action="確認" items=groups.expiring/>
                <Group heading="消去を確認していない外部サービス" tone="overdue" action="確認" items=groups.not_erased/>
                <Group heading="認証・登録の期限が近い・切れた外部サービス" tone="near" action="確認" items=groups.certificates/>
            }
        })
    })
}

#[component]
fn Group(
    heading: &'static str,
    tone: &'static str,
    action: &'static str,
    items: Vec<ServiceDue>,
) -> impl IntoView {
    let id = format!("group-{heading}");
    let labelled_by = id.clone();
    (!items.is_empty()).then(|| view! {
        <section class="task-group" data-tone=tone aria-labelledby=labelled_by>
            <h2 class="task-group__heading" id=id>{heading}<span class="task-group__count">{format!("{}件", items.len())}</span></h2>
            <ul class="task-list">
                {items.into_iter().map(|it| {
                    let path = paths::external_service(it.id);
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path.clone()>{it.name.clone()}</a>
                                <span class="task-list__which">{format!("{}　{}", it.what, it.unit_name)}</span>
                            </div>
                            <div class="task-list__due"><LongDate date=it.last_on/></div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                    {action}<span class="dads-u-visually-hidden">{format!("：{}", it.name)}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}
