//! The text of a version: attached while it waits, fixed once it is agreed to, given to whom may open it.

use domain::{
    authorization::{Action, Resource},
    id::{RegulationDocumentId, RegulationVersionId},
    input::{FieldError, FieldErrors},
    regulation::RegulationRuleError,
};
use entities::regulation_version;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{begin, may_see, record, record_view};
use crate::{
    Context, ServiceError,
    file::{self, StoredFile},
};

/// A file that came with the form.
#[derive(Clone, Debug)]
pub struct UploadedText {
    /// Its name at the sender.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Attaches the text to a version that waits; one attached before is replaced.
///
/// # Errors
/// Without the right; when the version no longer waits; a file that is empty or no document; when somebody
/// else saved first.
pub async fn attach(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    upload: UploadedText,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    let found = change.document.versions.iter().find(|it| it.id == version);
    let found = found.ok_or(ServiceError::NotFound("規程・手順の版"))?;
    if !found.is_waiting() {
        return Err(RegulationRuleError::FileIsFixed.into());
    }
    check(&upload)?;
    let file_id = file::keep(&change.tx, ctx, &upload.name, &upload.content).await?;
    regulation_version::ActiveModel {
        id: Set(version.0),
        file_id: Set(Some(file_id.0)),
        revision: Set(found.revision + 1),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    let after = serde_json::json!({
        "version": found.version_no,
        "file": upload.name,
        "sha256": file::sha256_of(&upload.content),
    });
    change.finish(ctx, "規程・手順の本文の添付", &after).await
}

fn check(upload: &UploadedText) -> Result<(), FieldErrors> {
    let words = if upload.content.is_empty() {
        format!(
            "「{}」は空のファイルです。中身を確かめてください。",
            upload.name
        )
    } else if file::is_acceptable(&upload.name, &upload.content) {
        return Ok(());
    } else {
        format!(
            "「{}」は添付できない種類のファイルです。PDF、Word、一太郎、Excelなどの文書にしてください。",
            upload.name
        )
    };
    Err(FieldErrors::one("file", FieldError::Other(words)))
}

/// The text of a version. Of what is 非公開 each download is recorded.
///
/// # Errors
/// Without the right to open the document; when there is no such version or no text.
pub async fn file(ctx: &Context, id: RegulationVersionId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let document = record::load_of_version(&ctx.db, id).await?;
    may_see(ctx, &document)?;
    let version = document.versions.iter().find(|it| it.id == id);
    let file_id = version.and_then(|it| it.file_id);
    let file_id = file_id.ok_or(ServiceError::NotFound("ファイル"))?;
    let file = file::load(&ctx.db, file_id).await?;
    record_view(ctx, &document, "非公開の規程・手順の取得", Some(&file.name)).await?;
    Ok(file)
}
