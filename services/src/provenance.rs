//! PDFの確認: whether a file is one we issued, byte for byte, and what became of it.

use domain::{
    annex::{
        AnnexState,
        provenance::{IssuedDocument, Provenance, judge},
    },
    authorization::{Action, Resource},
    fold,
    id::AnnexId,
};
use entities::annex;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Context, ServiceError, file::sha256_of};

/// What can be known of a file without asking the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// SHA-256 of the file.
    pub sha256: String,
    /// 文書番号 it says it has.
    pub claimed_number: Option<String>,
}

/// Reads a file. Nothing of it is kept.
#[must_use]
pub fn fingerprint(content: &[u8]) -> Fingerprint {
    Fingerprint {
        sha256: sha256_of(content),
        claimed_number: documents::claimed_number(content),
    }
}

/// Says what a file is to us.
///
/// # Errors
/// Without the right to see contracts.
pub async fn verify(ctx: &Context, file: &Fingerprint) -> Result<Provenance, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let same_bytes = annex::Entity::find()
        .filter(annex::COLUMN.sha256.eq(&file.sha256))
        .order_by_desc(annex::Column::Id)
        .one(&ctx.db)
        .await?;
    let same_bytes = match same_bytes {
        Some(row) => Some(issued(ctx, row).await?),
        None => None,
    };
    let same_number = match &file.claimed_number {
        Some(number) => find_by_number(ctx, number).await?,
        None => None,
    };
    Ok(judge(same_bytes, same_number))
}

/// The document with this number, as it stands on paper or on a scan.
///
/// # Errors
/// Without the right to see contracts.
pub async fn find_by_number(
    ctx: &Context,
    number: &str,
) -> Result<Option<IssuedDocument>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = annex::Entity::find()
        .filter(
            annex::COLUMN
                .document_no
                .eq(fold::half_width(number.trim())),
        )
        .one(&ctx.db)
        .await?;
    match row {
        Some(row) => Ok(Some(issued(ctx, row).await?)),
        None => Ok(None),
    }
}

async fn issued(ctx: &Context, row: annex::Model) -> Result<IssuedDocument, ServiceError> {
    let newer = annex::Entity::find()
        .filter(annex::COLUMN.contract_id.eq(row.contract_id))
        .filter(annex::COLUMN.state.eq(AnnexState::Issued))
        .filter(annex::COLUMN.id.ne(row.id))
        .one(&ctx.db)
        .await?;
    Ok(IssuedDocument {
        id: AnnexId(row.id),
        document_no: row.document_no,
        state: row.state,
        issued_at: row.issued_at,
        sha256: row.sha256,
        replaced_by: newer.map(|row| row.document_no),
    })
}
