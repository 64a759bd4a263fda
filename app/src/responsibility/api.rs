//! What the screens of 責任者 ask of the server.

use domain::{
    id::ResponsibilityId,
    responsibility::{
        SubjectKey,
        board::{Board, BoardFilter, BoardRow, ResponsibleSummary, SubjectDetail},
        input::{AppointmentInput, EndInput},
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{error::AppError, paths};

pub(super) async fn load_board(
    filter: BoardFilter,
    held: Option<String>,
) -> Result<(Board, AppointmentInput), AppError> {
    let board = services::responsibility::board(&crate::server_context::context()?, filter).await?;
    Ok((board, held_appointment(held).await?))
}

pub(super) async fn load_list(
    filter: BoardFilter,
) -> Result<(BoardFilter, chrono::NaiveDate, Vec<BoardRow>), AppError> {
    let context = crate::server_context::context()?;
    let (day, rows) = services::responsibility::list_on(&context, &filter).await?;
    Ok((filter, day, rows))
}

/// What was typed in the forms of a page when one of them was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) assign: AppointmentInput,
    pub(super) hand_over: AppointmentInput,
    pub(super) end: EndInput,
    pub(super) reason: String,
}

pub(super) async fn load_subject(
    key: String,
    held: Option<String>,
) -> Result<(SubjectDetail, Held), AppError> {
    let key: SubjectKey = key
        .parse()
        .map_err(|_| AppError::NotFound("対象".to_owned()))?;
    let detail = services::responsibility::subject(&crate::server_context::context()?, key).await?;
    Ok((detail, load_held(held).await?))
}

/// The form of 取消し as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct HeldReason {
    reason: String,
}

async fn load_held(held: Option<String>) -> Result<Held, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let held = held.as_deref();
    let hand_over: Option<HeldInput<_>> = find(held, HandOverResponsibility::PATH).await?;
    let end: Option<HeldInput<_>> = find(held, EndResponsibility::PATH).await?;
    let withdraw: Option<HeldReason> = find(held, WithdrawResponsibility::PATH).await?;
    Ok(Held {
        assign: held_appointment(held.map(ToOwned::to_owned)).await?,
        hand_over: hand_over.unwrap_or_default().input,
        end: end.unwrap_or_default().input,
        reason: withdraw.unwrap_or_default().reason,
    })
}

pub(super) async fn held_appointment(held: Option<String>) -> Result<AppointmentInput, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let found: Option<HeldInput<_>> = find(held.as_deref(), AssignResponsibility::PATH).await?;
    Ok(found.unwrap_or_default().input)
}

/// Who is responsible for a record, in one line for its own page.
///
/// # Errors
/// When nobody is signed in.
pub async fn responsible_summary(key: SubjectKey) -> Result<Option<ResponsibleSummary>, AppError> {
    Ok(services::responsibility::summary_of(&crate::server_context::context()?, key).await?)
}

/// Where a form was: the page it goes back to.
fn page_of(back: &str, subject: SubjectKey) -> String {
    match back {
        "today" => paths::TODAY.to_owned(),
        "board" => paths::RESPONSIBILITIES.to_owned(),
        _ => paths::responsibility(subject),
    }
}

#[server(endpoint = "responsibility/assign")]
pub async fn assign_responsibility(input: AppointmentInput, back: String) -> Result<(), AppError> {
    let draft = input.check()?;
    let page = page_of(&back, draft.subject);
    services::responsibility::assign(&crate::server_context::context()?, draft).await?;
    crate::server_context::done(&page, "責任者を指定しました。");
    Ok(())
}

#[server(endpoint = "responsibility/hand-over")]
pub async fn hand_over_responsibility(
    id: ResponsibilityId,
    input: AppointmentInput,
) -> Result<(), AppError> {
    let draft = input.check()?;
    let page = paths::responsibility(draft.subject);
    services::responsibility::hand_over(&crate::server_context::context()?, id, draft).await?;
    crate::server_context::done(&page, "引継ぎを記録しました。");
    Ok(())
}

#[server(endpoint = "responsibility/end")]
pub async fn end_responsibility(
    id: ResponsibilityId,
    revision: i32,
    input: EndInput,
) -> Result<(), AppError> {
    let until_on = input.check()?;
    let context = crate::server_context::context()?;
    let key = services::responsibility::end(&context, id, revision, until_on).await?;
    crate::server_context::done(&paths::responsibility(key), "終了日を記録しました。");
    Ok(())
}

#[server(endpoint = "responsibility/withdraw")]
pub async fn withdraw_responsibility(
    id: ResponsibilityId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    let key = services::responsibility::withdraw(&context, id, revision, &reason).await?;
    crate::server_context::done(&paths::responsibility(key), "記録を取り消しました。");
    Ok(())
}

#[server(endpoint = "responsibility/review")]
pub async fn review_responsibility(subject: String, back: String) -> Result<(), AppError> {
    let key: SubjectKey = subject
        .parse()
        .map_err(|_| AppError::NotFound("対象".to_owned()))?;
    services::responsibility::review(&crate::server_context::context()?, key).await?;
    crate::server_context::done(&page_of(&back, key), "責任者の確認を記録しました。");
    Ok(())
}
