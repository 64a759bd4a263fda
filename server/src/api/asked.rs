//! A question as it is asked, and its answer: parameters, pages, `ETag`.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{FromRequestParts, RawPathParams, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts};
use serde::Serialize;
use services::Context;
use utoipa::{IntoParams, ToSchema};

use super::error::ApiError;

/// Rows of a page when nothing is said.
const PER_PAGE: u64 = 50;
/// Most rows of a page.
const MOST_PER_PAGE: u64 = 200;
/// The last page that can be asked for.
const LAST_PAGE: u64 = 100_000;
/// Longest text of a parameter, in characters.
const TEXT_LIMIT: usize = 200;

/// Which page of a list.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// ページの番号（1から）
    #[param(value_type = Option<u64>, minimum = 1, maximum = 100_000, example = 1)]
    pub(super) page: u64,
    /// 1ページの件数（200まで。指定がなければ50）
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200, example = 50)]
    pub(super) per_page: u64,
}

impl Paging {
    /// The page out of all rows, and how many there are.
    pub(super) fn cut<T>(self, rows: Vec<T>) -> (Vec<T>, u64) {
        let total = rows.len() as u64;
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let before = number((self.page - 1) * self.per_page);
        let rows = rows.into_iter().skip(before).take(number(self.per_page));
        (rows.collect(), total)
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// The rows.
    items: Vec<T>,
    /// Number of all matches.
    total: u64,
    /// Which page.
    page: u64,
    /// Rows of a page.
    per_page: u64,
}

/// A code of a closed list, with its label.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Choice {
    /// Stable, for programs.
    #[schema(example = "running")]
    pub(super) code: String,
    /// As the screens write it.
    #[schema(example = "履行中")]
    pub(super) label: String,
}

/// A question: who asks, the address, the parameters not yet read.
pub(super) struct Asked {
    pub(super) ctx: Context,
    uri: Uri,
    headers: HeaderMap,
    id: Option<String>,
    parameters: BTreeMap<String, String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Some(ctx) = parts.extensions.get::<Context>().cloned() else {
            return Err(ApiError::no_token());
        };
        let path = RawPathParams::from_request_parts(parts, state).await.ok();
        let id = path.and_then(|path| path.iter().next().map(|(_, id)| id.to_owned()));
        Ok(Self {
            ctx,
            parameters: parameters_of(parts.uri.query().unwrap_or_default())?,
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            id,
        })
    }
}

fn parameters_of(query: &str) -> Result<BTreeMap<String, String>, ApiError> {
    let unreadable = || ApiError::parameter("", "アドレスの「?」より後を読み取れません。");
    let pairs: Vec<(String, String)> = axum::extract::Query::try_from_uri(
        &format!("/?{query}")
            .parse::<Uri>()
            .map_err(|_| unreadable())?,
    )
    .map_err(|_| unreadable())?
    .0;
    let mut parameters = BTreeMap::new();
    for (name, value) in pairs {
        if parameters.insert(name.clone(), value).is_some() {
            return Err(ApiError::parameter(
                &name,
                "2回書かれています。1回だけにしてください。",
            ));
        }
    }
    Ok(parameters)
}

impl Asked {
    /// The record of the address.
    ///
    /// # Errors
    /// When it is no key of a record.
    pub(super) fn id<T: std::str::FromStr>(&self, what: &str) -> Result<T, ApiError> {
        let id = self.id.as_deref().unwrap_or_default();
        let is_plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        id.parse()
            .ok()
            .filter(|_| is_plain)
            .ok_or_else(|| ApiError::not_found(what))
    }

    /// Which page is wanted.
    ///
    /// # Errors
    /// Numbers out of range.
    pub(super) fn paging(&mut self) -> Result<Paging, ApiError> {
        let page = self.number("page", 1, LAST_PAGE)?;
        let per_page = self.number("per_page", 1, MOST_PER_PAGE)?;
        Ok(Paging {
            page: page.unwrap_or(1),
            per_page: per_page.unwrap_or(PER_PAGE),
        })
    }

