//! 台帳の取込み on screen: a file is sent and looked at, then taken in as it was shown, and perhaps taken back.
//!
//! What becomes of the rows is decided in [`import`](crate::import), also here: a plan is what a trial said, and
//! taking in is refused unless it comes out as the plan did. Sending is in `send`, the plan in `plan`, taking in
//! in `apply`, the records as they were in `image`, taking back in `undo`.

mod apply;
mod cells;
mod corrections;
mod hung_on;
mod image;
mod layouts;
mod list;
mod mend;
mod names;
mod plan;
mod send;
mod source;
mod store;
mod undo;

pub(crate) use apply::{Claim, claim, settle, take_in_background};
pub use apply::{Taking, Ticket, abandon, apply};
pub use cells::row;
pub use corrections::correct_row;
pub(crate) use layouts::choices;
pub use layouts::{choose_columns, column_choices};
pub(crate) use list::taken_in;
pub use list::{LIST_PAGE, ROW_PAGE, list, load, unfinished};
pub use mend::{errors_file, original_file, template};
pub use send::{send, sendable};
pub use source::of_record;
pub use undo::undo;

use domain::{
    authorization::{Action, Resource, Scope, permits},
    id::{FileId, ImportRunId},
    import::LedgerKind,
    import_run::ImportState,
};
use entities::import_run;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{Context, ServiceError, error::Conflict};

/// Noun of the record in the log.
const SUBJECT: &str = "import_run";
/// Rows of a statement: far below the 32,766 values one may bind.
const CHUNK: usize = 1_000;

async fn load_row(
    db: &impl ConnectionTrait,
    id: ImportRunId,
) -> Result<import_run::Model, ServiceError> {
    import_run::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("取込み"))
}

fn kind_of(row: &import_run::Model) -> Result<LedgerKind, ServiceError> {
    LedgerKind::find(&row.kind)
        .ok_or_else(|| ServiceError::unexpected(format!("import {}: kind {}", row.id, row.kind)))
}

/// The run, for somebody who may take such ledgers in.
async fn open(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: ImportRunId,
) -> Result<(import_run::Model, LedgerKind), ServiceError> {
    let row = load_row(db, id).await?;
    let kind = kind_of(&row)?;
    ctx.authorize(Action::Import, kind.resource())?;
    if !is_visible(ctx, &row, kind) {
        return Err(ServiceError::NotFound("取込み"));
    }
    Ok((row, kind))
}

/// Whoever keeps some units sees what he sent himself: another file holds rows of other units.
fn is_visible(ctx: &Context, row: &import_run::Model, kind: LedgerKind) -> bool {
    let is_own = row.sent_by.is_some() && row.sent_by == ctx.actor.person_id.map(|id| id.0);
    let keeps_all = ctx.scope(Action::Import, kind.resource()) == Scope::Town;
    is_own || keeps_all || sees_all(ctx)
}

/// Whoever reads the log may see every import.
fn sees_all(ctx: &Context) -> bool {
    permits(&ctx.actor.roles, Action::View, Resource::AuditLog, None)
}

/// Somebody else was first: the run is not where the page showed it.
fn overtaken(file_name: &str, state: ImportState, wanted: &str) -> ServiceError {
    ServiceError::Conflict(Conflict {
        subject: format!("{file_name}の取込み"),
        by: None,
        fields: vec![(
            "import_state".to_owned(),
            state.label().to_owned(),
            wanted.to_owned(),
        )],
    })
}

fn file_id(row: &import_run::Model) -> FileId {
    FileId(row.file_id)
}
