//! 委託先: the company master. Lists are in `list`, certificates and debarments in
//! `parts`, two records that become one in `merge`.

mod list;
mod merge;
mod parts;

pub use list::{choosable, page, similar};
pub(crate) use list::{matching_ids, name_of, names, names_with_numbers};
pub use merge::{MergePreview, lookalikes, merge, merge_preview};
pub use parts::{add_certification, add_debarment, remove_certification};
pub(crate) use parts::{add_certifications, save_certification};

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource},
    corporate_number::{CorporateNumber, InvoiceNumber},
    fold,
    id::VendorId,
    input::FieldError,
    vendor::{Certification, Debarment, Vendor, VendorDraft},
};
use entities::{vendor, vendor_certification, vendor_debarment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{
    Context, ServiceError, audit_log, batch, database::among, error::taken, organization::conflict,
};

/// A vendor with certificates and debarments.
///
/// # Errors
/// Without the right; when there is none.
pub async fn load(ctx: &Context, id: VendorId) -> Result<Vendor, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    load_row(&ctx.db, id).await
}

/// The vendors of these keys with certificates and debarments, in the order of the keys.
pub(crate) async fn by_ids(ctx: &Context, ids: &[i64]) -> Result<Vec<Vendor>, ServiceError> {
    let keys = || ids.iter().copied();
    let rows = vendor::Entity::find()
        .filter(among(&ctx.db, vendor::Column::Id, keys()))
        .all(&ctx.db)
        .await?;
    let mut vendors: HashMap<i64, Vendor> = rows
        .into_iter()
        .map(|row| (row.id, vendor_of(row)))
        .collect();
    let certifications = vendor_certification::Entity::find()
        .filter(among(
            &ctx.db,
            vendor_certification::Column::VendorId,
            keys(),
        ))
        .order_by_asc(vendor_certification::Column::Id)
        .all(&ctx.db)
        .await?;
    for row in certifications {
        if let Some(vendor) = vendors.get_mut(&row.vendor_id) {
            vendor.certifications.push(certification_of(row));
        }
    }
    let debarments = vendor_debarment::Entity::find()
        .filter(among(&ctx.db, vendor_debarment::Column::VendorId, keys()))
        .order_by_asc(vendor_debarment::Column::FromOn)
        .all(&ctx.db)
        .await?;
    for row in debarments {
        if let Some(vendor) = vendors.get_mut(&row.vendor_id) {
            vendor.debarments.push(debarment_of(row));
        }
    }
    Ok(ids.iter().filter_map(|id| vendors.remove(id)).collect())
}

pub(crate) async fn load_row(
    db: &impl ConnectionTrait,
    id: VendorId,
) -> Result<Vendor, ServiceError> {
    let row = vendor::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("委託先"))?;
    let certifications = vendor_certification::Entity::find()
        .filter(vendor_certification::COLUMN.vendor_id.eq(id.0))
        .order_by_asc(vendor_certification::Column::Id)
        .all(db)
        .await?;
    let debarments = vendor_debarment::Entity::find()
        .filter(vendor_debarment::COLUMN.vendor_id.eq(id.0))
        .order_by_asc(vendor_debarment::Column::FromOn)
        .all(db)
        .await?;
    Ok(Vendor {
        certifications: certifications.into_iter().map(certification_of).collect(),
        debarments: debarments.into_iter().map(debarment_of).collect(),
        ..vendor_of(row)
    })
}

/// The record of a row, without certificates and debarments.
fn vendor_of(row: vendor::Model) -> Vendor {
    Vendor {
        id: VendorId(row.id),
        kind: row.kind,
        name: row.name,
        kana: row.kana,
        corporate_number: row
            .corporate_number
            .as_deref()
            .and_then(|text| CorporateNumber::parse(text).ok()),
        invoice_number: row
            .invoice_number
            .as_deref()
            .and_then(|text| InvoiceNumber::parse(text).ok()),
        address: row.address,
        representative: row.representative,
        phone: row.phone,
        note: row.note,
        void_reason: row.void_reason,
        merged_into: row.merged_into.map(VendorId),
        revision: row.revision,
        certifications: Vec::new(),
        debarments: Vec::new(),
    }
}

/// All vendors with their certificates, without debarments; for matching a ledger.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Vendor>, ServiceError> {
    let mut certifications: HashMap<i64, Vec<Certification>> = HashMap::new();
    let rows = vendor_certification::Entity::find()
        .order_by_asc(vendor_certification::Column::Id)
        .all(db)
        .await?;
    for row in rows {
        certifications
            .entry(row.vendor_id)
            .or_default()
            .push(certification_of(row));
    }
    let rows = vendor::Entity::find()
        .order_by_asc(vendor::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Vendor {
            certifications: certifications.remove(&row.id).unwrap_or_default(),
            ..vendor_of(row)
        })
        .collect())
}

/// The same for some of them, by their key.
pub(crate) async fn of_ids(
    db: &impl ConnectionTrait,
    ids: &[VendorId],
) -> Result<HashMap<VendorId, Vendor>, ServiceError> {
    let ids = || ids.iter().map(|id| id.0);
    let rows = vendor::Entity::find()
        .filter(among(db, vendor::Column::Id, ids()))
        .all(db)
        .await?;
    let certifications = vendor_certification::Entity::find()
        .filter(among(db, vendor_certification::Column::VendorId, ids()))
        .order_by_asc(vendor_certification::Column::Id)
        .all(db)
        .await?;
    let mut vendors: HashMap<VendorId, Vendor> = rows
        .into_iter()
        .map(|row| (VendorId(row.id), vendor_of(row)))
        .collect();
    for row in certifications {
        if let Some(vendor) = vendors.get_mut(&VendorId(row.vendor_id)) {
            vendor.certifications.push(certification_of(row));
        }
    }
    Ok(vendors)
}

