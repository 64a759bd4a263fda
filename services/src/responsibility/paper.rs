//! 責任者一覧 and 責任者指定書 as files.

use domain::{
    authorization::{Action, Resource},
    responsibility::{
        SubjectKey,
        board::BoardFilter,
        paper::{appointment, list},
    },
};

use super::{list_on, subject};
use crate::{Context, ServiceError, document, file::StoredFile, library, setup};

/// 責任者一覧 of a filter, as of the day in it.
///
/// # Errors
/// Without the right to see who is responsible; a day that cannot be read; a character without a glyph, named.
pub async fn list_pdf(ctx: &Context, filter: &BoardFilter) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let (day, rows) = list_on(ctx, filter).await?;
    let paper = list(&rows, day, &document::making(ctx).await?);
    let identity = format!("responsibilities {day} {filter:?} {}", ctx.now());
    let name = format!("責任者一覧_{}", day.format("%Y%m%d"));
    document::print(ctx, paper, &identity, &name).await
}

/// 責任者指定書 of a subject, as it stands today.
///
/// # Errors
/// Without the right, for the unit too; while nobody is responsible; a character without a glyph, named.
pub async fn appointment_pdf(ctx: &Context, key: SubjectKey) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let detail = subject(ctx, key).await?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let municipality = setup::municipality(&ctx.db, &library).await?;
    let paper = appointment(&detail, &municipality).ok_or_else(|| {
        ServiceError::Rule(
            "責任者が定められていないため、指定書を作れません。先に責任者を指定してください。"
                .to_owned(),
        )
    })?;
    let identity = format!("appointment {key} {}", ctx.now());
    let name = format!("責任者指定書_{}", detail.subject.name);
    document::print(ctx, paper, &identity, &name).await
}
