//! Lists of platforms and accounts, and what waits for a decision.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource, Scope, permits},
    fold,
    id::{SocialMediaAccountId, SocialMediaServiceId},
    ledger::{sorted, sorting},
    social_media::{
        AccountState, SocialMediaAccount,
        standing::{AccountFacts, Shortcoming},
        summary::{AccountFilter, AccountSort, AccountSummary, ServiceSummary, SocialMediaLists},
    },
};
use entities::{contract, publishing_rule, social_media_account, social_media_service};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::{
    application_in, dormant_days, is_own, may,
    record::{account_of, facts, service_of},
};
use crate::{Context, ServiceError, ledger::page_of, organization};

/// States of an account that is there or comes.
const LIVE: [AccountState; 6] = [
    AccountState::Applied,
    AccountState::Returned,
    AccountState::Approved,
    AccountState::Open,
    AccountState::Suspended,
    AccountState::Closing,
];

pub(super) fn visible(ctx: &Context) -> Select<social_media_account::Entity> {
    let query = social_media_account::Entity::find();
    match ctx.scope(Action::View, Resource::SocialMedia) {
        Scope::Town => query,
        Scope::Units(units) => query.filter(
            social_media_account::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        ),
    }
}

/// Platforms, and all accounts that match the filter.
///
/// # Errors
/// Without the right to see accounts.
pub async fn list(ctx: &Context, filter: &AccountFilter) -> Result<SocialMediaLists, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let accounts = summaries(ctx, visible(ctx)).await?;
    let is_live = |account: &&AccountSummary| LIVE.contains(&account.state);
    let counts = Shortcoming::ALL.into_iter().map(|shortcoming| {
        let lacking = accounts
            .iter()
            .filter(|account| account.shortcomings.contains(&shortcoming));
        (shortcoming, count(lacking))
    });
    let counts = counts.filter(|(_, count)| 0 < *count).collect();
    let units = organization::unit_names(ctx).await?;
    let services = social_media_service::Entity::find()
        .order_by_asc(social_media_service::Column::Id)
        .all(&ctx.db)
        .await?;
    let services = services.into_iter().map(service_of).map(|service| {
        let own = accounts
            .iter()
            .filter(|account| account.service_id == service.id && account.state.exists());
        ServiceSummary {
            unit_name: units.get(&service.unit_id.0).cloned().unwrap_or_default(),
            account_count: count(own),
            service,
        }
    });
    let services = services.collect();
    Ok(SocialMediaLists {
        services,
        total: count(accounts.iter().filter(is_live)),
        counts,
        can_apply: permits(&ctx.actor.roles, Action::Edit, Resource::SocialMedia, None),
        can_keep: permits(
            &ctx.actor.roles,
            Action::Approve,
            Resource::SocialMedia,
            None,
        ),
        accounts: found(ctx, accounts, filter).await?,
    })
}

/// The same with the accounts of one page, and the number of all that match.
///
/// # Errors
/// Without the right to see accounts.
pub async fn page(
    ctx: &Context,
    filter: &AccountFilter,
    size: u64,
) -> Result<(SocialMediaLists, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let lists = list(ctx, filter).await?;
    let total = u64::try_from(lists.accounts.len()).unwrap_or(u64::MAX);
    let accounts = page_of(&lists.accounts, &filter.page, size).to_vec();
    Ok((SocialMediaLists { accounts, ..lists }, total))
}

/// Those of the accounts that the actor may see.
pub(crate) async fn chosen(
    ctx: &Context,
    ids: &[SocialMediaAccountId],
) -> Result<Vec<AccountSummary>, ServiceError> {
    let ids = ids.iter().map(|id| id.0);
    summaries(
        ctx,
        visible(ctx).filter(social_media_account::COLUMN.id.is_in(ids)),
    )
    .await
}

