//! 人事異動: the plan of what becomes of everything the leavers answer for. One person makes it, another
//! approves it, and then all of it is entered in one transaction. What is planned is worked out in `plan`,
//! entering it is in `approval`, reading a roster in `roster`.

mod approval;
mod plan;
mod roster;

pub use approval::{approve, send_back, submit};
pub use plan::load;
pub use roster::{RosterReading, take_roster};

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Scope},
    id::{OrganizationUnitId, PersonId, ResponsibilityId, TransferId},
    input::FieldError,
    organization::{OrganizationUnit, Person},
    responsibility::day_before,
    transfer::{
        Choice, Direction, Transfer, TransferRefusal, TransferState, TransferSummary,
        input::{MoverDraft, TransferDraft},
    },
    wareki,
};
use entities::{transfer, transfer_move, transfer_person};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde_json::json;

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
    organization, responsibility,
};

/// Noun of the record in the log.
const SUBJECT: &str = "transfer";

/// All plans the actor may see, those of the latest day first.
///
/// # Errors
/// Without the right to see who is responsible.
pub async fn list(ctx: &Context) -> Result<Vec<TransferSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let rows = transfer::Entity::find()
        .order_by_desc(transfer::Column::EffectiveOn)
        .order_by_desc(transfer::Column::Id)
        .all(&ctx.db)
        .await?;
    let units = organization::unit_names(ctx).await?;
    let people = responsibility::people(&ctx.db).await?;
    let leaving = leaving_names(&ctx.db, &people).await?;
    Ok(rows
        .into_iter()
        .map(transfer_of)
        .filter(|transfer| authorize(ctx, Action::View, transfer.unit_id).is_ok())
        .map(|transfer| TransferSummary {
            unit_name: unit_name(&units, transfer.unit_id),
            drafter: name_of(&people, transfer.drafted_by),
            leaving: leaving.get(&transfer.id).cloned().unwrap_or_default(),
            transfer,
        })
        .collect())
}

async fn leaving_names(
    db: &impl ConnectionTrait,
    people: &HashMap<PersonId, Person>,
) -> Result<HashMap<TransferId, Vec<String>>, ServiceError> {
    let rows = transfer_person::Entity::find()
        .filter(transfer_person::Column::Direction.eq(Direction::Leaving))
        .order_by_asc(transfer_person::Column::Id)
        .all(db)
        .await?;
    let mut names: HashMap<TransferId, Vec<String>> = HashMap::new();
    for row in rows {
        if let Some(name) = name_of(people, Some(PersonId(row.person_id))) {
            names
                .entry(TransferId(row.transfer_id))
                .or_default()
                .push(name);
        }
    }
    Ok(names)
}

/// Plans that wait for the actor's decision, for the start page.
///
/// # Errors
/// When the database does not answer.
pub async fn to_approve(ctx: &Context) -> Result<Vec<TransferSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let Some(person) = ctx.actor.person_id else {
        return Ok(Vec::new());
    };
    let mut plans = list(ctx).await?;
    plans.retain(|plan| {
        plan.transfer.must_be_decidable_by(person).is_ok()
            && authorize(ctx, Action::Approve, plan.transfer.unit_id).is_ok()
    });
    Ok(plans)
}

/// The units somebody may plan for; `true` when the whole town is one of the choices.
///
/// # Errors
/// Without the right to name 責任者.
pub async fn choosable_units(ctx: &Context) -> Result<(Vec<OrganizationUnit>, bool), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let units = organization::choosable_units(ctx, Resource::Responsibility).await?;
    let whole = ctx.scope(Action::Edit, Resource::Responsibility) == Scope::Town;
    Ok((units, whole))
}

