//! `/social-media/accounts/{id}`: an account — how it stands, its course, what may be published, checks.

use domain::{
    responsibility::{SubjectKey, SubjectKind},
    social_media::{AccountState, summary::AccountDetail},
    verification::subject::SubjectSheetSummary,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    account_id,
    api::{AccountData, load_account},
    course::Course,
    notes::{ClosingSteps, DormancySection, Observations},
    parts::{Description, OutsideLink, shortcoming_chips, state_chip},
    procedure::Procedures,
    rules::Rules,
};
use crate::{
    audit_log::History,
    components::{Banner, BannerKind, Breadcrumb, Loaded, PageHead},
    error::AppError,
    finding::SubjectFindings,
    paths,
    responsibility::Responsible,
    verification::SubjectSheetTable,
};

/// One account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! { <Loaded data=load(id, held) children=|data: AccountData| view! { <Account data/> }/> }
}

async fn load(id: String, held: String) -> Result<AccountData, AppError> {
    load_account(account_id(&id)?, &held).await
}

#[component]
fn Account(data: AccountData) -> impl IntoView {
    let AccountData {
        detail,
        history,
        sheets,
        observation,
        decision,
        step,
        closing,
        procedure,
        procedures,
    } = data;
    let account = &detail.account;
    let edit = detail.can.edit.then(|| {
        let path = paths::edit_social_media_account(account.id);
        view! { <a class="dads-button" data-type="outline" data-size="md" href=path>"編集"</a> }
    });
    let check = (account.state == AccountState::Open).then(|| {
        let path = paths::post_check(account.id);
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=path>"投稿してよいか"</a> }
    });
    let actions = view! { {check} {edit} }.into_any();
    let meta = view! {
        <span>{detail.service_name.clone()}</span>
        <span>{account.handle.clone()}</span>
        <span>{detail.unit_name.clone()}</span>
        {state_chip(account.state)}
    };
    let is_closing = account.state == AccountState::Closing;
    let checked = domain::verification::subject::SubjectKey::from(account.id);
    view! {
        <Breadcrumb links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned())] here=account.name.clone()/>
        <PageHead
            title=account.name.clone()
            window=format!("{}（{}） - SNS", account.name, detail.service_name)
            meta=Some(meta.into_any())
            actions=Some(actions)
        />
        <Standing detail=detail.clone()/>
        <div class="u-stack-lg">
            <Course detail=detail.clone() held=step/>
            {is_closing.then(|| view! { <ClosingSteps detail=detail.clone() held=closing/> })}
            <Basics detail=detail.clone()/>
            <Responsible subject=SubjectKey::new(SubjectKind::SocialMediaAccount, detail.account.id.0)/>
            <DormancySection detail=detail.clone() held=decision/>
            <Observations detail=detail.clone() held=observation/>
            <Procedures detail=detail.clone() choices=procedures held=procedure/>
            <Rules detail=detail.clone()/>
            <Checks sheets today=detail.today/>
            <SubjectFindings subject=checked/>
            <section aria-labelledby="account-history">
                <h2 class="dads-heading" data-size="22" id="account-history">"履歴"</h2>
                <History entries=history/>
            </section>
        </div>
        <p class="section-follow"><a href=paths::SOCIAL_MEDIA>"SNSに戻る"</a></p>
    }
}

/// What is wrong today, above everything else.
#[component]
fn Standing(detail: AccountDetail) -> impl IntoView {
    (!detail.shortcomings.is_empty()).then(|| {
        view! {
            <Banner kind=BannerKind::Warning heading="対応が必要です">
                <p class="u-cluster">{shortcoming_chips(&detail.shortcomings)}</p>
            </Banner>
        }
    })
}

#[component]
fn Basics(detail: AccountDetail) -> impl IntoView {
    let AccountDetail {
        account,
        service_name,
        contract_title,
        ..
    } = detail;
    let service = paths::social_media_service(account.service_id);
    let contract = account
        .contract_id
        .map(|id| view! { <a href=paths::contract(id)>{contract_title}</a> }.into_any());
    let link = |url: Option<String>| view! { <OutsideLink url/> }.into_any();
    let owner = match &account.body {
        Some(body) => format!("{}（{body}）", account.ownership.label()),
        None => account.ownership.label().to_owned(),
    };
    let rows = vec![
        (
            "SNS",
            view! { <a href=service>{service_name}</a> }.into_any(),
        ),
        ("URL", link(account.url.clone())),
        ("区分", owner.into_any()),
        ("運用を委託する契約", contract.into_any()),
        ("目的", account.purpose.clone().into_any()),
        ("対象者", account.audience.clone().into_any()),
        ("発信内容", account.content.clone().into_any()),
        ("対応時間", account.hours.clone().into_any()),
        ("返信方針", account.reply_policy.clone().into_any()),
        ("運用方針", link(account.policy_url.clone())),
        (
            "公式ホームページの掲載先",
            link(account.listing_url.clone()),
        ),
        ("登録メール", account.recovery_mail.clone().into_any()),
        ("登録電話", account.recovery_phone.clone().into_any()),
        (
            "認証情報の管理者",
            account.credential_custodian.clone().into_any(),
        ),
        ("備考", account.note.clone().into_any()),
    ];
    view! {
        <section aria-labelledby="account-description">
            <h2 class="dads-heading" data-size="22" id="account-description">"基本情報"</h2>
            <Description rows/>
        </section>
    }
}

#[component]
fn Checks(sheets: Vec<SubjectSheetSummary>, today: chrono::NaiveDate) -> impl IntoView {
    view! {
        <section aria-labelledby="account-checks">
            <h2 class="dads-heading" data-size="22" id="account-checks">"点検"</h2>
            {if sheets.is_empty() {
                view! { <p>"点検の予定はありません。開設すると、半年ごとの点検が予定に入ります。"</p> }.into_any()
            } else {
                view! { <SubjectSheetTable sheets today/> }.into_any()
            }}
        </section>
    }
}
