//! 規程・手順: the register of rule documents. What they are is kept in `keep`, their versions in `course`,
//! their end in `abolition`, the text in `text`, who read them in `reading`; lists are in `list`, rows are read in `record`.
//!
//! 実施手順 and everything 非公開 (policy 第10節) are opened by named roles of the unit alone, stand in no list of
//! anybody else, and each view is an audit event. They enter no export and no document for a vendor.

mod abolition;
mod course;
mod keep;
mod list;
mod reading;
mod record;
mod text;

pub use abolition::{approve_abolition, ask_abolition, refuse_abolition};
pub use course::{approve, draft_version, review, send_back};
pub use keep::{add_audience, change, end_audience, register, void};
pub use list::{choosable_people, list, procedures, waiting};
pub use reading::{acknowledge, record_readings};
pub use record::in_force;
pub use text::{UploadedText, attach, file};

pub(crate) use record::{all, days_in_force, open_label, open_title, version_of};

use std::collections::BTreeMap;

use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    id::{OrganizationUnitId, PersonId, RegulationDocumentId},
    regulation::{
        RegulationAbilities, RegulationDetail, RegulationDocument, RegulationRuleError,
        RegulationVersion,
    },
};
use entities::regulation_document;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
    organization,
};

/// A document with everything its page shows. Of what is 非公開 each view is recorded.
///
/// # Errors
/// Without the right to open it; when there is none.
pub async fn open(
    ctx: &Context,
    id: RegulationDocumentId,
) -> Result<RegulationDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let document = record::load(&ctx.db, id).await?;
    may_see(ctx, &document)?;
    record_view(ctx, &document, "非公開の規程・手順の閲覧", None).await?;
    let day = ctx.today();
    let readers = match document.in_force_on(day) {
        Some(version) => reading::readers(&ctx.db, &document, version.id, day).await?,
        None => Vec::new(),
    };
    let own = readers
        .iter()
        .find(|it| Some(it.person_id) == ctx.actor.person_id);
    let can = RegulationAbilities {
        read: own.is_some_and(|it| it.read_on.is_none()),
        ..abilities(ctx, &document)
    };
    let units = organization::unit_names(ctx).await?;
    Ok(RegulationDetail {
        unit_name: units.get(&document.unit_id.0).cloned().unwrap_or_default(),
        names: names(&ctx.db, &document).await?,
        unit_names: units
            .iter()
            .map(|(id, name)| (OrganizationUnitId(*id), name.clone()))
            .collect(),
        read_on: own.and_then(|it| it.read_on),
        readers,
        today: day,
        can,
        document,
    })
}

/// What happened to a document, newest first.
///
/// # Errors
/// Without the right to open it; when there is none.
pub async fn history(
    ctx: &Context,
    id: RegulationDocumentId,
) -> Result<Vec<AuditEntry>, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    may_see(ctx, &record::load(&ctx.db, id).await?)?;
    audit_log::of_subject(ctx, SUBJECT, id.0).await
}

/// What entries of the log are about.
const SUBJECT: &str = "regulation_document";

/// 規程 are read by everybody with the right; what is 非公開 only within the units the role is held for.
fn may_see(ctx: &Context, document: &RegulationDocument) -> Result<(), ServiceError> {
    match document.resource() {
        Resource::Procedure => {
            ctx.authorize_in(Action::View, Resource::Procedure, document.unit_id)
        }
        other => ctx.authorize(Action::View, other),
    }
}

/// True when the person may open the document.
pub(crate) fn may_open(ctx: &Context, document: &RegulationDocument) -> bool {
    may_see(ctx, document).is_ok()
}

/// The person may do this to the document, which they may also open.
fn may_change(
    ctx: &Context,
    action: Action,
    document: &RegulationDocument,
) -> Result<(), ServiceError> {
    may_see(ctx, document)?;
    ctx.authorize_in(action, document.resource(), document.unit_id)
}

