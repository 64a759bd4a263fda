//! `/exceptions/{id}`: one exception, its decision and its end.

use domain::{
    exception::{Exception, ExceptionState, ExceptionSubject, input::DecisionInput},
    finding::DecisionResult,
    id::{ContractId, ExceptionId, ExternalServiceId, FindingId, SocialMediaAccountId, VendorId},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{DecideException, EndException, ExceptionData, load_exception};
use crate::{
    audit_log::History,
    components::{
        Breadcrumb, Chip, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField, TextField,
        error_of,
    },
    error::AppError,
    paths,
};

/// Where an exception stands.
pub(super) fn state_chip(state: ExceptionState) -> impl IntoView {
    let color = match state {
        ExceptionState::Applied => "blue",
        ExceptionState::InForce => "green",
        ExceptionState::Expired => "red",
        ExceptionState::Ended | ExceptionState::Refused => "gray",
    };
    view! { <Chip label=state.label() color/> }
}

/// One exception.
#[component]
pub fn ExceptionPage() -> impl IntoView {
    let decide = ServerAction::<DecideException>::new();
    let end = ServerAction::<EndException>::new();
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = async move {
        let id: ExceptionId = id
            .parse()
            .map_err(|_| AppError::NotFound("例外措置".to_owned()))?;
        load_exception(id, held).await
    };
    view! { <Loaded data=data children=move |data: ExceptionData| view! { <ExceptionView data decide end/> }/> }
}

#[component]
fn ExceptionView(
    data: ExceptionData,
    decide: ServerAction<DecideException>,
    end: ServerAction<EndException>,
) -> impl IntoView {
    let exception = data.exception;
    let state = exception
        .period
        .state_on(data.today)
        .unwrap_or(ExceptionState::Applied);
    let title = exception.rule.label();
    let (id, revision) = (exception.id, exception.revision);
    let is_live = matches!(
        state,
        ExceptionState::Applied | ExceptionState::InForce | ExceptionState::Expired
    );
    let step = match state {
        ExceptionState::Applied if data.can_decide && !data.own => {
            view! { <DecideForm id revision input=data.decision action=decide/> }.into_any()
        }
        ExceptionState::Applied => {
            view! { <p>"承認を待っています。申請した人とは別の承認者（統括）が決めます。"</p> }
                .into_any()
        }
        ExceptionState::Expired => {
            view! { <p>"期限が切れ、効力を失っています。規程どおりに戻したら終了を記録し、続けるときは改めて申請してください。"</p> }.into_any()
        }
        ExceptionState::InForce | ExceptionState::Ended | ExceptionState::Refused => {
            ().into_any()
        }
    };
    let meta = view! { {state_chip(state)}<span>{exception.kind.label()}</span><span>{exception.unit_name.clone()}</span> };
    view! {
        <Breadcrumb links=vec![(paths::EXCEPTIONS.to_owned(), "例外措置".to_owned())] here=title/>
        <PageHead title=title window=format!("例外措置 - {}", exception.subject_name) meta=meta.into_any()/>
        <div class="u-stack-lg">
            <Description exception/>
            {step}
            {(is_live && data.can_end).then(|| view! { <EndForm id revision reason=data.reason action=end/> })}
            <section aria-labelledby="exception-history">
                <h2 class="dads-heading" data-size="22" id="exception-history">"履歴"</h2>
                <History entries=data.history/>
            </section>
        </div>
    }
}

#[component]
fn Description(exception: Exception) -> impl IntoView {
    let path = match exception.subject_kind {
        ExceptionSubject::Contract => Some(paths::contract(ContractId(exception.subject_id))),
        ExceptionSubject::Vendor => Some(paths::vendor(VendorId(exception.subject_id))),
        ExceptionSubject::Finding => Some(paths::finding(FindingId(exception.subject_id))),
        ExceptionSubject::ExternalService => Some(paths::external_service(ExternalServiceId(
            exception.subject_id,
        ))),
        ExceptionSubject::SocialMediaAccount => Some(paths::social_media_account(
            SocialMediaAccountId(exception.subject_id),
        )),
    };
    let name = format!(
        "{}：{}",
        exception.subject_kind.label(),
        exception.subject_name
    );
    let subject = match path {
        Some(path) => view! { <a href=path>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let period = exception.period;
    let applied = format!(
        "{}　{}",
        domain::wareki::long(period.applied_on),
        exception.applied_by_name
    );
    let decided = period.decision.map(|(decision, on)| {
        format!(
            "{}　{}　{}　{}",
            decision.label(),
            domain::wareki::long(on),
            exception.decided_by.unwrap_or_default(),
            exception.decision_note.unwrap_or_default()
        )
    });
    let ended = period.ended_on.map(|on| {
        format!(
            "{}　{}　{}",
            domain::wareki::long(on),
            exception.ended_by.unwrap_or_default(),
            exception.ended_reason.unwrap_or_default()
        )
    });
    let rows = [
        ("対象", subject),
        ("理由", exception.reason.into_any()),
        ("代替措置", exception.safeguard.into_any()),
        ("期限", domain::wareki::long(period.expires_on).into_any()),
        ("申請", applied.into_any()),
        ("決定", decided.into_any()),
        ("終了", ended.into_any()),
    ];
    view! {
        <section aria-labelledby="exception-description">
            <h2 class="dads-heading" data-size="22" id="exception-description">"例外措置の内容"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().map(|(term, value)| view! {
                    <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
                }).collect_view()}
            </dl>
        </section>
    }
}

#[component]
fn Key(id: ExceptionId, revision: i32) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="revision" value=revision.to_string()/>
    }
}

#[component]
fn DecideForm(
    id: ExceptionId,
    revision: i32,
    input: DecisionInput,
    action: ServerAction<DecideException>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    let decisions = DecisionResult::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <section aria-labelledby="exception-decide">
            <h2 class="dads-heading" data-size="22" id="exception-decide">"承認・不承認を決める"</h2>
            <ErrorSummary error form="decide"/>
            <ActionForm action=action attr:class="form">
                <Key id revision/>
                <div class="form__fields">
                    <SelectField form="decide" field="decision" label="決定" value=input.decision options=decisions errors required=true/>
                    <TextAreaField form="decide" field="note" label="意見・理由" value=input.note errors rows=2
                        support="承認しないときは、理由を入力します。"/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"決定を記録"</button>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn EndForm(
    id: ExceptionId,
    revision: i32,
    reason: String,
    action: ServerAction<EndException>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <section aria-labelledby="exception-end">
            <h2 class="dads-heading" data-size="22" id="exception-end">"終了・取下げ"</h2>
            <details class="dads-disclosure" open=move || error.get().is_some()>
                <summary>"この例外措置を終了する"</summary>
                <div class="dads-disclosure__body">
                    <ErrorSummary error form="end"/>
                    <ActionForm action=action attr:class="form">
                        <Key id revision/>
                        <TextField form="end" prefix="" field="reason" label="理由" value=reason errors required=true
                            support="例）対策を終え、規程どおりに戻したため"/>
                        <div class="button-row">
                            <button class="dads-button" data-type="outline" data-size="md" type="submit">"終了"</button>
                        </div>
                    </ActionForm>
                </div>
            </details>
        </section>
    }
}
