//! Ledgers as files: `/exports/contracts?format=xlsx`, with the filter of the list in the address.

use app::{error::AppError, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{Path, Query},
    http::Uri,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::export::{ExportFormat, ExportLedger};
use serde::{Deserialize, de::DeserializeOwned};
use services::export::{self, Form};

use crate::{AppState, downloads::answer, error_page::ErrorPage};

/// The addresses.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/exports/{ledger}", get(ledger))
}

/// How the file is to look; Excel with our columns when nothing is said.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    format: String,
    #[serde(default)]
    layout: String,
}

async fn ledger(
    Extension(caller): Extension<Caller>,
    Path(ledger): Path<String>,
    Query(asked): Query<Asked>,
    uri: Uri,
) -> Response {
    let Ok(ledger) = ledger.parse::<ExportLedger>() else {
        return ErrorPage::of(&AppError::NotFound("ファイル".to_owned())).into_response();
    };
    let form = Form {
        format: asked.format.parse().unwrap_or(ExportFormat::Xlsx),
        layout: asked.layout.parse().ok(),
    };
    // The use case of a ledger, with the filter its list has.
    macro_rules! file {
        ($use_case:path) => {
            answer(&caller, filter_of(&uri), async |ctx, filter| {
                $use_case(&ctx, &filter, form).await
            })
            .await
        };
    }
    match ledger {
        ExportLedger::Contracts => file!(export::contracts),
        ExportLedger::Vendors => file!(export::vendors),
        ExportLedger::Services => file!(export::services),
        ExportLedger::Accounts => file!(export::accounts),
        ExportLedger::Verifications => file!(export::verifications),
        ExportLedger::Findings => file!(export::findings),
        ExportLedger::People => file!(export::people),
    }
}

fn filter_of<F: DeserializeOwned>(uri: &Uri) -> Option<F> {
    Some(Query::try_from_uri(uri).ok()?.0)
}
