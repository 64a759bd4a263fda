//! Who asks: `Authorization: Bearer` and nothing else. No cookie is read, so no page of another site can make a
//! browser ask for its user.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};
use services::api_token::actor_of;

use super::error::ApiError;
use crate::{AppState, rate_limit::Limit};

/// Middleware: puts the context of the token's person into the request, or refuses it. Wrong tokens are counted
/// by the address they come from; right ones never are.
pub(super) async fn authenticate(
    State((state, limit)): State<(AppState, Limit)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(token) = token_of(request.headers()) else {
        return ApiError::no_token().into_response();
    };
    match actor_of(&state.store, token).await {
        Ok(Ok(actor)) => {
            request.extensions_mut().insert(state.store.acting(actor));
            next.run(request).await
        }
        Ok(Err(refusal)) if limit.admits(&request) => ApiError::token(refusal).into_response(),
        Ok(Err(_)) => ApiError::too_many().into_response(),
        Err(error) => ApiError::of_service(&state.store, error).into_response(),
    }
}

/// The scheme is written in any case (RFC 9110).
fn token_of(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearer_token_is_one() {
        for (value, token) in [
            ("Bearer itaku_1", Some("itaku_1")),
            ("bearer  itaku_1", Some("itaku_1")),
            ("Basic aXRha3U6MQ==", None),
            ("Bearer ", None),
            ("Bearer", None),
            ("itaku_1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            assert_eq!(token_of(&headers), token, "{value}");
        }
        assert_eq!(token_of(&HeaderMap::new()), None);
    }
}
