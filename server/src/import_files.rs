//! Ledgers in and out: a file to be looked at, the rows to be mended, the file as it was sent, an empty ledger.
//! A file that cannot be read is only told about: nothing typed is lost with it.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{id::ImportRunId, import::LedgerKind};
use services::import_run;

use crate::{
    AppState,
    config::Exposure,
    downloads,
    error_page::ErrorPage,
    local_path, one_file,
    rate_limit::{self, Limit},
};

const NOTHING_CHOSEN: &str =
    "ファイルが選択されていません。台帳のファイルを選んでから、送ってください。";

/// The addresses.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    let send = post(send)
        .layer(DefaultBodyLimit::max(one_file::READ_LIMIT))
        .layer(from_fn_with_state(limit, rate_limit::limit));
    Router::new()
        .route(paths::IMPORT, send)
        .route("/import/{id}/errors.xlsx", get(errors))
        .route("/import/{id}/file", get(original))
        .route("/import/templates/{file}", get(template))
}

async fn send(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    form: Multipart,
) -> Response {
    let page = paths::IMPORT.to_owned();
    let Some(actor) = caller.actor else {
        let sign_in = local_path::with_parameter(paths::SIGN_IN, "next", &page);
        return Redirect::to(&sign_in).into_response();
    };
    let sent = match one_file::read(form, "kind", NOTHING_CHOSEN).await {
        Ok(sent) => sent,
        Err(error) => return ErrorPage::of(&error).back_to(page).into_response(),
    };
    let kind = match sent.text.as_str() {
        "" => None,
        text => match LedgerKind::find(text) {
            Some(kind) => Some(kind),
            None => {
                return ErrorPage::of(&AppError::BadRequest)
                    .back_to(page)
                    .into_response();
            }
        },
    };
    let ctx = caller.store.acting(actor);
    match import_run::send(&ctx, kind, &sent.name, sent.content).await {
        Ok(id) => Redirect::to(&paths::import_run(id)).into_response(),
        Err(error) => one_file::refused(&state, error, page),
    }
}

async fn errors(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    downloads::answer(&caller, id.parse().ok(), async |ctx, id: ImportRunId| {
        import_run::errors_file(&ctx, id).await
    })
    .await
}

async fn original(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    downloads::answer(&caller, id.parse().ok(), async |ctx, id: ImportRunId| {
        import_run::original_file(&ctx, id).await
    })
    .await
}

async fn template(Extension(caller): Extension<Caller>, Path(file): Path<String>) -> Response {
    let kind = file.strip_suffix(".xlsx").and_then(LedgerKind::find);
    downloads::answer(&caller, kind, async |ctx, kind: LedgerKind| {
        import_run::template(&ctx, kind).await
    })
    .await
}
