//! `/social-media/services/{id}`: a platform and its accounts.

use domain::{
    responsibility::{SubjectKey, SubjectKind},
    social_media::{SocialMediaService, summary::ServiceDetail},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::{EndService, load_service},
    parts::{AccountTable, Description},
    service_id,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, TextField, error_of,
    },
    error::AppError,
    paths,
    responsibility::Responsible,
};

/// One platform.
#[component]
pub fn ServicePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    view! { <Loaded data=load(id) children=|detail: ServiceDetail| view! { <Service detail/> }/> }
}

async fn load(id: String) -> Result<ServiceDetail, AppError> {
    load_service(service_id(&id)?).await
}

#[component]
fn Service(detail: ServiceDetail) -> impl IntoView {
    let ServiceDetail {
        service,
        unit_name,
        accounts,
        can_edit,
        is_used,
    } = detail;
    let actions = can_edit.then(|| {
        let path = paths::edit_social_media_service(service.id);
        view! { <a class="dads-button" data-type="outline" data-size="md" href=path>"編集"</a> }
            .into_any()
    });
    let date = |day| view! { <LongDate date=day/> }.into_any();
    let ended = service.used_to.map(|last| {
        view! { <LongDate date=last/> "まで　" {service.end_reason.clone()} }.into_any()
    });
    let rows = vec![
        ("提供者", service.provider.clone().into_any()),
        ("統括する課", unit_name.into_any()),
        ("利用開始", date(service.used_from)),
        ("利用終了", ended.into_any()),
        ("確認した約款の版", service.terms_version.clone().into_any()),
        (
            "約款を確認した日",
            service.terms_checked_on.map(date).into_any(),
        ),
        ("備考", service.note.clone().into_any()),
    ];
    view! {
        <Breadcrumb links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned())] here=service.name.clone()/>
        <PageHead title=service.name.clone() window=format!("{} - SNS", service.name) actions/>
        <div class="u-stack-lg">
            <section aria-labelledby="service-description">
                <h2 class="dads-heading" data-size="22" id="service-description">"基本情報"</h2>
                <Description rows/>
            </section>
            <Responsible subject=SubjectKey::new(SubjectKind::SocialMediaService, service.id.0)/>
            <section aria-labelledby="service-accounts">
                <h2 class="dads-heading" data-size="22" id="service-accounts">"アカウント"</h2>
                <AccountTable accounts/>
            </section>
            {(can_edit && is_used && service.used_to.is_none()).then(|| view! { <EndForm service/> })}
        </div>
    }
}

#[component]
fn EndForm(service: SocialMediaService) -> impl IntoView {
    let action = ServerAction::<EndService>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <section aria-labelledby="service-end">
            <h2 class="dads-heading" data-size="22" id="service-end">"利用の終了"</h2>
            <details class="dads-disclosure" open=move || error.get().is_some()>
                <summary>"このSNSの利用を終了する"</summary>
                <div class="dads-disclosure__body">
                    <ErrorSummary error form="end"/>
                    <p>"全てのアカウントを廃止してから終了します。記録は残ります。"</p>
                    <ActionForm action attr:class="form">
                        <input type="hidden" name="id" value=service.id.to_string()/>
                        <input type="hidden" name="revision" value=service.revision.to_string()/>
                        <DateField form="end" prefix="" field="used_to" label="利用の最終日" value="" errors required=true/>
                        <TextField form="end" prefix="" field="reason" label="理由" value="" errors required=true/>
                        <div class="button-row">
                            <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"利用を終了"</button>
                        </div>
                    </ActionForm>
                </div>
            </details>
        </section>
    }
}
