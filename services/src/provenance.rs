//! PDFの確認: whether a file is one we issued, byte for byte, and what became of it.

use domain::{
    annex::{
        AnnexState,
        code::{AnnexCode, FINGERPRINT_DIGITS},
        provenance::{IssuedDocument, Provenance, judge},
    },
    authorization::{Action, Resource},
    document::Document,
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

/// Beginning of the SHA-256 of what a document says: what the code at its foot holds against other words.
pub(crate) fn fingerprint_of_words(document: &Document) -> String {
    let mut hash = sha256_of(document.reading().join("\n").as_bytes());
    hash.truncate(FINGERPRINT_DIGITS);
    hash
}

/// What paper says about itself, by the number on it or by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnPaper {
    /// 文書番号.
    pub number: String,
    /// The document issued under it.
    pub issued: Option<IssuedDocument>,
    /// Whether the code was made for the words of that document. None without a code.
    pub is_code_right: Option<bool>,
}

/// Says what paper is to us: its 文書番号 as typed, or what a camera read from its code.
///
/// # Errors
/// Without the right to see contracts.
pub async fn find_on_paper(ctx: &Context, read: &str) -> Result<OnPaper, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let Some(code) = AnnexCode::parse(read) else {
        return Ok(OnPaper {
            number: read.trim().to_owned(),
            issued: find_by_number(ctx, read).await?,
            is_code_right: None,
        });
    };
    let row = row_by_number(ctx, &code.document_no).await?;
    let is_code_right = match &row {
        Some(row) => {
            let document = serde_json::from_value(row.document.clone())?;
            Some(fingerprint_of_words(&document) == code.fingerprint)
        }
        None => None,
    };
    Ok(OnPaper {
        number: code.document_no,
        issued: match row {
            Some(row) => Some(issued(ctx, row).await?),
            None => None,
        },
        is_code_right,
    })
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
    match row_by_number(ctx, number).await? {
        Some(row) => Ok(Some(issued(ctx, row).await?)),
        None => Ok(None),
    }
}

async fn row_by_number(ctx: &Context, number: &str) -> Result<Option<annex::Model>, ServiceError> {
    let number = fold::half_width(number.trim());
    let rows = annex::Entity::find().filter(annex::COLUMN.document_no.eq(number));
    Ok(rows.one(&ctx.db).await?)
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
