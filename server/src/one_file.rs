//! A form with one file and one field of text, as two areas send it. Nothing typed is lost with it, so what
//! cannot be taken is only told about.

use app::error::AppError;
use axum::{
    extract::{Multipart, multipart::MultipartError},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use services::{ServiceError, file::SIZE_LIMIT};

use crate::{AppState, error_page::ErrorPage};

/// A file, and a little for the form around it, in bytes.
pub(crate) const READ_LIMIT: usize = SIZE_LIMIT + 64 * 1024;

/// The form as it was sent.
pub(crate) struct OneFile {
    /// The field beside the file; empty when it was not sent.
    pub(crate) text: String,
    /// Name of the file, without folders.
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

/// Reads the file and the field called `beside`. `missing` is said when no file was chosen.
pub(crate) async fn read(
    mut form: Multipart,
    beside: &str,
    missing: &str,
) -> Result<OneFile, AppError> {
    let mut text = String::new();
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(refusal)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        match (name.as_str(), file_name) {
            ("file", Some(path)) => {
                let content = field.bytes().await.map_err(refusal)?;
                // Some browsers send the whole path at the sender.
                let bare = path.rsplit(['/', '\\']).next().unwrap_or_default();
                file = Some((bare.to_owned(), content.to_vec()));
            }
            (name, None) if name == beside => text = field.text().await.map_err(refusal)?,
            _ => {}
        }
    }
    let (name, content) = file
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| AppError::Rule(missing.to_owned()))?;
    if SIZE_LIMIT < content.len() {
        return Err(AppError::TooLarge);
    }
    Ok(OneFile {
        text,
        name,
        content,
    })
}

fn refusal(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::BadRequest
    }
}

/// Why the use case did not take the file. The page cannot show a file that is gone; what was wrong with it is
/// said here.
pub(crate) fn refused(state: &AppState, error: ServiceError, page: String) -> Response {
    let answer = match error {
        ServiceError::Invalid(errors) => {
            let words: Vec<String> = errors.iter().map(|(_, error)| error.to_string()).collect();
            ErrorPage::of(&AppError::Rule(words.join("\n")))
        }
        error => ErrorPage::of_service(&state.store, error),
    };
    answer.back_to(page).into_response()
}
