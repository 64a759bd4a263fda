//! What the screens of vendors ask of the server.

use chrono::NaiveDate;
use domain::{
    audit::AuditEntry,
    id::VendorId,
    vendor::{
        CertificationInput, DebarmentInput, Vendor, VendorFilter, VendorInput, VendorSummary,
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorList {
    /// As it stands in the address.
    pub filter: VendorFilter,
    pub rows: Vec<VendorSummary>,
    /// All matches.
    pub total: u64,
    pub page_size: u64,
    pub can_edit: bool,
}

pub async fn list_vendors(filter: VendorFilter) -> Result<VendorList, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let context = crate::server_context::context()?;
    let (rows, total) = services::vendor::list(&context, &filter).await?;
    let can_edit = permits(&context.actor.roles, Action::Edit, Resource::Vendor, None);
    Ok(VendorList {
        filter,
        rows,
        total,
        page_size: services::vendor::PAGE_SIZE,
        can_edit,
    })
}

/// A vendor, and what the asker may do with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorData {
    pub vendor: Vendor,
    /// The day certificates and debarments are judged by.
    pub today: NaiveDate,
    /// Days before its end a certificate is warned of.
    pub warn_days: i64,
    pub can_edit: bool,
    pub can_void: bool,
}

pub async fn load_vendor(id: VendorId) -> Result<VendorData, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let context = crate::server_context::context()?;
    let vendor = services::vendor::load(&context, id).await?;
    let may = |action| permits(&context.actor.roles, action, Resource::Vendor, None);
    let library = services::library::in_force(&context, context.today()).await?;
    let setting = library
        .library
        .settings
        .iter()
        .find(|setting| setting.key == "cert_expiry_warn_days");
    let warn_days = setting
        .and_then(|setting| setting.values.first())
        .map_or(90, |days| i64::from(*days));
    Ok(VendorData {
        vendor,
        today: context.today(),
        warn_days,
        can_edit: may(Action::Edit),
        can_void: may(Action::Void),
    })
}

/// The empty form of a new vendor, for those who may send it.
pub async fn new_vendor() -> Result<VendorInput, AppError> {
    use domain::authorization::{Action, Resource};
    crate::server_context::context()?.authorize(Action::Edit, Resource::Vendor)?;
    Ok(VendorInput {
        kind: domain::vendor::VendorKind::Corporation.code().to_owned(),
        ..VendorInput::default()
    })
}

pub async fn load_vendor_history(id: VendorId) -> Result<Vec<AuditEntry>, AppError> {
    Ok(services::vendor::history(&crate::server_context::context()?, id).await?)
}

/// The vendor form as it was refused, if one was.
pub async fn held_vendor(held: String) -> Result<Option<VendorInput>, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let added: Option<HeldInput<VendorInput>> = find(Some(&held), AddVendor::PATH).await?;
    let changed: Option<HeldInput<VendorInput>> = find(Some(&held), ChangeVendor::PATH).await?;
    Ok(added.or(changed).map(|held| held.input))
}

/// What was typed in the small forms of a vendor's page when one of them was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldParts {
    pub certification: CertificationInput,
    pub debarment: DebarmentInput,
    /// Why the vendor is taken out of use.
    pub reason: String,
}

/// The form of 無効化 as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldReason {
    reason: String,
}

pub async fn load_held_parts(held: String) -> Result<HeldParts, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let certification: Option<HeldInput<_>> = find(Some(&held), AddCertification::PATH).await?;
    let debarment: Option<HeldInput<_>> = find(Some(&held), AddDebarment::PATH).await?;
    let void: Option<HeldReason> = find(Some(&held), VoidVendor::PATH).await?;
    let (certification, debarment) = (
        certification.unwrap_or_default().input,
        debarment.unwrap_or_default().input,
    );
    Ok(HeldParts {
        certification,
        debarment,
        reason: void.unwrap_or_default().reason,
    })
}

#[server(endpoint = "vendor/add")]
pub async fn add_vendor(input: VendorInput) -> Result<VendorId, AppError> {
    let id = services::vendor::add(&crate::server_context::context()?, input.check()?).await?;
    crate::server_context::done(&crate::paths::vendor(id), "委託先を追加しました。");
    Ok(id)
}

#[server(endpoint = "vendor/change")]
pub async fn change_vendor(
    id: VendorId,
    revision: i32,
    input: VendorInput,
) -> Result<(), AppError> {
    services::vendor::change(
        &crate::server_context::context()?,
        id,
        revision,
        input.check()?,
    )
    .await?;
    crate::server_context::done(&crate::paths::vendor(id), "委託先を保存しました。");
    Ok(())
}

#[server(endpoint = "vendor/void")]
pub async fn void_vendor(id: VendorId, revision: i32, reason: String) -> Result<(), AppError> {
    services::vendor::void(&crate::server_context::context()?, id, revision, &reason).await?;
    crate::server_context::done(&crate::paths::vendor(id), "委託先を無効にしました。");
    Ok(())
}

#[server(endpoint = "vendor/restore")]
pub async fn restore_vendor(id: VendorId, revision: i32) -> Result<(), AppError> {
    services::vendor::restore(&crate::server_context::context()?, id, revision).await?;
    crate::server_context::done(&crate::paths::vendor(id), "委託先を復元しました。");
    Ok(())
}

#[server(endpoint = "vendor/add-certification")]
pub async fn add_certification(id: VendorId, input: CertificationInput) -> Result<(), AppError> {
    services::vendor::add_certification(&crate::server_context::context()?, id, input.check()?)
        .await?;
    crate::server_context::done(&crate::paths::vendor(id), "認証・登録を追加しました。");
    Ok(())
}

#[server(endpoint = "vendor/remove-certification")]
pub async fn remove_certification(id: VendorId, certification: i64) -> Result<(), AppError> {
    services::vendor::remove_certification(&crate::server_context::context()?, id, certification)
        .await?;
    crate::server_context::done(&crate::paths::vendor(id), "認証・登録を取り消しました。");
    Ok(())
}

#[server(endpoint = "vendor/add-debarment")]
pub async fn add_debarment(id: VendorId, input: DebarmentInput) -> Result<(), AppError> {
    services::vendor::add_debarment(&crate::server_context::context()?, id, input.check()?).await?;
    crate::server_context::done(&crate::paths::vendor(id), "指名停止を登録しました。");
    Ok(())
}
