//! What waits for somebody: subjects without a 責任者, and people who leave and still hold something.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource, Scope},
    id::PersonId,
    organization::Person,
    responsibility::{
        Responsibility, Subject, SubjectKey,
        board::{BoardRow, Candidate, Held, Leaver},
    },
};

use super::{
    KINDS, Wanted,
    board::{WARN_DAYS, candidates, rows},
    lines, subjects,
};
use crate::{Context, ServiceError, organization};

/// Lines of a group of the start page.
const GROUP_LIMIT: usize = 20;

/// True when the actor is somebody who names 責任者: the groups of the start page are for them.
#[must_use]
pub fn waits_for(ctx: &Context) -> bool {
    ctx.scope(Action::Edit, Resource::Responsibility) != Scope::Units(Default::default())
}

/// How many subjects of the actor's units have no 責任者 today; 0 for those who name none.
///
/// # Errors
/// When the database does not answer.
pub async fn vacant_count(ctx: &Context) -> Result<u64, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    if !waits_for(ctx) {
        return Ok(0);
    }
    let scope = ctx.scope(Action::Edit, Resource::Responsibility);
    subjects::vacant_count(&ctx.db, &scope, ctx.today()).await
}

/// The subjects of the actor's units without a 責任者 today, at most those of one group, the number of
/// all, and the people to choose from.
///
/// # Errors
/// When the database does not answer.
pub async fn vacant(ctx: &Context) -> Result<(Vec<BoardRow>, usize, Vec<Candidate>), ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    if !waits_for(ctx) {
        return Ok((Vec::new(), 0, Vec::new()));
    }
    let scope = ctx.scope(Action::Edit, Resource::Responsibility);
    let today = ctx.today();
    let mut rows = rows(ctx, KINDS, &scope, today).await?;
    rows.retain(|row| row.standing.is_vacant());
    let total = rows.len();
    rows.truncate(GROUP_LIMIT);
    let candidates = candidates(&ctx.db, |person| person.in_office_on(today)).await?;
    Ok((rows, total, candidates))
}

/// People who left, or leave within the warning time, and what of the actor's units they still hold.
///
/// # Errors
/// When the database does not answer.
pub async fn leaving(ctx: &Context) -> Result<Vec<Leaver>, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    if !waits_for(ctx) {
        return Ok(Vec::new());
    }
    let limit = ctx.today() + Days::new(WARN_DAYS);
    let people = lines::people(&ctx.db).await?;
    let leave = |person: &&Person| person.in_office_to.is_some_and(|last| last <= limit);
    let leavers: Vec<PersonId> = people
        .values()
        .filter(leave)
        .map(|person| person.id)
        .collect();
    if leavers.is_empty() {
        return Ok(Vec::new());
    }
    let lines = lines::of_people(&ctx.db, leavers).await?;
    let scope = ctx.scope(Action::Edit, Resource::Responsibility);
    let wanted = Wanted {
        scope: &scope,
        on: None,
        id: None,
    };
    let subjects: HashMap<SubjectKey, Subject> = subjects::subjects(&ctx.db, KINDS, wanted)
        .await?
        .into_iter()
        .map(|subject| (subject.key, subject))
        .collect();
    let units = organization::unit_names(ctx).await?;
    Ok(by_person(&lines, &subjects, &people, |person| {
        let unit = person.unit_id.and_then(|unit| units.get(&unit.0).cloned());
        unit.unwrap_or_default()
    }))
}

/// What each still holds after the last day in office, those who leave first at the top.
fn by_person(
    lines: &[Responsibility],
    subjects: &HashMap<SubjectKey, Subject>,
    people: &HashMap<PersonId, Person>,
    unit_name: impl Fn(&Person) -> String,
) -> Vec<Leaver> {
    let mut leavers: BTreeMap<(NaiveDate, PersonId), Leaver> = BTreeMap::new();
    for line in lines {
        let Some((person, subject)) = people.get(&line.person_id).zip(subjects.get(&line.subject))
        else {
            continue;
        };
        let Some(last_on) = person
            .in_office_to
            .filter(|last| outlives(line, subject, *last))
        else {
            continue;
        };
        let leaver = leavers
            .entry((last_on, person.id))
            .or_insert_with(|| Leaver {
                person_id: person.id,
                name: person.name.clone(),
                unit_name: unit_name(person),
                last_on,
                holds: Vec::new(),
            });
        leaver.holds.push(Held {
            subject: line.subject,
            name: subject.name.clone(),
            role: line.role,
        });
    }
    leavers.into_values().collect()
}

/// True when the line goes on after the day, and so does the subject.
fn outlives(line: &Responsibility, subject: &Subject, last_on: NaiveDate) -> bool {
    let after = domain::responsibility::day_after(last_on);
    !line.is_withdrawn() && !line.span.and(subject.active).is_over_by(after)
}
