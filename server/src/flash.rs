//! The message of the last action: a server function leaves it in a header, it waits in the session, and
//! the next page shows it once.

use app::server_context::FLASH_HEADER;
use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, Method, header};
use tower_sessions::Session;

use crate::error_page::wants_html;

const FLASH: &str = "flash";
const SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Middleware: moves the header into the session. No browser sees it.
pub(crate) async fn flash(session: Session, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(value) = response
        .headers_mut()
        .remove(HeaderName::from_static(FLASH_HEADER))
    {
        leave(&session, &decoded(value.as_bytes())).await;
    }
    response
}

/// Leaves a message for the next page.
pub(crate) async fn leave(session: &Session, message: &str) {
    if let Err(error) = session.insert(FLASH, message).await {
        tracing::warn!(?error, "a message for the next page was lost");
    }
}

/// Takes the message. Without one the session is left untouched, and so is not saved.
pub(crate) async fn take(session: &Session) -> Option<String> {
    let message = session.get::<String>(FLASH).await.ok().flatten()?;
    if let Err(error) = session.remove::<String>(FLASH).await {
        tracing::warn!(?error, "the message of the last action will be shown again");
    }
    Some(message)
}

/// True for what shows the frame: a page, or the frame alone. Not a page fetched in advance, nor a download.
pub(crate) fn is_shown_by(request: &Request) -> bool {
    let path = request.uri().path();
    let is_page = request.method() == Method::GET
        && wants_html(request.headers())
        && !request.headers().contains_key(SEC_PURPOSE)
        && !path.starts_with("/files/")
        && std::path::Path::new(path)
            .extension()
            .is_none_or(|extension| extension != "pdf" && extension != "xlsx");
    let is_frame = request.method() == Method::POST
        && path == "/api/frame"
        && !request
            .headers()
            .get(header::ACCEPT)
            .is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"));
    is_page || is_frame
}

fn decoded(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let byte = match tail {
            [high, low, ..] if first == b'%' => digit(*high)
                .zip(digit(*low))
                .map(|(high, low)| high * 16 + low),
            _ => None,
        };
        text.push(byte.unwrap_or(first));
        rest = if byte.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_message_comes_out_of_the_header_as_it_went_in() {
        for message in ["点検結果を記録しました。", "100% 完了", "a%zz", ""] {
            assert_eq!(decoded(app::paths::encoded(message).as_bytes()), message);
        }
        assert_eq!(decoded(b"a%z"), "a%z");
    }
}
