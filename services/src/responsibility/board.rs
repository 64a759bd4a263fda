//! Lists of who is responsible, as of a day. The number of statements does not depend on the number of rows.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource, Scope},
    fold,
    id::OrganizationUnitId,
    input,
    organization::Person,
    responsibility::{
        ResponsibilityRole, SubjectKey, SubjectKind,
        board::{Board, BoardFilter, BoardRow, Candidate, ResponsibleSummary, SubjectDetail},
        standing::{gaps, standing},
    },
};
use entities::responsibility_review;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{KINDS, Wanted, lines, subjects};
use crate::{Context, ServiceError, contract::page_offset, organization};

/// Rows of a page of the board.
const PAGE_SIZE: usize = 50;
/// How early a 責任者 who leaves is shown, in days.
pub(super) const WARN_DAYS: u64 = 60;

/// A page of the board, those without a 責任者 first.
///
/// # Errors
/// Without the right to see who is responsible; a day that cannot be read.
pub async fn board(ctx: &Context, filter: BoardFilter) -> Result<Board, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let day = day_of(ctx, &filter)?;
    let all = rows(ctx, &kinds_of(&filter), &Scope::Town, day).await?;
    let (mut units, mut vacant, mut soon) = (BTreeMap::new(), 0, 0);
    for row in &all {
        units.insert(row.subject.unit_id, row.subject.unit_name.clone());
        vacant += usize::from(row.standing.is_vacant());
        soon += usize::from(is_soon(row));
    }
    let mut rows: Vec<BoardRow> = all
        .into_iter()
        .filter(|row| is_wanted(row, &filter))
        .collect();
    rows.sort_by_key(|row| (!row.standing.is_vacant(), !is_soon(row)));
    let total = rows.len();
    let offset = page_offset(&filter.page, PAGE_SIZE as u64);
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    Ok(Board {
        rows: rows.into_iter().skip(offset).take(PAGE_SIZE).collect(),
        filter,
        day,
        today: ctx.today(),
        total,
        page_size: PAGE_SIZE,
        vacant,
        soon,
        units: units.into_iter().collect(),
        candidates: candidates(&ctx.db, |person| person.in_office_on(day)).await?,
    })
}

/// 責任者一覧: all rows of a filter as of a day, for paper.
///
/// # Errors
/// Without the right to see who is responsible; a day that cannot be read.
pub async fn list_on(
    ctx: &Context,
    filter: &BoardFilter,
) -> Result<(NaiveDate, Vec<BoardRow>), ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let day = day_of(ctx, filter)?;
    let mut rows = rows(ctx, &kinds_of(filter), &Scope::Town, day).await?;
    rows.retain(|row| is_wanted(row, filter));
    Ok((day, rows))
}

fn day_of(ctx: &Context, filter: &BoardFilter) -> Result<NaiveDate, ServiceError> {
    let day = input::optional_date(&filter.on).map_err(|error| ServiceError::field("on", error))?;
    Ok(day.unwrap_or(ctx.today()))
}

fn kinds_of(filter: &BoardFilter) -> Vec<SubjectKind> {
    match filter.kind.parse::<SubjectKind>() {
        Ok(kind) => vec![kind],
        Err(_) => KINDS.to_vec(),
    }
}

/// True when the 責任者 is there and will be missed within the warning time.
fn is_soon(row: &BoardRow) -> bool {
    let limit = row.standing.day + Days::new(WARN_DAYS);
    row.standing.vacant_from().is_some_and(|from| from <= limit)
}

fn is_wanted(row: &BoardRow, filter: &BoardFilter) -> bool {
    let unit: Option<OrganizationUnitId> = filter.unit.parse().ok();
    let key = fold::search_key(&filter.q);
    let has_words = |text: &str| fold::search_key(text).contains(&key);
    let owner = row.standing.owner.as_ref();
    let in_state = match filter.state.as_str() {
        "vacant" => row.standing.is_vacant(),
        "soon" => is_soon(row),
        _ => true,
    };
    in_state
        && unit.is_none_or(|unit| unit == row.subject.unit_id)
        && (key.is_empty()
            || has_words(&row.subject.name)
            || owner.is_some_and(|owner| has_words(&owner.name)))
}

