//! 枠: what stands around every page. It is asked for with every page and its counts are about the whole ledger,
//! so it is kept until something changes.

use domain::authorization::{Action, Resource, permits};
use sea_orm::PaginatorTrait;

use crate::{
    Actor, Context, ServiceError, Store, import_run, library, responsibility, setup, today,
    verification,
};

/// What the frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameFacts {
    /// Labels of the roles held today.
    pub roles: Vec<String>,
    /// The municipality.
    pub municipality: String,
    /// True in the demo town.
    pub is_demo: bool,
    /// What waits for the actor.
    pub counts: FrameCounts,
    /// True when the actor may read the audit log.
    pub sees_audit_log: bool,
    /// True when the actor may take ledgers in, or read who did.
    pub sees_imports: bool,
}

/// The numbers beside the names of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameCounts {
    /// Overdue sheets the actor may see.
    pub overdue: u64,
    /// Contracts waiting for the actor's approval.
    pub approval: u64,
    /// Subjects of the actor's units without a 責任者.
    pub vacant: u64,
}

/// The facts of the frame, for somebody signed in or for nobody.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(store: &Store, actor: Option<&Actor>) -> Result<FrameFacts, ServiceError> {
    let asked = match actor {
        None => None,
        Some(actor) => match actor.person_id {
            Some(person) => Some((person, actor.roles.clone())),
            // The program itself looks at no page twice.
            None => return find(store, Some(actor)).await,
        },
    };
    let found = store
        .kept
        .frames
        .answer(store, asked, || find(store, actor));
    Ok(FrameFacts::clone(&*found.await?))
}

async fn find(store: &Store, actor: Option<&Actor>) -> Result<FrameFacts, ServiceError> {
    let library = library::in_force(store, store.today()).await?;
    let mut facts = FrameFacts {
        municipality: setup::municipality(&store.db, &library).await?,
        is_demo: setup::is_demo(store).await?,
        ..FrameFacts::default()
    };
    if let Some(actor) = actor {
        let ctx = store.acting(actor.clone());
        facts.roles = actor
            .roles
            .iter()
            .map(|held| held.role.label().to_owned())
            .collect();
        facts.roles.dedup();
        facts.counts = count(&ctx).await?;
        facts.sees_audit_log = permits(&actor.roles, Action::View, Resource::AuditLog, None);
        facts.sees_imports = facts.sees_audit_log || !import_run::sendable(&ctx).is_empty();
    }
    Ok(facts)
}

async fn count(ctx: &Context) -> Result<FrameCounts, ServiceError> {
    Ok(FrameCounts {
        overdue: verification::overdue_count(ctx).await?,
        approval: today::waiting(ctx).count(&ctx.db).await?,
        vacant: responsibility::vacant_count(ctx).await?,
    })
}
