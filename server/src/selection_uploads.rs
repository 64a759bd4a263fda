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
use http::StatusCode;
use services::{
    ServiceError,
    file::SIZE_LIMIT,
    selection_review::{self, UploadedDocument},
};
use tower_sessions::Session;

use crate::{
    AppState,
    config::Exposure,
    error_page::ErrorPage,
    flash, local_path,
    rate_limit::{self, Limit},
};

/// A file, and a little for the form around it.
const READ_LIMIT: usize = SIZE_LIMIT + 64 * 1024;

/// The addresses.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    let attach = post(attach)
        .layer(DefaultBodyLimit::max(READ_LIMIT))
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
    let (subject, document) = match read(form).await {
        Ok(read) => read,
        Err(error) => {
            let too_large = error == AppError::TooLarge;
            let answer = ErrorPage::of(&error).back_to(page);
            return if too_large {
                answer
                    .with_status(StatusCode::PAYLOAD_TOO_LARGE)
                    .into_response()
            } else {
                answer.into_response()
            };
        }
    };
    let ctx = caller.store.acting(actor);
    match selection_review::attach(&ctx, review, &subject, document).await {
        Ok(()) => {
            flash::leave(&session, "資料を添付しました。").await;
            Redirect::to(&page).into_response()
        }
        // The page cannot show a file that is gone; what was wrong with it is said here.
        Err(ServiceError::Invalid(errors)) => {
            let words: Vec<String> = errors.iter().map(|(_, error)| error.to_string()).collect();
            ErrorPage::of(&AppError::Rule(words.join("\n")))
                .back_to(page)
                .into_response()
        }
        Err(error) => ErrorPage::of_service(&state.store, error)
            .back_to(page)
            .into_response(),
    }
}

/// What it is for, and the file.
async fn read(mut form: Multipart) -> Result<(String, UploadedDocument), AppError> {
    let mut subject = String::new();
    let mut document = None;
    while let Some(field) = form.next_field().await.map_err(refusal)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        match (name.as_str(), file_name) {
            ("file", Some(path)) => {
                let content = field.bytes().await.map_err(refusal)?;
                // Some browsers send the whole path at the sender.
                let bare = path.rsplit(['/', '\\']).next().unwrap_or_default();
                document = Some(UploadedDocument {
                    name: bare.to_owned(),
                    content: content.to_vec(),
                });
            }
            ("subject", None) => subject = field.text().await.map_err(refusal)?,
            _ => {}
        }
    }
    let document = document.filter(|document| !document.name.is_empty());
    match document {
        Some(document) => Ok((subject, document)),
        None => Err(AppError::Rule(
            "ファイルが選択されていません。添付する資料を選んでください。".to_owned(),
        )),
    }
}

fn refusal(error: axum::extract::multipart::MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::BadRequest
    }
}
