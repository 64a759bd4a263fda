//! What the screens of exceptions ask of the server.

use chrono::NaiveDate;
use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    exception::{
        ClauseWaiver, Exception, ExceptionFilter,
        input::{DecisionInput, ExceptionInput},
    },
    id::{ExceptionId, FindingId},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{components::HeldInput, error::AppError, paths};

/// The register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterData {
    pub filter: ExceptionFilter,
    pub exceptions: Vec<Exception>,
    pub waivers: Vec<ClauseWaiver>,
    pub warn_days: u64,
    pub units: Vec<(String, String)>,
    pub today: NaiveDate,
    pub can_apply: bool,
}

pub async fn load_register(filter: ExceptionFilter) -> Result<RegisterData, AppError> {
    let ctx = crate::server_context::context()?;
    let register = services::exception::register(&ctx, &filter).await?;
    let scope = ctx.scope(Action::View, Resource::Exception);
    let units = services::organization::list_units(&ctx).await?;
    Ok(RegisterData {
        filter,
        exceptions: register.exceptions,
        waivers: register.waivers,
        warn_days: register.warn_days,
        units: units
            .into_iter()
            .filter(|unit| scope.contains(unit.id))
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        today: ctx.today(),
        can_apply: permits(&ctx.actor.roles, Action::Edit, Resource::Exception, None),
    })
}

/// An exception, and what the asker may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionData {
    pub exception: Exception,
    pub history: Vec<AuditEntry>,
    pub today: NaiveDate,
    pub can_decide: bool,
    /// Applied for by the asker, who therefore may not decide.
    pub own: bool,
    pub can_end: bool,
    pub decision: DecisionInput,
    pub reason: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct HeldReason {
    reason: String,
}

pub async fn load_exception(
    id: ExceptionId,
    held: Option<String>,
) -> Result<ExceptionData, AppError> {
    use leptos::server_fn::ServerFn;
    let ctx = crate::server_context::context()?;
    let (exception, history) = services::exception::load(&ctx, id).await?;
    let unit = Some(exception.unit_id);
    let decision: Option<HeldInput<DecisionInput>> =
        crate::server_context::held(held.as_deref(), DecideException::PATH).await?;
    let reason: Option<HeldReason> =
        crate::server_context::held(held.as_deref(), EndException::PATH).await?;
    Ok(ExceptionData {
        can_decide: permits(&ctx.actor.roles, Action::Approve, Resource::Exception, unit),
        own: Some(exception.applied_by) == ctx.actor.person_id,
        can_end: permits(&ctx.actor.roles, Action::Edit, Resource::Exception, unit),
        today: ctx.today(),
        decision: decision.unwrap_or_default().input,
        reason: reason.unwrap_or_default().reason,
        exception,
        history,
    })
}

/// The application form, with what it can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewException {
    pub input: ExceptionInput,
    pub subjects: Vec<(String, String)>,
}

pub async fn new_exception(
    held: Option<String>,
    subject: Option<String>,
    rule: Option<String>,
) -> Result<NewException, AppError> {
    use leptos::server_fn::ServerFn;
    let ctx = crate::server_context::context()?;
    let mut subjects = services::finding::subjects(&ctx, Resource::Exception).await?;
    let held: Option<HeldInput<ExceptionInput>> =
        crate::server_context::held(held.as_deref(), ApplyException::PATH).await?;
    let input = held.map_or_else(
        || ExceptionInput {
            kind: match rule.as_deref() {
                Some("finding") => "risk_acceptance".to_owned(),
                Some("terms_based_service") => "rule_exception".to_owned(),
                _ => String::new(),
            },
            rule: rule.unwrap_or_default(),
            subject: subject.unwrap_or_default(),
            ..ExceptionInput::default()
        },
        |held| held.input,
    );
    let finding: Option<FindingId> = input
        .subject
        .strip_prefix("finding:")
        .and_then(|id| id.parse().ok());
    if let Some(id) = finding {
        let (finding, ..) = services::finding::load(&ctx, id).await?;
        let name = format!("指摘　{}　{}", finding.subject_name, finding.description);
        subjects.insert(0, (input.subject.clone(), name));
    }
    Ok(NewException { input, subjects })
}

#[server(endpoint = "exception/apply")]
pub async fn apply_exception(input: ExceptionInput) -> Result<ExceptionId, AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Exception)?;
    let id = services::exception::apply(&ctx, input.check(ctx.today())?).await?;
    crate::server_context::done(
        &paths::exception(id),
        "例外措置を申請しました。別の人の承認を待ちます。",
    );
    Ok(id)
}

#[server(endpoint = "exception/decide")]
pub async fn decide_exception(
    id: ExceptionId,
    revision: i32,
    input: DecisionInput,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Approve, Resource::Exception)?;
    services::exception::decide(&ctx, id, revision, input.check()?).await?;
    crate::server_context::done(&paths::exception(id), "決定を記録しました。");
    Ok(())
}

#[server(endpoint = "exception/end")]
pub async fn end_exception(id: ExceptionId, revision: i32, reason: String) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    services::exception::end(&ctx, id, revision, &reason).await?;
    crate::server_context::done(&paths::exception(id), "例外措置を終了しました。");
    Ok(())
}
