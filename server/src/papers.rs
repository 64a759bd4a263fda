//! Records and lists as PDF, each made as it stands when it is asked for.

use app::server_context::Caller;
use axum::{
    Extension, Router,
    extract::{Path, Query},
    response::Response,
    routing::get,
};
use domain::{
    finding::FindingFilter, responsibility::board::BoardFilter,
    social_media::summary::AccountFilter,
};
use services::{
    external_service, finding, responsibility, selection_review, social_media, subcontract,
    verification,
};

use crate::{AppState, downloads::answer};

/// The addresses.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/contracts/{id}/selection/{review}/sheet.pdf", get(review))
        .route("/contracts/{id}/subcontracts/chart.pdf", get(chart))
        .route(
            "/contracts/{id}/verifications/{period}/sheet.pdf",
            get(sheet),
        )
        .route(
            "/verifications/subjects/{subject}/{period}/sheet.pdf",
            get(subject_sheet),
        )
        .route(
            "/services/{id}/approvals/{approval}/notice.pdf",
            get(approval),
        )
        .route("/responsibilities/{key}/appointment.pdf", get(appointment))
        .route(app::paths::RESPONSIBILITY_PDF, get(responsibilities))
        .route(app::paths::SOCIAL_MEDIA_PDF, get(accounts))
        .route(app::paths::FINDINGS_PDF, get(findings))
}

type Two = Path<(String, String)>;

async fn review(Extension(caller): Extension<Caller>, Path((_, review)): Two) -> Response {
    answer(&caller, review.parse().ok(), async |ctx, review| {
        selection_review::sheet_pdf(&ctx, review).await
    })
    .await
}

async fn chart(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id| {
        subcontract::chart_pdf(&ctx, id).await
    })
    .await
}

async fn sheet(Extension(caller): Extension<Caller>, Path((id, period)): Two) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id| {
        verification::sheet_pdf(&ctx, id, &period).await
    })
    .await
}

async fn subject_sheet(
    Extension(caller): Extension<Caller>,
    Path((subject, period)): Two,
) -> Response {
    answer(&caller, subject.parse().ok(), async |ctx, key| {
        verification::subject_sheet_pdf(&ctx, key, &period).await
    })
    .await
}

async fn approval(Extension(caller): Extension<Caller>, Path((id, approval)): Two) -> Response {
    let key = id.parse().ok().zip(approval.parse().ok());
    answer(&caller, key, async |ctx, (id, approval)| {
        external_service::approval_pdf(&ctx, id, approval).await
    })
    .await
}

async fn appointment(Extension(caller): Extension<Caller>, Path(key): Path<String>) -> Response {
    answer(&caller, key.parse().ok(), async |ctx, key| {
        responsibility::appointment_pdf(&ctx, key).await
    })
    .await
}

async fn responsibilities(
    Extension(caller): Extension<Caller>,
    Query(filter): Query<BoardFilter>,
) -> Response {
    answer(&caller, Some(filter), async |ctx, filter| {
        responsibility::list_pdf(&ctx, &filter).await
    })
    .await
}

async fn accounts(
    Extension(caller): Extension<Caller>,
    Query(filter): Query<AccountFilter>,
) -> Response {
    answer(&caller, Some(filter), async |ctx, filter| {
        social_media::list_pdf(&ctx, &filter).await
    })
    .await
}

async fn findings(
    Extension(caller): Extension<Caller>,
    Query(filter): Query<FindingFilter>,
) -> Response {
    answer(&caller, Some(filter), async |ctx, filter| {
        finding::table_pdf(&ctx, &filter).await
    })
    .await
}
