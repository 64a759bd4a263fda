//! The list of staff under its filter: a page of it, or all of it for a file.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource},
    ledger::{Direction, sorting},
    organization::{PeopleFilter, PeopleSort, Person},
    search::SearchWords,
};
use entities::{account, organization_unit, person};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, NullOrdering},
};

use super::people::person_of;
use crate::{
    Context, ServiceError,
    contract::page_offset,
    database::bytewise,
    ledger::{in_kana_row, order_of},
    search::person_matches,
};

/// A page of the list of staff and the number of all matches.
///
/// # Errors
/// Without the right to see the organization.
pub async fn people_page(
    ctx: &Context,
    filter: &PeopleFilter,
    size: u64,
) -> Result<(Vec<Person>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let query = filtered(ctx, filter);
    let total = query.clone().count(&ctx.db).await?;
    let rows = ordered(ctx, query, filter)
        .offset(page_offset(&filter.page, size))
        .limit(size)
        .all(&ctx.db)
        .await?;
    Ok((with_sign_in_names(ctx, rows).await?, total))
}

/// Everybody under the filter, in its order, without sign-in names.
pub(crate) async fn people_matching(
    ctx: &Context,
    filter: &PeopleFilter,
) -> Result<Vec<Person>, ServiceError> {
    let rows = ordered(ctx, filtered(ctx, filter), filter);
    let rows = rows.all(&ctx.db).await?;
    Ok(rows.into_iter().map(|row| person_of(row, None)).collect())
}

fn filtered(ctx: &Context, filter: &PeopleFilter) -> Select<person::Entity> {
    let mut query = person::Entity::find();
    if let Some(words) = SearchWords::of(&filter.q) {
        query = query.filter(person_matches(&ctx.db, &words));
    }
    if let Some(row) = in_kana_row(&ctx.db, person::Column::KanaKey, &filter.kana) {
        query = query.filter(row);
    }
    if !filter.with_past() {
        let in_office = Condition::any()
            .add(person::Column::InOfficeTo.is_null())
            .add(person::Column::InOfficeTo.gte(ctx.today()));
        query = query.filter(in_office);
    }
    query
}

/// As the filter says; in 五十音 order where it says nothing.
fn ordered(
    ctx: &Context,
    query: Select<person::Entity>,
    filter: &PeopleFilter,
) -> Select<person::Entity> {
    let text = |column: person::Column| bytewise(&ctx.db, Expr::col((person::Entity, column)));
    let (by, direction) = sorting(&filter.sort).unwrap_or((PeopleSort::Name, Direction::Ascending));
    let order = order_of(direction);
    let query = match by {
        PeopleSort::Name => query.order_by(text(person::Column::KanaKey), order),
        PeopleSort::StaffNo => query.order_by(text(person::Column::StaffNo), order),
        PeopleSort::Unit => query
            .join(JoinType::LeftJoin, unit_of())
            .order_by_with_nulls(
                bytewise(
                    &ctx.db,
                    Expr::col((organization_unit::Entity, organization_unit::Column::Code)),
                ),
                order,
                NullOrdering::Last,
            ),
        PeopleSort::Title => {
            query.order_by_with_nulls(text(person::Column::Title), order, NullOrdering::Last)
        }
        PeopleSort::InOffice => query.order_by(person::Column::InOfficeFrom, order),
    };
    query.order_by_asc(person::Column::Id)
}

fn unit_of() -> sea_orm::RelationDef {
    person::Entity::belongs_to(organization_unit::Entity)
        .from(person::Column::UnitId)
        .to(organization_unit::Column::Id)
        .into()
}

async fn with_sign_in_names(
    ctx: &Context,
    rows: Vec<person::Model>,
) -> Result<Vec<Person>, ServiceError> {
    let mut names: HashMap<i64, String> = account::Entity::find()
        .filter(
            account::COLUMN
                .person_id
                .is_in(rows.iter().map(|row| row.id)),
        )
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|row| (row.person_id, row.sign_in_name))
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let name = names.remove(&row.id);
            person_of(row, name)
        })
        .collect())
}
