//! The sheet of checks with its files: the one form that is not URL-encoded. Evidence is kept first, then the
//! results; what cannot be taken goes back into the form.

use app::{error::AppError, paths, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Path, Request, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, post},
};
use domain::{
    id::ContractId,
    verification::{result::ResultInput, subject::SubjectKey},
};
use http::{StatusCode, request::Parts};
use serde::Deserialize;
use services::{
    Context, ServiceError,
    verification::{self, UploadedEvidence},
};
use tower_sessions::Session;

use crate::{
    AppState,
    config::Exposure,
    error_page::ErrorPage,
    flash, held_forms, local_path,
    rate_limit::{self, Limit},
};

mod form;

use form::{Refusal, SheetForm};

/// The sheet as the page reads it back.
#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    input: ResultInput,
}

/// The addresses.
pub(crate) fn routes(exposure: Exposure) -> Router<AppState> {
    let limit = Limit::new(rate_limit::UPLOADS, exposure);
    let limited = |route: MethodRouter<AppState>| {
        route
            .layer(DefaultBodyLimit::max(form::READ_LIMIT))
            .layer(from_fn_with_state(limit.clone(), rate_limit::limit))
    };
    Router::new()
        .route(
            "/contracts/{id}/verifications/{period}",
            limited(post(of_contract)),
        )
        .route(
            "/verifications/subjects/{subject}/{period}",
            limited(post(of_subject)),
        )
}

async fn of_contract(
    state: State<AppState>,
    caller: Extension<Caller>,
    session: Session,
    Path((id, period)): Path<(String, String)>,
    request: Request,
) -> Response {
    match id.parse::<ContractId>() {
        Ok(id) => {
            record(
                state,
                caller,
                session,
                Target::Contract(id),
                period,
                request,
            )
            .await
        }
        Err(_) => ErrorPage::of(&AppError::NotFound("契約".to_owned())).into_response(),
    }
}

async fn of_subject(
    state: State<AppState>,
    caller: Extension<Caller>,
    session: Session,
    Path((id, period)): Path<(String, String)>,
    request: Request,
) -> Response {
    match id.parse::<SubjectKey>() {
        Ok(key) => {
            record(
                state,
                caller,
                session,
                Target::Subject(key),
                period,
                request,
            )
            .await
        }
        Err(_) => ErrorPage::of(&AppError::NotFound("点検".to_owned())).into_response(),
    }
}

/// Whose sheet it is.
#[derive(Clone, Copy)]
enum Target {
    Contract(ContractId),
    Subject(SubjectKey),
}

impl Target {
    /// The page of the sheet; the form is sent to the same address.
    fn page(self, period: &str) -> String {
        let period = paths::encoded(period);
        match self {
            Self::Contract(id) => paths::sheet(id, &period),
            Self::Subject(key) => paths::subject_sheet(key, &period),
        }
    }

    /// Where its other sheets are.
    fn sheets(self) -> String {
        match self {
            Self::Contract(id) => paths::contract_tab(id, "verifications"),
            Self::Subject(_) => paths::SUBJECT_VERIFICATIONS.to_owned(),
        }
    }
}

async fn record(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    session: Session,
    target: Target,
    period: String,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let sheet = Sheet {
        state,
        target,
        page: target.page(&period),
        period,
    };
    let request = Request::from_parts(parts.clone(), body);
    let form = match <Multipart as axum::extract::FromRequest<AppState>>::from_request(
        request,
        &sheet.state,
    )
    .await
    {
        Ok(multipart) => SheetForm::read(multipart, caller.actor.is_some()).await,
        Err(_) => Err(Refusal::Unreadable),
    };
    let form = match form {
        Ok(form) => form,
        Err(Refusal::Unreadable) => return ErrorPage::of(&AppError::BadRequest).into_response(),
        Err(Refusal::TooLarge(form)) => return sheet.too_large(&parts, &form).await,
    };
    match caller.actor {
        Some(actor) => {
            sheet
                .take(&parts, &session, &caller.store.acting(actor), form)
                .await
        }
        None => sheet.sign_in_again(&parts, &form).await,
    }
}

/// The sheet that is sent.
struct Sheet {
    state: AppState,
    target: Target,
    period: String,
    /// Its address, of the page and of the form.
    page: String,
}

