//! Parts of pages, asked for by islands while somebody types.

use app::{paths, server_context::Caller, vendor::similar_vendors_part};
use axum::{
    Extension, Router,
    extract::Query,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use domain::id::VendorId;
use http::StatusCode;
use serde::Deserialize;

use crate::{AppState, error_page::ErrorPage};

/// The addresses.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route(paths::SIMILAR_VENDORS, get(similar_vendors))
}

/// What is typed, and the vendor that is being changed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    except: String,
}

async fn similar_vendors(
    Extension(caller): Extension<Caller>,
    Query(typed): Query<Typed>,
) -> Response {
    let Some(actor) = caller.actor.clone() else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let except = typed.except.parse::<VendorId>().ok();
    let found = services::vendor::similar(&caller.store.acting(actor), &typed.name, except).await;
    match found {
        Ok(others) => Html(similar_vendors_part(others)).into_response(),
        Err(error) => ErrorPage::of_service(&caller.store, error).into_response(),
    }
}
