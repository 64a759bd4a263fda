//! The list of the register, what waits for somebody, and what other areas choose from.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource, permits},
    fold,
    id::{OrganizationUnitId, RegulationDocumentId},
    regulation::{
        RegulationDocument, RegulationDue, RegulationFilter, RegulationSummary, RegulationTask,
        RegulationVersion, Topic,
    },
};
use entities::{person, regulation_acknowledgement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{is_own, may_see, record};
use crate::{Context, ServiceError, organization};

/// How early a review is shown, in days.
const REVIEW_DAYS: u64 = 30;

/// Documents the person may open that match the filter, as they stood on its day.
///
/// # Errors
/// Without the right to see regulations; a day that cannot be read.
pub async fn list(
    ctx: &Context,
    filter: &RegulationFilter,
) -> Result<Vec<RegulationSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let day = domain::input::optional_date(&filter.on)
        .map_err(|error| ServiceError::field("on", error))?
        .unwrap_or(ctx.today());
    let units = organization::unit_names(ctx).await?;
    let unread = unread(ctx).await?;
    let documents = record::all(&ctx.db).await?;
    Ok(documents
        .into_iter()
        .filter(|document| may_see(ctx, document).is_ok())
        .map(|document| {
            let unit = units.get(&document.unit_id.0).cloned();
            let is_unread = unread.contains(&document.id);
            summary(document, unit.unwrap_or_default(), is_unread, day)
        })
        .filter(|it| matches(it, filter))
        .collect())
}

fn summary(
    document: RegulationDocument,
    unit_name: String,
    is_unread: bool,
    day: NaiveDate,
) -> RegulationSummary {
    let current = document.in_force_on(day);
    RegulationSummary {
        id: document.id,
        layer: document.layer,
        topic: document.topic,
        disclosure: document.disclosure,
        unit_id: document.unit_id,
        unit_name,
        version_id: current.map(|it| it.id),
        version_no: current.map(|it| it.version_no),
        number: current.and_then(|it| it.number.clone()),
        in_force_on: current.map(|it| it.in_force_on),
        next_review_on: document.next_review_on(day),
        is_review_overdue: document.is_review_overdue(day),
        is_waiting: document.versions.iter().any(RegulationVersion::is_waiting),
        is_void: document.void_reason.is_some(),
        is_unread,
        title: document.title,
    }
}

fn matches(it: &RegulationSummary, filter: &RegulationFilter) -> bool {
    let key = fold::search_key(&filter.q);
    let is_named = key.is_empty() || fold::search_key(&it.title).contains(&key);
    let is_of = |wanted: &str, code: &str| wanted.is_empty() || wanted == code;
    let in_state = match filter.state.as_str() {
        "waiting" => it.is_waiting && !it.is_void,
        "review" => it.is_review_overdue && !it.is_void,
        "none" => it.version_id.is_none() && !it.is_void,
        "unread" => it.is_unread,
        "void" => it.is_void,
        _ => !it.is_void,
    };
    is_named
        && is_of(&filter.layer, it.layer.code())
        && is_of(&filter.topic, it.topic.code())
        && in_state
}

/// Documents that concern the person who asks, and whose version in force they have not read.
async fn unread(ctx: &Context) -> Result<BTreeSet<RegulationDocumentId>, ServiceError> {
    let Some(own) = ctx.actor.person_id else {
        return Ok(BTreeSet::new());
    };
    let day = ctx.today();
    let person = person::Entity::find_by_id(own.0).one(&ctx.db).await?;
    let unit = person.and_then(|row| row.unit_id.map(OrganizationUnitId));
    let read = regulation_acknowledgement::Entity::find()
        .filter(regulation_acknowledgement::Column::PersonId.eq(own.0))
        .all(&ctx.db)
        .await?;
    let read: BTreeSet<i64> = read.into_iter().map(|row| row.version_id).collect();
    let documents = record::all(&ctx.db).await?;
    Ok(documents
        .into_iter()
        .filter(|it| it.void_reason.is_none() && may_see(ctx, it).is_ok())
        .filter(|it| it.concerns(own, unit, day))
        .filter(|it| {
            it.in_force_on(day)
                .is_some_and(|version| !read.contains(&version.id.0))
        })
        .map(|it| it.id)
        .collect())
}

