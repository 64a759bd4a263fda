//! A browser without JavaScript: cookies, forms as they are sent by HTML, redirects followed by hand.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
};
use http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt;

use crate::text::visible_text;

/// Where the tests' browsers think the server is.
pub const HOST: &str = "itaku.test";

/// Somebody at a browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What a person sees.
    #[must_use]
    pub fn text(&self) -> String {
        visible_text(&self.html())
    }

    /// Where the browser is sent.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The value of the first control of that name on the page.
    #[must_use]
    pub fn value_of(&self, name: &str) -> Option<String> {
        let html = self.html();
        let at = html.find(&format!("name=\"{name}\""))?;
        let start = html[..at].rfind('<')?;
        let end = start + html[start..].find('>')?;
        let tag = &html[start..end];
        let value = tag.split(" value=\"").nth(1)?;
        Some(crate::text::unescaped(value.split('"').next()?))
    }
}

impl Browser {
    /// A browser without cookies.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
        }
    }

    /// Signs in; the session cookie stays.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn sign_in(&mut self, name: &str, password: &str) {
        let answer = self
            .post(
                "/sign-in",
                &[("sign_in_name", name), ("password", password)],
            )
            .await;
        assert_eq!(answer.location(), "/", "{}", answer.text());
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        self.send(request, Body::empty()).await
    }

    /// Opens a page, following redirects.
    ///
    /// # Panics
    /// When there are more than five.
    pub async fn visit(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if !answer.status.is_redirection() {
                return answer;
            }
            let next = answer.location().to_owned();
            answer = self.get(&next).await;
        }
        panic!("redirects without end at {path}");
    }

    /// Sends a form as HTML does, from a page of this server.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, "/", fields).await
    }

    /// Sends a form from the page named.
    pub async fn post_from(&mut self, path: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::REFERER, format!("http://{HOST}{page}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(encoded(fields))).await
    }

    /// Sends a form and opens the page it leads to.
    pub async fn submit(&mut self, path: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post_from(path, page, fields).await;
        if answer.status.is_redirection() {
            let next = answer.location().replace(&format!("http://{HOST}"), "");
            self.visit(&next).await
        } else {
            answer
        }
    }

    /// Sends any request.
    ///
    /// # Panics
    /// When the request is not one.
    pub async fn send(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(header::HOST, HOST);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request = request.body(body).unwrap();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            if let Some((name, rest)) = cookie.to_str().unwrap_or_default().split_once('=') {
                let value = rest.split(';').next().unwrap_or_default();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, 64 * 1024 * 1024).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

/// Fields as a form sends them.
#[must_use]
pub fn encoded(fields: &[(&str, &str)]) -> String {
    fields
        .iter()
        .map(|(name, value)| {
            format!(
                "{}={}",
                server::app::paths::encoded(name),
                server::app::paths::encoded(value)
            )
        })
        .collect::<Vec<_>>()
        .join("&")
}
