//! Who is responsible for the contracts of the town, with what a real town has: some without anybody, an
//! owner who left, and a 係長 who retires at the end of the fiscal year with much in hand.

use chrono::NaiveDate;
use domain::{
    authorization::Scope,
    fiscal_year::FiscalYear,
    id::OrganizationUnitId,
    organization::{EmploymentKind, Person, PersonDraft},
    responsibility::{
        ResponsibilityRole::{self, Deputy, Operator, Owner},
        Subject, SubjectKey,
        input::{AppointmentDraft, Tie},
    },
    transfer::{
        Direction,
        input::{MoverDraft, TransferDraft},
    },
};

use super::town::{Town, Who};
use crate::{
    ServiceError, organization,
    responsibility::{self, KINDS, Wanted},
    transfer,
};

/// 職員番号 of the one who retires, of 総務課.
const RETIRES: &str = "00111";
/// 職員番号 of the one who comes in that post.
const COMES: &str = "00131";
/// What the one who retires holds.
const IN_HAND: usize = 6;
/// How many subjects of 総務課 have nobody.
const OPEN: usize = 2;
/// Every so many-th subject of other units has nobody.
const WITHOUT: usize = 7;
/// Every so many-th was reviewed.
const REVIEWED: usize = 3;

pub(super) async fn run(town: &mut Town) -> Result<(), ServiceError> {
    let home = town.unit("総務課")?;
    let people = organization::people(&town.past.store.db).await?;
    let wanted = Wanted {
        scope: &Scope::Town,
        on: Some(town.days.today),
        id: None,
    };
    let subjects = responsibility::subjects(&town.past.store.db, KINDS, wanted).await?;
    let (own, others): (Vec<Subject>, Vec<Subject>) = subjects
        .into_iter()
        .partition(|subject| subject.unit_id == home);
    let retiree = numbered(&people, RETIRES)?;
    give_much(town, &own, &people, &retiree).await?;
    for (number, subject) in others.iter().enumerate() {
        if number % WITHOUT != 0 {
            staff(town, subject, &people, number).await?;
        }
    }
    retire(town, &retiree).await?;
    plan(town, home, &retiree, &numbered(&people, COMES)?).await
}

fn numbered(people: &[Person], staff_no: &str) -> Result<Person, ServiceError> {
    people
        .iter()
        .find(|person| {
            person.staff_no == staff_no && person.employment_kind == EmploymentKind::Regular
        })
        .cloned()
        .ok_or(ServiceError::NotFound("職員"))
}

/// 総務課: what goes on after the next April 1 is with the one who retires, in the post; of the rest the
/// first have nobody and wait for the 所属長.
async fn give_much(
    town: &mut Town,
    own: &[Subject],
    people: &[Person],
    retiree: &Person,
) -> Result<(), ServiceError> {
    let april = FiscalYear::containing(town.days.today).next().first_day();
    let (lasting, ending): (Vec<&Subject>, Vec<&Subject>) = own
        .iter()
        .partition(|subject| !subject.active.is_over_by(april));
    let mut in_hand = 0;
    for subject in lasting.iter().take(IN_HAND) {
        appoint(town, subject, Owner, retiree, Tie::Post).await?;
        if begins(subject, town.days.today) <= town.past.store.today() {
            let head = town.by(Who::Head).await?;
            responsibility::review(&head, subject.key).await?;
        }
        in_hand += 1;
    }
    for subject in lasting.iter().take(IN_HAND - in_hand) {
        appoint(town, subject, Operator, retiree, Tie::Person).await?;
    }
    let staying: Vec<Person> = people
        .iter()
        .filter(|person| person.id != retiree.id && person.in_office_on(town.days.today))
        .cloned()
        .collect();
    let rest = lasting.iter().skip(IN_HAND).chain(ending.iter().skip(OPEN));
    for (number, subject) in rest.enumerate() {
        staff(town, subject, &staying, number).await?;
    }
    Ok(())
}

