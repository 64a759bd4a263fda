//! 入力の預かり, around the server functions of `app`: what was typed is kept when the sign-in has ended or
//! the form could not be taken, and the page that is shown next finds it by a secret in its address.
//!
//! Errors of server functions get the status that says what they are.

use app::{error::AppError, paths};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::id::PersonId;
use http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::server_fn::error::ServerFnUrlError;
use rand::RngExt;
use services::{ServiceError, held_form};

use crate::{
    AppState,
    error_page::{ErrorPage, as_json, wants_html},
    identify::ExpiredPerson,
    local_path,
};

/// Largest form without files, in bytes.
pub(crate) const FORM_LIMIT: usize = 1024 * 1024;
/// What a server function answers is small; more than this is passed on as it is.
const ERROR_LIMIT: usize = 256 * 1024;
/// Set by `server_fn` on errors.
const SERVER_FN_ERROR: HeaderName = HeaderName::from_static("serverfnerror");
/// Middleware around `/api/`.
pub(crate) async fn held_forms(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let is_server_function =
        request.method() == Method::POST && request.uri().path().starts_with("/api/");
    if !is_server_function {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, FORM_LIMIT).await else {
        return too_large(&parts);
    };
    let sent = Sent::of(&parts, &body);
    if !sent.is_signed_in {
        return sign_in_first(&state, &sent).await;
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if response.status().is_redirection() {
        refused_form(&state, &sent, response).await
    } else {
        with_true_status(response).await
    }
}

/// What is needed of a request after it was handed on.
struct Sent {
    action: String,
    /// The form, when it is one.
    form: Option<String>,
    is_signed_in: bool,
    person: Option<PersonId>,
    wants_html: bool,
    /// The page the form stands on.
    page: String,
}

impl Sent {
    fn of(parts: &Parts, body: &Bytes) -> Self {
        let is_form = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
            kind.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
        let text = std::str::from_utf8(body)
            .ok()
            .filter(|text| is_form && !text.is_empty() && !holds_secret(text));
        let referer = parts
            .headers
            .get(header::REFERER)
            .and_then(|value| value.to_str().ok());
        Self {
            action: parts.uri.path().to_owned(),
            form: text.map(str::to_owned),
            is_signed_in: person_of(parts).is_some(),
            person: person_of(parts).or_else(|| expired_person(parts)),
            wants_html: wants_html(&parts.headers),
            page: local_path::without(
                &local_path::of_address(referer.unwrap_or_default()),
                &["__path", "__err"],
            ),
        }
    }
}

/// A form with a password is never kept.
fn holds_secret(form: &str) -> bool {
    form.split('&')
        .filter_map(|field| field.split_once('='))
        .any(|(name, _)| name.contains("password"))
}

/// Who is signed in.
pub(crate) fn person_of(parts: &Parts) -> Option<PersonId> {
    let caller = parts.extensions.get::<app::server_context::Caller>()?;
    caller.actor.as_ref()?.person_id
}

/// Whose sign-in ended.
pub(crate) fn expired_person(parts: &Parts) -> Option<PersonId> {
    parts
        .extensions
        .get::<ExpiredPerson>()
        .map(|expired| expired.0)
}

/// Keeps a form and answers the secret that finds it again.
pub(crate) async fn hold(
    state: &AppState,
    person: Option<PersonId>,
    action: &str,
    form: &str,
) -> Result<String, ServiceError> {
    let secret = hex::encode(rand::rng().random::<[u8; 32]>());
    held_form::hold(&state.store, &secret, person, action, form).await?;
    Ok(secret)
}

/// Where to sign in and come back to the page with the form.
pub(crate) fn sign_in_again(page: &str, secret: &str) -> String {
    let next = local_path::without(page, &["held"]);
    paths::with_query(
        paths::SIGN_IN,
        &[("expired", "1"), ("held", secret), ("next", &next)],
    )
}

async fn sign_in_first(state: &AppState, sent: &Sent) -> Response {
    let held = match &sent.form {
        Some(form) => hold(state, sent.person, &sent.action, form).await,
        None => Ok(String::new()),
    };
    let secret = match held {
        Ok(secret) => secret,
        Err(error) => return ErrorPage::of_service(&state.store, error).into_response(),
    };
    let target = sign_in_again(&sent.page, &secret);
    if sent.wants_html {
        return Redirect::to(&target).into_response();
    }
    as_json(&AppError::SignInRequired, StatusCode::UNAUTHORIZED)
}

/// `server_fn` answers a form that was not taken by going back to the page with the error in the address.
async fn refused_form(state: &AppState, sent: &Sent, mut response: Response) -> Response {
    let location = response
        .headers()
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let Some(error) = local_path::last_parameter(location, "__err").map(str::to_owned) else {
        return response;
    };
    if !response.headers().contains_key(&SERVER_FN_ERROR) {
        return response;
    }
    // Base64, its padding escaped.
    let reason = ServerFnUrlError::<AppError>::decode_err(&error.replace("%3D", "="));
    let action = local_path::last_parameter(location, "__path")
        .unwrap_or_default()
        .to_owned();
    let secret = match &sent.form {
        Some(form) => match hold(state, sent.person, &sent.action, form).await {
            Ok(secret) => secret,
            Err(error) => return ErrorPage::of_service(&state.store, error).into_response(),
        },
        None => String::new(),
    };
    let page = local_path::with_parameter(&sent.page, "held", &secret);
    if !is_for_the_form(&reason) {
        return ErrorPage::of(&reason).back_to(page).into_response();
    }
    let joint = if page.contains('?') { '&' } else { '?' };
    if let Ok(target) =
        HeaderValue::from_str(&format!("{page}{joint}__path={action}&__err={error}"))
    {
        response.headers_mut().insert(header::LOCATION, target);
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
    response
}

/// True for what the person can put right in the form; the rest is a page of its own, with its status.
fn is_for_the_form(reason: &AppError) -> bool {
    match reason {
        AppError::Invalid(_)
        | AppError::Rule(_)
        | AppError::Conflict { .. }
        | AppError::SignInRequired
        | AppError::BadRequest
        | AppError::Transport(_) => true,
        AppError::Forbidden { .. }
        | AppError::NotFound(_)
        | AppError::TooLarge
        | AppError::Unexpected(_) => false,
    }
}

/// `server_fn` answers every error with 500.
async fn with_true_status(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR
        || !response.headers().contains_key(&SERVER_FN_ERROR)
    {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, ERROR_LIMIT).await else {
        return ErrorPage::of(&AppError::Unexpected("0".to_owned())).into_response();
    };
    let error = serde_json::from_slice::<AppError>(&body).ok();
    if let Some(status) = error.and_then(|error| StatusCode::from_u16(error.status()).ok()) {
        parts.status = status;
    }
    Response::from_parts(parts, Body::from(body))
}

fn too_large(parts: &Parts) -> Response {
    if wants_html(&parts.headers) {
        ErrorPage::of(&AppError::TooLarge).into_response()
    } else {
        as_json(&AppError::TooLarge, StatusCode::PAYLOAD_TOO_LARGE)
    }
}
