//! The town of a test: its database, its clock, its people.

use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    authorization::Role,
    id::{OrganizationUnitId, PersonId},
    organization::{EmploymentKind, OrganType, OrganizationUnitDraft, PersonDraft, RoleDraft},
};
use services::{Actor, Context, Store, clock::FixedClock, organization, sign_in};

use crate::{
    client::Browser,
    database::{self, TestDatabase},
};

/// When every story begins: 2026-04-01 09:00 in Japan.
pub const START: &str = "2026-04-01T00:00:00Z";
/// Everybody's password.
pub const PASSWORD: &str = "tests-know-this-one";

/// A server and its town, before anybody signs in.
pub struct TestApp {
    /// Database and clock, for claims about what was saved.
    pub store: Store,
    /// Moves the time.
    pub clock: FixedClock,
    /// 総務課.
    pub unit: OrganizationUnitId,
    /// 建設課.
    pub other_unit: OrganizationUnitId,
    router: Router,
    _database: TestDatabase,
}

impl TestApp {
    /// A town with two units and nobody in it.
    ///
    /// # Panics
    /// When the town cannot be made.
    pub async fn start() -> Self {
        let database = database::fresh().await;
        let clock = FixedClock::at(START.parse::<DateTime<Utc>>().unwrap());
        let store = Store::new(database.connection.clone(), Arc::new(clock.clone()));
        let operator = store.acting(Actor::operator());
        let unit = add_unit(&operator, "0100", "総務課").await;
        let other_unit = add_unit(&operator, "0170", "建設課").await;
        let router = server::build_router(server::AppState::new(
            store.clone(),
            server::config::Settings::default(),
        ));
        Self {
            store,
            clock,
            unit,
            other_unit,
            router,
            _database: database,
        }
    }

    /// 見本町 of the demo, as it is at ten in the morning of a day. `unit` is 総務課, `other_unit` 産業振興課; its
    /// people sign in with [`PASSWORD`].
    ///
    /// # Panics
    /// When the town cannot be made.
    pub async fn demo(day: &str) -> Self {
        let day: NaiveDate = day.parse().unwrap();
        let morning = day.and_hms_opt(1, 0, 0).unwrap().and_utc();
        let clock = FixedClock::at(morning);
        let database = database::demo(clock.clone(), day, PASSWORD).await;
        let store = Store::new(database.connection.clone(), Arc::new(clock.clone()));
        let units = organization::list_units(&store.acting(Actor::operator()))
            .await
            .unwrap();
        let named = |name: &str| units.iter().find(|unit| unit.name == name).unwrap().id;
        let router = server::build_router(server::AppState::new(
            store.clone(),
            server::config::Settings::default(),
        ));
        Self {
            unit: named("総務課"),
            other_unit: named("産業振興課"),
            store,
            clock,
            router,
            _database: database,
        }
    }

    /// One of the people of the demo, at a browser.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.visitor();
        browser.sign_in(name, PASSWORD).await;
        browser
    }

    /// One of the people of the demo, for services.
    ///
    /// # Panics
    /// When there is nobody of that name.
    pub async fn acting(&self, name: &str) -> Context {
        let person = sign_in::sign_in(&self.store, name, PASSWORD).await.unwrap();
        let actor = sign_in::actor(&self.store, person).await.unwrap().unwrap();
        self.store.acting(actor)
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Somebody who is not signed in, at a server just started on the same town: it has counted nothing yet.
    #[must_use]
    pub fn elsewhere(&self) -> Browser {
        Browser::new(server::build_router(server::AppState::new(
            self.store.clone(),
            server::config::Settings::default(),
        )))
    }

    /// Adds a person with a role, for the whole town or for a unit, and signs them in.
    ///
    /// # Panics
    /// When signing in fails.
    pub async fn signed_in_as(
        &self,
        role: Role,
        unit: Option<OrganizationUnitId>,
        name: &str,
    ) -> Browser {
        self.add_person(role, unit, name).await;
        let mut browser = self.visitor();
        browser.sign_in(name, PASSWORD).await;
        browser
    }

    /// Adds a person with a role and a sign-in name equal to `name`.
    ///
    /// # Panics
    /// When the person cannot be added.
    pub async fn add_person(
        &self,
        role: Role,
        unit: Option<OrganizationUnitId>,
        name: &str,
    ) -> PersonId {
        let ctx = self.operator();
        let from = NaiveDate::from_ymd_opt(2020, 4, 1).unwrap();
        let person = organization::add_person(
            &ctx,
            PersonDraft {
                staff_no: format!("T-{name}"),
                name: name.to_owned(),
                kana: None,
                title: None,
                unit_id: unit,
                email: None,
                employment_kind: EmploymentKind::Regular,
                in_office_from: from,
                in_office_to: None,
            },
        )
        .await
        .unwrap();
        organization::assign_role(
            &ctx,
            person,
            RoleDraft {
                role,
                unit_id: unit,
                from_on: from,
                to_on: None,
            },
        )
        .await
        .unwrap();
        sign_in::set_account(&ctx, person, name, PASSWORD)
            .await
            .unwrap();
        person
    }

    /// A further unit, with nothing of its own.
    pub async fn add_unit(&self, code: &str, name: &str) -> OrganizationUnitId {
        add_unit(&self.operator(), code, name).await
    }

    /// The operator at the command line.
    #[must_use]
    pub fn operator(&self) -> Context {
        self.store.acting(Actor::operator())
    }

    /// Does what waits in the background, to its end.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn run_jobs(&self) {
        services::job::worker::run_all(&self.store).await.unwrap();
    }

    /// Lets time pass.
    pub fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
    }
}

async fn add_unit(ctx: &Context, code: &str, name: &str) -> OrganizationUnitId {
    let draft = OrganizationUnitDraft {
        code: code.to_owned(),
        name: name.to_owned(),
        parent_id: None,
        parent_name: None,
        organ_type: OrganType::InternalBureau,
        aliases: Vec::new(),
        valid_from: NaiveDate::from_ymd_opt(2000, 4, 1).unwrap(),
        valid_to: None,
    };
    organization::add_unit(ctx, draft).await.unwrap()
}
