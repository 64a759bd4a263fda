//! `/services/{id}`: a service — how it stands, what is to be done next, approvals, reviews, checks.

use domain::{
    external_service::{ServiceIssue, summary::ServiceDetail},
    responsibility::{SubjectKey, SubjectKind},
    verification::subject::SubjectSheetSummary,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{ServiceData, load_service},
    approvals::{Approvals, NextStep},
    basics::Basics,
    certificates::Certificates,
    course::{EndOfUse, VoidForm},
    parts::{issue_chips, state_chip},
    reviews::Reviews,
    service_id,
};
use crate::{
    audit_log::History,
    components::{Banner, BannerKind, Breadcrumb, Loaded, PageHead, confidentiality_chip},
    error::AppError,
    finding::SubjectFindings,
    paths,
    responsibility::Responsible,
    verification::SubjectSheetTable,
};

/// One service.
#[component]
pub fn ExternalServicePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! { <Loaded data=load(id, held) children=|data: ServiceData| view! { <Service data/> }/> }
}

async fn load(id: String, held: String) -> Result<ServiceData, AppError> {
    load_service(service_id(&id)?, &held).await
}

#[component]
fn Service(data: ServiceData) -> impl IntoView {
    let ServiceData {
        detail,
        history,
        sheets,
        held,
    } = data;
    let service = &detail.service;
    let is_over = service.ended_on.is_some() || service.void_on.is_some();
    let can_change = detail.can.edit && !is_over;
    let actions = can_change.then(|| {
        let path = paths::edit_external_service(service.id);
        view! { <a class="dads-button" data-type="outline" data-size="md" href=path>"内容を変更"</a> }
            .into_any()
    });
    let class = service
        .profile_on(detail.today)
        .map(|it| it.confidentiality);
    let meta = view! {
        <span>{service.service_no.clone()}</span>
        <span>{detail.unit_name.clone()}</span>
        {state_chip(detail.state)}
        {class.map(confidentiality_chip)}
    };
    let (name, today) = (service.name.clone(), detail.today);
    let subject = SubjectKey::new(SubjectKind::ExternalService, service.id.0);
    let checked = domain::verification::subject::SubjectKey::from(service.id);
    view! {
        <Breadcrumb links=vec![(paths::EXTERNAL_SERVICES.to_owned(), "外部サービス".to_owned())] here=name.clone()/>
        <PageHead title=name.clone() window=format!("{name} - 外部サービス") meta=Some(meta.into_any()) actions/>
        <Standing detail=detail.clone()/>
        <div class="u-stack-lg">
            <NextStep detail=detail.clone() held=held.clone()/>
            <Basics detail=detail.clone()/>
            <Approvals detail=detail.clone() held=held.revocation.clone()/>
            <Responsible subject/>
            <Certificates detail=detail.clone() held=held.certificate.clone()/>
            <Reviews detail=detail.clone() held=held.clone()/>
            <Checks sheets today/>
            <SubjectFindings subject=checked/>
            <EndOfUse detail=detail.clone() held=held.clone()/>
            {detail.can.void.then(|| view! { <VoidForm detail=detail.clone() held=held.void.clone()/> })}
            <section aria-labelledby="service-history">
                <h2 class="dads-heading" data-size="22" id="service-history">"履歴"</h2>
                <History entries=history/>
            </section>
        </div>
        <p class="section-follow"><a href=paths::EXTERNAL_SERVICES>"外部サービスに戻る"</a></p>
    }
}

/// What is to be put right today, above everything else; the way to an exception where one is needed.
#[component]
fn Standing(detail: ServiceDetail) -> impl IntoView {
    let needs = detail
        .service
        .profile_on(detail.today)
        .is_some_and(|it| domain::external_service::needs_exception(it.kind, it.confidentiality));
    let lacks = needs && detail.exception.is_none() && detail.service.ended_on.is_none();
    let path = paths::with_query(
        paths::NEW_EXCEPTION,
        &[
            (
                "subject",
                &format!("external_service:{}", detail.service.id),
            ),
            ("rule", "terms_based_service"),
        ],
    );
    let held = detail.exception.map(|held| {
        let words = format!(
            "例外措置（{}まで）",
            domain::wareki::long(held.period.expires_on)
        );
        view! { <p>"約款型で機密性２以上の情報を取り扱うことについて、"<a href=paths::exception(held.id)>{words}</a>"を受けています。"</p> }
    });
    let others: Vec<ServiceIssue> = detail.issues.clone();
    let is_shown = !others.is_empty() || lacks;
    view! {
        {is_shown.then(|| view! {
            <Banner kind=BannerKind::Warning heading="対応が必要です">
                <p class="u-cluster">{issue_chips(&others)}</p>
                {lacks.then(|| view! {
                    <p>"約款型・無料のサービスで、機密性２以上の情報を取り扱うことになっています。例外措置がないと、申請も承認もできません。"</p>
                })}
                {(lacks && detail.can.except).then(|| view! { <p><a href=path>"例外措置を申請"</a></p> })}
            </Banner>
        })}
        {held.filter(|_| needs)}
    }
}

#[component]
fn Checks(sheets: Vec<SubjectSheetSummary>, today: chrono::NaiveDate) -> impl IntoView {
    view! {
        <section aria-labelledby="service-checks">
            <h2 class="dads-heading" data-size="22" id="service-checks">"点検（選定・導入・運用・終了）"</h2>
            {if sheets.is_empty() {
                view! { <p>"点検の予定はありません。承認されると、選定・導入・運用の点検が予定に入ります。"</p> }.into_any()
            } else {
                view! { <SubjectSheetTable sheets today/> }.into_any()
            }}
        </section>
    }
}
