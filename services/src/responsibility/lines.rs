//! Reading and writing the lines of histories.

use std::collections::HashMap;

use domain::{
    id::{OrganizationUnitId, PersonId, ResponsibilityId},
    organization::Person,
    responsibility::{
        Post, Responsibility, ResponsibilityRole, Span, SubjectKey, SubjectKind,
        history::{Begin, Change},
    },
};
use entities::{responsibility, responsibility_review};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Select,
    sea_query::Expr,
};

use crate::{Context, ServiceError, database, organization};

/// Everybody, by key: names, and days in office.
pub(crate) async fn people(
    db: &impl ConnectionTrait,
) -> Result<HashMap<PersonId, Person>, ServiceError> {
    let people = organization::people(db).await?;
    Ok(people
        .into_iter()
        .map(|person| (person.id, person))
        .collect())
}

/// The days a person is in office.
pub(crate) fn office(person: &Person) -> Span {
    Span::closed(person.in_office_from, person.in_office_to)
}

/// The history of one subject, in the order it was written.
pub(crate) async fn of_subject(
    db: &impl ConnectionTrait,
    key: SubjectKey,
) -> Result<Vec<Responsibility>, ServiceError> {
    let query = responsibility::Entity::find()
        .filter(responsibility::COLUMN.subject_kind.eq(key.kind))
        .filter(responsibility::COLUMN.subject_id.eq(key.id));
    read(db, query).await
}

/// The histories of all subjects of the kinds, by subject.
pub(crate) async fn of_kinds(
    db: &impl ConnectionTrait,
    kinds: &[SubjectKind],
) -> Result<HashMap<SubjectKey, Vec<Responsibility>>, ServiceError> {
    let query = responsibility::Entity::find().filter(
        responsibility::COLUMN
            .subject_kind
            .is_in(kinds.iter().copied()),
    );
    let mut histories: HashMap<SubjectKey, Vec<Responsibility>> = HashMap::new();
    for line in read(db, query).await? {
        histories.entry(line.subject).or_default().push(line);
    }
    Ok(histories)
}

/// Everything these people were ever given.
pub(crate) async fn of_people(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<Vec<Responsibility>, ServiceError> {
    let people = people.into_iter().map(|person| person.0);
    let query =
        responsibility::Entity::find().filter(responsibility::COLUMN.person_id.is_in(people));
    read(db, query).await
}

/// One line.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    id: ResponsibilityId,
) -> Result<Responsibility, ServiceError> {
    let query = responsibility::Entity::find_by_id(id.0);
    read(db, query)
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("責任者の記録"))
}

async fn read(
    db: &impl ConnectionTrait,
    query: Select<responsibility::Entity>,
) -> Result<Vec<Responsibility>, ServiceError> {
    let people = people(db).await?;
    let rows = query
        .order_by_asc(responsibility::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let person = people.get(&PersonId(row.person_id))?;
            Some(line_of(row, person))
        })
        .collect())
}

fn line_of(row: responsibility::Model, person: &Person) -> Responsibility {
    Responsibility {
        id: ResponsibilityId(row.id),
        subject: SubjectKey::new(row.subject_kind, row.subject_id),
        role: row.role,
        person_id: person.id,
        person_name: person.name.clone(),
        office: office(person),
        post: row.unit_id.zip(row.title).map(|(unit_id, title)| Post {
            unit_id: OrganizationUnitId(unit_id),
            title,
        }),
        position: row.position,
        span: Span {
            from_on: row.from_on,
            until_on: row.until_on,
        },
        recorded_on: row.recorded_on,
        withdrawn_reason: row.withdrawn_reason,
        revision: row.revision,
    }
}

