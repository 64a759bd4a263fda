//! Documents printed: content to a file, with what the use cases have in common — who made it, when, and
//! what stops it in words for the person who has to act.

use documents::{DocumentError, IssueRecord};
use domain::document::Document;

use crate::{
    Context, ServiceError,
    file::{StoredFile, sha256_of},
};

/// Named in every PDF.
const PRODUCER: &str = concat!("委託台帳 ", env!("CARGO_PKG_VERSION"));
const PDF: &str = "application/pdf";

/// Sets a document. `identity` is what makes it this document and no other (its number, or the record
/// and date it shows): the same identity, content and time give the same bytes. `name` is the name of
/// the file without its ending.
///
/// # Errors
/// A character without a glyph, or a table that does not fit the paper, named.
pub(crate) async fn print(
    ctx: &Context,
    document: Document,
    identity: &str,
    name: &str,
) -> Result<StoredFile, ServiceError> {
    print_with_manifest(ctx, document, identity, name, None).await
}

/// The same for what is issued: its manifest goes with the file.
///
/// # Errors
/// As [`print`].
pub(crate) async fn print_with_manifest(
    ctx: &Context,
    document: Document,
    identity: &str,
    name: &str,
    manifest: Option<&serde_json::Value>,
) -> Result<StoredFile, ServiceError> {
    let record = IssueRecord {
        created_at: ctx.now(),
        document_id: document_id(identity),
        author: String::new(),
        producer: PRODUCER.to_owned(),
        manifest: manifest.map(|manifest| format!("{manifest:#}")),
    };
    let content = tokio::task::spawn_blocking(move || documents::pdf(&document, &record))
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(of_document)?;
    Ok(StoredFile {
        name: format!("{name}.pdf"),
        media_type: PDF.to_owned(),
        sha256: sha256_of(&content),
        content,
    })
}

fn of_document(error: DocumentError) -> ServiceError {
    match error {
        DocumentError::MissingGlyphs(_) | DocumentError::NarrowColumns { .. } => {
            ServiceError::Rule(error.to_string())
        }
        DocumentError::RaggedTable { .. }
        | DocumentError::Font(_)
        | DocumentError::Write
        | DocumentError::WriteWord => ServiceError::unexpected(error),
    }
}

fn document_id(identity: &str) -> [u8; 16] {
    let mut id = [0; 16];
    let hash = sha256_of(identity.as_bytes());
    for (to, from) in id.iter_mut().zip(hash.into_bytes()) {
        *to = from;
    }
    id
}
