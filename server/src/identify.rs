//! Who sends a request: the session's person as [`Caller`], with today's roles. Sends whoever is not signed
//! in to the sign-in page. What a person may do is not decided here but by each use case.
//!
//! A sign-in ends after a time without requests. The row of the session lives longer, so that what somebody
//! types into a form that is already open can be kept for that person alone.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::PersonId;
use http::Method;
use services::{Actor, ServiceError, Store};
use tower_sessions::Session;

use crate::{
    AppState,
    error_page::{ErrorPage, as_json, wants_html},
    flash,
};

/// Key of the person in the session; `services::session` knows it too.
const PERSON: &str = "person_id";
/// Key of the last time the person was seen, in seconds.
const SEEN: &str = "seen_at";
/// The session is saved again after this long, not at every request.
const SEEN_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(2);

/// The person whose sign-in ended for want of requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExpiredPerson(pub(crate) PersonId);

/// Whose session it is.
enum Identity {
    Known(Actor),
    Expired(PersonId),
    Nobody,
}

/// Notes in the session who signed in. The caller gives the session a new id.
pub(crate) async fn remember(
    session: &Session,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), tower_sessions::session::Error> {
    session.insert(PERSON, person).await?;
    session.insert(SEEN, now.timestamp()).await
}

/// Middleware: finds out who asks.
pub(crate) async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    if is_open(request.uri().path()) {
        return next.run(request).await;
    }
    let (store, identity) = match asked(&state, &session, request.method()).await {
        Ok(asked) => asked,
        Err(error) => return failure(&state, &request, error),
    };
    let actor = match identity {
        Identity::Known(actor) => Some(actor),
        Identity::Expired(person) => {
            request.extensions_mut().insert(ExpiredPerson(person));
            None
        }
        Identity::Nobody => None,
    };
    if let Some(elsewhere) = redirection(&request, actor.is_some()) {
        return elsewhere;
    }
    let flash = if flash::is_shown_by(&request) {
        flash::take(&session).await
    } else {
        None
    };
    request.extensions_mut().insert(Caller {
        store,
        actor,
        flash,
    });
    next.run(request).await
}

/// What anybody may have: the site's own files, and the word that we are alive.
fn is_open(path: &str) -> bool {
    path == "/healthz"
        || path == "/favicon.svg"
        || path.starts_with("/pkg/")
        || path.starts_with("/fonts/")
}

/// Of which ledger, and by whom. A page is made of one ledger; what changes it has to see each change.
async fn asked(
    state: &AppState,
    session: &Session,
    method: &Method,
) -> Result<(Store, Identity), ServiceError> {
    let store = match *method {
        Method::GET | Method::HEAD => state.store.at_one_moment().await?,
        _ => state.store.clone(),
    };
    let identity = who(state, &store, session).await?;
    Ok((store, identity))
}

async fn who(state: &AppState, store: &Store, session: &Session) -> Result<Identity, ServiceError> {
    let Some(person) = session
        .get::<PersonId>(PERSON)
        .await
        .map_err(ServiceError::unexpected)?
    else {
        return Ok(Identity::Nobody);
    };
    let now = store.now();
    let seen = session
        .get::<i64>(SEEN)
        .await
        .map_err(ServiceError::unexpected)?;
    let idle = TimeDelta::seconds(now.timestamp() - seen.unwrap_or_default());
    if state.settings.idle_limit <= idle {
        return Ok(Identity::Expired(person));
    }
    if SEEN_AGAIN_AFTER.min(state.settings.idle_limit / 4) <= idle {
        session
            .insert(SEEN, now.timestamp())
            .await
            .map_err(ServiceError::unexpected)?;
    }
    Ok(services::sign_in::actor(store, person)
        .await?
        .map_or(Identity::Nobody, Identity::Known))
}

/// Pages need a sign-in; the sign-in page is of no use to who is signed in.
fn redirection(request: &Request, is_signed_in: bool) -> Option<Response> {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || path.starts_with("/api/") {
        return None;
    }
    match (path == paths::SIGN_IN, is_signed_in) {
        (true, true) => Some(Redirect::to(paths::TODAY).into_response()),
        (false, false) => {
            let here = request
                .uri()
                .path_and_query()
                .map_or(paths::TODAY, |whole| whole.as_str());
            let next = if here == paths::TODAY { "" } else { here };
            let expired = if request.extensions().get::<ExpiredPerson>().is_some() {
                "1"
            } else {
                ""
            };
            let target = paths::with_query(paths::SIGN_IN, &[("expired", expired), ("next", next)]);
            Some(Redirect::to(&target).into_response())
        }
        (true, false) | (false, true) => None,
    }
}

fn failure(state: &AppState, request: &Request, error: ServiceError) -> Response {
    if wants_html(request.headers()) || !request.uri().path().starts_with("/api/") {
        return ErrorPage::of_service(&state.store, error).into_response();
    }
    let receipt = crate::error_page::logged(&state.store, &error);
    as_json(
        &AppError::Unexpected(receipt),
        http::StatusCode::INTERNAL_SERVER_ERROR,
    )
}
