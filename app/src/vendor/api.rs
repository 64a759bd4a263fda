//! What the screens of vendors ask of the server.

use chrono::NaiveDate;
use domain::{
    audit::AuditEntry,
    id::VendorId,
    vendor::{
        CertificationInput, DebarmentInput, Vendor, VendorFilter, VendorInput, VendorSummary,
        merge::{Lookalike, MergeInput, MergeRow, Moving},
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorList {
    pub rows: Vec<VendorSummary>,
    /// All matches.
    pub total: u64,
    pub can_edit: bool,
}

pub async fn list_vendors(filter: VendorFilter, size: u64) -> Result<VendorList, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let context = crate::server_context::context()?;
    let (rows, total) = services::vendor::page(&context, &filter, size).await?;
    let can_edit = permits(&context.actor.roles, Action::Edit, Resource::Vendor, None);
    Ok(VendorList {
        rows,
        total,
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
    /// The record it was merged into, with its name.
    pub merged_into: Option<(VendorId, String)>,
    /// How many others look like the same company; for those who may merge.
    pub lookalike_count: usize,
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
    let merged_into = match vendor.merged_into {
        Some(id) => Some((id, services::vendor::load(&context, id).await?.name)),
        None => None,
    };
    let can_void = may(Action::Void);
    let lookalike_count = if can_void && vendor.void_reason.is_none() {
        services::vendor::lookalikes(&context, id).await?.len()
    } else {
        0
    };
    Ok(VendorData {
        vendor,
        today: context.today(),
        warn_days,
        can_edit: may(Action::Edit),
        can_void,
        merged_into,
        lookalike_count,
    })
}

/// The record that stays, and what may be merged into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeData {
    pub kept: Vendor,
    /// Those that look like the same company.
    pub lookalikes: Vec<Lookalike>,
    /// All others in use, to choose from.
    pub others: Vec<(String, String)>,
    /// Both side by side, once the other is chosen.
    pub preview: Option<MergeComparison>,
    /// The form as it was refused.
    pub input: Option<MergeInput>,
}

/// The other record, and both side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeComparison {
    pub gone: Vendor,
    pub rows: Vec<MergeRow>,
    pub moving: Moving,
}

pub async fn load_merge(
    id: VendorId,
    other: Option<VendorId>,
    held: Option<String>,
) -> Result<MergeData, AppError> {
    use crate::components::HeldInput;
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let lookalikes = services::vendor::lookalikes(&context, id).await?;
    let kept = services::vendor::load(&context, id).await?;
    let preview = match other {
        Some(other) => Some(services::vendor::merge_preview(&context, id, other).await?),
        None => None,
    };
    let others = services::vendor::choosable(&context).await?.into_iter();
    let input: Option<HeldInput<MergeInput>> =
        crate::server_context::held(held.as_deref(), MergeVendors::PATH).await?;
    Ok(MergeData {
        lookalikes,
        others: others
            .filter(|(other, _)| *other != id)
            .map(|(other, name)| (other.to_string(), name))
            .collect(),
        preview: preview.map(|preview| MergeComparison {
            gone: preview.gone,
            rows: preview.rows,
            moving: preview.moving,
        }),
        input: input.map(|held| held.input),
        kept,
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

#[server(endpoint = "vendor/merge")]
pub async fn merge_vendors(
    kept: VendorId,
    kept_revision: i32,
    gone: VendorId,
    gone_revision: i32,
    #[server(default)] input: MergeInput,
) -> Result<(), AppError> {
    let choice = input.check()?;
    let context = crate::server_context::context()?;
    services::vendor::merge(
        &context,
        (kept, kept_revision),
        (gone, gone_revision),
        &choice,
    )
    .await?;
    crate::server_context::done(&crate::paths::vendor(kept), "委託先を統合しました。");
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
