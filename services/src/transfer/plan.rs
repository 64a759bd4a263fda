//! What a plan is made of: who moves, everything the leavers hold on the day before, and who takes it over.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Role, Scope},
    id::{OrganizationUnitId, PersonId, ResponsibilityId, TransferId},
    organization::Person,
    responsibility::{Responsibility, Subject, SubjectKey},
    transfer::{
        Choice, Direction, Holding, Move, Mover, Transfer, TransferDetail, TransferState,
        input::{MoverDraft, TransferDraft},
        is_to_be_moved,
        proposal::{Facts, propose},
    },
};
use entities::{role_assignment, transfer_move, transfer_person};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{authorize, find, leaves_before, name_of, unit_name};
use crate::{
    Context, ServiceError, organization,
    responsibility::{self, KINDS, Wanted},
};

/// Whether what was chosen before counts, or only what is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Used,
    Ignored,
}

/// Movers and moves of a plan.
pub(super) struct WorkedOut {
    pub(super) movers: Vec<Mover>,
    pub(super) moves: Vec<Move>,
    pub(super) people: HashMap<PersonId, Person>,
    /// Lines that were chosen for; of a submitted plan all of them.
    pub(super) stored: BTreeSet<ResponsibilityId>,
}

/// A plan with everything its page shows.
///
/// # Errors
/// Without the right, for the unit too; when there is none.
pub async fn load(ctx: &Context, id: TransferId) -> Result<TransferDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let transfer = find(&ctx.db, id).await?;
    authorize(ctx, Action::View, transfer.unit_id)?;
    let worked_out = work_out(&ctx.db, &transfer, Stored::Used).await?;
    let units = organization::units(&ctx.db).await?;
    let names: HashMap<i64, String> = units
        .iter()
        .map(|unit| (unit.id.0, unit.name.clone()))
        .collect();
    let may = |action| authorize(ctx, action, transfer.unit_id).is_ok();
    let own = ctx
        .actor
        .person_id
        .is_some_and(|person| transfer.is_of(person));
    let waits = transfer.state == TransferState::Submitted;
    let day = transfer.effective_on;
    Ok(TransferDetail {
        unit_name: unit_name(&names, transfer.unit_id),
        drafter: name_of(&worked_out.people, transfer.drafted_by),
        submitter: name_of(&worked_out.people, transfer.submitted_by),
        decider: name_of(&worked_out.people, transfer.decided_by),
        candidates: responsibility::candidates(&ctx.db, |person| {
            person.in_office_to.is_none_or(|last| day <= last)
        })
        .await?,
        units: units
            .into_iter()
            .filter(|unit| unit.exists_on(day))
            .map(|unit| (unit.id, unit.name))
            .collect(),
        can_edit: transfer.is_editable() && may(Action::Edit),
        can_decide: waits && !own && may(Action::Approve),
        is_own: waits && own,
        movers: worked_out.movers,
        moves: worked_out.moves,
        transfer,
    })
}

/// Works the plan out from the rows as they are now. An approved plan shows what was entered.
pub(super) async fn work_out(
    db: &impl ConnectionTrait,
    transfer: &Transfer,
    stored: Stored,
) -> Result<WorkedOut, ServiceError> {
    let people = responsibility::people(db).await?;
    let units = organization::unit_names_in(db).await?;
    let movers = movers(db, transfer, &people, &units).await?;
    let choices = match stored {
        Stored::Used => choices(db, transfer.id).await?,
        Stored::Ignored => HashMap::new(),
    };
    let histories = responsibility::of_kinds(db, KINDS).await?;
    let scope = scope_of(db, transfer).await?;
    let holdings = holdings(db, transfer, &movers, &histories, &scope, &choices).await?;
    let heads = heads(db, transfer.effective_on, &people, &units).await?;
    let moves = holdings
        .into_iter()
        .map(|holding| {
            let history = histories
                .get(&holding.subject.key)
                .map_or(&[][..], Vec::as_slice);
            let heads: Vec<Mover> = heads
                .iter()
                .filter(|head| head.unit_id == Some(holding.subject.unit_id))
                .cloned()
                .collect();
            let facts = Facts {
                transfer,
                movers: &movers,
                history,
                heads: &heads,
            };
            let choice = choices
                .get(&holding.line.id)
                .cloned()
                .unwrap_or_else(|| propose(&holding, facts));
            Move {
                successor_name: name_of(&people, choice.successor),
                holding,
                choice,
            }
        })
        .collect();
    Ok(WorkedOut {
        movers,
        moves,
        people,
        stored: choices.into_keys().collect(),
    })
}

async fn movers(
    db: &impl ConnectionTrait,
    transfer: &Transfer,
    people: &HashMap<PersonId, Person>,
    units: &HashMap<i64, String>,
) -> Result<Vec<Mover>, ServiceError> {
    let rows = transfer_person::Entity::find()
        .filter(transfer_person::COLUMN.transfer_id.eq(transfer.id.0))
        .order_by_asc(transfer_person::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let person = people.get(&PersonId(row.person_id))?;
            let unit_id = row.unit_id.map(OrganizationUnitId);
            Some(Mover {
                id: row.id,
                person_id: person.id,
                name: person.name.clone(),
                office: responsibility::office(person),
                direction: row.direction,
                unit_name: unit_name(units, unit_id),
                unit_id,
                title: row.title,
            })
        })
        .collect())
}

async fn choices(
    db: &impl ConnectionTrait,
    id: TransferId,
) -> Result<HashMap<ResponsibilityId, Choice>, ServiceError> {
    let rows = transfer_move::Entity::find()
        .filter(transfer_move::COLUMN.transfer_id.eq(id.0))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let choice = Choice {
                fate: row.fate,
                successor: row.successor_id.map(PersonId),
                because: row.because,
            };
            (ResponsibilityId(row.responsibility_id), choice)
        })
        .collect())
}

