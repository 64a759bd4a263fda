//! 誤りの画面, standing alone: heading, what to do, a way back. For answers that no page of `app` gives. Without
//! scripts, so that it is shown even when everything else is broken.

use std::any::Any;

use app::error::AppError;
use axum::{
    body::Body,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use services::{ServiceError, Store};

const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// A page about what went wrong.
pub(crate) struct ErrorPage {
    status: StatusCode,
    heading: String,
    advice: String,
    back: String,
}

impl ErrorPage {
    /// Of an error of the program.
    pub(crate) fn of(error: &AppError) -> Self {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, heading: error.to_string(), advice: error.advice(), back: app::paths::TODAY.to_owned() }
    }

    /// Of an error of a use case. A failure is logged under the number that the page shows.
    pub(crate) fn of_service(store: &Store, error: ServiceError) -> Self {
        let error = match error {
            ServiceError::Unexpected(source) => AppError::Unexpected(logged(store, source.as_ref())),
            other => AppError::from(other),
        };
        Self::of(&error)
    }

    /// The same page under another status.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The way back leads to this local address.
    pub(crate) fn back_to(self, back: String) -> Self {
        Self { back, ..self }
    }

    /// Of a status that a library answered with.
    fn of_status(status: StatusCode) -> Self {
        let page = |error: AppError| Self::of(&error).with_status(status);
        match status {
            StatusCode::NOT_FOUND => page(AppError::NotFound("画面".to_owned())),
            StatusCode::PAYLOAD_TOO_LARGE => page(AppError::TooLarge),
            StatusCode::TOO_MANY_REQUESTS => page(AppError::Rule(
                "続けて何度も送られたため、受付けを止めています。1分ほど待って、やり直してください。".to_owned(),
            )),
            StatusCode::METHOD_NOT_ALLOWED => page(AppError::Rule(
                "このアドレスは、この方法では開けません。最初の画面から入り直してください。".to_owned(),
            )),
            other if other.is_server_error() => page(AppError::Unexpected("0".to_owned())),
            _ => page(AppError::BadRequest),
        }
    }
}

impl IntoResponse for ErrorPage {
    fn into_response(self) -> Response {
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{heading} - 委託台帳</title><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
             <link rel=\"stylesheet\" href=\"/pkg/itaku-daicho.css\"></head>\
             <body><main class=\"app-main\" id=\"main\"><div class=\"error-page\">\
             <p class=\"error-page__status\">{status}</p>\
             <h1 class=\"dads-heading\" data-size=\"28\">{heading}</h1>\
             <div class=\"error-page__body\"><p>{advice}</p></div>\
             <a class=\"dads-button\" data-type=\"solid-fill\" data-size=\"md\" href=\"{back}\">{way}</a>\
             </div></main></body></html>\n",
            status = self.status.as_u16(),
            heading = escaped(&self.heading),
            advice = escaped(&self.advice),
            back = escaped(&self.back),
            way = if self.back == app::paths::TODAY { "今日に戻る" } else { "入力していた画面に戻る" },
        );
        let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
        (self.status, headers, html).into_response()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// True when a browser asks for a page, not a script for data.
pub(crate) fn wants_html(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// The error as JSON, the way server functions answer it.
pub(crate) fn as_json(error: &AppError, status: StatusCode) -> Response {
    let body = serde_json::to_string(error).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Middleware: what a library answers in its own few English words becomes a page of ours.
pub(crate) async fn plain_errors(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return response;
    }
    let is_ours = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/json"));
    if is_ours {
        return response;
    }
    let mut page = ErrorPage::of_status(response.status()).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

/// The page after a panic; what happened is in the log.
pub(crate) fn after_panic(store: &Store, panic: &(dyn Any + Send)) -> Response<Body> {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    let receipt = receipt(store);
    tracing::error!(receipt, "panic: {words}");
    let mut page = ErrorPage::of(&AppError::Unexpected(receipt)).into_response();
    page.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    page
}

/// Writes a failure with its causes to the log, and answers the number that finds it.
pub(crate) fn logged(store: &Store, error: &(dyn std::error::Error + 'static)) -> String {
    let receipt = receipt(store);
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

fn receipt(store: &Store) -> String {
    format!("{}", store.now().timestamp_micros() % 10_000_000_000)
}