/// Everything of the kinds in use on the day, within what the actor may see and within the scope.
pub(super) async fn rows(
    ctx: &Context,
    kinds: &[SubjectKind],
    scope: &Scope,
    day: NaiveDate,
) -> Result<Vec<BoardRow>, ServiceError> {
    let seen = both(&ctx.scope(Action::View, Resource::Responsibility), scope);
    let wanted = Wanted {
        scope: &seen,
        on: Some(day),
        id: None,
    };
    let subjects = subjects::subjects(&ctx.db, kinds, wanted).await?;
    let histories = lines::of_kinds(&ctx.db, kinds).await?;
    let reviews = lines::reviews(&ctx.db, kinds).await?;
    let editable = ctx.scope(Action::Edit, Resource::Responsibility);
    let rows = subjects.into_iter().map(|subject| {
        let history = histories.get(&subject.key).map_or(&[][..], Vec::as_slice);
        let reviews = reviews.get(&subject.key).map_or(&[][..], Vec::as_slice);
        BoardRow {
            standing: standing(&subject, history, reviews, day),
            seen: history.len(),
            can_edit: editable.contains(subject.unit_id),
            subject,
        }
    });
    Ok(rows.collect())
}

fn both(one: &Scope, another: &Scope) -> Scope {
    match (one, another) {
        (Scope::Town, scope) | (scope, Scope::Town) => scope.clone(),
        (Scope::Units(one), Scope::Units(another)) => {
            Scope::Units(one.intersection(another).copied().collect())
        }
    }
}

/// People to choose from, by 五十音 of the list.
pub(crate) async fn candidates(
    db: &impl ConnectionTrait,
    wanted: impl Fn(&Person) -> bool,
) -> Result<Vec<Candidate>, ServiceError> {
    let units = organization::unit_names_in(db).await?;
    let mut people: Vec<Person> = organization::people(db).await?;
    people.retain(|person| wanted(person));
    people.sort_by_cached_key(|person| {
        let kana = person.kana.as_deref().unwrap_or(&person.name);
        (fold::sort_key(kana), person.id)
    });
    Ok(people
        .into_iter()
        .map(|person| Candidate {
            id: person.id,
            name: person.name,
            title: person.title,
            unit_name: person
                .unit_id
                .and_then(|unit| units.get(&unit.0).cloned())
                .unwrap_or_default(),
            unit_id: person.unit_id,
        })
        .collect())
}

/// One subject with its whole history.
///
/// # Errors
/// Without the right, for the unit too; when there is none.
pub async fn subject(ctx: &Context, key: SubjectKey) -> Result<SubjectDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let subject = subjects::load(&ctx.db, key).await?;
    ctx.authorize_in(Action::View, Resource::Responsibility, subject.unit_id)?;
    let today = ctx.today();
    let mut history = lines::of_subject(&ctx.db, key).await?;
    let reviews = reviews(&ctx.db, key).await?;
    let days: Vec<NaiveDate> = reviews.iter().map(|(day, _)| *day).collect();
    let standing = standing(&subject, &history, &days, today);
    let gaps = gaps(subject.active, &history, ResponsibilityRole::Owner);
    history.reverse();
    Ok(SubjectDetail {
        standing,
        gaps,
        history,
        reviews,
        today,
        candidates: candidates(&ctx.db, |person| {
            person.in_office_to.is_none_or(|last| today <= last)
        })
        .await?,
        can_edit: domain::authorization::permits(
            &ctx.actor.roles,
            Action::Edit,
            Resource::Responsibility,
            Some(subject.unit_id),
        ),
        subject,
    })
}

async fn reviews(
    db: &impl ConnectionTrait,
    key: SubjectKey,
) -> Result<Vec<(NaiveDate, Option<String>)>, ServiceError> {
    let rows = responsibility_review::Entity::find()
        .filter(responsibility_review::COLUMN.subject_kind.eq(key.kind))
        .filter(responsibility_review::COLUMN.subject_id.eq(key.id))
        .order_by_desc(responsibility_review::Column::ReviewedOn)
        .all(db)
        .await?;
    let reviewers = rows.iter().filter_map(|row| row.reviewed_by);
    let names: HashMap<i64, String> = organization::people_names(db, reviewers).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let name = row.reviewed_by.and_then(|id| names.get(&id).cloned());
            (row.reviewed_on, name)
        })
        .collect())
}

/// Who is responsible for a record today, in one line for its own page; `None` when it needs nobody yet,
/// or when the actor may not see it.
///
/// # Errors
/// When the database does not answer.
pub async fn summary_of(
    ctx: &Context,
    key: SubjectKey,
) -> Result<Option<ResponsibleSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Responsibility)?;
    let subject = match subjects::load(&ctx.db, key).await {
        Ok(subject) => subject,
        Err(ServiceError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let scope = ctx.scope(Action::View, Resource::Responsibility);
    if !scope.contains(subject.unit_id) {
        return Ok(None);
    }
    let history = lines::of_subject(&ctx.db, key).await?;
    let reviews: Vec<NaiveDate> = reviews(&ctx.db, key)
        .await?
        .into_iter()
        .map(|(day, _)| day)
        .collect();
    let today = ctx.today();
    Ok(Some(ResponsibleSummary {
        subject: key,
        is_active: subject.active.contains(today),
        standing: standing(&subject, &history, &reviews, today),
    }))
}