/// The days on which subjects of the kinds were reviewed.
pub(crate) async fn reviews(
    db: &impl ConnectionTrait,
    kinds: &[SubjectKind],
) -> Result<HashMap<SubjectKey, Vec<chrono::NaiveDate>>, ServiceError> {
    let rows = responsibility_review::Entity::find()
        .filter(
            responsibility_review::COLUMN
                .subject_kind
                .is_in(kinds.iter().copied()),
        )
        .all(db)
        .await?;
    let mut reviews: HashMap<SubjectKey, Vec<chrono::NaiveDate>> = HashMap::new();
    for row in rows {
        let key = SubjectKey::new(row.subject_kind, row.subject_id);
        reviews.entry(key).or_default().push(row.reviewed_on);
    }
    Ok(reviews)
}

/// Writes a change.
pub(crate) async fn write(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    key: SubjectKey,
    change: &Change,
) -> Result<Entered, ServiceError> {
    for (id, until_on) in &change.ends {
        end(tx, *id, *until_on).await?;
    }
    let Some(begin) = &change.begins else {
        return Ok(Entered::Done);
    };
    let inserted = responsibility::Entity::insert(row(ctx, key, begin))
        .exec_without_returning(tx)
        .await;
    match inserted {
        Ok(_) => Ok(Entered::Done),
        Err(error) if is_taken(&error) => Ok(Entered::SomebodyWasFirst),
        Err(error) => Err(error.into()),
    }
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entered {
    /// It is written.
    Done,
    /// Another line took the place in the meantime; the transaction is to be given up.
    SomebodyWasFirst,
}

fn is_taken(error: &DbErr) -> bool {
    database::violated(error).is_some_and(|name| {
        name.starts_with("uq_responsibilities__") || name == "fk_responsibilities__previous"
    })
}

async fn end(
    tx: &impl ConnectionTrait,
    id: ResponsibilityId,
    until_on: chrono::NaiveDate,
) -> Result<(), ServiceError> {
    responsibility::Entity::update_many()
        .col_expr(responsibility::Column::UntilOn, Expr::value(until_on))
        .col_expr(
            responsibility::Column::Revision,
            Expr::col(responsibility::Column::Revision).add(1),
        )
        .filter(responsibility::COLUMN.id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

fn row(ctx: &Context, key: SubjectKey, begin: &Begin) -> responsibility::ActiveModel {
    let new = &begin.appointment;
    let chain = match new.role {
        ResponsibilityRole::Owner | ResponsibilityRole::Deputy => 0,
        ResponsibilityRole::Operator => new.person_id.0,
    };
    let previous_position = begin.previous_until_on.map(|_| begin.position - 1);
    responsibility::ActiveModel {
        id: NotSet,
        subject_kind: Set(key.kind),
        subject_id: Set(key.id),
        role: Set(new.role),
        chain: Set(chain),
        person_id: Set(new.person_id.0),
        unit_id: Set(new.post.as_ref().map(|post| post.unit_id.0)),
        title: Set(new.post.as_ref().map(|post| post.title.clone())),
        from_on: Set(new.from_on),
        until_on: Set(None),
        position: Set(Some(begin.position)),
        previous_position: Set(previous_position),
        previous_until_on: Set(begin.previous_until_on),
        recorded_on: Set(ctx.today()),
        recorded_by: Set(ctx.actor.person_id.map(|id| id.0)),
        withdrawn_reason: Set(None),
        revision: Set(1),
    }
}

/// Takes a line back: it stays, in no chain.
pub(crate) async fn withdraw(
    tx: &impl ConnectionTrait,
    id: ResponsibilityId,
    reason: &str,
) -> Result<(), ServiceError> {
    responsibility::Entity::update_many()
        .col_expr(responsibility::Column::WithdrawnReason, Expr::value(reason))
        .col_expr(
            responsibility::Column::Position,
            Expr::value(Option::<i32>::None),
        )
        .col_expr(
            responsibility::Column::PreviousPosition,
            Expr::value(Option::<i32>::None),
        )
        .col_expr(
            responsibility::Column::PreviousUntilOn,
            Expr::value(Option::<chrono::NaiveDate>::None),
        )
        .col_expr(
            responsibility::Column::Revision,
            Expr::col(responsibility::Column::Revision).add(1),
        )
        .filter(responsibility::COLUMN.id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
