//! 外部サービス: the ledger of services the town uses. What they are is kept in `keep`, certificates in
//! `certificates`, application and approval in `approval`, the course of use in `course`; lists are in
//! `list`, rows are read in `record`.

mod approval;
mod certificates;
mod course;
mod keep;
pub(crate) mod ledger;
mod list;
mod of_contract;
mod paper;
mod record;

pub use approval::{apply, decide, revoke, withdraw};
pub use certificates::{add_certificate, remove_certificate};
pub use course::{ask_review, confirm_erasure, end, finish_review, start};
pub use keep::{change, register, void};
pub(crate) use keep::{draft_of, move_to_unit};
pub(crate) use list::{FoundServices, chosen, matching};
pub use list::{ServicesToday, choosable, choosable_contracts, page, today};
pub use of_contract::of_contract;
pub use paper::approval_pdf;
pub(crate) use record::{load_all, name_and_unit, names};

use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    exception::{ExceptionRule, ExceptionSubject},
    external_service::{
        ExceptionInForce, ExternalService, ServiceRuleError,
        summary::{ServiceAbilities, ServiceDetail},
    },
    id::{ExternalServiceId, OrganizationUnitId},
    verification::subject::CheckedSubject,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract,
    error::conflict,
    exception, library, organization, vendor, verification,
};

/// Days before the end of a certificate where the setting is missing.
const WARN_DAYS: i64 = 90;

/// A service with everything its page shows.
///
/// # Errors
/// Without the right, for its unit too; when there is none.
pub async fn load(ctx: &Context, id: ExternalServiceId) -> Result<ServiceDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let service = record::load(&ctx.db, id).await?;
    ctx.authorize_in(Action::View, Resource::ExternalService, service.unit_id)?;
    let today = ctx.today();
    let exception = exception_of(&ctx.db, id, today).await?;
    let profile = service.profiles.last();
    let vendor = profile.and_then(|it| it.vendor_id);
    let mut vendors = vendor::names(&ctx.db, vendor.map(|id| id.0)).await?;
    let named = vendor.and_then(|id| vendors.remove(&id.0));
    let contract = profile.and_then(|it| it.contract_id);
    let contract_title = match contract {
        Some(contract) => Some(contract::load_row(&ctx.db, contract).await?.title),
        None => None,
    };
    let units = organization::unit_names(ctx).await?;
    Ok(ServiceDetail {
        unit_name: units.get(&service.unit_id.0).cloned().unwrap_or_default(),
        provider: named.or_else(|| profile.and_then(|it| it.provider_name.clone())),
        contract_title,
        state: service.state_on(today),
        issues: service.issues_on(today, exception.is_some()),
        exception,
        today,
        warn_days: warn_days(ctx).await?,
        can: abilities(ctx, &service),
        service,
    })
}

/// What happened to a service, newest first.
///
/// # Errors
/// Without the right, for its unit too; when there is none.
pub async fn history(
    ctx: &Context,
    id: ExternalServiceId,
) -> Result<Vec<AuditEntry>, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let (_, unit) = record::name_and_unit(&ctx.db, id.0).await?;
    ctx.authorize_in(Action::View, Resource::ExternalService, unit)?;
    audit_log::of_subject(ctx, "external_service", id.0).await
}

async fn warn_days(ctx: &Context) -> Result<i64, ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    let mut settings = library.library.settings.iter();
    let setting = settings.find(|setting| setting.key == "cert_expiry_warn_days");
    let first = setting.and_then(|setting| setting.values.first());
    Ok(first.map_or(WARN_DAYS, |days| i64::from(*days)))
}

fn may(ctx: &Context, action: Action, unit: OrganizationUnitId) -> bool {
    permits(
        &ctx.actor.roles,
        action,
        Resource::ExternalService,
        Some(unit),
    )
}

