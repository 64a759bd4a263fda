//! 発信できる情報の規定 of an account: the version in force, the draft that waits, earlier ones.

use domain::{
    id::SocialMediaAccountId,
    social_media::{
        publishing::{ItemKind, PublishingRule, in_force},
        summary::AccountDetail,
    },
};
use leptos::prelude::*;

use super::api::{ApproveRule, WithdrawRule};
use crate::{
    components::{Chip, ErrorSummary, LongDate, TextField, confidentiality_chip, error_of},
    paths,
};

/// The section of the account's page.
#[component]
pub(super) fn Rules(detail: AccountDetail) -> impl IntoView {
    let id = detail.account.id;
    let today = detail.today;
    let current = in_force(&detail.rules, today).cloned();
    let waiting = detail.rules.iter().find(|rule| rule.is_waiting()).cloned();
    let shown: Vec<_> = [&current, &waiting]
        .into_iter()
        .flatten()
        .map(|rule| rule.id)
        .collect();
    let others: Vec<PublishingRule> = detail
        .rules
        .iter()
        .rev()
        .filter(|rule| !shown.contains(&rule.id))
        .cloned()
        .collect();
    let can_draft = detail.can.edit && waiting.is_none();
    view! {
        <section aria-labelledby="account-rules">
            <h2 class="dads-heading" data-size="22" id="account-rules">"発信できる情報の規定"</h2>
            {match current {
                Some(rule) => view! { <Rule rule today/> }.into_any(),
                None => view! { <p>"現在有効な規定はありません。承認を受けるまで、発信しないでください。"</p> }.into_any(),
            }}
            {waiting.map(|rule| view! {
                <h3 class="dads-heading" data-size="18">"承認待ち"</h3>
                <Rule rule=rule.clone() today/>
                <Decision id rule can_approve=detail.can_approve_rule can_withdraw=detail.can.edit/>
            })}
            {can_draft.then(|| view! {
                <p class="section-follow"><a href=paths::publishing(id)>"新しい版を起案"</a></p>
            })}
            {(!others.is_empty()).then(|| view! {
                <details class="dads-disclosure">
                    <summary>{format!("ほかの版（{}件）", others.len())}</summary>
                    <div class="dads-disclosure__body">
                        {others.into_iter().map(|rule| view! { <Rule rule today/> }).collect_view()}
                    </div>
                </details>
            })}
        </section>
    }
}

#[component]
fn Rule(rule: PublishingRule, today: chrono::NaiveDate) -> impl IntoView {
    let (label, color) = if rule.withdrawn_on.is_some() {
        ("取下げ", "gray")
    } else if rule.is_waiting() {
        ("承認待ち", "light-blue")
    } else if rule.is_in_force(today) {
        ("有効", "green")
    } else if rule.from_on.is_some_and(|from| today < from) {
        ("施行前", "yellow")
    } else {
        ("旧版", "gray")
    };
    let list = |kind: ItemKind| {
        let lines: Vec<String> = rule.lines(kind).map(|item| item.text.clone()).collect();
        view! {
            <h3 class="dads-heading" data-size="16">{kind.label()}</h3>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        }
    };
    let (allowed, forbidden) = (list(ItemKind::Allowed), list(ItemKind::Forbidden));
    view! {
        <article>
            <p class="u-cluster">
                <strong>{format!("第{}版", rule.version)}</strong>
                <Chip label color/>
                {confidentiality_chip(rule.class)}
                {rule.from_on.map(|from| view! { <span><LongDate date=from/>"から"</span> })}
                {rule.to_on.map(|to| view! { <span><LongDate date=to/>"まで"</span> })}
            </p>
            {allowed}
            {forbidden}
            <p>{format!("同意：{}", rule.consent_rule)}</p>
            <p>{format!("災害時：{}", rule.disaster_rule)}</p>
            <p class="u-support">
                "起案 "<LongDate date=rule.drafted_on/>" "{rule.drafter.clone()}
                {rule.approved_on.map(|day| view! { "　承認 "<LongDate date=day/>" "{rule.approver.clone()} })}
            </p>
        </article>
    }
}

#[component]
fn Decision(
    id: SocialMediaAccountId,
    rule: PublishingRule,
    can_approve: bool,
    can_withdraw: bool,
) -> impl IntoView {
    let approve = ServerAction::<ApproveRule>::new();
    let withdraw = ServerAction::<WithdrawRule>::new();
    let (approve_error, _) = error_of(move || approve.value().get());
    let (error, errors) = error_of(move || withdraw.value().get());
    let keys = move || {
        view! {
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="rule" value=rule.id.to_string()/>
            <input type="hidden" name="revision" value=rule.revision.to_string()/>
        }
    };
    let other_keys = keys;
    view! {
        <ErrorSummary error=approve_error/>
        {can_approve.then(|| view! {
            <ActionForm action=approve>
                {keys()}
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"規定を承認"</button>
            </ActionForm>
        })}
        {(!can_approve).then(|| view! { <p>"起案した本人ではない承認者の承認を待っています。"</p> })}
        {can_withdraw.then(|| view! {
            <details class="dads-disclosure" open=move || error.get().is_some()>
                <summary>"起案を取り下げる"</summary>
                <div class="dads-disclosure__body">
                    <ErrorSummary error form="withdraw"/>
                    <ActionForm action=withdraw attr:class="form">
                        {other_keys()}
                        <TextField form="withdraw" prefix="" field="reason" label="理由" value="" errors required=true/>
                        <div class="button-row">
                            <button class="dads-button" data-type="outline" data-size="md" type="submit">"取下げ"</button>
                        </div>
                    </ActionForm>
                </div>
            </details>
        })}
    }
}
