//! 遵守状況 as files: the report and the workbook of the day in the address.

use app::server_context::Caller;
use axum::{Extension, Router, extract::Query, response::Response, routing::get};
use domain::coverage::CoverageFilter;

use crate::{AppState, downloads::answer};

/// The addresses.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route(app::paths::COVERAGE_REPORT, get(report))
        .route(app::paths::COVERAGE_WORKBOOK, get(workbook))
}

async fn report(
    Extension(caller): Extension<Caller>,
    Query(filter): Query<CoverageFilter>,
) -> Response {
    answer(
        &caller,
        Some(filter),
        async |ctx, filter: CoverageFilter| services::coverage::report_pdf(&ctx, &filter).await,
    )
    .await
}

async fn workbook(
    Extension(caller): Extension<Caller>,
    Query(filter): Query<CoverageFilter>,
) -> Response {
    answer(
        &caller,
        Some(filter),
        async |ctx, filter: CoverageFilter| services::coverage::figures_xlsx(&ctx, &filter).await,
    )
    .await
}
