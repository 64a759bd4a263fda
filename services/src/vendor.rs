//! 委託先: the company master.

use std::collections::{HashMap, HashSet};

use domain::{
    authorization::{Action, Resource},
    contract::ContractState,
    corporate_number::{CorporateNumber, InvoiceNumber},
    fold,
    id::VendorId,
    input::FieldError,
    vendor::{
        Certification, CertificationDraft, Debarment, DebarmentDraft, Vendor, VendorDraft,
        VendorFilter, VendorSummary,
    },
};
use entities::{contract, vendor, vendor_certification, vendor_debarment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use crate::{
    Context, ServiceError, audit_log, contract::page_offset, database, error::taken,
    organization::conflict,
};

/// Vendors on a page of the list.
pub const PAGE_SIZE: u64 = 50;

/// A page of the vendor list and the number of all matches.
///
/// # Errors
/// Without the right to see vendors.
pub async fn list(
    ctx: &Context,
    filter: &VendorFilter,
) -> Result<(Vec<VendorSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let mut query = vendor::Entity::find();
    let key = fold::search_key(&filter.q);
    if !key.is_empty() {
        let number = fold::code(&filter.q);
        query = query.filter(
            vendor::Column::NameKey
                .contains(&key)
                .or(vendor::Column::KanaKey.contains(fold::sort_key(&filter.q)))
                .or(vendor::Column::CorporateNumber.contains(number)),
        );
    }
    if let Some((from, to)) = kana_row(&filter.kana) {
        query = query
            .filter(vendor::Column::KanaKey.gte(from))
            .filter(vendor::Column::KanaKey.lt(to));
    }
    let total = query.clone().count(&ctx.db).await?;
    let order = database::bytewise(&ctx.db, Expr::col(vendor::Column::KanaKey));
    let rows = query
        .order_by(order, sea_orm::Order::Asc)
        .order_by_asc(vendor::Column::Id)
        .offset(page_offset(&filter.page, PAGE_SIZE))
        .limit(PAGE_SIZE)
        .all(&ctx.db)
        .await?;
    Ok((summaries(ctx, rows).await?, total))
}

/// あ–お, か–こ …; the folded keys hold hiragana.
fn kana_row(first: &str) -> Option<(String, String)> {
    const ROWS: &[(&str, &str, &str)] = &[
        ("あ", "あ", "か"),
        ("か", "か", "さ"),
        ("さ", "さ", "た"),
        ("た", "た", "な"),
        ("な", "な", "は"),
        ("は", "は", "ま"),
        ("ま", "ま", "や"),
        ("や", "や", "ら"),
        ("ら", "ら", "わ"),
        ("わ", "わ", "ゟ"),
    ];
    let (_, from, to) = ROWS.iter().find(|(row, _, _)| *row == first)?;
    Some(((*from).to_owned(), (*to).to_owned()))
}

async fn summaries(
    ctx: &Context,
    rows: Vec<vendor::Model>,
) -> Result<Vec<VendorSummary>, ServiceError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let today = ctx.today();
    let counts: HashMap<i64, i64> = contract::Entity::find()
        .select_only()
        .column(contract::Column::VendorId)
        .column_as(contract::Column::Id.count(), "count")
        .filter(contract::COLUMN.vendor_id.is_in(ids.clone()))
        .filter(
            contract::COLUMN
                .state
                .is_in([ContractState::Drafting, ContractState::Concluded]),
        )
        .group_by(contract::Column::VendorId)
        .into_tuple::<(i64, i64)>()
        .all(&ctx.db)
        .await?
        .into_iter()
        .collect();
    let expired: HashSet<i64> = vendor_certification::Entity::find()
        .filter(vendor_certification::COLUMN.vendor_id.is_in(ids.clone()))
        .filter(vendor_certification::COLUMN.expires_on.lt(today))
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|row| row.vendor_id)
        .collect();
    let debarred: HashSet<i64> = vendor_debarment::Entity::find()
        .filter(vendor_debarment::COLUMN.vendor_id.is_in(ids))
        .all(&ctx.db)
        .await?
        .into_iter()
        .filter(|row| row.from_on <= today && row.to_on.is_none_or(|last| today <= last))
        .map(|row| row.vendor_id)
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| VendorSummary {
            id: VendorId(row.id),
            contract_count: counts.get(&row.id).copied().unwrap_or_default(),
            certificate_expired: expired.contains(&row.id),
            debarred: debarred.contains(&row.id),
            corporate_number: row
                .corporate_number
                .as_deref()
                .and_then(|text| CorporateNumber::parse(text).ok()),
            name: row.name,
            kana: row.kana,
            address: row.address,
            is_void: row.void_reason.is_some(),
        })
        .collect())
}

/// A vendor with certificates and debarments.
///
/// # Errors
/// Without the right; when there is none.
pub async fn load(ctx: &Context, id: VendorId) -> Result<Vendor, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    load_row(&ctx.db, id).await
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

/// Vendors that may be chosen for a contract: id and name, in 五十音 order.
///
/// # Errors
/// Without the right to see vendors.
pub async fn choosable(ctx: &Context) -> Result<Vec<(VendorId, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let rows: Vec<(i64, String)> = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Id)
        .column(vendor::Column::Name)
        .filter(vendor::Column::VoidReason.is_null())
        .order_by(
            database::bytewise(&ctx.db, Expr::col(vendor::Column::KanaKey)),
            sea_orm::Order::Asc,
        )
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (VendorId(id), name))
        .collect())
}

/// Vendors whose folded name is the same: a warning before a second record is made.
///
/// # Errors
/// Without the right to see vendors.
pub async fn similar(
    ctx: &Context,
    name: &str,
    except: Option<VendorId>,
) -> Result<Vec<(VendorId, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let rows = vendor::Entity::find()
        .filter(vendor::COLUMN.name_key.eq(fold::search_key(name)))
        .filter(vendor::Column::VoidReason.is_null())
        .limit(5)
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (VendorId(row.id), row.name))
        .filter(|(id, _)| Some(*id) != except)
        .collect())
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
/// Without the right; when somebody else saved first.
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

/// Names of vendors, by id.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows: Vec<(i64, String)> = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Id)
        .column(vendor::Column::Name)
        .filter(vendor::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
