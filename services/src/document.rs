//! Documents printed: content to a file, with what the use cases have in common — who made it, when, and
//! what stops it in words for the person who has to act.

use chrono::{DateTime, Utc};
use documents::{Appearance, DocumentError, IssueRecord, LineEnds};
use domain::{
    document::{Document, Making},
    wareki,
};

use crate::{
    Context, ServiceError,
    file::{StoredFile, sha256_of},
    library::{self, LoadedLibrary},
    setup,
};

/// Named in every PDF.
const PRODUCER: &str = concat!("委託台帳 ", env!("CARGO_PKG_VERSION"));
const PDF: &str = "application/pdf";

/// What goes with a document that is issued.
pub(crate) struct Issue<'a> {
    /// What it was made of; attached to the file.
    pub(crate) manifest: &'a serde_json::Value,
    /// What the code at the foot says, when the town wants one.
    pub(crate) code: Option<String>,
}

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
    let record = record(ctx, identity, None).await?;
    set(document, record, name).await
}

/// The same for what is issued.
///
/// # Errors
/// As [`print()`].
pub(crate) async fn print_issue(
    ctx: &Context,
    document: Document,
    identity: &str,
    name: &str,
    issue: Issue<'_>,
) -> Result<StoredFile, ServiceError> {
    let record = record(ctx, identity, Some(issue)).await?;
    set(document, record, name).await
}

/// The same content for Word, to be pasted into another document.
///
/// # Errors
/// A table whose rows do not fit it.
pub(crate) async fn print_for_word(
    ctx: &Context,
    document: Document,
    identity: &str,
    name: &str,
) -> Result<StoredFile, ServiceError> {
    let record = record(ctx, identity, None).await?;
    let content = tokio::task::spawn_blocking(move || documents::docx(&document, &record))
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(of_document)?;
    Ok(StoredFile {
        name: format!("{name}.docx"),
        media_type: documents::word::MEDIA_TYPE.to_owned(),
        sha256: sha256_of(&content),
        content,
    })
}

async fn set(
    document: Document,
    record: IssueRecord,
    name: &str,
) -> Result<StoredFile, ServiceError> {
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

/// What a file depends on besides its content that is put together from others.
pub(crate) fn plain_record(created_at: DateTime<Utc>, identity: &str) -> IssueRecord {
    IssueRecord {
        created_at,
        document_id: document_id(identity),
        author: String::new(),
        producer: PRODUCER.to_owned(),
        manifest: None,
        appearance: Appearance::PLAIN,
    }
}

async fn record(
    ctx: &Context,
    identity: &str,
    issue: Option<Issue<'_>>,
) -> Result<IssueRecord, ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    let line_ends = if is_wanted(&library, "hanging_punctuation") {
        LineEnds::Hanging
    } else {
        LineEnds::Inside
    };
    let manifest = issue.as_ref().map(|issue| format!("{:#}", issue.manifest));
    Ok(IssueRecord {
        created_at: ctx.now(),
        document_id: document_id(identity),
        author: String::new(),
        producer: PRODUCER.to_owned(),
        manifest,
        appearance: Appearance {
            line_ends,
            code: issue.and_then(|issue| issue.code),
        },
    })
}

/// The town, the day and the person, for the head of a paper that is no letter.
pub(crate) async fn making(ctx: &Context) -> Result<Making, ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    Ok(Making {
        municipality: setup::municipality(&ctx.db, &library).await?,
        made: format!("{}　{}", wareki::long(ctx.today()), ctx.actor.name),
    })
}

/// Whether a setting of how documents look is on.
pub(crate) fn is_wanted(library: &LoadedLibrary, setting: &str) -> bool {
    let mut settings = library.library.settings.iter();
    let setting = settings.find(|it| it.key == setting);
    setting
        .and_then(|it| it.value)
        .is_some_and(|value| 0 < value)
}

fn of_document(error: DocumentError) -> ServiceError {
    match error {
        DocumentError::MissingGlyphs(_)
        | DocumentError::NarrowColumns { .. }
        | DocumentError::HighHead(_)
        | DocumentError::LongCode => ServiceError::Rule(error.to_string()),
        DocumentError::RaggedTable { .. }
        | DocumentError::Font(_)
        | DocumentError::Write
        | DocumentError::WriteWord
        | DocumentError::WriteArchive => ServiceError::unexpected(error),
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