/// The 係長 of the unit as 責任者 and somebody else as 副責任者, where there are such.
async fn staff(
    town: &mut Town,
    subject: &Subject,
    people: &[Person],
    number: usize,
) -> Result<(), ServiceError> {
    let day = begins(subject, town.days.today);
    let of_unit: Vec<&Person> = people
        .iter()
        .filter(|person| person.unit_id == Some(subject.unit_id) && person.in_office_on(day))
        .collect();
    let has = |person: &&&Person, word: &str| {
        person
            .title
            .as_deref()
            .is_some_and(|title| title.contains(word))
    };
    let owner = of_unit
        .iter()
        .find(|person| has(person, "係長"))
        .or(of_unit.first());
    let Some(owner) = owner else { return Ok(()) };
    let tie = if number.is_multiple_of(2) && owner.title.is_some() {
        Tie::Post
    } else {
        Tie::Person
    };
    appoint(town, subject, Owner, owner, tie).await?;
    if let Some(deputy) = of_unit.iter().rev().find(|person| person.id != owner.id)
        && !number.is_multiple_of(4)
    {
        appoint(town, subject, Deputy, deputy, Tie::Person).await?;
    }
    let yesterday = town.past.store.today();
    let stays = day <= yesterday && owner.in_office_on(yesterday);
    if number.is_multiple_of(REVIEWED) && stays {
        let office = town.by(Who::SecurityOffice).await?;
        responsibility::review(&office, subject.key).await?;
    }
    Ok(())
}

/// The first day: that of the subject, when it has begun.
fn begins(subject: &Subject, today: NaiveDate) -> NaiveDate {
    subject.active.from_on.min(today)
}

async fn appoint(
    town: &mut Town,
    subject: &Subject,
    role: ResponsibilityRole,
    person: &Person,
    tie: Tie,
) -> Result<(), ServiceError> {
    let from_on = begins(subject, town.days.today).max(person.in_office_from);
    let draft = AppointmentDraft {
        subject: SubjectKey::clone(&subject.key),
        role,
        person_id: person.id,
        from_on,
        tie,
        seen: None,
    };
    let by = town.approver(subject.unit_id);
    let day = town.days.today;
    town.past.go_on_to(day.pred_opt().unwrap_or(day));
    responsibility::assign(&town.by(by).await?, draft).await
}

/// The personnel office knows who retires at the end of the fiscal year.
async fn retire(town: &mut Town, person: &Person) -> Result<(), ServiceError> {
    let last = FiscalYear::containing(town.days.today).last_day();
    let draft = PersonDraft {
        staff_no: person.staff_no.clone(),
        name: person.name.clone(),
        kana: person.kana.clone(),
        title: person.title.clone(),
        unit_id: person.unit_id,
        email: person.email.clone(),
        employment_kind: person.employment_kind,
        in_office_from: person.in_office_from,
        in_office_to: Some(last),
    };
    let administrator = town.by(Who::Administrator).await?;
    organization::change_person(&administrator, person.id, person.revision, draft).await
}

/// The 所属長 plans the next April 1 and asks for approval.
async fn plan(
    town: &mut Town,
    unit: OrganizationUnitId,
    retiree: &Person,
    successor: &Person,
) -> Result<(), ServiceError> {
    let head = town.by(Who::Head).await?;
    let draft = TransferDraft {
        effective_on: FiscalYear::containing(town.days.today).next().first_day(),
        unit_id: Some(unit),
    };
    let id = transfer::draft(&head, draft).await?;
    let arrives = MoverDraft {
        direction: Direction::Arriving,
        person_id: successor.id,
        unit_id: Some(unit),
        title: retiree.title.clone(),
    };
    transfer::add_mover(&head, id, arrives).await?;
    if transfer::load(&head, id).await?.moves.is_empty() {
        return Ok(());
    }
    transfer::submit(&head, id, 1).await
}
