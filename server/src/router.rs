//! Every address, and what each request passes on its way there.

use app::error::AppError;
use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::TimeDelta;
use http::{HeaderName, HeaderValue, StatusCode, header};
use leptos_axum::{LeptosRoutes, generate_route_list, render_app_async_with_context};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer},
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};
use tracing::Level;

use crate::{
    AppState, config::Exposure, downloads, error_page, error_page::ErrorPage, flash, held_forms, identify, same_origin,
    session_store::RowSessionStore, sign_in, site, uploads,
};

/// Name of the session's cookie.
const COOKIE: &str = "itaku";
/// The row of a session outlives the sign-in, as long as a held form is kept.
const KEPT_AFTER_SIGN_IN: TimeDelta = TimeDelta::hours(12);

/// Headers of every answer that does not set them itself.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// The whole program as a service. Must be called inside a tokio runtime.
pub fn build_router(state: AppState) -> Router {
    let options = state.leptos_options.clone();
    let shell = move || app::shell(options.clone());
    let store = state.store.clone();
    let layers = ServiceBuilder::new()
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(DefaultMakeSpan::new().level(Level::INFO))
                .on_response(DefaultOnResponse::new().level(Level::DEBUG)),
        )
        .layer(from_fn(security_headers))
        .layer(CatchPanicLayer::custom(move |panic: Box<dyn std::any::Any + Send>| {
            error_page::after_panic(&store, panic.as_ref())
        }))
        .layer(from_fn(error_page::plain_errors))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn(same_origin::same_origin))
        .layer(sessions(&state))
        .layer(from_fn(flash::flash))
        .layer(from_fn_with_state(state.clone(), identify::identify))
        .layer(from_fn_with_state(state.clone(), held_forms::held_forms));
    Router::new()
        .route("/healthz", get(health))
        .merge(sign_in::routes(state.settings.exposure))
        .merge(downloads::routes())
        .merge(uploads::routes())
        .merge(site::routes())
        .leptos_routes_with_context(&state, generate_route_list(app::App), || {}, shell.clone())
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .fallback(move |request: Request| render_app_async_with_context(|| {}, shell.clone())(request))
        .layer(layers)
        .with_state(state)
}

/// The expiry given to the layer sets the age of the cookie; the row's is the store's.
fn sessions(state: &AppState) -> SessionManagerLayer<RowSessionStore> {
    let lifetime = state.settings.idle_limit + KEPT_AFTER_SIGN_IN;
    SessionManagerLayer::new(RowSessionStore::new(state.store.clone(), lifetime))
        .with_name(COOKIE)
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.settings.exposure == Exposure::BehindTlsProxy)
        .with_expiry(Expiry::OnInactivity(time::Duration::seconds(lifetime.num_seconds())))
}

async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Alive means: the database answers.
async fn health(State(state): State<AppState>) -> Response {
    match state.store.db.ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            let receipt = error_page::logged(&state.store, &error);
            ErrorPage::of(&AppError::Unexpected(receipt)).with_status(StatusCode::SERVICE_UNAVAILABLE).into_response()
        }
    }
}
