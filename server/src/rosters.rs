//! A roster for the plan of a transfer, sent as a file.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::id::TransferId;
use services::{file::SIZE_LIMIT, transfer};
use tower_sessions::Session;

use crate::{
    AppState,
    config::Exposure,
    error_page::ErrorPage,
    flash,
    rate_limit::{self, Limit},
};

/// The addresses.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    let take = post(take)
        .layer(DefaultBodyLimit::max(SIZE_LIMIT))
        .layer(from_fn_with_state(limit, rate_limit::limit));
    Router::new().route("/transfers/{id}/roster", take)
}

async fn take(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    session: Session,
    Path(id): Path<String>,
    multipart: Multipart,
) -> Response {
    let Some(actor) = caller.actor else {
        return Redirect::to(paths::SIGN_IN).into_response();
    };
    let Ok(id) = id.parse::<TransferId>() else {
        return ErrorPage::of(&AppError::NotFound("異動の計画".to_owned())).into_response();
    };
    let page = paths::transfer(id);
    let Some((name, bytes)) = file_of(multipart).await else {
        let words =
            "ファイルが選ばれていないか、大きすぎます。職員名簿のファイルを選んでください。";
        return ErrorPage::of(&AppError::Rule(words.to_owned()))
            .back_to(page)
            .into_response();
    };
    let ctx = state.store.acting(actor);
    match transfer::take_roster(&ctx, id, &name, bytes).await {
        Ok(reading) => {
            flash::leave(&session, &reading.words()).await;
            Redirect::to(&page).into_response()
        }
        Err(error) => ErrorPage::of_service(&state.store, error)
            .back_to(page)
            .into_response(),
    }
}

/// The name and the bytes of the file of the form.
async fn file_of(mut multipart: Multipart) -> Option<(String, Vec<u8>)> {
    while let Some(field) = multipart.next_field().await.ok()? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default();
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let bytes = field.bytes().await.ok()?.to_vec();
        return (!name.is_empty()).then_some((name, bytes));
    }
    None
}
