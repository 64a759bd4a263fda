//! `/api/v1`: the ledgers for other systems of the town, to read and nothing more. Who asks is told by a token
//! ([`authentication`]); a session's cookie opens nothing here, and a token opens no screen. A handler reads the
//! question, calls the use case the screen calls, and writes its answer down; what the answers look like is told
//! by `/api/v1/openapi.json`, which is made from the handlers themselves.

mod accounts;
mod asked;
mod authentication;
mod choices;
mod contracts;
mod coverage;
mod error;
mod external_services;
mod responsibilities;
mod vendors;
mod verifications;

use axum::{
    Router,
    http::header,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    rate_limit::{Limit, WRONG_TOKENS},
};
use error::ApiError;

/// What the document says before its routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "委託台帳 読み取りAPI",
        version = "1",
        description = "委託台帳の記録を、町のほかのシステムから読み取るためのAPIです。変更はできません。管理者が「職員・組織」の「APIトークン」で発行したトークンを、`Authorization: Bearer …` として送ってください。見えるのは、トークンの職員がその日に画面で見られる記録です。日付はISO 8601（例 2026-04-01）、日時は協定世界時です。応答の`ETag`を`If-None-Match`で送ると、変わっていないときは304を返します。",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(error::ErrorBody)),
    modifiers(&TokenScheme),
    security(("token" = [])),
)]
struct Document;

/// Who asks, as the document writes it.
struct TokenScheme;

impl Modify for TokenScheme {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("token", scheme);
    }
}

/// The addresses, behind the token but for the document.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let (router, document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(vendors::list))
        .routes(routes!(vendors::one))
        .routes(routes!(contracts::list))
        .routes(routes!(contracts::one))
        .routes(routes!(external_services::list))
        .routes(routes!(external_services::one))
        .routes(routes!(accounts::list))
        .routes(routes!(accounts::one))
        .routes(routes!(verifications::list))
        .routes(routes!(responsibilities::list))
        .routes(routes!(coverage::sheet))
        .split_for_parts();
    let document = serde_json::to_string_pretty(&document).unwrap_or_default();
    let limit = Limit::new(WRONG_TOKENS, state.settings.exposure);
    router
        .route("/api/v1", get(no_such_address))
        .route("/api/v1/{*rest}", get(no_such_address))
        .layer(from_fn_with_state(
            (state.clone(), limit),
            authentication::authenticate,
        ))
        .route(
            "/api/v1/openapi.json",
            get(move || async move { openapi(document) }),
        )
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(from_fn(asked::headers))
}

fn openapi(document: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document).into_response()
}

async fn no_such_address() -> ApiError {
    ApiError::not_found("アドレス")
}
