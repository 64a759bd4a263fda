//! The text of a version of a regulation: one file in, the same file out. Nothing else is in the form, so a file
//! that cannot be taken is only told about.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::id::{RegulationDocumentId, RegulationVersionId};
use services::regulation::{self, UploadedText};
use tower_sessions::Session;

use crate::{
    AppState,
    config::Exposure,
    downloads,
    error_page::ErrorPage,
    flash, local_path, one_file,
    rate_limit::{self, Limit},
};

const NOTHING_CHOSEN: &str = "ファイルが選択されていません。本文のファイルを選んでください。";

/// The addresses.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    let attach = post(attach)
        .layer(DefaultBodyLimit::max(one_file::READ_LIMIT))
        .layer(from_fn_with_state(limit, rate_limit::limit));
    Router::new()
        .route("/documents/{id}/versions/{version}/file", attach)
        .route("/document-files/{version}", get(text))
}

async fn text(Extension(caller): Extension<Caller>, Path(version): Path<String>) -> Response {
    downloads::answer(
        &caller,
        version.parse().ok(),
        async |ctx, version: RegulationVersionId| regulation::file(&ctx, version).await,
    )
    .await
}

async fn attach(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    session: Session,
    Path((id, version)): Path<(String, String)>,
    form: Multipart,
) -> Response {
    let (Ok(id), Ok(version)) = (
        id.parse::<RegulationDocumentId>(),
        version.parse::<RegulationVersionId>(),
    ) else {
        return ErrorPage::of(&AppError::NotFound("規程・手順".to_owned())).into_response();
    };
    let page = paths::regulation(id);
    let Some(actor) = caller.actor else {
        let sign_in = local_path::with_parameter(paths::SIGN_IN, "next", &page);
        return Redirect::to(&sign_in).into_response();
    };
    let sent = match one_file::read(form, "revision", NOTHING_CHOSEN).await {
        Ok(sent) => sent,
        Err(error) => return ErrorPage::of(&error).back_to(page).into_response(),
    };
    let Ok(revision) = sent.text.trim().parse() else {
        return ErrorPage::of(&AppError::BadRequest)
            .back_to(page)
            .into_response();
    };
    let upload = UploadedText {
        name: sent.name,
        content: sent.content,
    };
    let ctx = caller.store.acting(actor);
    match regulation::attach(&ctx, id, revision, version, upload).await {
        Ok(()) => {
            flash::leave(&session, "本文を添付しました。").await;
            Redirect::to(&page).into_response()
        }
        Err(error) => one_file::refused(&state, error, page),
    }
}
