//! The request as services see it, and what services answer as the wire sees it. Server only.

use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::ResponseOptions;
use serde::de::DeserializeOwned;
use services::{Actor, Context, ServiceError, Store};

use crate::error::AppError;

/// What the server puts into the extensions of every request.
#[derive(Clone)]
pub struct Caller {
    /// Database and clock.
    pub store: Store,
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// A message left for the next page, already taken from the session.
    pub flash: Option<String>,
}

/// A header between a server function and the server, which moves its value into the session.
pub const FLASH_HEADER: &str = "x-itaku-flash";

/// The request's caller.
///
/// # Errors
/// Outside a request.
pub fn caller() -> Result<Caller, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Caller>().cloned())
        .ok_or_else(|| AppError::Transport("no request".to_owned()))
}

/// The context of the person who is signed in.
///
/// # Errors
/// [`AppError::SignInRequired`].
pub fn context() -> Result<Context, AppError> {
    let caller = caller()?;
    let actor = caller.actor.ok_or(AppError::SignInRequired)?;
    Ok(caller.store.acting(actor))
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::SignInRequired => Self::SignInRequired,
            ServiceError::Forbidden { action, resource } => Self::Forbidden { action, resource },
            ServiceError::NotFound(what) => Self::NotFound(what.to_owned()),
            ServiceError::Conflict(conflict) => Self::Conflict {
                subject: conflict.subject,
                fields: conflict.fields,
            },
            ServiceError::Invalid(errors) => Self::Invalid(errors),
            ServiceError::Rule(words) => Self::Rule(words),
            ServiceError::Unexpected(source) => Self::Unexpected(logged(source.as_ref())),
        }
    }
}

/// Writes a failure to the log once, with its causes, and answers the number that finds it.
#[must_use]
pub fn logged(error: &(dyn std::error::Error + 'static)) -> String {
    let receipt = caller().map(|caller| caller.store.now()).map_or_else(
        |_| "0".to_owned(),
        |now| format!("{}", now.timestamp_micros() % 10_000_000_000),
    );
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push_str(": ");
        chain.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!(receipt, "{chain}");
    receipt
}

/// Sets the status of the page that is being rendered.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(status),
    ) {
        response.set_status(status);
    }
}

/// Has the browser load the page again after so many seconds, with JavaScript and without.
pub fn load_again_after(seconds: u32) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(value) = HeaderValue::from_str(&seconds.to_string())
    {
        response.insert_header(header::REFRESH, value);
    }
}

/// Leaves a message for the next page; its lines stand below each other, one that begins with a tab to be copied.
pub fn flash(message: &str) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(value) = HeaderValue::from_str(&crate::paths::encoded(message))
    {
        response.insert_header(HeaderName::from_static(FLASH_HEADER), value);
    }
}

/// Redirects after a form was taken, with a message for the next page.
pub fn done(path: &str, message: &str) {
    flash(message);
    leptos_axum::redirect(path);
}

/// Only our own scripts run; styles, fonts and images come from our own address.
pub fn set_content_security_policy() {
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_context::<Nonce>())
    else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}

/// What was typed in a form that could not be taken, if the address names it.
///
/// `action` is the address the form is sent to.
///
/// # Errors
/// When the database does not answer.
pub async fn held<T: DeserializeOwned>(
    token: Option<&str>,
    action: &str,
) -> Result<Option<T>, AppError> {
    let Some(token) = token.filter(|token| !token.is_empty()) else {
        return Ok(None);
    };
    let caller = caller()?;
    let person = caller.actor.as_ref().and_then(|actor| actor.person_id);
    let body = services::held_form::find(&caller.store, token, person, action).await?;
    Ok(body.and_then(|body| serde_qs::Config::new(8, false).deserialize_str(&body).ok()))
}
