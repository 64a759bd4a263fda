//! What needs a 責任者: one small file per ledger, one answer for all of them.

mod contract;
mod external_service;
mod social_media;

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::{
    authorization::Scope,
    id::OrganizationUnitId,
    responsibility::{ResponsibilityRole, Span, Subject, SubjectKey, SubjectKind},
};
use entities::{person, responsibility};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, ExprTrait,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::{ServiceError, organization};

/// The ledgers whose records need a 責任者, in the order of the board.
pub const KINDS: &[SubjectKind] = &[
    SubjectKind::SocialMediaService,
    SubjectKind::SocialMediaAccount,
    SubjectKind::Contract,
    SubjectKind::ExternalService,
];

/// Which records are asked for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Of these units.
    pub(crate) scope: &'a Scope,
    /// Those in use on the day; `None`: all that ever were or will be.
    pub(crate) on: Option<NaiveDate>,
    /// The one with the key.
    pub(crate) id: Option<i64>,
}

impl Wanted<'_> {
    /// True when a day is not asked for, or the record is in use on it.
    fn includes(&self, found: &Found) -> bool {
        self.on.is_none_or(|day| found.active.contains(day))
    }
}

/// A record of a ledger, before its unit is named.
pub(super) struct Found {
    id: i64,
    name: String,
    unit_id: i64,
    active: Span,
}

/// The records of the kinds that are in use, by kind and name of the unit.
pub(crate) async fn subjects(
    db: &impl ConnectionTrait,
    kinds: &[SubjectKind],
    wanted: Wanted<'_>,
) -> Result<Vec<Subject>, ServiceError> {
    let units = organization::unit_names_in(db).await?;
    let mut subjects = Vec::new();
    for kind in kinds {
        let found = match kind {
            SubjectKind::Contract => contract::find(db, wanted).await?,
            SubjectKind::SocialMediaService => social_media::services(db, wanted).await?,
            SubjectKind::SocialMediaAccount => social_media::accounts(db, wanted).await?,
            SubjectKind::ExternalService => external_service::find(db, wanted).await?,
        };
        subjects.extend(found.into_iter().map(|found| Subject {
            key: SubjectKey::new(*kind, found.id),
            name: found.name,
            unit_id: OrganizationUnitId(found.unit_id),
            unit_name: units.get(&found.unit_id).cloned().unwrap_or_default(),
            active: found.active,
        }));
    }
    Ok(subjects)
}

/// One record.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    key: SubjectKey,
) -> Result<Subject, ServiceError> {
    let wanted = Wanted {
        scope: &Scope::Town,
        on: None,
        id: Some(key.id),
    };
    let found = subjects(db, &[key.kind], wanted).await?;
    found
        .into_iter()
        .next()
        .ok_or(ServiceError::NotFound("対象"))
}

/// How many records of the kinds have no 責任者 on the day although they are in use. The same answer as
/// `domain::responsibility::standing::vacant_count`, without reading the histories.
pub(crate) async fn vacant_count(
    db: &impl ConnectionTrait,
    scope: &Scope,
    day: NaiveDate,
) -> Result<u64, ServiceError> {
    let wanted = Wanted {
        scope,
        on: Some(day),
        id: None,
    };
    let mut count = contract::vacant_count(db, scope, day).await?;
    let platforms = social_media::services(db, wanted).await?;
    let accounts = social_media::accounts(db, wanted).await?;
    let services = external_service::find(db, wanted).await?;
    for (kind, found) in [
        (SubjectKind::SocialMediaService, platforms),
        (SubjectKind::SocialMediaAccount, accounts),
        (SubjectKind::ExternalService, services),
    ] {
        let owned = owned_ids(db, kind, day).await?;
        count += found.iter().filter(|it| !owned.contains(&it.id)).count() as u64;
    }
    Ok(count)
}

/// [`owned_on`] as a set, for ledgers small enough to be read.
async fn owned_ids(
    db: &impl ConnectionTrait,
    kind: SubjectKind,
    day: NaiveDate,
) -> Result<HashSet<i64>, ServiceError> {
    let rows = db.query_all(&owned_on(kind, day)).await?;
    let ids: Result<_, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?)
}

/// The keys of the records of a kind that have a 責任者 in office on the day.
pub(super) fn owned_on(kind: SubjectKind, day: NaiveDate) -> SelectStatement {
    let line = |column: responsibility::Column| Expr::col((responsibility::Entity, column));
    let in_office = person::Column::InOfficeFrom.lte(day).and(
        person::Column::InOfficeTo
            .is_null()
            .or(person::Column::InOfficeTo.gte(day)),
    );
    let given = responsibility::Column::FromOn.lte(day).and(
        responsibility::Column::UntilOn
            .is_null()
            .or(responsibility::Column::UntilOn.gt(day)),
    );
    Query::select()
        .expr(line(responsibility::Column::SubjectId))
        .from(responsibility::Entity)
        .inner_join(
            person::Entity,
            line(responsibility::Column::PersonId).equals((person::Entity, person::Column::Id)),
        )
        .and_where(responsibility::Column::SubjectKind.eq(kind))
        .and_where(responsibility::Column::Role.eq(ResponsibilityRole::Owner))
        .and_where(responsibility::Column::WithdrawnReason.is_null())
        .and_where(given)
        .and_where(in_office)
        .to_owned()
}
