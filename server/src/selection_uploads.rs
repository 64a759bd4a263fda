//! A document of a selection review: one file with what it is for. Nothing else is in the form, so a file
//! that cannot be taken is only told about.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::id::{ContractId, SelectionReviewId};
use services::selection_review::{self, UploadedDocument};
use tower_sessions::Session;

use crate::{
    AppState,
    config::Exposure,
    error_page::ErrorPage,
    flash, local_path, one_file,
    rate_limit::{self, Limit},
};

const NOTHING_CHOSEN: &str = "ファイルが選択されていません。添付する資料を選んでください。";

/// The addresses.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    let attach = post(attach)
        .layer(DefaultBodyLimit::max(one_file::READ_LIMIT))
        .layer(from_fn_with_state(limit, rate_limit::limit));
    Router::new().route("/contracts/{id}/selection/{review}/files", attach)
}

async fn attach(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    session: Session,
    Path((contract, review)): Path<(String, String)>,
    form: Multipart,
) -> Response {
    let (Ok(contract), Ok(review)) = (
        contract.parse::<ContractId>(),
        review.parse::<SelectionReviewId>(),
    ) else {
        return ErrorPage::of(&AppError::NotFound("選定審査".to_owned())).into_response();
    };
    let page = paths::selection_review(contract, review);
    let Some(actor) = caller.actor else {
        let sign_in = local_path::with_parameter(paths::SIGN_IN, "next", &page);
        return Redirect::to(&sign_in).into_response();
    };
    let sent = match one_file::read(form, "subject", NOTHING_CHOSEN).await {
        Ok(sent) => sent,
        Err(error) => return ErrorPage::of(&error).back_to(page).into_response(),
    };
    let document = UploadedDocument {
        name: sent.name,
        content: sent.content,
    };
    let ctx = caller.store.acting(actor);
    match selection_review::attach(&ctx, review, &sent.text, document).await {
        Ok(()) => {
            flash::leave(&session, "資料を添付しました。").await;
            Redirect::to(&page).into_response()
        }
        Err(error) => one_file::refused(&state, error, page),
    }
}
