//! The summary above a form that was not taken: how many problems, each a link to its field; a rule's
//! words; both versions after a lost update.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::input::FieldErrors;
use leptos::{prelude::*, server::ServerActionError, server_fn::error::ServerFnUrlError};
use leptos_meta::Title;

use super::{Banner, BannerKind, field::control_id, label::field_label};
use crate::error::AppError;

/// The error of an action, and the errors of its fields.
pub fn error_of<T>(
    value: impl Fn() -> Option<Result<T, AppError>> + Send + Sync + 'static,
) -> (Signal<Option<AppError>>, Signal<FieldErrors>)
where
    T: 'static,
{
    let error = Signal::derive(move || value().and_then(Result::err));
    let fields = Signal::derive(move || match error.get() {
        Some(AppError::Invalid(errors)) => errors,
        _ => FieldErrors::default(),
    });
    (error, fields)
}

/// Why the form the browser sent was refused, and whether its form said so.
#[derive(Clone)]
pub(super) struct Refusal {
    error: AppError,
    said: Arc<AtomicBool>,
}

impl Refusal {
    /// That of the request, made known to the page; the same for all that the page loads.
    pub(super) fn of_request() -> Option<Self> {
        let refused = use_context::<ServerActionError>()?;
        if let Some(known) = use_context::<Self>() {
            return Some(known);
        }
        let refusal = Self {
            error: ServerFnUrlError::decode_err(refused.err()),
            said: Arc::default(),
        };
        provide_context(refusal.clone());
        Some(refusal)
    }

    /// What the page has not said by now; nothing the second time.
    pub(super) fn unsaid(&self) -> Option<impl IntoView + use<>> {
        let error = (!self.said.swap(true, Ordering::Relaxed)).then(|| self.error.clone())?;
        Some(view! { <ErrorSummary error=Signal::derive(move || Some(error.clone()))/> })
    }
}

/// Shows nothing while there is no error. Takes the focus when there is one. `form` is that of the fields.
#[component]
pub fn ErrorSummary(
    error: Signal<Option<AppError>>,
    #[prop(default = "")] form: &'static str,
) -> impl IntoView {
    if error.with_untracked(Option::is_some)
        && let Some(refusal) = use_context::<Refusal>()
    {
        refusal.said.store(true, Ordering::Relaxed);
    }
    view! {
        <div tabindex="-1" autofocus=error.with_untracked(Option::is_some) class="error-summary">
            {error.get_untracked().map(|error| view! {
                <Title text="エラー：入力内容を確かめてください"/>
                <Banner kind=BannerKind::Error heading=heading(&error)>
                    <Problems error form/>
                </Banner>
            })}
        </div>
    }
}

fn heading(error: &AppError) -> String {
    match error {
        AppError::Rule(_) => "この操作はできませんでした".to_owned(),
        AppError::Forbidden { .. }
        | AppError::SignInRequired
        | AppError::NotFound(_)
        | AppError::Invalid(_)
        | AppError::Conflict { .. }
        | AppError::BadRequest
        | AppError::TooLarge
        | AppError::Unexpected(_)
        | AppError::Transport(_) => error.to_string(),
    }
}

#[component]
fn Problems(error: AppError, form: &'static str) -> impl IntoView {
    let advice = error.advice();
    match error {
        AppError::Invalid(errors) => view! {
            <ul class="error-summary__list">
                {errors.iter().map(|(field, error)| view! {
                    <li><a href=format!("#{}", control_id(form, field)) rel="external">{format!("{}：{error}", field_label(field))}</a></li>
                }).collect_view()}
            </ul>
        }
        .into_any(),
        AppError::Rule(words) => view! {
            <ul class="error-summary__list">
                {words.lines().map(|line| view! { <li>{line.to_owned()}</li> }).collect_view()}
            </ul>
        }
        .into_any(),
        AppError::Conflict { fields, .. } => view! { <p>{advice}</p><Versions fields/> }.into_any(),
        AppError::Forbidden { .. }
        | AppError::SignInRequired
        | AppError::NotFound(_)
        | AppError::BadRequest
        | AppError::TooLarge
        | AppError::Unexpected(_)
        | AppError::Transport(_) => view! { <p>{advice}</p> }.into_any(),
    }
}

/// Both versions, field by field.
#[component]
fn Versions(fields: Vec<(String, String, String)>) -> impl IntoView {
    view! {
        <table class="comparison" data-kind="conflict">
            <caption class="dads-u-visually-hidden">"保存されている内容とあなたの入力"</caption>
            <thead><tr><th scope="col">"項目"</th><th scope="col">"保存されている内容"</th><th scope="col">"あなたの入力"</th></tr></thead>
            <tbody>
                {fields.into_iter().map(|(field, saved, typed)| view! {
                    <tr><th scope="row">{field_label(&field)}</th><td>{saved}</td><td>{typed}</td></tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}
