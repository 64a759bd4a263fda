//! The text of a version of a regulation: one file in, the same file out. Nothing else is in the form, so a file
//! that cannot be taken is only told about.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State, multipart::MultipartError},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::id::{RegulationDocumentId, RegulationVersionId};
use http::StatusCode;
use services::{
    ServiceError,
    file::SIZE_LIMIT,
    regulation::{self, UploadedText},
};
use tower_sessions::Session;

use crate::{
    AppState,
    config::Exposure,
    downloads,
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
    let (revision, upload) = match read(form).await {
        Ok(read) => read,
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
            return ErrorPage::of(&error)
                .with_status(status)
                .back_to(page)
                .into_response();
        }
    };
    let ctx = caller.store.acting(actor);
    match regulation::attach(&ctx, id, revision, version, upload).await {
        Ok(()) => {
            flash::leave(&session, "本文を添付しました。").await;
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

/// The revision that was read, and the file.
async fn read(mut form: Multipart) -> Result<(i32, UploadedText), AppError> {
    let mut revision = None;
    let mut upload = None;
    while let Some(field) = form.next_field().await.map_err(refusal)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        match (name.as_str(), file_name) {
            ("file", Some(path)) => {
                let content = field.bytes().await.map_err(refusal)?;
                // Some browsers send the whole path at the sender.
                let bare = path.rsplit(['/', '\\']).next().unwrap_or_default();
                upload = Some(UploadedText {
                    name: bare.to_owned(),
                    content: content.to_vec(),
                });
            }
            ("revision", None) => {
                revision = field.text().await.map_err(refusal)?.trim().parse().ok();
            }
            _ => {}
        }
    }
    let upload = upload.filter(|upload| !upload.name.is_empty());
    let upload = upload.ok_or_else(|| {
        AppError::Rule("ファイルが選択されていません。本文のファイルを選んでください。".to_owned())
    })?;
    if SIZE_LIMIT < upload.content.len() {
        return Err(AppError::TooLarge);
    }
    Ok((revision.ok_or(AppError::BadRequest)?, upload))
}

fn refusal(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::BadRequest
    }
}
