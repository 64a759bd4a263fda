//! 受付けの制限: how often one address may try what costs us something — guessing a password, sending
//! files, leaving a form without being signed in. Counted per process; what must hold for all of several
//! servers, the lock-out of an account, is a row (`services::sign_in`).

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, header};
use tower_governor::{
    GovernorError,
    governor::GovernorConfigBuilder,
    key_extractor::{KeyExtractor, PeerIpKeyExtractor, SmartIpKeyExtractor},
};

use crate::{
    config::Exposure,
    error_page::{ErrorPage, as_json, wants_html},
    identify::ExpiredPerson,
};

/// Addresses that are remembered before those that have long been quiet are forgotten.
const ADDRESSES: usize = 10_000;

/// What is limited, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// So many at once…
    at_once: u32,
    /// …and then one more every this long.
    one_more_every: Duration,
    /// What the person was doing.
    what: &'static str,
}

/// Guessing is slowed down; a person who mistypes is not.
pub(crate) const SIGN_IN: Rule = Rule {
    at_once: 20,
    one_more_every: Duration::from_secs(6),
    what: "サインイン",
};

/// A day of checks with evidence, sheet after sheet, stays below it.
pub(crate) const UPLOADS: Rule = Rule {
    at_once: 60,
    one_more_every: Duration::from_secs(2),
    what: "ファイルの送信",
};

/// Each is kept for half a day: nobody fills the database without being known. A person whose sign-in has
/// just ended is no stranger.
pub(crate) const FORMS_OF_STRANGERS: Rule = Rule {
    at_once: 10,
    one_more_every: Duration::from_secs(60),
    what: "サインインしていない状態での送信",
};

/// Nobody guesses a token; a program that is set up wrongly is slowed down, and says so in its log.
pub(crate) const WRONG_TOKENS: Rule = Rule {
    at_once: 60,
    one_more_every: Duration::from_secs(2),
    what: "間違ったAPIトークンの送信",
};

/// Counts what addresses do, by one rule.
#[derive(Clone)]
pub(crate) struct Limit {
    rule: Rule,
    admits: Arc<dyn Fn(&Request) -> bool + Send + Sync>,
}

impl Limit {
    /// Nothing counted yet.
    pub(crate) fn new(rule: Rule, exposure: Exposure) -> Self {
        let config = GovernorConfigBuilder::default()
            .period(rule.one_more_every)
            .burst_size(rule.at_once)
            .finish();
        let admits = move |request: &Request| {
            // No configuration: the rule would have a zero in it.
            let Some(config) = &config else {
                return true;
            };
            let limiter = config.limiter();
            if ADDRESSES < limiter.len() {
                limiter.retain_recent();
            }
            limiter.check_key(&address(exposure, request)).is_ok()
        };
        Self {
            rule,
            admits: Arc::new(admits),
        }
    }

    /// Counts the request; `false` when it is too much.
    pub(crate) fn admits(&self, request: &Request) -> bool {
        (self.admits)(request)
    }

    /// What to say to somebody who was too quick; in the form the browser or the script asked for.
    fn refusal(&self, request: &Request) -> Response {
        let seconds = self.rule.one_more_every.as_secs();
        let error = AppError::Rule(format!(
            "{}が短い時間に何度も続いたため、受付けを止めています。{}待ってから、やり直してください。入力した内容は、ブラウザーの「戻る」で元の画面に残っています。",
            self.rule.what,
            if seconds < 60 {
                "1分ほど".to_owned()
            } else {
                format!("{}分ほど", seconds.div_ceil(60))
            },
        ));
        let status = StatusCode::TOO_MANY_REQUESTS;
        let mut response = if wants_html(request.headers()) {
            ErrorPage::of(&error).with_status(status).into_response()
        } else {
            as_json(&error, status)
        };
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
        response
    }
}

/// Middleware: refuses what is too much of it.
pub(crate) async fn limit(State(limit): State<Limit>, request: Request, next: Next) -> Response {
    if limit.admits(&request) {
        next.run(request).await
    } else {
        limit.refusal(&request)
    }
}

/// Middleware: refuses forms of people who are not signed in, and were not a moment ago, when there are too
/// many. Signing in is counted by its own rule.
pub(crate) async fn limit_strangers(
    State(limit): State<Limit>,
    request: Request,
    next: Next,
) -> Response {
    if !is_form_of_stranger(&request) || limit.admits(&request) {
        next.run(request).await
    } else {
        limit.refusal(&request)
    }
}

fn is_form_of_stranger(request: &Request) -> bool {
    let path = request.uri().path();
    let extensions = request.extensions();
    let is_signed_in = extensions
        .get::<Caller>()
        .is_some_and(|caller| caller.actor.is_some());
    request.method() == Method::POST
        && path != paths::SIGN_IN
        && path != paths::SIGN_OUT
        && !is_signed_in
        && extensions.get::<ExpiredPerson>().is_none()
}

/// The browser's address: the connection's, or what the proxy in front says. Those without one count as one.
fn address(exposure: Exposure, request: &Request) -> IpAddr {
    let address: Result<IpAddr, GovernorError> = match exposure {
        Exposure::Direct => PeerIpKeyExtractor.extract(request),
        Exposure::BehindTlsProxy => SmartIpKeyExtractor.extract(request),
    };
    address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
