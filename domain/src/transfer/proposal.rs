//! Who takes over: proposed by post, always with the reason, never decided.

use crate::{
    id::{OrganizationUnitId, PersonId},
    organization::Person,
    responsibility::{
        Post, Responsibility, ResponsibilityRole,
        standing::{holder_on, holders_on},
    },
};

use super::{Choice, Direction, Fate, Holding, Mover, Transfer};

/// What a proposal is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The plan.
    pub transfer: &'a Transfer,
    /// Who moves.
    pub movers: &'a [Mover],
    /// The whole history of the subject.
    pub history: &'a [Responsibility],
    /// The 所属長 of the subject's unit on the day, by role.
    pub heads: &'a [Mover],
}

/// Proposes what becomes of a holding: the one who arrives in the same post of the same unit; for a 責任者
/// otherwise the 副責任者, then the 所属長; otherwise nobody.
#[must_use]
pub fn propose(holding: &Holding, facts: Facts<'_>) -> Choice {
    let role = holding.line.role;
    if let Some((mover, post)) = same_post(holding, facts) {
        let title = post.title;
        let because = format!("同じ職（{}　{title}）に着任", mover.unit_name);
        return handed_to(mover.person_id, because);
    }
    if role == ResponsibilityRole::Owner {
        if let Some(deputy) = staying_deputy(facts) {
            return handed_to(deputy, "副責任者".to_owned());
        }
        let head = facts
            .heads
            .iter()
            .find(|head| may_take(head.person_id, holding, facts));
        if let Some(head) = head {
            return handed_to(head.person_id, "所属長".to_owned());
        }
    }
    Choice {
        fate: Fate::End,
        successor: None,
        because: "後任が見つかりません".to_owned(),
    }
}

fn handed_to(successor: PersonId, because: String) -> Choice {
    Choice {
        fate: Fate::HandOver,
        successor: Some(successor),
        because,
    }
}

/// The one who arrives in the post that carries the responsibility, or in the post the leaver had.
fn same_post<'a>(holding: &Holding, facts: Facts<'a>) -> Option<(&'a Mover, Post)> {
    let left = facts.movers.iter().find(|mover| {
        mover.direction == Direction::Leaving && mover.person_id == holding.line.person_id
    });
    let post = holding.line.post.clone().or_else(|| {
        let left = left?;
        Some(Post {
            unit_id: left.unit_id?,
            title: left.title.clone()?,
        })
    })?;
    let arriving = facts.movers.iter().find(|mover| {
        mover.direction == Direction::Arriving
            && mover.unit_id == Some(post.unit_id)
            && mover.title.as_deref() == Some(post.title.as_str())
            && may_take(mover.person_id, holding, facts)
    });
    arriving.map(|mover| (mover, post))
}

fn staying_deputy(facts: Facts<'_>) -> Option<PersonId> {
    let day = facts.transfer.effective_on;
    let deputy = holder_on(facts.history, ResponsibilityRole::Deputy, day)?;
    (!leaves(deputy.person_id, facts)).then_some(deputy.person_id)
}

fn leaves(person: PersonId, facts: Facts<'_>) -> bool {
    let moves = |direction| {
        facts
            .movers
            .iter()
            .any(|mover| mover.direction == direction && mover.person_id == person)
    };
    moves(Direction::Leaving) && !moves(Direction::Arriving)
}

/// Not the leaver, in office on the day, and not holding the other of 責任者 and 副責任者 of it.
fn may_take(person: PersonId, holding: &Holding, facts: Facts<'_>) -> bool {
    let day = facts.transfer.effective_on;
    if person == holding.line.person_id {
        return false;
    }
    let known = facts
        .movers
        .iter()
        .chain(facts.heads)
        .find(|mover| mover.person_id == person);
    if known.is_none_or(|mover| !mover.office.contains(day)) {
        return false;
    }
    match holding.line.role {
        ResponsibilityRole::Owner => !leaves(person, facts),
        ResponsibilityRole::Deputy => holder_on(facts.history, ResponsibilityRole::Owner, day)
            .is_none_or(|owner| owner.person_id != person),
        ResponsibilityRole::Operator => {
            holders_on(facts.history, ResponsibilityRole::Operator, day)
                .all(|line| line.person_id != person)
        }
    }
}

/// Somebody of the roster as it will be on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// 職員番号.
    pub staff_no: String,
    /// 任用の区分.
    pub employment_kind: crate::organization::EmploymentKind,
    /// 氏名.
    pub name: String,
    /// 所属.
    pub unit_id: Option<OrganizationUnitId>,
    /// 職名.
    pub title: Option<String>,
    /// Last day in office.
    pub in_office_to: Option<chrono::NaiveDate>,
}

/// What a roster says of the people of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Movements {
    /// Who leaves, with the post left.
    pub leaving: Vec<(PersonId, Option<OrganizationUnitId>, Option<String>)>,
    /// Who arrives, with the post taken.
    pub arriving: Vec<(PersonId, Option<OrganizationUnitId>, Option<String>)>,
    /// Names of those who are not among the people of the program yet.
    pub unknown: Vec<String>,
}

/// Compares the people of today with the roster of the day of the transfer. Who is not in the roster any
/// more leaves; who stands in another unit or post leaves the one and arrives in the other.
#[must_use]
pub fn movements(
    people: &[Person],
    roster: &[Enrolled],
    effective_on: chrono::NaiveDate,
) -> Movements {
    let mut movements = Movements::default();
    let eve = crate::responsibility::day_before(effective_on);
    for person in people.iter().filter(|person| person.in_office_on(eve)) {
        let post = (person.id, person.unit_id, person.title.clone());
        let listed = roster
            .iter()
            .find(|row| is_same(person, row))
            .filter(|row| row.in_office_to.is_none_or(|last| effective_on <= last));
        match listed {
            None => movements.leaving.push(post),
            Some(row) if row.unit_id != person.unit_id || row.title != person.title => {
                movements.leaving.push(post);
                movements
                    .arriving
                    .push((person.id, row.unit_id, row.title.clone()));
            }
            Some(_) => {}
        }
    }
    for row in roster {
        match people.iter().find(|person| is_same(person, row)) {
            None => movements.unknown.push(row.name.clone()),
            Some(person) if !person.in_office_on(eve) && person.in_office_on(effective_on) => {
                movements
                    .arriving
                    .push((person.id, row.unit_id, row.title.clone()));
            }
            Some(_) => {}
        }
    }
    movements
}

fn is_same(person: &Person, row: &Enrolled) -> bool {
    person.staff_no == row.staff_no && person.employment_kind == row.employment_kind
}
