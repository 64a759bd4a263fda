//! 枠: what stands around every page. Its counts are about the whole ledger and asked for with every page, so they
//! are kept until something changes: every change writes to the audit log in its own transaction, and so the number
//! of its last entry says whether the counts of before still hold, whichever server made the change.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, HeldRole, Resource, permits},
    id::PersonId,
};
use sea_orm::PaginatorTrait;

use crate::{
    Actor, Context, ServiceError, Store, audit_log, import_run, library, responsibility, setup,
    today, verification,
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

/// Of what the counts were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    /// Number of the last entry of the audit log.
    last_entry: i64,
    day: NaiveDate,
    roles: Vec<HeldRole>,
}

/// The counts of each person as they were last taken.
#[derive(Clone, Default)]
pub(crate) struct CountsCache(Arc<Mutex<HashMap<PersonId, (State, FrameCounts)>>>);

impl CountsCache {
    fn lock(&self) -> MutexGuard<'_, HashMap<PersonId, (State, FrameCounts)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, person: PersonId, state: &State) -> Option<FrameCounts> {
        let kept = self.lock();
        let (of, counts) = kept.get(&person)?;
        (of == state).then_some(*counts)
    }
}

/// The facts of the frame, for somebody signed in or for nobody.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(store: &Store, actor: Option<&Actor>) -> Result<FrameFacts, ServiceError> {
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
        facts.counts = counts(&ctx).await?;
        facts.sees_audit_log = permits(&actor.roles, Action::View, Resource::AuditLog, None);
        facts.sees_imports = facts.sees_audit_log || !import_run::sendable(&ctx).is_empty();
    }
    Ok(facts)
}

async fn counts(ctx: &Context) -> Result<FrameCounts, ServiceError> {
    let Some(person) = ctx.actor.person_id else {
        return count(ctx).await;
    };
    // Before the counts are taken: what is written meanwhile is in them or has a later number.
    let state = State {
        last_entry: audit_log::last_entry(&ctx.db).await?,
        day: ctx.today(),
        roles: ctx.actor.roles.clone(),
    };
    if let Some(counts) = ctx.counts.of(person, &state) {
        return Ok(counts);
    }
    let counts = count(ctx).await?;
    ctx.counts.lock().insert(person, (state, counts));
    Ok(counts)
}

async fn count(ctx: &Context) -> Result<FrameCounts, ServiceError> {
    Ok(FrameCounts {
        overdue: verification::overdue_count(ctx).await?,
        approval: today::waiting(ctx).count(&ctx.db).await?,
        vacant: responsibility::vacant_count(ctx).await?,
    })
}