fn certification_of(row: vendor_certification::Model) -> Certification {
    Certification {
        id: row.id,
        kind: row.kind,
        number: row.number,
        scope: row.scope,
        expires_on: row.expires_on,
    }
}

fn debarment_of(row: vendor_debarment::Model) -> Debarment {
    Debarment {
        id: row.id,
        from_on: row.from_on,
        to_on: row.to_on,
        reason: row.reason,
    }
}

/// Adds a vendor.
///
/// # Errors
/// Without the right; a 法人番号 that is already in the list.
pub async fn add(ctx: &Context, draft: VendorDraft) -> Result<VendorId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Vendor)?;
    let tx = ctx.begin().await?;
    let id = insert(&tx, ctx, &draft).await?;
    let event = audit_log::Event::new("委託先の追加", "vendor", id.0, &draft.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    draft: &VendorDraft,
) -> Result<VendorId, ServiceError> {
    let mut row = row(ctx, draft);
    row.revision = Set(1);
    let inserted = vendor::Entity::insert(row)
        .exec(tx)
        .await
        .map_err(|error| number_taken(error, draft))?;
    Ok(VendorId(inserted.last_insert_id))
}

/// Inserts vendors; their keys are in the order of the drafts.
pub(crate) async fn insert_all(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    drafts: &[VendorDraft],
) -> Result<Vec<VendorId>, ServiceError> {
    let rows = drafts.iter().map(|draft| {
        let mut row = row(ctx, draft);
        row.revision = Set(1);
        row
    });
    let keys = batch::insert_with_keys(tx, rows.collect()).await?;
    Ok(keys.into_iter().map(VendorId).collect())
}

fn number_taken(error: sea_orm::DbErr, draft: &VendorDraft) -> ServiceError {
    let number = draft
        .corporate_number
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    taken(
        error,
        "uq_vendors__corporate_number",
        "corporate_number",
        &number,
    )
}

fn row(ctx: &Context, draft: &VendorDraft) -> vendor::ActiveModel {
    vendor::ActiveModel {
        id: NotSet,
        kind: Set(draft.kind),
        name: Set(draft.name.clone()),
        name_key: Set(fold::search_key(&draft.name)),
        kana: Set(draft.kana.clone()),
        kana_key: Set(fold::sort_key(
            draft
                .kana
                .as_deref()
                .unwrap_or(&fold::search_key(&draft.name)),
        )),
        corporate_number: Set(draft.corporate_number.as_ref().map(ToString::to_string)),
        invoice_number: Set(draft.invoice_number.as_ref().map(ToString::to_string)),
        address: Set(draft.address.clone()),
        representative: Set(draft.representative.clone()),
        phone: Set(draft.phone.clone()),
        note: Set(draft.note.clone()),
        void_reason: NotSet,
        merged_into: NotSet,
        revision: NotSet,
        updated_at: Set(ctx.now()),
    }
}

/// Changes a vendor.
///
/// # Errors
/// Without the right; when somebody else saved first; a 法人番号 that is already in the list.
pub async fn change(
    ctx: &Context,
    id: VendorId,
    revision: i32,
    draft: VendorDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Vendor)?;
    let tx = ctx.begin().await?;
    let before = load_row(&tx, id).await?;
    if before.revision != revision {
        return Err(conflict(&draft.name, &before, &draft));
    }
    update_row(&tx, ctx, id, revision, &draft).await?;
    let event = audit_log::Event::new("委託先の変更", "vendor", id.0, &draft.name)
        .change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes a changed vendor; that nobody saved since `revision` has been asked before.
pub(crate) async fn update_row(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: VendorId,
    revision: i32,
    draft: &VendorDraft,
) -> Result<(), ServiceError> {
    let mut row = row(ctx, draft);
    row.id = Set(id.0);
    row.revision = Set(revision + 1);
    row.update(tx)
        .await
        .map_err(|error| number_taken(error, draft))?;
    Ok(())
}

/// 無効化: takes a vendor out of use. Contracts keep it.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: VendorId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::Vendor)?;
    let reason = domain::input::required(reason)
        .map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    set_void(ctx, id, revision, "委託先の無効化", Some(reason)).await
}

/// 復元: brings a vendor back into use.
///
/// # Errors
/// Without the right; when somebody else saved first; when it was merged into another.
pub async fn restore(ctx: &Context, id: VendorId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::Vendor)?;
    set_void(ctx, id, revision, "委託先の復元", None).await
}

async fn set_void(
    ctx: &Context,
    id: VendorId,
    revision: i32,
    action: &'static str,
    reason: Option<String>,
) -> Result<(), ServiceError> {
    let tx = ctx.begin().await?;
    let row = vendor::Entity::find_by_id(id.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("委託先"))?;
    if row.revision != revision {
        return Err(conflict(
            &row.name,
            &serde_json::json!({}),
            &serde_json::json!({}),
        ));
    }
    if row.merged_into.is_some() {
        let words = format!(
            "「{}」は統合したため、復元できません。別の事業者だったときは、新しい委託先として追加してください。",
            row.name
        );
        return Err(ServiceError::Rule(words));
    }
    let name = row.name.clone();
    let mut row = row.into_active_model();
    row.void_reason = Set(reason.clone());
    row.revision = Set(revision + 1);
    row.update(&tx).await?;
    let event = audit_log::Event::new(action, "vendor", id.0, &name)
        .after(serde_json::json!({ "reason": reason }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// What happened to a vendor, newest first.
///
/// # Errors
/// Without the right to see vendors.
pub async fn history(
    ctx: &Context,
    id: VendorId,
) -> Result<Vec<domain::audit::AuditEntry>, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    audit_log::of_subject(ctx, "vendor", id.0).await
}