/// The unit of the plan and those below it.
pub(super) async fn scope_of(
    db: &impl ConnectionTrait,
    transfer: &Transfer,
) -> Result<Scope, ServiceError> {
    let Some(unit) = transfer.unit_id else {
        return Ok(Scope::Town);
    };
    let units = organization::units(db).await?;
    let mut inside = BTreeSet::from([unit]);
    loop {
        let before = inside.len();
        let below = units
            .iter()
            .filter(|unit| {
                unit.parent_id
                    .is_some_and(|parent| inside.contains(&parent))
            })
            .map(|unit| unit.id)
            .collect::<Vec<_>>();
        inside.extend(below);
        if inside.len() == before {
            return Ok(Scope::Units(inside));
        }
    }
}

/// Everything the leavers hold that goes on into the day; of an approved plan, what was moved.
async fn holdings(
    db: &impl ConnectionTrait,
    transfer: &Transfer,
    movers: &[Mover],
    histories: &HashMap<SubjectKey, Vec<Responsibility>>,
    scope: &Scope,
    choices: &HashMap<ResponsibilityId, Choice>,
) -> Result<Vec<Holding>, ServiceError> {
    let leaving: BTreeSet<PersonId> = movers
        .iter()
        .filter(|mover| mover.direction == Direction::Leaving)
        .map(|mover| mover.person_id)
        .collect();
    let wanted = Wanted {
        scope,
        on: None,
        id: None,
    };
    let entered = transfer.state == TransferState::Approved;
    let mut holdings = Vec::new();
    for subject in responsibility::subjects(db, KINDS, wanted).await? {
        for line in histories.get(&subject.key).into_iter().flatten() {
            let moves = if entered {
                choices.contains_key(&line.id)
            } else {
                leaving.contains(&line.person_id)
                    && is_to_be_moved(line, &subject, transfer.effective_on)
            };
            if moves {
                holdings.push(Holding {
                    line: line.clone(),
                    subject: Subject::clone(&subject),
                });
            }
        }
    }
    holdings.sort_by_key(|holding| {
        let place = movers
            .iter()
            .position(|mover| mover.person_id == holding.line.person_id);
        (place, holding.line.role, holding.line.id)
    });
    Ok(holdings)
}

/// 所属長 on the day, by role, each with the unit.
async fn heads(
    db: &impl ConnectionTrait,
    day: NaiveDate,
    people: &HashMap<PersonId, Person>,
    units: &HashMap<i64, String>,
) -> Result<Vec<Mover>, ServiceError> {
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::COLUMN.role.eq(Role::DepartmentHead))
        .filter(role_assignment::Column::UnitId.is_not_null())
        .filter(role_assignment::COLUMN.from_on.lte(day))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.to_on.is_none_or(|last| day <= last))
        .filter_map(|row| {
            let person = people.get(&PersonId(row.person_id))?;
            let unit_id = row.unit_id.map(OrganizationUnitId);
            Some(Mover {
                id: row.id,
                person_id: person.id,
                name: person.name.clone(),
                office: responsibility::office(person),
                direction: Direction::Arriving,
                unit_name: unit_name(units, unit_id),
                unit_id,
                title: person.title.clone(),
            })
        })
        .collect())
}

/// Who is known to move on the day: leaves office before it and holds something of the units, or comes
/// into office on it.
pub(super) async fn known_movers(
    db: &impl ConnectionTrait,
    draft: &TransferDraft,
) -> Result<Vec<MoverDraft>, ServiceError> {
    let plan = Transfer {
        id: TransferId(0),
        effective_on: draft.effective_on,
        unit_id: draft.unit_id,
        state: TransferState::Planning,
        drafted_by: None,
        submitted_by: None,
        submitted_on: None,
        decided_by: None,
        decided_on: None,
        comment: None,
        revision: 1,
    };
    let scope = scope_of(db, &plan).await?;
    let people = responsibility::people(db).await?;
    let leavers: Vec<PersonId> = people
        .values()
        .filter(|person| leaves_before(person, draft.effective_on))
        .map(|person| person.id)
        .collect();
    let holders = holders(db, &plan, &scope, &leavers).await?;
    let mut movers: Vec<MoverDraft> = people
        .values()
        .filter_map(|person| {
            let direction = if holders.contains(&person.id) {
                Direction::Leaving
            } else if person.in_office_from == draft.effective_on
                && person.unit_id.is_some_and(|unit| scope.contains(unit))
            {
                Direction::Arriving
            } else {
                return None;
            };
            Some(MoverDraft {
                direction,
                person_id: person.id,
                unit_id: person.unit_id,
                title: person.title.clone(),
            })
        })
        .collect();
    movers.sort_by_key(|mover| mover.person_id);
    Ok(movers)
}

/// Those of the people who hold something of the units that goes on into the day.
pub(super) async fn holders(
    db: &impl ConnectionTrait,
    plan: &Transfer,
    scope: &Scope,
    people: &[PersonId],
) -> Result<BTreeSet<PersonId>, ServiceError> {
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let lines = responsibility::of_people(db, people.iter().copied()).await?;
    let wanted = Wanted {
        scope,
        on: None,
        id: None,
    };
    let subjects: HashMap<SubjectKey, Subject> = responsibility::subjects(db, KINDS, wanted)
        .await?
        .into_iter()
        .map(|subject| (subject.key, subject))
        .collect();
    Ok(lines
        .iter()
        .filter(|line| {
            subjects
                .get(&line.subject)
                .is_some_and(|subject| is_to_be_moved(line, subject, plan.effective_on))
        })
        .map(|line| line.person_id)
        .collect())
}