/// What waits for the person who asks: versions and abolitions of others to approve, reviews that are due or near, what they
/// have not read.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(ctx: &Context) -> Result<Vec<RegulationDue>, ServiceError> {
    if ctx.authorize(Action::View, Resource::Regulation).is_err() {
        return Ok(Vec::new());
    }
    let today = ctx.today();
    let unread = unread(ctx).await?;
    let units = organization::unit_names(ctx).await?;
    let mut due = Vec::new();
    for document in record::all(&ctx.db).await? {
        if document.void_reason.is_some() || may_see(ctx, &document).is_err() {
            continue;
        }
        let may = |action| {
            let unit = Some(document.unit_id);
            permits(&ctx.actor.roles, action, document.resource(), unit)
        };
        let mut add = |task, day| {
            due.push(RegulationDue {
                task,
                id: document.id,
                title: document.title.clone(),
                unit_name: units.get(&document.unit_id.0).cloned().unwrap_or_default(),
                day,
            });
        };
        let waiting = document.versions.iter().find(|it| it.is_waiting());
        if let Some(version) = waiting.filter(|it| !is_own(ctx, it) && may(Action::Approve)) {
            add(RegulationTask::Approve, version.in_force_on);
        }
        let abolition = document.abolition.as_ref();
        if let Some(asked) =
            abolition.filter(|it| it.decidable(ctx.actor.person_id).is_ok() && may(Action::Approve))
        {
            add(RegulationTask::Abolish, asked.abolished_on);
        }
        let review = document.next_review_on(today);
        let is_near = |day: &NaiveDate| *day <= today + Days::new(REVIEW_DAYS);
        if let Some(day) = review.filter(|day| is_near(day) && may(Action::Edit)) {
            add(RegulationTask::Review, day);
        }
        if unread.contains(&document.id)
            && let Some(version) = document.in_force_on(today)
        {
            add(RegulationTask::Read, version.in_force_on);
        }
    }
    due.sort_by_key(|it| (it.task, it.day, it.id));
    Ok(due)
}

/// Versions of operating procedures an account may follow, to choose from: agreed to, in force today or later,
/// and open to the person who asks. Id and name.
///
/// # Errors
/// Without the right to see regulations.
pub async fn procedures(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let today = ctx.today();
    let documents = record::all(&ctx.db).await?;
    Ok(documents
        .iter()
        .filter(|it| it.topic == Topic::SocialMedia && it.void_reason.is_none())
        .filter(|it| may_see(ctx, it).is_ok())
        .flat_map(|it| it.versions.iter().map(move |version| (it, version)))
        .filter_map(|(document, version)| {
            let (from_on, to_on) = version.days_in_force(&document.versions)?;
            to_on.is_none_or(|last| today <= last).then(|| {
                let from_on = domain::wareki::long(from_on);
                let label = format!("{}（{from_on}施行）", version.label(&document.title));
                (version.id.to_string(), label)
            })
        })
        .collect())
}

/// People in office, to choose from for the audience: id and name with unit.
///
/// # Errors
/// Without the right to see the organization.
pub async fn choosable_people(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let units = organization::unit_names(ctx).await?;
    let people = organization::people(&ctx.db).await?;
    Ok(people
        .into_iter()
        .filter(|it| it.in_office_on(ctx.today()))
        .map(|it| {
            let unit = it.unit_id.and_then(|unit| units.get(&unit.0).cloned());
            let name = format!("{}（{}）", it.name, unit.unwrap_or_default());
            (it.id.to_string(), name)
        })
        .collect())
}
