//! PDFの確認: takes a file, keeps nothing of it, and sends the browser to the page that answers for its
//! fingerprint.

use app::{paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use services::{file::SIZE_LIMIT, provenance};

use crate::{
    AppState,
    config::Exposure,
    error_page::ErrorPage,
    rate_limit::{self, Limit},
};

/// The address.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    // The form around the file takes some bytes as well.
    let check = post(check)
        .layer(DefaultBodyLimit::max(SIZE_LIMIT + 64 * 1024))
        .layer(from_fn_with_state(limit, rate_limit::limit));
    Router::new().route(paths::PDF_CHECK_FILE, check)
}

async fn check(Extension(caller): Extension<Caller>, multipart: Multipart) -> Response {
    if caller.actor.is_none() {
        // The page asks to sign in.
        return Redirect::to(paths::PDF_CHECK).into_response();
    }
    match file_of(multipart).await {
        Ok(Some(content)) => {
            let file = provenance::fingerprint(&content);
            let claimed = file.claimed_number.unwrap_or_default();
            let query = [("sha256", file.sha256.as_str()), ("claimed", &claimed)];
            Redirect::to(&paths::with_query(paths::PDF_CHECK, &query)).into_response()
        }
        Ok(None) => {
            Redirect::to(&paths::with_query(paths::PDF_CHECK, &[("missing", "1")])).into_response()
        }
        Err(error) => ErrorPage::of(&error)
            .back_to(paths::PDF_CHECK.to_owned())
            .into_response(),
    }
}

/// The file; none when none was chosen.
async fn file_of(mut multipart: Multipart) -> Result<Option<Vec<u8>>, app::error::AppError> {
    use app::error::AppError;
    let refusal = |error: axum::extract::multipart::MultipartError| {
        if error.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
            AppError::TooLarge
        } else {
            AppError::BadRequest
        }
    };
    while let Some(field) = multipart.next_field().await.map_err(refusal)? {
        if field.name() == Some("file") {
            let content = field.bytes().await.map_err(refusal)?;
            return Ok((!content.is_empty()).then(|| content.to_vec()));
        }
    }
    Ok(None)
}