impl Sheet {
    async fn take(
        &self,
        parts: &Parts,
        session: &Session,
        ctx: &Context,
        form: SheetForm,
    ) -> Response {
        let SheetForm {
            text,
            uploads,
            action,
        } = form;
        if !uploads.is_empty()
            && let Err(error) = self.attach(ctx, uploads).await
        {
            return self.refuse(parts, &text, error).await;
        }
        if action != "save" {
            flash::leave(session, "証拠を添付しました。").await;
            return match self.hold(parts, &text).await {
                Ok(secret) => {
                    Redirect::to(&local_path::with_parameter(&self.page, "held", &secret))
                        .into_response()
                }
                Err(error) => error,
            };
        }
        match self.save(ctx, &text).await {
            Ok(()) => {
                flash::leave(session, "点検結果を記録しました。").await;
                Redirect::to(&self.target.sheets()).into_response()
            }
            Err(error) => self.refuse(parts, &text, error).await,
        }
    }

    async fn save(&self, ctx: &Context, text: &str) -> Result<(), ServiceError> {
        let typed: Typed = serde_qs::Config::new(8, false)
            .deserialize_str(text)
            .map_err(ServiceError::unexpected)?;
        let draft = typed.input.check(ctx.today())?;
        match self.target {
            Target::Contract(id) => verification::record_result(ctx, id, &self.period, draft).await,
            Target::Subject(key) => {
                verification::record_subject_result(ctx, key, &self.period, draft).await
            }
        }
    }

    async fn attach(
        &self,
        ctx: &Context,
        uploads: Vec<UploadedEvidence>,
    ) -> Result<(), ServiceError> {
        match self.target {
            Target::Contract(id) => verification::attach(ctx, id, &self.period, uploads).await,
            Target::Subject(key) => {
                verification::attach_to_subject(ctx, key, &self.period, uploads).await
            }
        }
    }

    /// Wrong fields go back to the form, which finds them by checking again; anything else is a page.
    async fn refuse(&self, parts: &Parts, text: &str, error: ServiceError) -> Response {
        let secret = match self.hold(parts, text).await {
            Ok(secret) => secret,
            Err(error) => return error,
        };
        let back = local_path::with_parameter(&self.page, "held", &secret);
        match error {
            ServiceError::Invalid(errors) => {
                let files: Vec<String> = errors
                    .iter()
                    .filter(|(field, _)| field.starts_with("files["))
                    .map(|(_, error)| error.to_string())
                    .collect();
                if files.is_empty() {
                    return Redirect::to(&local_path::with_parameter(&back, "errors", "1"))
                        .into_response();
                }
                // The page cannot check a file that is gone; what was wrong with it is said here.
                ErrorPage::of(&AppError::Rule(files.join("\n")))
                    .back_to(back)
                    .into_response()
            }
            ServiceError::SignInRequired => {
                Redirect::to(&held_forms::sign_in_again(&self.page, &secret)).into_response()
            }
            other => ErrorPage::of_service(&self.state.store, other)
                .back_to(back)
                .into_response(),
        }
    }

    async fn too_large(&self, parts: &Parts, form: &SheetForm) -> Response {
        match self.hold(parts, &form.text).await {
            Ok(secret) => {
                let back = local_path::with_parameter(&self.page, "held", &secret);
                ErrorPage::of(&AppError::TooLarge)
                    .with_status(StatusCode::PAYLOAD_TOO_LARGE)
                    .back_to(back)
                    .into_response()
            }
            Err(error) => error,
        }
    }

    async fn sign_in_again(&self, parts: &Parts, form: &SheetForm) -> Response {
        match self.hold(parts, &form.text).await {
            Ok(secret) => {
                Redirect::to(&held_forms::sign_in_again(&self.page, &secret)).into_response()
            }
            Err(error) => error,
        }
    }

    async fn hold(&self, parts: &Parts, text: &str) -> Result<String, Response> {
        let person = held_forms::person_of(parts).or_else(|| held_forms::expired_person(parts));
        held_forms::hold(&self.state, person, &self.page, text)
            .await
            .map_err(|error| ErrorPage::of_service(&self.state.store, error).into_response())
    }
}