fn abilities(ctx: &Context, service: &ExternalService) -> ServiceAbilities {
    let (today, unit, person) = (ctx.today(), service.unit_id, ctx.actor.person_id);
    let is_void = service.void_on.is_some();
    let waiting = service.waiting_on(today);
    let own = waiting.is_some_and(|it| it.applied_by.is_some() && it.applied_by == person);
    let decides =
        waiting.is_some_and(|it| it.decidable(person, &ctx.actor.roles, unit, today).is_ok());
    ServiceAbilities {
        edit: !is_void && may(ctx, Action::Edit, unit),
        decide: decides && may(ctx, Action::Approve, unit),
        own_application: own,
        revoke: service.approval_on(today).is_some() && may(ctx, Action::Approve, unit),
        void: !is_void && may(ctx, Action::Void, unit),
        except: permits(
            &ctx.actor.roles,
            Action::Edit,
            Resource::Exception,
            Some(unit),
        ),
    }
}

/// The approved exception that covers 約款型 × 機密性２以上 of the service on the day: the one that lasts longest.
async fn exception_of(
    db: &impl ConnectionTrait,
    id: ExternalServiceId,
    day: chrono::NaiveDate,
) -> Result<Option<ExceptionInForce>, ServiceError> {
    let found = exception::in_force(
        db,
        ExceptionRule::TermsBasedService,
        ExceptionSubject::ExternalService,
        id.0,
        day,
    )
    .await?;
    Ok(found.map(|(id, period)| ExceptionInForce { id, period }))
}

/// A service somebody may act on, as it was read, in the transaction that will change it.
struct Opened {
    tx: DatabaseTransaction,
    service: ExternalService,
}

/// Opens a service for a step. What somebody else saved meanwhile is shown beside what was typed.
async fn open(
    ctx: &Context,
    action: Action,
    id: ExternalServiceId,
    revision: i32,
    typed: &impl serde::Serialize,
) -> Result<Opened, ServiceError> {
    let tx = ctx.begin().await?;
    let service = record::load(&tx, id).await?;
    ctx.authorize_in(action, Resource::ExternalService, service.unit_id)?;
    if service.revision != revision {
        return Err(somebody_was_first(ctx, &service, typed));
    }
    Ok(Opened { tx, service })
}

fn somebody_was_first(
    ctx: &Context,
    service: &ExternalService,
    typed: &impl serde::Serialize,
) -> ServiceError {
    let last = service.approvals.last();
    let saved = serde_json::json!({
        "state": service.state_on(ctx.today()).label(),
        "name": service.name,
        "decision": last.and_then(|it| it.decision).map(|it| it.label()),
        "expires_on": last.and_then(|it| it.expires_on),
        "reason": last.and_then(|it| it.reason.clone()),
    });
    conflict(&service.name, &saved, typed)
}

impl Opened {
    fn event(&self, action: &'static str) -> Event {
        let service = &self.service;
        Event::new(action, "external_service", service.id.0, &service.name)
    }

    /// Saves the row with its next revision, writes the event, plans the checks, and ends the transaction.
    async fn save(
        self,
        ctx: &Context,
        mut row: entities::external_service::ActiveModel,
        event: Event,
    ) -> Result<(), ServiceError> {
        use sea_orm::{ActiveModelTrait, ActiveValue::Set};
        row.id = Set(self.service.id.0);
        row.revision = Set(self.service.revision + 1);
        row.updated_at = Set(ctx.now());
        row.update(&self.tx).await?;
        audit_log::record(&self.tx, ctx, event).await?;
        replan(&self.tx, ctx, self.service.id).await?;
        self.tx.commit().await?;
        Ok(())
    }
}

impl From<ServiceRuleError> for ServiceError {
    fn from(error: ServiceRuleError) -> Self {
        Self::Rule(error.to_string())
    }
}

/// Brings the checks of a service in line with its use: from the first approval to the end of use.
pub(crate) async fn replan(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ExternalServiceId,
) -> Result<(), ServiceError> {
    let service = record::load(tx, id).await?;
    let approved = service.first_approved_by(ctx.today());
    let Some(from_on) = approved.filter(|_| service.void_on.is_none()) else {
        return verification::withdraw_subject(tx, id.into()).await;
    };
    let subject = CheckedSubject {
        key: id.into(),
        name: service.name,
        unit_id: service.unit_id,
        from_on,
        to_on: service.ended_on,
    };
    verification::replan_subject(tx, ctx, &subject).await
}
