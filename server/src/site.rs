//! The site's own files: style, script, wasm, fonts, icon. Inside the program when it was built with
//! `embedded-site`, else from `target/site`. Names carry no version, so browsers ask each time and mostly
//! hear that nothing changed.

use axum::Router;

use crate::AppState;

/// The addresses.
pub(crate) fn routes() -> Router<AppState> {
    source::routes()
}

#[cfg(feature = "embedded-site")]
mod source {
    use std::fmt::Write;

    use axum::{
        Router,
        response::{IntoResponse, Response},
        routing::get,
    };
    use http::{HeaderMap, StatusCode, Uri, header};
    use rust_embed::{EmbeddedFile, RustEmbed};

    use crate::AppState;

    #[derive(RustEmbed)]
    #[folder = "../target/site"]
    struct Site;

    /// Named so that cargo compiles this file again when the site is another one.
    const _FINGERPRINT: Option<&str> = option_env!("ITAKU_SITE_FINGERPRINT");

    pub(super) fn routes() -> Router<AppState> {
        Router::new()
            .route("/pkg/{*path}", get(file))
            .route("/fonts/{*path}", get(file))
            .route("/favicon.svg", get(file))
    }

    async fn file(uri: Uri, headers: HeaderMap) -> Response {
        let path = uri.path().trim_start_matches('/');
        if path.ends_with(".br") {
            return StatusCode::NOT_FOUND.into_response();
        }
        if let Some(packed) = Site::get(&format!("{path}.br")).filter(|_| accepts_brotli(&headers))
        {
            let mut response = answer(path, &headers, packed);
            response.headers_mut().insert(
                header::CONTENT_ENCODING,
                http::HeaderValue::from_static("br"),
            );
            return response;
        }
        match Site::get(path) {
            Some(plain) => answer(path, &headers, plain),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn answer(path: &str, headers: &HeaderMap, file: EmbeddedFile) -> Response {
        let mut tag = String::from("\"");
        for byte in file.metadata.sha256_hash().iter().take(16) {
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        let is_known = headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.contains(&tag));
        let common = [
            (header::ETAG, tag),
            (header::CACHE_CONTROL, "no-cache".to_owned()),
            (header::VARY, "accept-encoding".to_owned()),
        ];
        if is_known {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        let kind = mime_guess::from_path(path)
            .first_or_octet_stream()
            .to_string();
        (common, [(header::CONTENT_TYPE, kind)], file.data).into_response()
    }

    fn accepts_brotli(headers: &HeaderMap) -> bool {
        headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|part| part.split_once(';').unwrap_or((part, "")))
            .any(|(name, weight)| name.trim() == "br" && weight.trim() != "q=0")
    }
}

#[cfg(not(feature = "embedded-site"))]
mod source {
    use axum::{Router, extract::Request, middleware::Next, response::Response};
    use http::{HeaderValue, header};
    use tower_http::services::{ServeDir, ServeFile};

    use crate::AppState;

    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");

    pub(super) fn routes() -> Router<AppState> {
        let folder = |name: &str| ServeDir::new(format!("{FOLDER}/{name}")).precompressed_br();
        Router::new()
            .nest_service("/pkg", folder("pkg"))
            .nest_service("/fonts", folder("fonts"))
            .route_service(
                "/favicon.svg",
                ServeFile::new(format!("{FOLDER}/favicon.svg")),
            )
            .layer(axum::middleware::from_fn(ask_each_time))
    }

    async fn ask_each_time(request: Request, next: Next) -> Response {
        let mut response = next.run(request).await;
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }
}