/// Begins a plan. Those who leave office before the day and still hold something are in it from the start,
/// and those whose time in office begins on the day.
///
/// # Errors
/// Without the right, for the unit too; a day before today.
pub async fn draft(ctx: &Context, draft: TransferDraft) -> Result<TransferId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    authorize(ctx, Action::Edit, draft.unit_id)?;
    if draft.effective_on < ctx.today() {
        let words = "異動日は、今日以後の日にしてください。".to_owned();
        return Err(ServiceError::field(
            "effective_on",
            FieldError::Other(words),
        ));
    }
    let tx = ctx.begin().await?;
    let row = transfer::ActiveModel {
        id: NotSet,
        effective_on: Set(draft.effective_on),
        unit_id: Set(draft.unit_id.map(|id| id.0)),
        state: Set(TransferState::Planning),
        drafted_by: Set(ctx.actor.person_id.map(|id| id.0)),
        drafted_on: Set(ctx.today()),
        submitted_by: Set(None),
        submitted_on: Set(None),
        decided_by: Set(None),
        decided_on: Set(None),
        comment: Set(None),
        revision: Set(1),
    };
    let inserted = transfer::Entity::insert(row).exec(&tx).await?;
    let id = TransferId(inserted.last_insert_id);
    let movers = plan::known_movers(&tx, &draft).await?;
    for mover in &movers {
        insert_mover(&tx, id, mover).await?;
    }
    let event = event("異動計画の作成", id, draft.effective_on).after(json!({
        "effective_on": wareki::long(draft.effective_on),
        "people": movers.len(),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds somebody who leaves or arrives. Who leaves leaves the post held today.
///
/// # Errors
/// Without the right; when the plan is not being made; somebody who is in it already.
pub async fn add_mover(
    ctx: &Context,
    id: TransferId,
    draft: MoverDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (tx, plan) = open_to_edit(ctx, id).await?;
    let people = responsibility::people(&tx).await?;
    let person = people.get(&draft.person_id).ok_or_else(|| {
        ServiceError::field("person_id", FieldError::NotUsable("職員".to_owned()))
    })?;
    let draft = match draft.direction {
        Direction::Arriving => draft,
        Direction::Leaving => MoverDraft {
            unit_id: person.unit_id,
            title: person.title.clone(),
            ..draft
        },
    };
    insert_mover(&tx, id, &draft).await.map_err(|error| {
        crate::error::taken(
            error,
            "uq_transfer_people__transfer_id_person_id_direction",
            "person_id",
            &person.name,
        )
    })?;
    let event = event("異動計画への職員の追加", id, plan.effective_on).after(json!({
        "person": person.name,
        "direction": draft.direction.label(),
        "title": draft.title,
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn insert_mover(
    tx: &impl ConnectionTrait,
    id: TransferId,
    draft: &MoverDraft,
) -> Result<(), sea_orm::DbErr> {
    let row = transfer_person::ActiveModel {
        id: NotSet,
        transfer_id: Set(id.0),
        person_id: Set(draft.person_id.0),
        direction: Set(draft.direction),
        unit_id: Set(draft.unit_id.map(|unit| unit.0)),
        title: Set(draft.title.clone()),
    };
    transfer_person::Entity::insert(row)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}

/// Takes somebody out of a plan that is being made; the audit log keeps it.
///
/// # Errors
/// Without the right; when the plan is not being made; when there is no such person in it.
pub async fn remove_mover(ctx: &Context, id: TransferId, mover: i64) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (tx, plan) = open_to_edit(ctx, id).await?;
    let row = transfer_person::Entity::find_by_id(mover)
        .filter(transfer_person::COLUMN.transfer_id.eq(id.0))
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("異動する職員"))?;
    let people = responsibility::people(&tx).await?;
    let name = name_of(&people, Some(PersonId(row.person_id)));
    let direction = row.direction;
    transfer_person::Entity::delete_by_id(mover)
        .exec(&tx)
        .await?;
    let event = event("異動計画からの職員の除外", id, plan.effective_on).after(json!({
        "person": name,
        "direction": direction.label(),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps what was chosen for each line.
///
/// # Errors
/// Without the right; when the plan is not being made, or somebody else saved first.
pub async fn choose(
    ctx: &Context,
    id: TransferId,
    revision: i32,
    choices: &BTreeMap<ResponsibilityId, Choice>,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (tx, plan) = open_to_edit(ctx, id).await?;
    refuse_if_changed(&plan, revision)?;
    keep_choices(&tx, &plan, choices).await?;
    touch(&tx, &plan, plan.state, |_| {}).await?;
    let event = event("後任の選択", id, plan.effective_on).after(json!({
        "items": choices.len(),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes the choices; one that is what the plan proposes keeps the proposal's reason.
async fn keep_choices(
    tx: &DatabaseTransaction,
    plan: &Transfer,
    choices: &BTreeMap<ResponsibilityId, Choice>,
) -> Result<(), ServiceError> {
    let worked_out = plan::work_out(tx, plan, plan::Stored::Ignored).await?;
    transfer_move::Entity::delete_many()
        .filter(transfer_move::COLUMN.transfer_id.eq(plan.id.0))
        .exec(tx)
        .await?;
    for it in worked_out.moves {
        let chosen = choices.get(&it.line()).unwrap_or(&it.choice);
        let is_proposed = chosen.fate == it.choice.fate && chosen.successor == it.choice.successor;
        let because = if is_proposed {
            it.choice.because.clone()
        } else {
            String::new()
        };
        let row = transfer_move::ActiveModel {
            id: NotSet,
            transfer_id: Set(plan.id.0),
            responsibility_id: Set(it.line().0),
            fate: Set(chosen.fate),
            successor_id: Set(chosen.successor.map(|person| person.0)),
            because: Set(because),
        };
        transfer_move::Entity::insert(row)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// 取りやめ of a plan that is being made.
///
/// # Errors
/// Without the right; without a reason; when the plan is not being made, or somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: TransferId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (tx, plan) = open_to_edit(ctx, id).await?;
    refuse_if_changed(&plan, revision)?;
    let reason = domain::responsibility::input::reason(reason)?;
    touch(&tx, &plan, TransferState::Void, |row| {
        row.comment = Set(Some(reason.clone()));
    })
    .await?;
    let event =
        event("異動計画の取りやめ", id, plan.effective_on).after(json!({ "reason": reason }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The right to do something with the plan of a unit, or of the whole town.
fn authorize(
    ctx: &Context,
    action: Action,
    unit: Option<OrganizationUnitId>,
) -> Result<(), ServiceError> {
    let resource = Resource::Responsibility;
    match unit {
        Some(unit) => ctx.authorize_in(action, resource, unit),
        None if ctx.scope(action, resource) == Scope::Town => Ok(()),
        None => Err(ServiceError::Forbidden { action, resource }),
    }
}

async fn find(db: &impl ConnectionTrait, id: TransferId) -> Result<Transfer, ServiceError> {
    let row = transfer::Entity::find_by_id(id.0).one(db).await?;
    row.map(transfer_of)
        .ok_or(ServiceError::NotFound("異動の計画"))
}

async fn open_to_edit(
    ctx: &Context,
    id: TransferId,
) -> Result<(DatabaseTransaction, Transfer), ServiceError> {
    let tx = ctx.begin().await?;
    let plan = find(&tx, id).await?;
    authorize(ctx, Action::Edit, plan.unit_id)?;
    plan.must_be_editable().map_err(refused)?;
    Ok((tx, plan))
}

fn refuse_if_changed(plan: &Transfer, revision: i32) -> Result<(), ServiceError> {
    if plan.revision == revision {
        return Ok(());
    }
    Err(conflict(
        &title(plan.effective_on),
        &json!({ "state": plan.state.label() }),
        &json!({ "state": "" }),
    ))
}

/// Writes the plan's new stage, and whatever else changes with it.
async fn touch(
    tx: &DatabaseTransaction,
    plan: &Transfer,
    state: TransferState,
    change: impl FnOnce(&mut transfer::ActiveModel),
) -> Result<(), ServiceError> {
    let mut row = transfer::Entity::find_by_id(plan.id.0)
        .one(tx)
        .await?
        .ok_or(ServiceError::NotFound("異動の計画"))?
        .into_active_model();
    row.state = Set(state);
    row.revision = Set(plan.revision + 1);
    change(&mut row);
    row.update(tx).await?;
    Ok(())
}

fn transfer_of(row: transfer::Model) -> Transfer {
    Transfer {
        id: TransferId(row.id),
        effective_on: row.effective_on,
        unit_id: row.unit_id.map(OrganizationUnitId),
        state: row.state,
        drafted_by: row.drafted_by.map(PersonId),
        submitted_by: row.submitted_by.map(PersonId),
        submitted_on: row.submitted_on,
        decided_by: row.decided_by.map(PersonId),
        decided_on: row.decided_on,
        comment: row.comment,
        revision: row.revision,
    }
}

fn refused(refusal: TransferRefusal) -> ServiceError {
    ServiceError::Rule(refusal.to_string())
}

/// 令和9年4月1日の人事異動.
fn title(effective_on: NaiveDate) -> String {
    format!("{}の人事異動", wareki::long(effective_on))
}

fn event(action: &'static str, id: TransferId, effective_on: NaiveDate) -> Event {
    Event::new(action, SUBJECT, id.0, &title(effective_on))
}

fn name_of(people: &HashMap<PersonId, Person>, id: Option<PersonId>) -> Option<String> {
    id.and_then(|id| people.get(&id))
        .map(|person| person.name.clone())
}

fn unit_name(units: &HashMap<i64, String>, id: Option<OrganizationUnitId>) -> String {
    id.and_then(|id| units.get(&id.0).cloned())
        .unwrap_or_default()
}

/// True when the person leaves office before the day, and was there at some time.
fn leaves_before(person: &Person, effective_on: NaiveDate) -> bool {
    person
        .in_office_to
        .is_some_and(|last| last <= day_before(effective_on))
}
