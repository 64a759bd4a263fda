//! Who is asking, of which database, at what time. Handed to every use case.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    authorization::{Action, HeldRole, Resource, Scope, permits, scope_of},
    id::{OrganizationUnitId, PersonId},
    job::JobStage,
};
use sea_orm::{DatabaseConnection, DatabaseTransaction};

use crate::{
    clock::{Clock, japan_date, truncated},
    database,
    error::ServiceError,
    job::{Course, Courses},
    kept::{Answers, Moment},
    library::LibraryCache,
};

/// The database and the clock: what the process holds, before anybody asks.
#[derive(Clone)]
pub struct Store {
    pub db: DatabaseConnection,
    pub clock: Arc<dyn Clock>,
    pub(crate) library: LibraryCache,
    /// What this process works on in the background.
    pub(crate) courses: Courses,
    /// What was found out about the ledger as it is.
    pub(crate) kept: Answers,
    /// Of which ledger the answers are, where a page is made of one; else it is asked with each.
    moment: Option<Moment>,
}

impl Store {
    /// Over a migrated database.
    #[must_use]
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        Self {
            db,
            clock,
            library: LibraryCache::default(),
            courses: Courses::default(),
            kept: Answers::default(),
            moment: None,
        }
    }

    /// The same, for a request that only reads: kept answers are all of the ledger as it is now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn at_one_moment(&self) -> Result<Self, ServiceError> {
        Ok(Self {
            moment: Some(self.moment().await?),
            ..self.clone()
        })
    }

    /// Of which ledger an answer found now is.
    pub(crate) async fn moment(&self) -> Result<Moment, ServiceError> {
        match self.moment {
            Some(moment) => Ok(moment),
            None => Moment::of(self).await,
        }
    }

    /// The present instant, in the precision of the databases.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        truncated(self.clock.now())
    }

    /// Today in Japan.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        japan_date(self.clock.now())
    }

    /// Opens the transaction of a use case.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<DatabaseTransaction, ServiceError> {
        Ok(database::begin(&self.db).await?)
    }

    /// The context of somebody who is signed in, or of the program itself.
    #[must_use]
    pub fn acting(&self, actor: Actor) -> Context {
        Context {
            store: self.clone(),
            actor,
            course: None,
        }
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// `None`: the program itself (command line, demo).
    pub person_id: Option<PersonId>,
    /// 氏名, as the audit log writes it.
    pub name: String,
    /// Roles held today.
    pub roles: Vec<HeldRole>,
}

impl Actor {
    /// The operator at the command line: every role, for the whole town.
    #[must_use]
    pub fn operator() -> Self {
        let roles = domain::authorization::Role::ALL
            .iter()
            .map(|role| HeldRole {
                role: *role,
                scope: Scope::Town,
            });
        Self {
            person_id: None,
            name: "運用者（コマンド）".to_owned(),
            roles: roles.collect(),
        }
    }
}

/// Somebody asking something of a database at a time.
#[derive(Clone)]
pub struct Context {
    store: Store,
    /// Who asks.
    pub actor: Actor,
    /// The item of a job that is worked on; `None` in a request.
    course: Option<Course>,
}

impl std::ops::Deref for Context {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Context {
    /// The same, at work on an item of a job.
    pub(crate) fn on(self, course: Course) -> Self {
        Self {
            course: Some(course),
            ..self
        }
    }

    /// The item of a job that is worked on.
    pub(crate) fn course(&self) -> Option<&Course> {
        self.course.as_ref()
    }

    /// The work comes to a stage; in a request nobody asks how far it is.
    ///
    /// # Errors
    /// When it is the work of a job that a person stopped.
    pub(crate) fn reach(&self, stage: JobStage) -> Result<(), ServiceError> {
        self.course
            .as_ref()
            .map_or(Ok(()), |course| course.reach(stage))
    }

    /// The first line of every use case: may the actor do this at all?
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`].
    pub fn authorize(&self, action: Action, resource: Resource) -> Result<(), ServiceError> {
        self.permit(action, resource, None)
    }

    /// The same question about a record that belongs to a unit; asked as soon as the unit is known.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`].
    pub fn authorize_in(
        &self,
        action: Action,
        resource: Resource,
        unit: OrganizationUnitId,
    ) -> Result<(), ServiceError> {
        self.permit(action, resource, Some(unit))
    }

    fn permit(
        &self,
        action: Action,
        resource: Resource,
        unit: Option<OrganizationUnitId>,
    ) -> Result<(), ServiceError> {
        if permits(&self.actor.roles, action, resource, unit) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden { action, resource })
        }
    }

    /// The units whose records the actor may act on.
    #[must_use]
    pub fn scope(&self, action: Action, resource: Resource) -> Scope {
        scope_of(&self.actor.roles, action, resource)
    }

    /// The person who acts.
    ///
    /// # Errors
    /// [`ServiceError::SignInRequired`] when the program itself acts where a person is needed.
    pub fn person_id(&self) -> Result<PersonId, ServiceError> {
        self.actor.person_id.ok_or(ServiceError::SignInRequired)
    }
}
