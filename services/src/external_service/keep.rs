//! What a service is: registered, changed from a day on, taken out of use.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    external_service::{
        ExternalService,
        input::{ProfileDraft, ServiceDraft},
    },
    fiscal_year::FiscalYear,
    fold,
    id::{ContractId, ExternalServiceId, OrganizationUnitId, VendorId},
    input::{FieldError, required},
    wareki,
};
use entities::{external_service, external_service_profile};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use serde_json::{Value, json};

use super::{open, replan};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract, counter,
    error::taken,
    organization, vendor,
};

/// Registers a service: one that is to be applied for, or one that was found to be in use.
///
/// # Errors
/// Without the right for the unit; a vendor or contract that cannot be chosen; a number that is taken.
pub async fn register(
    ctx: &Context,
    draft: ServiceDraft,
) -> Result<ExternalServiceId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    ctx.authorize_in(Action::Edit, Resource::ExternalService, draft.unit_id)?;
    let tx = ctx.begin().await?;
    check_choices(&tx, &draft.profile).await?;
    let (id, event) = insert(&tx, ctx, &draft, None).await?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Inserts a service with what it is from its first day on; answers what the log is to say.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    draft: &ServiceDraft,
    source: Option<String>,
) -> Result<(ExternalServiceId, Event), ServiceError> {
    let action = match source {
        Some(_) => "外部サービスの取込み",
        None => "外部サービスの登録",
    };
    let service_no = match &draft.service_no {
        Some(typed) => typed.clone(),
        None => next_number(tx, ctx.today()).await?,
    };
    let mut row = row_of(ctx, draft);
    row.service_no = Set(service_no.clone());
    row.source = Set(source);
    row.registered_by = Set(ctx.actor.person_id.map(|id| id.0));
    row.registered_on = Set(ctx.today());
    row.revision = Set(1);
    let inserted = external_service::Entity::insert(row)
        .exec(tx)
        .await
        .map_err(|error| number_taken(error, &service_no))?;
    let id = ExternalServiceId(inserted.last_insert_id);
    write_profile(tx, ctx, id, draft.from_on, &draft.profile).await?;
    let event =
        Event::new(action, "external_service", id.0, &draft.name).after(words(tx, draft).await?);
    Ok((id, event))
}

fn number_taken(error: sea_orm::DbErr, number: &str) -> ServiceError {
    taken(
        error,
        "uq_external_services__service_no",
        "service_no",
        number,
    )
}

/// The next free number of a 年度: `外R8-001`.
async fn next_number(tx: &impl ConnectionTrait, day: NaiveDate) -> Result<String, ServiceError> {
    let year = FiscalYear::containing(day);
    loop {
        let number = counter::next(tx, &format!("external_service:{}", year.0)).await?;
        let service_no = format!("外R{}-{number:03}", year.0 - 2018);
        let used = external_service::Entity::find()
            .filter(external_service::COLUMN.service_no.eq(service_no.clone()))
            .count(tx)
            .await?;
        if used == 0 {
            return Ok(service_no);
        }
    }
}

