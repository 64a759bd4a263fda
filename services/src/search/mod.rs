//! 全体検索: one folded question to every ledger the actor may see. Statements are constant in the number of
//! records.

use domain::{
    authorization::{Action, Resource, Scope},
    search::{SearchFilter, SearchGroup, SearchHit, SearchKind, SearchResult, SearchWords},
};
use entities::{
    contract, external_service, external_service_profile, person, social_media_account,
    social_media_service, vendor,
};
use futures::future::try_join_all;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, IntoSimpleExpr, ModelTrait, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Asterisk, Expr, Func, Query, SimpleExpr, WindowStatement},
};

use crate::{
    Context, ServiceError,
    contract::{page_offset, summaries},
    database::{self, contains},
    ledger::in_order,
    organization,
};

mod conditions;
mod hits;

pub(crate) use conditions::{contract_matches, person_matches, vendor_matches};
use conditions::{contract_or_vendor, number_contains, vendors_named};

/// Records of a kind on the page that shows all kinds.
pub const FIRST: u64 = 10;
/// Records on a page that shows one kind.
pub const PAGE_SIZE: u64 = 50;
/// Vendors that a statement names one by one.
const MOST_VENDORS: u64 = 1_000;

/// What the words find in all ledgers, or in one of them, page by page.
///
/// # Errors
/// Without a role.
pub async fn find(ctx: &Context, filter: &SearchFilter) -> Result<SearchResult, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let Some(words) = SearchWords::of(&filter.q) else {
        return Ok(SearchResult {
            is_blank: true,
            ..SearchResult::default()
        });
    };
    let (kinds, window) = match filter.kind.parse::<SearchKind>() {
        Ok(kind) => (
            vec![kind],
            (page_offset(&filter.page, PAGE_SIZE), PAGE_SIZE),
        ),
        Err(_) => (SearchKind::ALL.to_vec(), (0, FIRST)),
    };
    let seen = kinds
        .into_iter()
        .filter(|kind| ctx.authorize(Action::View, resource(*kind)).is_ok());
    let question = Question::new(ctx, words).await?;
    let found = seen.map(|kind| of_kind(ctx, kind, &question, window));
    let groups = try_join_all(found).await?;
    Ok(SearchResult {
        groups: groups.into_iter().filter(|it| 0 < it.total).collect(),
        is_blank: false,
    })
}

/// The words, and the vendors they name: asked for once, since three kinds are found by them.
struct Question {
    words: SearchWords,
    /// Their keys; nothing where there are too many to name.
    vendors: Option<Vec<i64>>,
}

impl Question {
    async fn new(ctx: &Context, words: SearchWords) -> Result<Self, ServiceError> {
        let vendors: Vec<i64> = vendor::Entity::find()
            .select_only()
            .column(vendor::Column::Id)
            .filter(vendor_matches(&ctx.db, &words))
            .limit(MOST_VENDORS + 1)
            .into_tuple()
            .all(&ctx.db)
            .await?;
        let is_few = vendors.len() as u64 <= MOST_VENDORS;
        let vendors = is_few.then_some(vendors);
        Ok(Self { words, vendors })
    }

    /// Whether a column holds one of the vendors.
    fn names(&self, ctx: &Context, vendor: impl ColumnTrait) -> SimpleExpr {
        match &self.vendors {
            Some(keys) => vendor.is_in(keys.iter().copied()),
            None => vendor.in_subquery(vendors_named(&ctx.db, &self.words)),
        }
    }
}

/// Whose right to see is asked for.
fn resource(kind: SearchKind) -> Resource {
    match kind {
        SearchKind::Contract => Resource::Contract,
        SearchKind::Vendor => Resource::Vendor,
        SearchKind::ExternalService => Resource::ExternalService,
        SearchKind::SocialMediaAccount => Resource::SocialMedia,
        SearchKind::Person => Resource::Organization,
    }
}

/// Rows to skip and to take.
type Window = (u64, u64);

async fn of_kind(
    ctx: &Context,
    kind: SearchKind,
    question: &Question,
    window: Window,
) -> Result<SearchGroup, ServiceError> {
    let words = &question.words;
    let (hits, total) = match kind {
        SearchKind::Contract => contracts(ctx, question, window).await,
        SearchKind::Vendor => vendors(ctx, question, window).await,
        SearchKind::ExternalService => services(ctx, question, window).await,
        SearchKind::SocialMediaAccount => accounts(ctx, words, window).await,
        SearchKind::Person => people(ctx, words, window).await,
    }?;
    Ok(SearchGroup { kind, hits, total })
}

/// The records of the units the actor may see.
fn seen<E: EntityTrait>(ctx: &Context, resource: Resource, unit: E::Column) -> Select<E> {
    match ctx.scope(Action::View, resource) {
        Scope::Town => E::find(),
        Scope::Units(units) => E::find().filter(unit.is_in(units.into_iter().map(|id| id.0))),
    }
}

/// Keys of a window of the rows, and how many rows there are: in one statement, since each reads the whole ledger.
async fn keys_of<E>(
    ctx: &Context,
    query: Select<E>,
    key: E::Column,
    (skip, take): Window,
) -> Result<(Vec<i64>, u64), ServiceError>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    let mut query = query.select_only().column(key);
    let all = Func::count(Expr::col(Asterisk));
    QuerySelect::query(&mut query).expr_window_as(all, WindowStatement::new(), "total");
    let rows: Vec<(i64, i64)> = query
        .clone()
        .offset(skip)
        .limit(take)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let total = match rows.first() {
        Some((_, total)) => u64::try_from(*total).unwrap_or_default(),
        None if skip == 0 => 0,
        // Behind the last page nothing says how many there are.
        None => query.count(&ctx.db).await?,
    };
    Ok((rows.into_iter().map(|(key, _)| key).collect(), total))
}

