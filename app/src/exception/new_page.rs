//! `/exceptions/new`: the application for an exception.

use domain::exception::{ExceptionKind, ExceptionRule};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{ApplyException, NewException, new_exception};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField, error_of,
    },
    paths,
};

/// The application form.
#[component]
pub fn NewExceptionPage() -> impl IntoView {
    let action = ServerAction::<ApplyException>::new();
    let data = use_query_map().with_untracked(|query| {
        new_exception(query.get("held"), query.get("subject"), query.get("rule"))
    });
    view! { <Loaded data=data children=move |new: NewException| view! { <Form new action/> }/> }
}

#[component]
fn Form(new: NewException, action: ServerAction<ApplyException>) -> impl IntoView {
    let NewException { input, subjects } = new;
    let (error, errors) = error_of(move || action.value().get());
    let kinds = ExceptionKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    let rules = ExceptionRule::ALL
        .iter()
        .map(|rule| (rule.code().to_owned(), rule.label().to_owned()))
        .collect();
    view! {
        <Breadcrumb links=vec![(paths::EXCEPTIONS.to_owned(), "例外措置".to_owned())] here="例外措置を申請"/>
        <PageHead title="例外措置を申請"/>
        <p>"規程どおりにできないとき、又はリスクを受け入れるときに申請します。申請した人とは別の人が承認し、期限が来ると効力を失います。"</p>
        <ErrorSummary error/>
        <ActionForm action=action attr:class="form">
            <div class="form__fields">
                <SelectField field="kind" label="区分" value=input.kind options=kinds errors required=true/>
                <SelectField field="rule" label="例外の内容" value=input.rule options=rules errors required=true/>
                <SelectField field="subject" label="対象" value=input.subject options=subjects errors required=true/>
                <TextAreaField field="reason" label="理由" value=input.reason errors required=true/>
                <TextAreaField field="safeguard" label="代替措置" value=input.safeguard errors rows=2
                    support="その間、リスクを小さくするために行うこと"/>
                <DateField field="expires_on" label="期限" value=input.expires_on errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"申請"</button>
                <a class="dads-button" data-type="text" data-size="md" href=paths::EXCEPTIONS>"やめる"</a>
            </div>
        </ActionForm>
    }
}