fn row_of(ctx: &Context, draft: &ServiceDraft) -> external_service::ActiveModel {
    external_service::ActiveModel {
        name: Set(draft.name.clone()),
        name_key: Set(fold::search_key(&draft.name)),
        unit_id: Set(draft.unit_id.0),
        note: Set(draft.note.clone()),
        started_on: Set(draft.started_on),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
}

async fn write_profile(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ExternalServiceId,
    from_on: NaiveDate,
    draft: &ProfileDraft,
) -> Result<(), ServiceError> {
    let row = external_service_profile::ActiveModel {
        service_id: Set(id.0),
        from_on: Set(from_on),
        to_on: Set(None),
        ..profile_row(ctx, draft)
    };
    external_service_profile::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn profile_row(ctx: &Context, draft: &ProfileDraft) -> external_service_profile::ActiveModel {
    external_service_profile::ActiveModel {
        id: NotSet,
        service_id: NotSet,
        from_on: NotSet,
        to_on: NotSet,
        kind: Set(draft.kind),
        deployment: Set(draft.deployment),
        paid: Set(draft.paid),
        vendor_id: Set(draft.vendor_id.map(|id| id.0)),
        provider_name: Set(draft.provider_name.clone()),
        purpose: Set(draft.purpose.clone()),
        subject_information: Set(draft.subject_information.clone()),
        confidentiality: Set(draft.confidentiality),
        personal_info: Set(draft.personal_info),
        provider_handling: Set(draft.provider_handling),
        provider_handling_reason: Set(draft.provider_handling_reason.clone()),
        segment: Set(draft.segment),
        account_count: Set(draft.account_count),
        annual_cost_yen: Set(draft.annual_cost_yen),
        data_location: Set(draft.data_location.clone()),
        governing_law: Set(draft.governing_law.clone()),
        terms_version: Set(draft.terms_version.clone()),
        terms_confirmed_on: Set(draft.terms_confirmed_on),
        alternative: Set(draft.alternative.clone()),
        contract_id: Set(draft.contract_id.map(|id| id.0)),
        recorded_by: Set(ctx.actor.person_id.map(|id| id.0)),
    }
}

/// Changes what a service is, from a day on. On the first day of what holds now it is a correction of it.
///
/// # Errors
/// Without the right for the old and the new unit; an ended or void service; a day before what holds now
/// began; when somebody else saved first.
pub async fn change(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    draft: ServiceDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    ctx.authorize_in(Action::Edit, Resource::ExternalService, draft.unit_id)?;
    let tx = ctx.begin().await?;
    let before = super::record::load(&tx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::ExternalService, before.unit_id)?;
    let saved = words_of(&tx, &before).await?;
    let typed = words(&tx, &draft).await?;
    if before.revision != revision {
        return Err(crate::error::conflict(&before.name, &saved, &typed));
    }
    refuse_if_over(ctx, &before)?;
    check_choices(&tx, &draft.profile).await?;
    overwrite(&tx, ctx, &before, &draft).await?;
    let mut event =
        Event::new("外部サービスの変更", "external_service", id.0, &draft.name).after(typed);
    event.before = Some(saved);
    audit_log::record(&tx, ctx, event).await?;
    replan(&tx, ctx, id).await?;
    tx.commit().await?;
    Ok(())
}

fn refuse_if_over(ctx: &Context, service: &ExternalService) -> Result<(), ServiceError> {
    if service.ended_on.is_none() && service.void_on.is_none() {
        return Ok(());
    }
    Err(ServiceError::Rule(format!(
        "「{}」のサービスは変更できません。",
        service.state_on(ctx.today()).label()
    )))
}

/// Gives a service to another unit; answers the one it was of.
///
/// # Errors
/// Without the right for both units; an ended or void service, or one of the unit already.
pub(crate) async fn move_to_unit(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ExternalServiceId,
    unit_id: OrganizationUnitId,
) -> Result<OrganizationUnitId, ServiceError> {
    ctx.authorize_in(Action::Edit, Resource::ExternalService, unit_id)?;
    let before = super::record::load(tx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::ExternalService, before.unit_id)?;
    refuse_if_over(ctx, &before)?;
    if before.unit_id == unit_id {
        return Err(ServiceError::Rule(
            "すでに、この所管課の外部サービスです。変更していません。".to_owned(),
        ));
    }
    external_service::ActiveModel {
        id: Set(id.0),
        unit_id: Set(unit_id.0),
        revision: Set(before.revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(tx)
    .await?;
    let after = ExternalService {
        unit_id,
        ..before.clone()
    };
    let action = "外部サービスの変更（所管課）";
    let mut event = Event::new(action, "external_service", id.0, &before.name)
        .after(words_of(tx, &after).await?);
    event.before = Some(words_of(tx, &before).await?);
    audit_log::record(tx, ctx, event).await?;
    replan(tx, ctx, id).await?;
    Ok(before.unit_id)
}

/// Writes a changed service; that nobody saved since it was read has been asked before.
pub(super) async fn overwrite(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    before: &ExternalService,
    draft: &ServiceDraft,
) -> Result<(), ServiceError> {
    replace_profile(tx, ctx, before, draft).await?;
    let service_no = draft.service_no.clone();
    let mut row = row_of(ctx, draft);
    row.id = Set(before.id.0);
    // A day that was recorded is corrected, never taken away.
    row.started_on = Set(draft.started_on.or(before.started_on));
    row.service_no = service_no.clone().map_or(NotSet, Set);
    row.revision = Set(before.revision + 1);
    row.update(tx)
        .await
        .map_err(|error| number_taken(error, &service_no.unwrap_or_default()))?;
    Ok(())
}

async fn replace_profile(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    before: &ExternalService,
    draft: &ServiceDraft,
) -> Result<(), ServiceError> {
    let present = external_service_profile::Entity::find()
        .filter(external_service_profile::COLUMN.service_id.eq(before.id.0))
        .order_by_desc(external_service_profile::Column::FromOn)
        .order_by_desc(external_service_profile::Column::Id)
        .one(tx)
        .await?;
    let Some(present) = present else {
        return write_profile(tx, ctx, before.id, draft.from_on, &draft.profile).await;
    };
    if draft.from_on < present.from_on {
        let words = format!(
            "現在の内容は{}からです。それ以後の日を入力してください。",
            wareki::long(present.from_on)
        );
        return Err(ServiceError::field("from_on", FieldError::Other(words)));
    }
    let mut row = profile_row(ctx, &draft.profile);
    row.id = Set(present.id);
    if draft.from_on == present.from_on {
        row.update(tx).await?;
        return Ok(());
    }
    let is_same = {
        let last = before.profiles.last();
        last.is_some_and(|last| draft_of(last) == draft.profile)
    };
    if is_same {
        return Ok(());
    }
    external_service_profile::ActiveModel {
        id: Set(present.id),
        to_on: Set(Some(draft.from_on)),
        ..Default::default()
    }
    .update(tx)
    .await?;
    write_profile(tx, ctx, before.id, draft.from_on, &draft.profile).await
}

pub(crate) fn draft_of(profile: &domain::external_service::ServiceProfile) -> ProfileDraft {
    ProfileDraft {
        kind: profile.kind,
        deployment: profile.deployment,
        paid: profile.paid,
        vendor_id: profile.vendor_id,
        provider_name: profile.provider_name.clone(),
        contract_id: profile.contract_id,
        annual_cost_yen: profile.annual_cost_yen,
        account_count: profile.account_count,
        purpose: profile.purpose.clone(),
        subject_information: profile.subject_information.clone(),
        confidentiality: profile.confidentiality,
        personal_info: profile.personal_info,
        provider_handling: profile.provider_handling,
        provider_handling_reason: profile.provider_handling_reason.clone(),
        segment: profile.segment,
        data_location: profile.data_location.clone(),
        governing_law: profile.governing_law.clone(),
        terms_version: profile.terms_version.clone(),
        terms_confirmed_on: profile.terms_confirmed_on,
        alternative: profile.alternative.clone(),
    }
}

/// 無効化: a wrong entry is taken out of use. The record stays, and never counted.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::ExternalService)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let opened = open(
        ctx,
        Action::Void,
        id,
        revision,
        &json!({ "reason": reason }),
    )
    .await?;
    if opened.service.void_on.is_some() {
        return Err(domain::external_service::ServiceRuleError::Void.into());
    }
    let row = external_service::ActiveModel {
        void_reason: Set(Some(reason.clone())),
        void_on: Set(Some(ctx.today())),
        ..Default::default()
    };
    let event = opened
        .event("外部サービスの無効化")
        .after(json!({ "void_reason": reason }));
    opened.save(ctx, row, event).await
}

/// The vendor and the contract are there.
async fn check_choices(
    tx: &impl ConnectionTrait,
    draft: &ProfileDraft,
) -> Result<(), ServiceError> {
    let not_usable = |field: &str, what: &str| {
        ServiceError::field(field, FieldError::NotUsable(what.to_owned()))
    };
    if let Some(contract) = draft.contract_id {
        match contract::load_row(tx, contract).await {
            Ok(_) => {}
            Err(ServiceError::NotFound(_)) => return Err(not_usable("contract_id", "契約")),
            Err(error) => return Err(error),
        }
    }
    if let Some(vendor) = draft.vendor_id
        && vendor::names(tx, [vendor.0]).await?.is_empty()
    {
        return Err(not_usable("vendor_id", "提供事業者"));
    }
    Ok(())
}

/// A draft as the log writes it.
pub(super) async fn words(
    tx: &impl ConnectionTrait,
    draft: &ServiceDraft,
) -> Result<Value, ServiceError> {
    let mut words = profile_words(tx, &draft.profile).await?;
    let units = organization::unit_names_in(tx).await?;
    words.extend([
        ("name".to_owned(), json!(draft.name)),
        ("note".to_owned(), json!(draft.note)),
        ("unit".to_owned(), json!(units.get(&draft.unit_id.0))),
        ("unit_key".to_owned(), json!(draft.unit_id)),
        ("use_started_on".to_owned(), json!(draft.started_on)),
        ("profile_from_on".to_owned(), json!(draft.from_on)),
    ]);
    Ok(Value::Object(words.into_iter().collect()))
}

/// A service as the log writes it.
pub(super) async fn words_of(
    tx: &impl ConnectionTrait,
    service: &ExternalService,
) -> Result<Value, ServiceError> {
    let mut words = match service.profiles.last() {
        Some(profile) => profile_words(tx, &draft_of(profile)).await?,
        None => HashMap::new(),
    };
    let units = organization::unit_names_in(tx).await?;
    let from_on = service.profiles.last().map(|it| it.from_on);
    words.extend([
        ("name".to_owned(), json!(service.name)),
        ("note".to_owned(), json!(service.note)),
        ("unit".to_owned(), json!(units.get(&service.unit_id.0))),
        ("unit_key".to_owned(), json!(service.unit_id)),
        ("use_started_on".to_owned(), json!(service.started_on)),
        ("profile_from_on".to_owned(), json!(from_on)),
    ]);
    Ok(Value::Object(words.into_iter().collect()))
}

async fn profile_words(
    tx: &impl ConnectionTrait,
    draft: &ProfileDraft,
) -> Result<HashMap<String, Value>, ServiceError> {
    let yes = |value: bool| if value { "あり" } else { "なし" };
    let provider = match draft.vendor_id {
        Some(VendorId(id)) => vendor::names(tx, [id]).await?.remove(&id),
        None => draft.provider_name.clone(),
    };
    let contract = match draft.contract_id {
        Some(ContractId(id)) => Some(contract::load_row(tx, ContractId(id)).await?.title),
        None => None,
    };
    let words = [
        ("service_kind", json!(draft.kind.label())),
        ("deployment", json!(draft.deployment.map(|it| it.label()))),
        ("paid", json!(if draft.paid { "有料" } else { "無料" })),
        ("provider", json!(provider)),
        ("contract", json!(contract)),
        ("annual_cost_yen", json!(draft.annual_cost_yen)),
        ("account_count", json!(draft.account_count)),
        ("purpose", json!(draft.purpose)),
        ("subject_information", json!(draft.subject_information)),
        ("confidentiality", json!(draft.confidentiality)),
        ("handles_personal_info", json!(yes(draft.personal_info))),
        ("provider_handling", json!(draft.provider_handling.label())),
        (
            "provider_handling_reason",
            json!(draft.provider_handling_reason),
        ),
        ("segment", json!(draft.segment)),
        ("data_location", json!(draft.data_location)),
        ("governing_law", json!(draft.governing_law)),
        ("terms_version", json!(draft.terms_version)),
        ("terms_confirmed_on", json!(draft.terms_confirmed_on)),
        ("alternative", json!(draft.alternative)),
    ];
    Ok(words
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect())
}
