//! 委託先の統合: everything that speaks of one vendor speaks of the other from now on. The record that is merged
//! stays, out of use, and says where it went. What was issued keeps its own words.

use std::collections::BTreeSet;

use domain::{
    authorization::{Action, Resource},
    exception::ExceptionSubject,
    finding::FindingSubject,
    id::VendorId,
    vendor::{
        Vendor,
        merge::{Lookalike, MergeChoice, MergeRow, Moving, may_merge, merged, side_by_side},
    },
};
use entities::{
    contract, exception, external_service_profile, finding, selection_review, subcontract, vendor,
    vendor_certification, vendor_debarment,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::{load_row, update_row};
use crate::{Context, ServiceError, audit_log, organization::conflict};

/// Vendors named as alike at once.
const LOOKALIKES: u64 = 20;

/// Does `$do!(…)` with every table that refers to a vendor: the field of [`Moving`], the entity, the column, and
/// which of its rows. A test says when one is missing.
macro_rules! references {
    ($do:ident) => {
        $do!(contracts, contract, VendorId, None::<SubjectKind>);
        $do!(subcontracts, subcontract, VendorId, None::<SubjectKind>);
        $do!(
            services,
            external_service_profile,
            VendorId,
            None::<SubjectKind>
        );
        $do!(selections, selection_review, VendorId, None::<SubjectKind>);
        $do!(
            certifications,
            vendor_certification,
            VendorId,
            None::<SubjectKind>
        );
        $do!(debarments, vendor_debarment, VendorId, None::<SubjectKind>);
        $do!(
            findings,
            finding,
            SubjectId,
            Some(finding::COLUMN.subject_kind.eq(FindingSubject::Vendor))
        );
        $do!(
            exceptions,
            exception,
            SubjectId,
            Some(exception::COLUMN.subject_kind.eq(ExceptionSubject::Vendor))
        );
    };
}

/// A condition on the kind of a record's subject.
type SubjectKind = sea_orm::sea_query::SimpleExpr;

/// Two vendors side by side, and what would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergePreview {
    pub kept: Vendor,
    pub gone: Vendor,
    pub rows: Vec<MergeRow>,
    pub moving: Moving,
}

/// Vendors in use that look like the same company: the same folded name, or numbers that name each other.
///
/// # Errors
/// Without the right to take vendors out of use; when there is none.
pub async fn lookalikes(ctx: &Context, id: VendorId) -> Result<Vec<Lookalike>, ServiceError> {
    ctx.authorize(Action::Void, Resource::Vendor)?;
    let row = vendor::Entity::find_by_id(id.0)
        .one(&ctx.db)
        .await?
        .ok_or(ServiceError::NotFound("委託先"))?;
    let mut alike = Condition::any().add(vendor::COLUMN.name_key.eq(row.name_key.clone()));
    if let Some(number) = &row.corporate_number {
        alike = alike.add(Expr::col(vendor::Column::InvoiceNumber).eq(format!("T{number}")));
    }
    if let Some(invoice) = &row.invoice_number {
        alike = alike
            .add(Expr::col(vendor::Column::InvoiceNumber).eq(invoice.clone()))
            .add(Expr::col(vendor::Column::CorporateNumber).eq(invoice.trim_start_matches('T')));
    }
    let found = vendor::Entity::find()
        .filter(alike)
        .filter(vendor::COLUMN.id.ne(id.0))
        .filter(vendor::Column::VoidReason.is_null())
        .order_by_asc(vendor::Column::Id)
        .limit(LOOKALIKES)
        .all(&ctx.db)
        .await?;
    Ok(found
        .into_iter()
        .map(|other| Lookalike {
            id: VendorId(other.id),
            because: if other.name_key == row.name_key {
                "名称が同じと読める".to_owned()
            } else {
                "法人番号と登録番号が合う".to_owned()
            },
            name: other.name,
        })
        .collect())
}

/// Two vendors side by side, and what would move.
///
/// # Errors
/// Without the right; when one of them is not there, is out of use, or both are one.
pub async fn merge_preview(
    ctx: &Context,
    kept: VendorId,
    gone: VendorId,
) -> Result<MergePreview, ServiceError> {
    ctx.authorize(Action::Void, Resource::Vendor)?;
    let (kept, gone) = (
        load_row(&ctx.db, kept).await?,
        load_row(&ctx.db, gone).await?,
    );
    may_merge(&kept, &gone).map_err(refused)?;
    Ok(MergePreview {
        rows: side_by_side(&kept, &gone),
        moving: moving(&ctx.db, gone.id).await?,
        kept,
        gone,
    })
}

fn refused(refusal: domain::vendor::merge::MergeRefusal) -> ServiceError {
    ServiceError::Rule(refusal.to_string())
}

