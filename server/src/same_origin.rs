//! Refuses what another site makes a browser send: server functions are plain form posts, and a cookie
//! alone does not tell who wrote the form.

use app::error::AppError;
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

use crate::error_page::{ErrorPage, as_json, wants_html};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Middleware: whatever may change something must come from a page of ours.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_reading || is_ours(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "a request of another origin was refused");
    if wants_html(request.headers()) || !request.uri().path().starts_with("/api/") {
        ErrorPage::of(&AppError::BadRequest).with_status(StatusCode::FORBIDDEN).into_response()
    } else {
        as_json(&AppError::BadRequest, StatusCode::FORBIDDEN)
    }
}

/// `Origin` decides; `Referer` where a browser leaves it out; the browser's own word where it leaves out both.
fn is_ours(uri: &Uri, headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(host) = text(&header::HOST).or_else(|| uri.authority().map(http::uri::Authority::as_str)) else {
        return false;
    };
    match text(&header::ORIGIN).or_else(|| text(&header::REFERER)) {
        Some(address) => authority(address).is_some_and(|authority| authority.eq_ignore_ascii_case(host)),
        None => text(&SEC_FETCH_SITE) == Some("same-origin"),
    }
}

fn authority(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sent: &[(&'static str, &'static str)], expect: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "itaku.town.example:3000".parse().unwrap());
        for (name, value) in sent {
            headers.insert(HeaderName::from_static(name), value.parse().unwrap());
        }
        assert_eq!(is_ours(&Uri::from_static("/api/x"), &headers), expect, "{sent:?}");
    }

    #[test]
    fn only_our_own_pages_may_send_forms() {
        check(&[("origin", "http://itaku.town.example:3000")], true);
        check(&[("origin", "https://itaku.town.example:3000")], true);
        check(&[("origin", "http://itaku.town.example")], false);
        check(&[("origin", "http://evil.example"), ("sec-fetch-site", "same-origin")], false);
        check(&[("origin", "null")], false);
        check(&[("referer", "http://itaku.town.example:3000/vendors/new")], true);
        check(&[("referer", "http://itaku.town.example:3000.evil.example/")], false);
        check(&[("referer", "http://itaku.town.example:3000@evil.example/")], false);
        check(&[("origin", "null"), ("referer", "http://itaku.town.example:3000/")], false);
        check(&[], false);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "same-site")], false);
    }
}