/// A window of the rows, and how many there are.
async fn window_of<E>(
    ctx: &Context,
    query: Select<E>,
    key: E::Column,
    window: Window,
) -> Result<(Vec<E::Model>, u64), ServiceError>
where
    E: EntityTrait,
    E::Model: FromQueryResult + ModelTrait<Entity = E> + Send + Sync,
{
    let (keys, total) = keys_of(ctx, query, key, window).await?;
    let rows = E::find()
        .filter(key.is_in(keys.iter().copied()))
        .all(&ctx.db)
        .await?;
    let key_of = |row: &E::Model| row.get(key).unwrap::<i64>();
    Ok((in_order(&keys, rows, key_of), total))
}

async fn contracts(
    ctx: &Context,
    question: &Question,
    window: Window,
) -> Result<(Vec<SearchHit>, u64), ServiceError> {
    let of_vendor = question.names(ctx, contract::Column::VendorId);
    let query = crate::contract::visible(ctx)
        .filter(contract_or_vendor(&ctx.db, &question.words, of_vendor))
        .order_by_desc(contract::Column::FiscalYear)
        .order_by_desc(contract::Column::Id);
    let (keys, total) = keys_of(ctx, query, contract::Column::Id, window).await?;
    let of_window =
        contract::Entity::find().filter(contract::COLUMN.id.is_in(keys.iter().copied()));
    let lines = in_order(&keys, summaries(ctx, of_window).await?, |line| line.id.0);
    Ok((lines.into_iter().map(hits::contract).collect(), total))
}

async fn vendors(
    ctx: &Context,
    question: &Question,
    window: Window,
) -> Result<(Vec<SearchHit>, u64), ServiceError> {
    let kana = database::bytewise(&ctx.db, vendor::Column::KanaKey.into_simple_expr());
    let query = vendor::Entity::find()
        .filter(question.names(ctx, vendor::Column::Id))
        .order_by(kana, Order::Asc)
        .order_by_asc(vendor::Column::Id);
    let (rows, total) = window_of(ctx, query, vendor::Column::Id, window).await?;
    Ok((rows.into_iter().map(hits::vendor).collect(), total))
}

async fn services(
    ctx: &Context,
    question: &Question,
    window: Window,
) -> Result<(Vec<SearchHit>, u64), ServiceError> {
    let words = &question.words;
    let of_vendor = Query::select()
        .column(external_service_profile::Column::ServiceId)
        .from(external_service_profile::Entity)
        .and_where(question.names(ctx, external_service_profile::Column::VendorId))
        .to_owned();
    let condition = Condition::any()
        .add(contains(
            &ctx.db,
            external_service::Column::NameKey,
            &words.key,
        ))
        .add(number_contains(
            &ctx.db,
            external_service::Column::ServiceNo,
            &words.code,
        ))
        .add(external_service::Column::Id.in_subquery(of_vendor))
        .add(external_service::Column::Id.is_in(hits::services_provided_by(ctx, words).await?));
    let unit = external_service::Column::UnitId;
    let query = seen::<external_service::Entity>(ctx, Resource::ExternalService, unit)
        .filter(condition)
        .order_by_asc(external_service::Column::ServiceNo)
        .order_by_asc(external_service::Column::Id);
    let (rows, total) = window_of(ctx, query, external_service::Column::Id, window).await?;
    let units = organization::unit_names(ctx).await?;
    let today = ctx.today();
    let hit = |row| hits::service(row, &units, today);
    Ok((rows.into_iter().map(hit).collect(), total))
}

async fn accounts(
    ctx: &Context,
    words: &SearchWords,
    window: Window,
) -> Result<(Vec<SearchHit>, u64), ServiceError> {
    let of_platform = Query::select()
        .column(social_media_service::Column::Id)
        .from(social_media_service::Entity)
        .and_where(contains(
            &ctx.db,
            social_media_service::Column::NameKey,
            &words.key,
        ))
        .to_owned();
    let condition = Condition::any()
        .add(contains(
            &ctx.db,
            social_media_account::Column::NameKey,
            &words.key,
        ))
        .add(number_contains(
            &ctx.db,
            social_media_account::Column::Handle,
            &words.code,
        ))
        .add(social_media_account::Column::ServiceId.in_subquery(of_platform));
    let unit = social_media_account::Column::UnitId;
    let query = seen::<social_media_account::Entity>(ctx, Resource::SocialMedia, unit)
        .filter(condition)
        .order_by_asc(social_media_account::Column::ServiceId)
        .order_by_asc(social_media_account::Column::Id);
    let (rows, total) = window_of(ctx, query, social_media_account::Column::Id, window).await?;
    let units = organization::unit_names(ctx).await?;
    let platforms = hits::platform_names(ctx).await?;
    let hit = |row| hits::account(row, &units, &platforms);
    Ok((rows.into_iter().map(hit).collect(), total))
}

async fn people(
    ctx: &Context,
    words: &SearchWords,
    window: Window,
) -> Result<(Vec<SearchHit>, u64), ServiceError> {
    let kana = database::bytewise(&ctx.db, person::Column::KanaKey.into_simple_expr());
    let query = person::Entity::find()
        .filter(person_matches(&ctx.db, words))
        .order_by(kana, Order::Asc)
        .order_by_asc(person::Column::Id);
    let (rows, total) = window_of(ctx, query, person::Column::Id, window).await?;
    let units = organization::unit_names(ctx).await?;
    let today = ctx.today();
    let hit = |row| hits::person(row, &units, today);
    Ok((rows.into_iter().map(hit).collect(), total))
}
