//! 認証・登録 and 指名停止 of a vendor.

use domain::{
    authorization::{Action, Resource},
    id::VendorId,
    vendor::{CertificationDraft, DebarmentDraft},
};
use entities::{vendor_certification, vendor_debarment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use super::load_row;
use crate::{Context, ServiceError, audit_log, batch};

/// Writes a certificate: a new one, or the renewal of the one with the key.
pub(crate) async fn save_certification(
    tx: &impl ConnectionTrait,
    vendor: VendorId,
    renewed: Option<i64>,
    draft: &CertificationDraft,
) -> Result<(), ServiceError> {
    let row = vendor_certification::ActiveModel {
        id: renewed.map_or(NotSet, Set),
        vendor_id: Set(vendor.0),
        kind: Set(draft.kind),
        number: Set(draft.number.clone()),
        scope: Set(draft.scope.clone()),
        expires_on: Set(draft.expires_on),
    };
    match renewed {
        Some(_) => row.update(tx).await.map(|_| ())?,
        None => vendor_certification::Entity::insert(row)
            .exec_without_returning(tx)
            .await
            .map(|_| ())?,
    }
    Ok(())
}

/// Writes new certificates.
pub(crate) async fn add_certifications(
    tx: &impl ConnectionTrait,
    new: Vec<(VendorId, CertificationDraft)>,
) -> Result<(), ServiceError> {
    let rows = new
        .into_iter()
        .map(|(vendor, draft)| vendor_certification::ActiveModel {
            id: NotSet,
            vendor_id: Set(vendor.0),
            kind: Set(draft.kind),
            number: Set(draft.number),
            scope: Set(draft.scope),
            expires_on: Set(draft.expires_on),
        });
    batch::insert(tx, rows.collect()).await?;
    Ok(())
}

/// Adds a 認証・登録.
///
/// # Errors
/// Without the right; when there is no such vendor.
pub async fn add_certification(
    ctx: &Context,
    id: VendorId,
    draft: CertificationDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Vendor)?;
    let tx = ctx.begin().await?;
    let vendor = load_row(&tx, id).await?;
    save_certification(&tx, id, None, &draft).await?;
    let event = audit_log::Event::new("認証の追加", "vendor", id.0, &vendor.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a 認証・登録 that was entered by mistake; the audit log keeps it.
///
/// # Errors
/// Without the right; when there is no such certificate of this vendor.
pub async fn remove_certification(
    ctx: &Context,
    id: VendorId,
    certification: i64,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Vendor)?;
    let tx = ctx.begin().await?;
    let vendor = load_row(&tx, id).await?;
    let gone = vendor
        .certifications
        .iter()
        .find(|it| it.id == certification)
        .ok_or(ServiceError::NotFound("認証"))?;
    vendor_certification::Entity::delete_by_id(certification)
        .exec(&tx)
        .await?;
    let mut event = audit_log::Event::new("認証の取消し", "vendor", id.0, &vendor.name);
    event.before = Some(serde_json::to_value(gone)?);
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a 指名停止.
///
/// # Errors
/// Without the right; when there is no such vendor.
pub async fn add_debarment(
    ctx: &Context,
    id: VendorId,
    draft: DebarmentDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Vendor)?;
    let tx = ctx.begin().await?;
    let vendor = load_row(&tx, id).await?;
    let row = vendor_debarment::ActiveModel {
        id: NotSet,
        vendor_id: Set(id.0),
        from_on: Set(draft.from_on),
        to_on: Set(draft.to_on),
        reason: Set(draft.reason.clone()),
    };
    vendor_debarment::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = audit_log::Event::new("指名停止の登録", "vendor", id.0, &vendor.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