    /// A whole number within a range.
    ///
    /// # Errors
    /// Anything else.
    pub(super) fn number(
        &mut self,
        name: &str,
        least: u64,
        most: u64,
    ) -> Result<Option<u64>, ApiError> {
        let Some(text) = self.parameters.remove(name) else {
            return Ok(None);
        };
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse::<u64>().ok().filter(|_| is_plain);
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(ApiError::parameter(
                name,
                &format!("{least}から{most}までの整数にしてください。"),
            )),
        }
    }

    /// The key of a record, as filters take it.
    ///
    /// # Errors
    /// Anything that is no key.
    pub(super) fn key(&mut self, name: &str) -> Result<String, ApiError> {
        let key = self.number(name, 1, i64::MAX.unsigned_abs())?;
        Ok(key.map(|key| key.to_string()).unwrap_or_default())
    }

    /// Words to look for.
    ///
    /// # Errors
    /// Text that is too long, or holds control characters.
    pub(super) fn text(&mut self, name: &str) -> Result<String, ApiError> {
        let text = self.parameters.remove(name).unwrap_or_default();
        if TEXT_LIMIT < text.chars().count() {
            return Err(ApiError::parameter(
                name,
                &format!("{TEXT_LIMIT}文字までにしてください。"),
            ));
        }
        if text.chars().any(char::is_control) {
            return Err(ApiError::parameter(
                name,
                "改行などの制御文字を除いてください。",
            ));
        }
        Ok(text)
    }

    /// One of these codes, or nothing.
    ///
    /// # Errors
    /// Any other text; the message names the codes.
    pub(super) fn one_of(&mut self, name: &str, codes: &[&str]) -> Result<String, ApiError> {
        match self.parameters.remove(name) {
            None => Ok(String::new()),
            Some(code) if codes.contains(&code.as_str()) => Ok(code),
            Some(_) => {
                let words = format!("次のどれかにしてください：{}", codes.join("、"));
                Err(ApiError::parameter(name, &words))
            }
        }
    }

    /// A date of ISO 8601, as filters take it.
    ///
    /// # Errors
    /// Anything else.
    pub(super) fn date(&mut self, name: &str) -> Result<String, ApiError> {
        let Some(text) = self.parameters.remove(name) else {
            return Ok(String::new());
        };
        let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        match day.filter(|day| day.format("%Y-%m-%d").to_string() == text) {
            Some(_) => Ok(text),
            None => Err(ApiError::parameter(
                name,
                "年-月-日で書いてください。例）2026-04-01",
            )),
        }
    }

    /// Everything was read: nothing of the question is passed over in silence.
    ///
    /// # Errors
    /// A parameter nobody knows.
    pub(super) fn finish(&self) -> Result<(), ApiError> {
        match self.parameters.keys().next() {
            None => Ok(()),
            Some(name) => Err(ApiError::parameter(
                name,
                "このアドレスにないパラメーターです。",
            )),
        }
    }

    /// A page, with links to those around it.
    pub(super) fn page<T: Serialize>(self, items: Vec<T>, total: u64, paging: Paging) -> Response {
        let links = links(&self.uri, total, paging);
        let page = Page {
            items,
            total,
            page: paging.page,
            per_page: paging.per_page,
        };
        let mut response = self.answer(&page);
        if let Ok(links) = HeaderValue::from_str(&links) {
            response.headers_mut().insert(header::LINK, links);
        }
        response
    }

    /// The answer, or that it is still the one the asker has.
    pub(super) fn answer<T: Serialize>(self, answer: &T) -> Response {
        let mut response = Json(answer).into_response();
        let body = serde_json::to_string(answer).unwrap_or_default();
        let tag = format!("W/\"{}\"", &services::session::key_of(&body)[..32]);
        if is_known(&self.headers, &tag) {
            response = StatusCode::NOT_MODIFIED.into_response();
        }
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// True when `If-None-Match` names the tag (weak comparison, RFC 9110 §13.1.2).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

/// First, previous, next and last page (RFC 8288), with the same filter.
fn links(uri: &Uri, total: u64, paging: Paging) -> String {
    let last = total.div_ceil(paging.per_page).max(1);
    let kept: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && *pair != "page" && !pair.starts_with("page="))
        .collect();
    let link = |page: u64, relation: &str| {
        let mut pairs = kept.clone();
        let page = format!("page={page}");
        pairs.push(&page);
        format!("<{}?{}>; rel=\"{relation}\"", uri.path(), pairs.join("&"))
    };
    let mut links = vec![link(1, "first")];
    if 1 < paging.page {
        links.push(link((paging.page - 1).min(last), "prev"));
    }
    if paging.page < last {
        links.push(link(paging.page + 1, "next"));
    }
    links.push(link(last, "last"));
    links.join(", ")
}

/// Middleware: an answer may be kept by who asked, and is asked for again each time.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ),
        (header::VARY, HeaderValue::from_static("Authorization")),
    ];
    response.headers_mut().extend(headers);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_pages_around_and_keep_the_filter() {
        let uri = "/api/v1/vendors?q=%E5%8C%97&page=2&per_page=10"
            .parse()
            .unwrap();
        let paging = Paging {
            page: 2,
            per_page: 10,
        };
        let address = "/api/v1/vendors?q=%E5%8C%97&per_page=10&page=";
        assert_eq!(
            links(&uri, 31, paging),
            format!(
                "<{address}1>; rel=\"first\", <{address}1>; rel=\"prev\", <{address}3>; rel=\"next\", <{address}4>; rel=\"last\""
            )
        );
        let nothing = "/api/v1/vendors".parse().unwrap();
        let paging = Paging {
            page: 1,
            per_page: 50,
        };
        assert_eq!(
            links(&nothing, 0, paging),
            "</api/v1/vendors?page=1>; rel=\"first\", </api/v1/vendors?page=1>; rel=\"last\""
        );
    }

    #[test]
    fn a_tag_is_known_in_any_spelling_of_the_header() {
        for (value, known) in [
            ("W/\"a\"", true),
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, value.parse().unwrap());
            assert_eq!(is_known(&headers, "W/\"a\""), known, "{value}");
        }
        assert!(!is_known(&HeaderMap::new(), "W/\"a\""));
    }
}