/// Those under the filter, in its order; by platform where it names none.
async fn found(
    ctx: &Context,
    mut all: Vec<AccountSummary>,
    filter: &AccountFilter,
) -> Result<Vec<AccountSummary>, ServiceError> {
    all.retain(|account| matches(account, filter));
    let Some((by, direction)) = sorting(&filter.sort) else {
        return Ok(all);
    };
    Ok(match by {
        AccountSort::Name => sorted(all, direction, |it| Some(fold::sort_key(&it.name))),
        AccountSort::Service => sorted(all, direction, |it| Some(fold::sort_key(&it.service_name))),
        AccountSort::Unit => {
            let codes = organization::unit_codes(&ctx.db).await?;
            sorted(all, direction, |it| codes.get(&it.unit_id.0).cloned())
        }
        AccountSort::Ownership => sorted(all, direction, |it| Some(it.ownership)),
        AccountSort::LastPost => sorted(all, direction, |it| it.last_post),
        AccountSort::State => sorted(all, direction, |it| Some(it.state)),
    })
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    i64::try_from(items.count()).unwrap_or(i64::MAX)
}

fn matches(account: &AccountSummary, filter: &AccountFilter) -> bool {
    let is_in_state = match filter.state.parse::<AccountState>() {
        Ok(state) => account.state == state,
        Err(_) => LIVE.contains(&account.state),
    };
    let is_on = |wanted: &str, id: i64| wanted.parse::<i64>().map_or(true, |wanted| wanted == id);
    let lacks = filter.lacks.is_empty()
        || account
            .shortcomings
            .iter()
            .any(|it| it.code() == filter.lacks);
    let key = fold::search_key(&filter.q);
    let handle = account.handle.as_deref().unwrap_or_default();
    let is_named =
        key.is_empty() || fold::search_key(&format!("{} {handle}", account.name)).contains(&key);
    is_in_state
        && is_on(&filter.service, account.service_id.0)
        && is_on(&filter.unit, account.unit_id.0)
        && lacks
        && is_named
}

/// The accounts of a platform that the actor may see.
pub(super) async fn of_service(
    ctx: &Context,
    id: SocialMediaServiceId,
) -> Result<Vec<AccountSummary>, ServiceError> {
    let query = visible(ctx).filter(social_media_account::COLUMN.service_id.eq(id.0));
    summaries(ctx, query).await
}

/// How many accounts of a platform are there or come.
pub(super) async fn live_accounts(
    db: &impl ConnectionTrait,
    id: SocialMediaServiceId,
) -> Result<u64, ServiceError> {
    Ok(social_media_account::Entity::find()
        .filter(social_media_account::COLUMN.service_id.eq(id.0))
        .filter(social_media_account::COLUMN.state.is_in(LIVE))
        .count(db)
        .await?)
}

pub(super) async fn summaries(
    ctx: &Context,
    query: Select<social_media_account::Entity>,
) -> Result<Vec<AccountSummary>, ServiceError> {
    let rows = query
        .order_by_asc(social_media_account::Column::ServiceId)
        .order_by_asc(social_media_account::Column::Id)
        .all(&ctx.db)
        .await?;
    let accounts: Vec<SocialMediaAccount> = rows.into_iter().map(account_of).collect();
    let facts = facts(&ctx.db, &accounts).await?;
    let units = organization::unit_names(ctx).await?;
    let services: Vec<(i64, String)> = social_media_service::Entity::find()
        .select_only()
        .column(social_media_service::Column::Id)
        .column(social_media_service::Column::Name)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let services: HashMap<i64, String> = services.into_iter().collect();
    let dormant_days = dormant_days(ctx).await?;
    let none = AccountFacts::default();
    Ok(accounts
        .into_iter()
        .map(|account| {
            let facts = facts.get(&account.id).unwrap_or(&none);
            AccountSummary {
                service_name: services
                    .get(&account.service_id.0)
                    .cloned()
                    .unwrap_or_default(),
                unit_name: units.get(&account.unit_id.0).cloned().unwrap_or_default(),
                last_post: facts.last_post(ctx.today()),
                shortcomings: facts.shortcomings(ctx.today(), dormant_days),
                id: account.id,
                service_id: account.service_id,
                name: account.name,
                handle: account.handle,
                url: account.url,
                unit_id: account.unit_id,
                ownership: account.ownership,
                body: account.body,
                state: account.state,
            }
        })
        .collect())
}

