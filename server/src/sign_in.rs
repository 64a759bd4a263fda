//! サインインとサインアウト: two plain forms. Names, passwords and lock-out are the business of
//! `services::sign_in`; here are the session and the way back.

use app::paths;
use axum::{
    Router,
    extract::{Form, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::id::PersonId;
use serde::Deserialize;
use services::ServiceError;
use tower_sessions::{Session, session};

use crate::{
    AppState,
    config::Exposure,
    error_page::ErrorPage,
    identify, local_path,
    rate_limit::{self, Limit},
};

/// The form of the sign-in page.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInForm {
    sign_in_name: String,
    password: String,
    next: String,
    held: String,
}

/// The addresses. Guessing from one address is slowed down here; the account itself is locked by `services`.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::SIGN_IN, exposure);
    let sign_in = post(sign_in).layer(from_fn_with_state(limit, rate_limit::limit));
    Router::new()
        .route(paths::SIGN_IN, sign_in)
        .route(paths::SIGN_OUT, post(sign_out))
}

async fn sign_in(
    State(state): State<AppState>,
    session: Session,
    Form(form): Form<SignInForm>,
) -> Response {
    match services::sign_in::sign_in(&state.store, &form.sign_in_name, &form.password).await {
        Ok(person) => {
            if let Err(error) = open_session(&state, &session, person).await {
                return ErrorPage::of_service(&state.store, ServiceError::unexpected(error))
                    .into_response();
            }
            let next = local_path::or_first_page(&form.next);
            Redirect::to(&local_path::with_parameter(next, "held", &form.held)).into_response()
        }
        Err(ServiceError::Rule(words)) => {
            let query = [
                ("refused", &*words),
                ("name", &*form.sign_in_name),
                ("next", &*form.next),
                ("held", &*form.held),
            ];
            Redirect::to(&paths::with_query(paths::SIGN_IN, &query)).into_response()
        }
        Err(error) => ErrorPage::of_service(&state.store, error).into_response(),
    }
}

/// Under a new id: whoever knew the old one must not be signed in with it. Nothing of an earlier person stays.
async fn open_session(
    state: &AppState,
    session: &Session,
    person: PersonId,
) -> Result<(), session::Error> {
    session.clear().await;
    session.cycle_id().await?;
    identify::remember(session, person, state.store.now()).await
}

async fn sign_out(State(state): State<AppState>, session: Session) -> Response {
    match session.flush().await {
        Ok(()) => Redirect::to(paths::SIGN_IN).into_response(),
        Err(error) => {
            ErrorPage::of_service(&state.store, ServiceError::unexpected(error)).into_response()
        }
    }
}
