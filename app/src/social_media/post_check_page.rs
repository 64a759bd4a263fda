//! `/social-media/accounts/{id}/post-check`: 投稿してよいか. Questions of the rule in force; the answers are
//! the address, so that the page works as plain HTML and keeps nothing.

use domain::social_media::{
    posting::{Openness, People, PostAnswers, PostJudgement, Urgency, Verdict, judge},
    publishing::{ItemKind, PublishingRule, in_force},
    summary::AccountDetail,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{account_id, api::load_for_check};
use crate::{
    components::{Banner, BannerKind, Breadcrumb, CheckboxField, Chip, Loaded, PageHead},
    error::AppError,
    paths,
};

/// The page of one account.
#[component]
pub fn PostCheckPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let answers = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        PostAnswers {
            openness: text("openness"),
            topic: text("topic"),
            forbidden: query
                .get_all("forbidden")
                .unwrap_or_default()
                .into_iter()
                .collect(),
            people: text("people"),
            urgency: text("urgency"),
        }
    });
    view! {
        <Loaded data=load(id) children=move |detail: AccountDetail| view! { <Check detail answers/> }/>
    }
}

async fn load(id: String) -> Result<AccountDetail, AppError> {
    load_for_check(account_id(&id)?).await
}

#[component]
fn Check(detail: AccountDetail, answers: PostAnswers) -> impl IntoView {
    let rule = in_force(&detail.rules, detail.today).cloned();
    let account = detail.account;
    let path = paths::social_media_account(account.id);
    let is_asked = rule.is_none() || !answers.is_empty();
    let judgement = is_asked.then(|| judge(account.state, rule.as_ref(), &answers));
    view! {
        <Breadcrumb
            links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned()), (path.clone(), account.name.clone())]
            here="投稿してよいか"
        />
        <PageHead title="投稿してよいか" window=format!("{} - 投稿してよいか", account.name)
            meta=Some(view! { <span>{format!("{}（{}）", account.name, detail.service_name)}</span> }.into_any())/>
        {judgement.map(|judgement| view! { <Judgement judgement/> })}
        {rule.map(|rule| view! { <Questions action=paths::post_check(account.id) rule answers/> })}
        <p class="section-follow"><a href=path>{format!("{}に戻る", account.name)}</a></p>
    }
}

#[component]
fn Judgement(judgement: PostJudgement) -> impl IntoView {
    let (kind, heading) = match judgement.verdict {
        Verdict::Yes => (BannerKind::Success, "はい。投稿できます。"),
        Verdict::Ask => (
            BannerKind::Warning,
            "確認が必要です。まだ投稿しないでください。",
        ),
        Verdict::No => (BannerKind::Error, "いいえ。投稿できません。"),
    };
    view! {
        <Banner kind heading>
            <ul class="u-lines">
                {judgement.reasons.into_iter().map(|reason| {
                    let color = match reason.verdict {
                        Verdict::Yes => "green",
                        Verdict::Ask => "orange",
                        Verdict::No => "red",
                    };
                    view! {
                        <li>
                            <Chip label=reason.verdict.label() color/>" "{reason.text}
                            <br/><span class="u-support">{format!("根拠：{}", reason.basis)}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </Banner>
    }
}

#[component]
fn Questions(action: String, rule: PublishingRule, answers: PostAnswers) -> impl IntoView {
    let choices = |all: Vec<(&str, &str)>| -> Vec<(String, String)> {
        all.into_iter()
            .map(|(code, label)| (code.to_owned(), label.to_owned()))
            .collect()
    };
    let openness = choices(
        Openness::ALL
            .iter()
            .map(|it| (it.code(), it.label()))
            .collect(),
    );
    let people = choices(
        People::ALL
            .iter()
            .map(|it| (it.code(), it.label()))
            .collect(),
    );
    let urgency = choices(
        Urgency::ALL
            .iter()
            .map(|it| (it.code(), it.label()))
            .collect(),
    );
    let topics = rule
        .lines(ItemKind::Allowed)
        .map(|item| (item.id.to_string(), item.text.clone()))
        .chain([("other".to_owned(), "どれにも当たらない".to_owned())])
        .collect::<Vec<_>>();
    let forbidden: Vec<(String, String)> = rule
        .lines(ItemKind::Forbidden)
        .map(|item| (item.id.to_string(), item.text.clone()))
        .collect();
    let PostAnswers {
        openness: chosen_openness,
        topic,
        forbidden: near,
        people: chosen_people,
        urgency: chosen_urgency,
    } = answers;
    view! {
        <form method="get" action=action class="form">
            <RadioQuestion name="openness" question="1. 公表してよい情報ですか。" options=openness chosen=chosen_openness/>
            <RadioQuestion name="topic" question="2. どの「発信できる情報」に当たりますか。" options=topics chosen=topic/>
            <fieldset class="check-item">
                <legend class="check-item__question">"3. 次のどれかに当たるものはありますか。（なければ選ばない）"</legend>
                {forbidden.into_iter().map(|(id, text)| {
                    let checked = near.contains(&id);
                    view! { <CheckboxField name="forbidden" value=id label=text note="" checked/> }
                }).collect_view()}
            </fieldset>
            <RadioQuestion name="people" question="4. 個人が分かる写真・動画・氏名などはありますか。" options=people chosen=chosen_people/>
            <RadioQuestion name="urgency" question="5. 災害・避難など、SNSが止まっても必ず届ける必要がある情報ですか。" options=urgency chosen=chosen_urgency/>
            <p class="u-support">{format!("発信できる情報の規定 第{}版による。", rule.version)}</p>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"判定"</button>
            </div>
        </form>
    }
}

#[component]
fn RadioQuestion(
    name: &'static str,
    question: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
) -> impl IntoView {
    view! {
        <fieldset class="check-item">
            <legend class="check-item__question">{question}</legend>
            {options.into_iter().map(|(code, label)| {
                let checked = code == chosen;
                view! {
                    <label class="dads-radio">
                        <span class="dads-radio__radio">
                            <input class="dads-radio__input" type="radio" name=name value=code checked=checked/>
                        </span>
                        <span class="dads-radio__label">{label}</span>
                    </label>
                }
            }).collect_view()}
        </fieldset>
    }
}
