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
use rand::RngExt;
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
    trace::{DefaultOnResponse, TraceLayer},
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};
use tracing::{Level, Span};

use crate::{
    AppState, api,
    config::Exposure,
    coverage_files, downloads, error_page,
    error_page::ErrorPage,
    exports, flash, held_forms, identify, import_files, papers, parts, pdf_check,
    rate_limit::{self, FORMS_OF_STRANGERS, Limit},
    regulation_files, rosters, same_origin, selection_uploads,
    session_store::RowSessionStore,
    sign_in, site, uploads,
};

/// Name of the session's cookie.
const COOKIE: &str = "itaku";
/// The row of a session outlives the sign-in, as long as a held form is kept.
const KEPT_AFTER_SIGN_IN: TimeDelta = TimeDelta::hours(12);

/// Headers of every answer that does not set them itself.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// The whole program as a service. Must be called inside a tokio runtime.
pub fn build_router(state: AppState) -> Router {
    let store = state.store.clone();
    let layers = ServiceBuilder::new()
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(Level::DEBUG)),
        )
        .layer(from_fn(security_headers))
        .layer(CatchPanicLayer::custom(
            move |panic: Box<dyn std::any::Any + Send>| {
                error_page::after_panic(&store, panic.as_ref())
            },
        ))
        .layer(from_fn(error_page::plain_errors))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(worth_packing()),
        );
    let of_browsers = ServiceBuilder::new()
        .layer(from_fn(same_origin::same_origin))
        .layer(sessions(&state))
        .layer(from_fn(flash::flash))
        .layer(from_fn_with_state(state.clone(), identify::identify))
        .layer(from_fn_with_state(
            Limit::new(FORMS_OF_STRANGERS, state.settings.exposure),
            rate_limit::limit_strangers,
        ))
        .layer(from_fn_with_state(state.clone(), held_forms::held_forms));
    routes(&state)
        .layer(of_browsers)
        .merge(api::routes(&state))
        .layer(layers)
        .with_state(state)
}

fn routes(state: &AppState) -> Router<AppState> {
    let options = state.leptos_options.clone();
    let shell = move || app::shell(options.clone());
    Router::new()
        .route("/healthz", get(health))
        .merge(sign_in::routes(state.settings.exposure))
        .merge(downloads::routes())
        .merge(coverage_files::routes())
        .merge(exports::routes())
        .merge(papers::routes())
        .merge(parts::routes())
        .merge(uploads::routes(state.settings.exposure))
        .merge(pdf_check::routes(state.settings.exposure))
        .merge(import_files::routes(state.settings.exposure))
        .merge(regulation_files::routes(state.settings.exposure))
        .merge(rosters::routes(state.settings.exposure))
        .merge(selection_uploads::routes(state.settings.exposure))
        .merge(site::routes())
        .leptos_routes_with_context(state, generate_route_list(app::App), || {}, shell.clone())
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .fallback(move |request: Request| {
            render_app_async_with_context(|| {}, shell.clone())(request)
        })
}

/// The addresses of all pages, parameters as `:name`.
#[must_use]
pub fn pages() -> Vec<String> {
    generate_route_list(app::App)
        .into_iter()
        .map(|listing| listing.path().to_owned())
        .collect()
}

/// The addresses of all server functions: what forms are sent to.
#[must_use]
pub fn forms() -> Vec<String> {
    leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .collect()
}

/// What the log says of a request. Not the query: it may hold the secret of a form, or a name.
fn span(request: &Request) -> Span {
    let id = rand::rng().random::<u32>();
    tracing::info_span!("request", id = format_args!("{id:08x}"), method = %request.method(), path = request.uri().path())
}

/// The cookie goes when the browser is closed; how long the row stays is the store's business.
fn sessions(state: &AppState) -> SessionManagerLayer<RowSessionStore> {
    let lifetime = state.settings.idle_limit + KEPT_AFTER_SIGN_IN;
    SessionManagerLayer::new(RowSessionStore::new(state.store.clone(), lifetime))
        .with_name(COOKIE)
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.settings.exposure == Exposure::BehindTlsProxy)
        .with_expiry(Expiry::OnSessionEnd)
}

/// A PDF is packed already.
fn worth_packing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("application/pdf"))
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
            ErrorPage::of(&AppError::Unexpected(receipt))
                .with_status(StatusCode::SERVICE_UNAVAILABLE)
                .into_response()
        }
    }
}
