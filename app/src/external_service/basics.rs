//! 基本情報 of a service, and what it was before.

use domain::{
    external_service::{ServiceKind, ServiceProfile, summary::ServiceDetail},
    wareki,
};
use leptos::prelude::*;

use crate::{
    components::{LongDate, confidentiality_chip},
    paths,
    social_media::Description,
};

/// What the service is.
#[component]
pub(super) fn Basics(detail: ServiceDetail) -> impl IntoView {
    let profile = detail.service.profile_on(detail.today).cloned();
    let past: Vec<ServiceProfile> = detail
        .service
        .profiles
        .iter()
        .filter(|it| it.to_on.is_some())
        .cloned()
        .collect();
    let rows = profile.map(|profile| rows(&detail, &profile));
    view! {
        <section aria-labelledby="service-description">
            <h2 class="dads-heading" data-size="22" id="service-description">"基本情報"</h2>
            {rows.map(|rows| view! { <Description rows/> })}
            {(!past.is_empty()).then(|| view! { <Past past/> })}
        </section>
    }
}

fn rows(detail: &ServiceDetail, profile: &ServiceProfile) -> Vec<(&'static str, AnyView)> {
    let service = &detail.service;
    let date = |day| view! { <LongDate date=day/> }.into_any();
    let yen = profile
        .annual_cost_yen
        .map(|yen| format!("{}円", domain::number::grouped(yen)));
    let kind = match profile.deployment {
        Some(deployment) => format!("{}　{}", profile.kind.label(), deployment.label()),
        None => profile.kind.label().to_owned(),
    };
    let contract = profile.contract_id.map(|id| {
        let title = detail.contract_title.clone();
        view! { <a href=paths::contract(id)>{title}</a> }.into_any()
    });
    let provider = match profile.vendor_id {
        Some(id) => {
            let name = detail.provider.clone();
            view! { <a href=paths::vendor(id)>{name}</a> }.into_any()
        }
        None => detail.provider.clone().into_any(),
    };
    let handling = profile.personal_info.then(|| {
        let reason = profile.provider_handling_reason.clone();
        format!(
            "提供者：{}{}",
            profile.provider_handling.label(),
            reason
                .map(|reason| format!("　{reason}"))
                .unwrap_or_default()
        )
    });
    let personal_info = match handling {
        Some(handling) => format!("取り扱う　{handling}"),
        None => "取り扱わない".to_owned(),
    };
    let terms = [
        profile.terms_version.clone(),
        profile
            .terms_confirmed_on
            .map(|day| format!("{}に確認", wareki::long(day))),
    ];
    let terms: Vec<String> = terms.into_iter().flatten().collect();
    let ended = service.ended_on.map(|day| {
        let reason = service.end_reason.clone();
        view! { <LongDate date=day/>"　"{reason} }.into_any()
    });
    let erased = service.erasure_confirmed_on.map(|day| {
        let method = service.erasure_method.clone();
        let disposed = service.accounts_disposed_on.map(wareki::long);
        view! {
            <LongDate date=day/>"　"<span class="u-lines">{method}</span>
            {disposed.map(|day| format!("　アカウントの廃棄：{day}"))}
        }
        .into_any()
    });
    let void = service.void_reason.clone();
    let mut rows = vec![
        ("種別", kind.into_any()),
        ("提供事業者", provider),
        ("目的", profile.purpose.clone().into_any()),
        (
            "取り扱う情報",
            profile.subject_information.clone().into_any(),
        ),
        ("機密性の分類", profile.confidentiality.label().into_any()),
        ("個人情報", personal_info.into_any()),
        ("接続系統", profile.segment.label().into_any()),
        ("データの保存場所", profile.data_location.clone().into_any()),
        ("準拠法・裁判管轄", profile.governing_law.clone().into_any()),
        ("約款", terms.join("　").into_any()),
        (
            "有料・無料",
            if profile.paid { "有料" } else { "無料" }.into_any(),
        ),
        ("契約", contract.into_any()),
        ("年額（税込）", yen.into_any()),
        (
            "アカウント数",
            profile.account_count.map(|it| it.to_string()).into_any(),
        ),
        ("代替手段", profile.alternative.clone().into_any()),
        ("利用開始", service.started_on.map(date).into_any()),
    ];
    if ended.is_some() {
        rows.push(("利用終了", ended.into_any()));
        rows.push(("消去の確認", erased.into_any()));
    }
    if void.is_some() {
        rows.push(("無効の理由", void.into_any()));
    }
    rows.push(("備考", service.note.clone().into_any()));
    rows
}

/// What it was, each from a day to a day.
#[component]
fn Past(past: Vec<ServiceProfile>) -> impl IntoView {
    view! {
        <details class="dads-disclosure">
            <summary>"以前の内容"</summary>
            <div class="dads-disclosure__body">
                <ul class="u-stack">
                    {past.into_iter().rev().map(|it| view! {
                        <li>
                            <LongDate date=it.from_on/>"から"
                            {it.to_on.map(|day| view! { <LongDate date=day/>"の前日まで　" })}
                            {ServiceKind::label(it.kind)}"　"{confidentiality_chip(it.confidentiality)}"　"{it.purpose}
                        </li>
                    }).collect_view()}
                </ul>
            </div>
        </details>
    }
}