/// Accounts about which the actor has to decide: applications and closings of others, drafts of rules of
/// others, dormant accounts. With what is asked.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(ctx: &Context) -> Result<Vec<(AccountSummary, &'static str)>, ServiceError> {
    if ctx
        .authorize(Action::Approve, Resource::SocialMedia)
        .is_err()
    {
        return Ok(Vec::new());
    }
    let rows = visible(ctx).all(&ctx.db).await?;
    let accounts: Vec<SocialMediaAccount> = rows.into_iter().map(account_of).collect();
    let facts = facts(&ctx.db, &accounts).await?;
    let drafts = publishing_rule::Entity::find()
        .filter(publishing_rule::Column::ApprovedOn.is_null())
        .filter(publishing_rule::Column::WithdrawnOn.is_null())
        .all(&ctx.db)
        .await?;
    let mut asked: HashMap<SocialMediaAccountId, &'static str> = HashMap::new();
    for account in accounts
        .iter()
        .filter(|it| may(ctx, Action::Approve, it.unit_id))
    {
        let history = facts.get(&account.id).map(|facts| &facts.history);
        let application = application_in(account.state)
            .filter(|kind| !is_own(ctx, history.and_then(|history| history.applicant(*kind))));
        let has_draft = drafts.iter().any(|draft| {
            draft.account_id == account.id.0
                && !is_own(ctx, draft.drafted_by.map(domain::id::PersonId))
        });
        match (application, account.state) {
            (Some(_), AccountState::Applied) => {
                asked.insert(account.id, "開設の承認");
            }
            (Some(_), _) => {
                asked.insert(account.id, "廃止の承認");
            }
            (None, _) if has_draft => {
                asked.insert(account.id, "発信できる情報の規定の承認");
            }
            (None, _) => {}
        }
    }
    let all = summaries(ctx, visible(ctx)).await?;
    Ok(all
        .into_iter()
        .filter_map(|account| {
            let dormant = account.shortcomings.contains(&Shortcoming::Dormant)
                && may(ctx, Action::Approve, account.unit_id);
            let what = asked.get(&account.id).copied();
            let what = what.or(dormant.then_some("休眠アカウントの判断"))?;
            Some((account, what))
        })
        .collect())
}

/// Platforms in use today, to choose from: id and name.
///
/// # Errors
/// Without the right to see accounts.
pub async fn choosable_services(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let rows = social_media_service::Entity::find()
        .order_by_asc(social_media_service::Column::Id)
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(service_of)
        .filter(|service| service.is_used_on(ctx.today()))
        .map(|service| (service.id.to_string(), service.name))
        .collect())
}

/// Contracts an account may be run under, to choose from: id and number with 件名.
///
/// # Errors
/// Without the right to see accounts.
pub async fn choosable_contracts(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let rows: Vec<(i64, String, String)> = crate::contract::visible(ctx)
        .filter(contract::COLUMN.ends_on.gte(ctx.today()))
        .order_by_asc(contract::Column::ContractNo)
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::ContractNo)
        .column(contract::Column::Title)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, number, title)| (id.to_string(), format!("{number}　{title}")))
        .collect())
}

/// Accounts that exist and the actor may see, to choose from: id and name.
///
/// # Errors
/// Without the right to see accounts.
pub async fn choosable_accounts(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let accounts = summaries(ctx, visible(ctx)).await?;
    Ok(accounts
        .into_iter()
        .filter(|account| account.state.exists())
        .map(|account| {
            let name = format!("{}　{}", account.service_name, account.name);
            (account.id.to_string(), name)
        })
        .collect())
}

/// Accounts that exist and the actor may record something else about, to choose from: id and name.
pub(crate) async fn accounts_to_name(
    ctx: &Context,
    resource: Resource,
) -> Result<Vec<(String, String)>, ServiceError> {
    let scope = ctx.scope(Action::Edit, resource);
    let all = summaries(ctx, social_media_account::Entity::find()).await?;
    Ok(all
        .into_iter()
        .filter(|account| account.state.exists() && scope.contains(account.unit_id))
        .map(|account| {
            let name = format!("{}　{}", account.service_name, account.name);
            (account.id.to_string(), name)
        })
        .collect())
}
