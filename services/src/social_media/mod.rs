//! SNS: platforms and accounts. What they are is kept in `keep`, the course of an account in `course`, what
//! was seen and decided in `notes`, what may be published in `publishing`, which 運用手順 applies in `procedure`;
//! rows are read in `record`; `ledger` writes what an older ledger says.

mod course;
mod keep;
pub(crate) mod ledger;
mod list;
mod notes;
mod paper;
mod procedure;
mod publishing;
mod record;
mod related;

pub use course::{take_step, void};
pub(crate) use keep::move_to_unit;
pub use keep::{
    add_account, add_service, change_account, change_service, end_service, load_service,
    register_account,
};
pub(crate) use list::{accounts_to_name, chosen};
pub use list::{choosable_accounts, choosable_contracts, choosable_services, list, page, waiting};
pub use notes::{decide, note_closing_step, observe};
pub use paper::list_pdf;
pub use procedure::set_procedure;
pub use publishing::{approve_rule, draft_rule, withdraw_rule};
pub(crate) use record::{account_names, all, history_of, name_and_unit};
pub use related::{following, of_contract};

use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    id::{OrganizationUnitId, PersonId, SocialMediaAccountId},
    library::{Facts, setting_values},
    social_media::{
        AccountState, EventKind,
        summary::{AccountAbilities, AccountDetail},
    },
    verification::subject::CheckedSubject,
};
use sea_orm::ConnectionTrait;

use crate::{Context, ServiceError, audit_log, contract, library, organization, verification};

/// Days without a post where the setting is missing.
const DORMANT_DAYS: u32 = 180;
/// The setting that gives them.
const DORMANT_SETTING: &str = "sns_dormant_days";

/// Days without a post after which an account is dormant.
///
/// # Errors
/// Without the right to see accounts.
pub async fn dormant_days(ctx: &Context) -> Result<u32, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let settings = setting_values(&library.library.settings, &Facts::default());
    Ok(settings
        .get(DORMANT_SETTING)
        .copied()
        .unwrap_or(DORMANT_DAYS))
}

/// An account with everything its page shows.
///
/// # Errors
/// Without the right, for this unit too; when there is none.
pub async fn load(ctx: &Context, id: SocialMediaAccountId) -> Result<AccountDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let account = record::account(&ctx.db, id).await?;
    ctx.authorize_in(Action::View, Resource::SocialMedia, account.unit_id)?;
    let service = record::service(&ctx.db, account.service_id).await?;
    let facts = record::facts_of(&ctx.db, &account).await?;
    let rules = record::rules_of(&ctx.db, id).await?;
    let units = organization::unit_names(ctx).await?;
    let contract_title = match account.contract_id {
        Some(contract) => Some(contract::load_row(&ctx.db, contract).await?.title),
        None => None,
    };
    let dormant_days = dormant_days(ctx).await?;
    let today = ctx.today();
    let waiting = rules.iter().rev().find(|rule| rule.is_waiting());
    let drafter = waiting.and_then(|rule| rule.drafted_by);
    let may_approve = may(ctx, Action::Approve, account.unit_id);
    Ok(AccountDetail {
        service_name: service.name,
        unit_name: units.get(&account.unit_id.0).cloned().unwrap_or_default(),
        contract_title,
        procedures: procedure::of_account(ctx, id).await?,
        can_set_procedure: may_approve && account.state.exists(),
        closing_steps: record::closing_steps_of(&ctx.db, id).await?,
        dormancy: facts.dormancy(today, dormant_days),
        shortcomings: facts.shortcomings(today, dormant_days),
        dormant_days,
        today,
        can: abilities(ctx, account.unit_id, account.state, &facts.history),
        can_decide_dormancy: may_approve,
        can_approve_rule: waiting.is_some() && may_approve && !is_own(ctx, drafter),
        facts,
        rules,
        account,
    })
}

fn may(ctx: &Context, action: Action, unit: OrganizationUnitId) -> bool {
    permits(&ctx.actor.roles, action, Resource::SocialMedia, Some(unit))
}

fn is_own(ctx: &Context, person: Option<PersonId>) -> bool {
    person.is_some() && person == ctx.actor.person_id
}

/// Which application waits for a decision in a state: that of the opening, or of the closing.
fn application_in(state: AccountState) -> Option<EventKind> {
    match state {
        AccountState::Applied => Some(EventKind::Applied),
        AccountState::Closing => Some(EventKind::ClosingBegan),
        AccountState::Returned
        | AccountState::Approved
        | AccountState::Open
        | AccountState::Suspended
        | AccountState::Closed
        | AccountState::Withdrawn
        | AccountState::Void => None,
    }
}

fn abilities(
    ctx: &Context,
    unit: OrganizationUnitId,
    state: AccountState,
    history: &domain::social_media::history::History,
) -> AccountAbilities {
    let application = application_in(state);
    let applicant = application.and_then(|kind| history.applicant(kind));
    let own = application.is_some() && is_own(ctx, applicant);
    let is_alive = !matches!(
        state,
        AccountState::Closed | AccountState::Withdrawn | AccountState::Void
    );
    AccountAbilities {
        edit: is_alive && may(ctx, Action::Edit, unit),
        decide: application.is_some() && !own && may(ctx, Action::Approve, unit),
        own_application: own,
        void: state != AccountState::Void && may(ctx, Action::Void, unit),
    }
}

/// What happened to an account, newest first.
///
/// # Errors
/// Without the right; when there is none.
pub async fn history(
    ctx: &Context,
    id: SocialMediaAccountId,
) -> Result<Vec<AuditEntry>, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let account = record::account(&ctx.db, id).await?;
    ctx.authorize_in(Action::View, Resource::SocialMedia, account.unit_id)?;
    audit_log::of_subject(ctx, "social_media_account", id.0).await
}

/// Brings the checks of an account in line with its use.
pub(crate) async fn replan(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: SocialMediaAccountId,
) -> Result<(), ServiceError> {
    let account = record::account(tx, id).await?;
    let facts = record::facts_of(tx, &account).await?;
    let Some(existence) = facts.history.existence() else {
        return verification::withdraw_subject(tx, id.into()).await;
    };
    let subject = CheckedSubject {
        key: id.into(),
        name: account.name,
        unit_id: account.unit_id,
        from_on: existence.from_on.max(account.registered_on),
        to_on: existence.to_on,
    };
    verification::replan_subject(tx, ctx, &subject).await
}
