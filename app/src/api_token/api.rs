//! What the page of API tokens asks of the server.

use chrono::NaiveDate;
use domain::{
    api_token::{ApiToken, ApiTokenInput, latest_expiry},
    id::ApiTokenId,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The tokens, and the form of a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiTokensData {
    pub tokens: Vec<ApiToken>,
    /// Whom a token may act for: key and name with roles.
    pub people: Vec<(String, String)>,
    /// As it was refused, or empty.
    pub input: ApiTokenInput,
    pub today: NaiveDate,
}

pub async fn load_api_tokens(held: Option<String>) -> Result<ApiTokensData, AppError> {
    use crate::components::HeldInput;
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let tokens = services::api_token::list(&context).await?;
    let typed: Option<HeldInput<ApiTokenInput>> =
        crate::server_context::held(held.as_deref(), IssueApiToken::PATH).await?;
    let today = context.today();
    let empty = || ApiTokenInput {
        expires_on: domain::wareki::long(latest_expiry(today)),
        ..ApiTokenInput::default()
    };
    let people = services::api_token::choosable_people(&context).await?;
    Ok(ApiTokensData {
        tokens,
        people: people
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        input: typed.map_or_else(empty, |held| held.input),
        today,
    })
}

#[server(endpoint = "api-token/issue")]
pub async fn issue_api_token(input: ApiTokenInput) -> Result<(), AppError> {
    let draft = input.check()?;
    let token = services::api_token::issue(&crate::server_context::context()?, draft).await?;
    let message = format!(
        "APIトークンを発行しました。\n今だけ表示します。次の文字列を写し、使うシステムに設定してください。ほかの画面に移ると、二度と表示できません。\n\t{token}"
    );
    crate::server_context::done(crate::paths::API_TOKENS, &message);
    Ok(())
}

#[server(endpoint = "api-token/revoke")]
pub async fn revoke_api_token(id: ApiTokenId) -> Result<(), AppError> {
    services::api_token::revoke(&crate::server_context::context()?, id).await?;
    crate::server_context::done(crate::paths::API_TOKENS, "APIトークンを失効させました。");
    Ok(())
}
