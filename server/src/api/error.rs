//! What goes wrong, as JSON: a code for programs, a sentence for people.

use std::{any::Any, collections::BTreeMap};

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use services::{Context, ServiceError, api_token::TokenRefusal};
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{RefOr, response},
};

use crate::error_page;

/// Why there is no answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ErrorBody {
    /// Stable, for programs.
    #[schema(example = "bad_parameter")]
    code: &'static str,
    /// For people, in Japanese: what happened and what to do.
    message: String,
    /// Which parameter of the question is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parameter: Option<String>,
}

/// An [`ErrorBody`] with its status.
#[derive(Clone, Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    body: ErrorBody,
    /// What a 401 asks for.
    challenge: Option<&'static str>,
}

const NO_TOKEN: &str = "Bearer realm=\"itaku-daicho\"";
const WRONG_TOKEN: &str = "Bearer realm=\"itaku-daicho\", error=\"invalid_token\"";

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let body = ErrorBody {
            code,
            message: message.into(),
            parameter: None,
        };
        Self {
            status,
            body,
            challenge: None,
        }
    }

    /// A parameter that cannot be taken, and why.
    pub(super) fn parameter(name: &str, why: &str) -> Self {
        let mut error = Self::new(
            StatusCode::BAD_REQUEST,
            "bad_parameter",
            format!("パラメーター「{name}」：{why}"),
        );
        error.body.parameter = Some(name.to_owned());
        error
    }

    /// No token was sent.
    pub(super) fn no_token() -> Self {
        let words = "トークンが必要です。管理者が発行したトークンを、Authorizationヘッダーに「Bearer …」として付けてください。";
        Self {
            challenge: Some(NO_TOKEN),
            ..Self::new(StatusCode::UNAUTHORIZED, "token_missing", words)
        }
    }

    /// The token opens nothing.
    pub(super) fn token(refusal: TokenRefusal) -> Self {
        let (code, words) = match refusal {
            TokenRefusal::Unknown => (
                "token_unknown",
                "このトークンは発行されていません。写し間違いがないか確かめてください。",
            ),
            TokenRefusal::Expired => (
                "token_expired",
                "このトークンは有効期限を過ぎています。管理者に、新しいトークンの発行を依頼してください。",
            ),
            TokenRefusal::Revoked => (
                "token_revoked",
                "このトークンは失効しています。管理者に確かめてください。",
            ),
            TokenRefusal::NobodyActs => (
                "token_without_person",
                "このトークンの職員は、今日は在職していないか、役割がありません。管理者に、別の職員のトークンの発行を依頼してください。",
            ),
        };
        Self {
            challenge: Some(WRONG_TOKEN),
            ..Self::new(StatusCode::UNAUTHORIZED, code, words)
        }
    }

    /// Wrong tokens, again and again.
    pub(super) fn too_many() -> Self {
        let words = "間違ったトークンが続いたため、受付けを止めています。1分ほど待って、やり直してください。";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", words)
    }

    /// There is nothing of the kind.
    pub(super) fn not_found(what: &str) -> Self {
        let words = format!("お探しの{what}は見つかりません。");
        Self::new(StatusCode::NOT_FOUND, "not_found", words)
    }

    /// Only questions are answered.
    pub(super) fn method_not_allowed() -> Self {
        let words = "このAPIは読み取り専用です。GETで送ってください。";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", words)
    }

    fn unexpected(receipt: &str) -> Self {
        let words = format!(
            "処理に失敗しました。時間をおいて、やり直してください。続くときは、問い合わせ番号を管理者に知らせてください。問い合わせ番号：{receipt}"
        );
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "unexpected", words)
    }

    /// What a use case refused. A failure is logged under the number that the message names.
    pub(super) fn of_service(store: &services::Store, error: ServiceError) -> Self {
        match error {
            ServiceError::SignInRequired => Self::no_token(),
            ServiceError::Forbidden { resource, .. } => {
                let words = format!(
                    "この{}を見る権限が、トークンの職員にありません。必要なときは管理者に相談してください。",
                    resource.label()
                );
                Self::new(StatusCode::FORBIDDEN, "forbidden", words)
            }
            ServiceError::NotFound(what) => Self::not_found(what),
            ServiceError::Invalid(errors) => errors.iter().next().map_or_else(
                || Self::parameter("", "読み取れません。"),
                |(field, error)| Self::parameter(field, &error.to_string()),
            ),
            ServiceError::Rule(words) => Self::new(StatusCode::BAD_REQUEST, "refused", words),
            other @ (ServiceError::Conflict(_) | ServiceError::Unexpected(_)) => {
                Self::unexpected(&error_page::logged(store, &other))
            }
        }
    }
}

/// The answer of a use case, or its refusal as this API words it.
pub(super) trait OrRefusal<T> {
    /// Words the refusal.
    ///
    /// # Errors
    /// That of the use case.
    fn or_refusal(self, ctx: &Context) -> Result<T, ApiError>;
}

impl<T> OrRefusal<T> for Result<T, ServiceError> {
    fn or_refusal(self, ctx: &Context) -> Result<T, ApiError> {
        self.map_err(|error| ApiError::of_service(ctx, error))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(challenge) = self.challenge {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(challenge),
            );
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }
}

/// After a panic; what happened is in the log.
pub(super) fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    tracing::error!("panic: {words}");
    ApiError::unexpected("0").into_response()
}

/// The refusals every route may answer with, for the document.
pub(super) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<response::Response>> {
        [
            ("304", "前に受け取った応答から変わっていない"),
            ("400", "パラメーターの誤り"),
            ("401", "トークンがない、又は使えない"),
            ("403", "トークンの職員に権限がない"),
            ("404", "記録がない"),
            ("429", "間違ったトークンが続いている"),
            ("500", "処理の失敗"),
        ]
        .into_iter()
        .map(|(status, words)| {
            let response = response::ResponseBuilder::new().description(words);
            let response = if status == "304" {
                response
            } else {
                let body = utoipa::openapi::Ref::from_schema_name("ErrorBody");
                let content = utoipa::openapi::ContentBuilder::new()
                    .schema(Some(body))
                    .build();
                response.content("application/json", content)
            };
            (status.to_owned(), RefOr::T(response.build()))
        })
        .collect()
    }
}