async fn moving(db: &impl ConnectionTrait, gone: VendorId) -> Result<Moving, ServiceError> {
    let mut moving = Moving::default();
    macro_rules! count {
        ($field:ident, $entity:ident, $column:ident, $kind:expr) => {
            moving.$field = $entity::Entity::find()
                .filter(Expr::col(($entity::Entity, $entity::Column::$column)).eq(gone.0))
                .filter(Condition::all().add_option($kind))
                .count(db)
                .await?;
        };
    }
    references!(count);
    Ok(moving)
}

/// Merges one vendor into another.
///
/// # Errors
/// Without the right; when somebody else saved one of them first; when one is out of use; when the fields chosen do
/// not fit each other.
pub async fn merge(
    ctx: &Context,
    (kept, kept_revision): (VendorId, i32),
    (gone, gone_revision): (VendorId, i32),
    choice: &MergeChoice,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::Vendor)?;
    let tx = ctx.begin().await?;
    let (kept, gone) = (load_row(&tx, kept).await?, load_row(&tx, gone).await?);
    for (vendor, revision) in [(&kept, kept_revision), (&gone, gone_revision)] {
        if vendor.revision != revision {
            return Err(conflict(&vendor.name, vendor, &json!({})));
        }
    }
    may_merge(&kept, &gone).map_err(refused)?;
    let draft = merged(&kept, &gone, choice)?;
    let contracts = contract_numbers(&tx, gone.id).await?;
    let moving = moving(&tx, gone.id).await?;
    let gives_number =
        draft.corporate_number.is_some() && draft.corporate_number == gone.corporate_number;
    point_to(&tx, ctx, &gone, &kept, gives_number).await?;
    move_all(&tx, gone.id, kept.id).await?;
    update_row(&tx, ctx, kept.id, kept.revision, &draft).await?;
    let mut stays = audit_log::Event::new("委託先の統合", "vendor", kept.id.0, &draft.name)
        .change(Some(&kept), &draft)?;
    if let Some(serde_json::Value::Object(after)) = &mut stays.after {
        after.insert("merged".to_owned(), gone.name.clone().into());
        after.insert("moved_records".to_owned(), moving.words().into());
        after.insert("moved_contracts".to_owned(), contracts.into());
    }
    audit_log::record(&tx, ctx, stays).await?;
    let mut goes = audit_log::Event::new("委託先の統合", "vendor", gone.id.0, &gone.name)
        .after(json!({ "merged_into": draft.name }));
    if gives_number {
        goes.before = Some(json!({ "corporate_number": gone.corporate_number }));
    }
    audit_log::record(&tx, ctx, goes).await?;
    tx.commit().await?;
    Ok(())
}

/// Numbers of the contracts that move, for the history.
async fn contract_numbers(
    tx: &impl ConnectionTrait,
    gone: VendorId,
) -> Result<String, ServiceError> {
    let numbers: Vec<String> = contract::Entity::find()
        .select_only()
        .column(contract::Column::ContractNo)
        .filter(Expr::col(contract::Column::VendorId).eq(gone.0))
        .into_tuple()
        .all(tx)
        .await?;
    let numbers: BTreeSet<String> = numbers.into_iter().collect();
    Ok(Vec::from_iter(numbers).join("、"))
}

/// The merged record goes out of use and says where it went. A 法人番号 the other takes is not here any more: no two
/// records have the same.
async fn point_to(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    gone: &Vendor,
    kept: &Vendor,
    gives_number: bool,
) -> Result<(), ServiceError> {
    let row = vendor::Entity::find_by_id(gone.id.0)
        .one(tx)
        .await?
        .ok_or(ServiceError::NotFound("委託先"))?;
    let mut row = row.into_active_model();
    if gives_number {
        row.corporate_number = Set(None);
    }
    row.void_reason = Set(Some(format!("「{}」に統合", kept.name)));
    row.merged_into = Set(Some(kept.id.0));
    row.revision = Set(gone.revision + 1);
    row.updated_at = Set(ctx.now());
    vendor::Entity::update(row).exec(tx).await?;
    Ok(())
}

async fn move_all(
    tx: &impl ConnectionTrait,
    gone: VendorId,
    kept: VendorId,
) -> Result<(), ServiceError> {
    macro_rules! shift {
        ($field:ident, $entity:ident, $column:ident, $kind:expr) => {
            $entity::Entity::update_many()
                .col_expr($entity::Column::$column, Expr::value(kept.0))
                .filter(Expr::col(($entity::Entity, $entity::Column::$column)).eq(gone.0))
                .filter(Condition::all().add_option($kind))
                .exec(tx)
                .await?;
        };
    }
    references!(shift);
    Ok(())
}