fn abilities(ctx: &Context, document: &RegulationDocument) -> RegulationAbilities {
    let may = |action| {
        let unit = Some(document.unit_id);
        permits(&ctx.actor.roles, action, document.resource(), unit)
    };
    if document.void_reason.is_some() {
        return RegulationAbilities::default();
    }
    let waiting = document.versions.iter().find(|it| it.is_waiting());
    let own = waiting.is_some_and(|it| is_own(ctx, it));
    let current = document.in_force_on(ctx.today());
    let abolition = document.abolition.as_ref();
    let own_abolition = abolition.is_some_and(|it| it.asked_by == ctx.actor.person_id);
    RegulationAbilities {
        edit: may(Action::Edit),
        approve: waiting.is_some() && !own && may(Action::Approve),
        send_back: waiting.is_some() && (may(Action::Approve) || (own && may(Action::Edit))),
        own_draft: own,
        abolish: current.is_some_and(|it| it.abolished_on.is_none())
            && abolition.is_none()
            && may(Action::Edit),
        approve_abolition: abolition.is_some() && !own_abolition && may(Action::Approve),
        refuse_abolition: abolition.is_some()
            && (may(Action::Approve) || (own_abolition && may(Action::Edit))),
        own_abolition,
        void: may(Action::Void),
        read: false,
    }
}

fn is_own(ctx: &Context, version: &RegulationVersion) -> bool {
    version.drafted_by == ctx.actor.person_id
}

/// Names of everybody the rows of a document name.
async fn names(
    db: &impl ConnectionTrait,
    document: &RegulationDocument,
) -> Result<BTreeMap<PersonId, String>, ServiceError> {
    let versions = document.versions.iter();
    let mut ids: Vec<PersonId> = versions
        .flat_map(|it| [it.drafted_by, it.approved_by])
        .chain(document.reviews.iter().map(|it| it.reviewed_by))
        .chain(document.audiences.iter().map(|it| it.person_id))
        .chain(document.abolition.iter().map(|it| it.asked_by))
        .flatten()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let names = organization::people_names(db, ids.into_iter().map(|id| id.0)).await?;
    let names = names.into_iter().map(|(id, name)| (PersonId(id), name));
    Ok(names.collect())
}

/// An entry of the log for the view of what is 非公開; nothing for what everybody may read.
async fn record_view(
    ctx: &Context,
    document: &RegulationDocument,
    action: &'static str,
    file: Option<&str>,
) -> Result<(), ServiceError> {
    if document.resource() != Resource::Procedure {
        return Ok(());
    }
    let tx = ctx.begin().await?;
    let mut event = Event::new(action, SUBJECT, document.id.0, &document.title);
    if let Some(file) = file {
        event = event.after(serde_json::json!({ "file": file }));
    }
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The document in a transaction, for somebody who may, at the revision that was read.
struct Change {
    tx: DatabaseTransaction,
    document: RegulationDocument,
}

/// Begins a change: every change of a document, of its versions or of its audience raises its revision, so
/// that of two people who read the same page only the first is heard.
async fn begin(
    ctx: &Context,
    action: Action,
    id: RegulationDocumentId,
    revision: i32,
) -> Result<Change, ServiceError> {
    let tx = ctx.begin().await?;
    let document = record::load(&tx, id).await?;
    may_change(ctx, action, &document)?;
    if document.void_reason.is_some() {
        return Err(RegulationRuleError::IsVoid.into());
    }
    let raised = regulation_document::Entity::update_many()
        .col_expr(
            regulation_document::Column::Revision,
            sea_orm::sea_query::Expr::value(revision + 1),
        )
        .col_expr(
            regulation_document::Column::UpdatedAt,
            sea_orm::sea_query::Expr::value(ctx.now()),
        )
        .filter(regulation_document::Column::Id.eq(id.0))
        .filter(regulation_document::Column::Revision.eq(revision))
        .exec(&tx)
        .await?;
    if raised.rows_affected == 0 {
        let saved = keep::draft_of(&document);
        return Err(conflict(&document.title, &saved, &serde_json::json!({})));
    }
    Ok(Change { tx, document })
}

impl Change {
    /// Writes the entry of the log and ends the transaction. Of what is 非公開 the log keeps no text.
    async fn finish(
        self,
        ctx: &Context,
        action: &'static str,
        after: &impl serde::Serialize,
    ) -> Result<(), ServiceError> {
        let after = told(&self.document, serde_json::to_value(after)?);
        let event =
            Event::new(action, SUBJECT, self.document.id.0, &self.document.title).after(after);
        audit_log::record(&self.tx, ctx, event).await?;
        self.tx.commit().await?;
        Ok(())
    }
}

/// What the log may say of a document: of 非公開 ones not the words people wrote.
fn told(document: &RegulationDocument, mut value: serde_json::Value) -> serde_json::Value {
    if document.resource() == Resource::Procedure
        && let Some(fields) = value.as_object_mut()
    {
        fields.retain(|name, _| !matches!(name.as_str(), "note" | "summary"));
    }
    value
}
