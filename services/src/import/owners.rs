//! 責任者 and 副責任者 that a ledger names: entered where nobody is, and only from the day of the import on —
//! since when somebody has been responsible, a ledger does not say. Who is recorded stays.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, permits},
    id::OrganizationUnitId,
    organization::{EmploymentKind, Person},
    responsibility::{
        Responsibility, ResponsibilityRole, Subject, SubjectKey, SubjectKind,
        history::{self, Appointment, Change},
        standing::holder_on,
    },
};

use super::Import;
use crate::{Context, ServiceError, organization, responsibility};

/// Whom a row names for a role.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) role: ResponsibilityRole,
    pub(super) staff_no: Option<&'a str>,
    /// The roster settles who it is.
    pub(super) is_settled: bool,
}

/// What is to be done about a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The ledger names nobody, or the one who is recorded.
    Nothing,
    /// Somebody else is recorded, or the actor may not say who is responsible: the record stands.
    Kept,
    /// Enter this one.
    Enter(Box<Appointment>),
}

/// The staff, and who has been responsible for what.
pub(super) struct Owners {
    people: HashMap<String, Vec<Person>>,
    histories: HashMap<SubjectKey, Vec<Responsibility>>,
}

impl Owners {
    pub(super) async fn load(import: &Import<'_>, kind: SubjectKind) -> Result<Self, ServiceError> {
        let mut people: HashMap<String, Vec<Person>> = HashMap::new();
        for person in organization::people(&import.tx).await? {
            let same = people.entry(person.staff_no.clone()).or_default();
            same.push(person);
        }
        Ok(Self {
            people,
            histories: responsibility::of_kinds(&import.tx, &[kind]).await?,
        })
    }

    fn history(&self, key: SubjectKey) -> &[Responsibility] {
        self.histories.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Of several posts of a person the one in the unit, else the regular one.
    fn person(&self, staff_no: &str, unit: OrganizationUnitId, day: NaiveDate) -> Option<&Person> {
        let posts = self.people.get(staff_no)?;
        let mut in_office: Vec<&Person> = posts.iter().filter(|it| it.in_office_on(day)).collect();
        in_office.sort_by_key(|it| {
            (
                it.unit_id != Some(unit),
                it.employment_kind == EmploymentKind::Concurrent,
            )
        });
        in_office.first().copied()
    }

    /// What is to be done about a role of a subject in use.
    pub(super) fn step(&self, ctx: &Context, subject: &Subject, named: Named<'_>) -> Step {
        let today = ctx.today();
        let person = named
            .staff_no
            .filter(|_| named.is_settled)
            .and_then(|staff_no| self.person(staff_no, subject.unit_id, today));
        let Some(person) = person.filter(|_| subject.active.contains(today)) else {
            return Step::Nothing;
        };
        let history = self.history(subject.key);
        if let Some(holder) = holder_on(history, named.role, today) {
            let is_same = self
                .people
                .get(&person.staff_no)
                .is_some_and(|posts| posts.iter().any(|it| it.id == holder.person_id));
            return if is_same { Step::Nothing } else { Step::Kept };
        }
        let (action, resource) = (Action::Edit, Resource::Responsibility);
        if !permits(&ctx.actor.roles, action, resource, Some(subject.unit_id)) {
            return Step::Kept;
        }
        let appointment = Appointment {
            role: named.role,
            person_id: person.id,
            person_name: person.name.clone(),
            office: responsibility::office(person),
            post: None,
            from_on: today,
        };
        match history::assign(subject, history, appointment.clone()) {
            Ok(_) => Step::Enter(Box::new(appointment)),
            Err(_) => Step::Kept,
        }
    }

    /// Enters somebody, with the event in the log.
    pub(super) async fn enter(
        &self,
        import: &Import<'_>,
        subject: &Subject,
        appointment: Appointment,
    ) -> Result<(), ServiceError> {
        let history = self.history(subject.key);
        let change: Change = history::assign(subject, history, appointment)
            .map_err(|refusal| ServiceError::Rule(refusal.to_string()))?;
        let (tx, action) = (&import.tx, "責任者の指定（取込み）");
        responsibility::enter(tx, import.ctx, action, subject, history, &change).await?;
        Ok(())
    }
}
