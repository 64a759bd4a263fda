//! ファイル: evidence, issued documents, imported ledgers — kept in the database by SHA-256, so that one
//! backup holds everything.

use domain::id::FileId;
use entities::file;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};
use sha2::{Digest, Sha256};

use crate::{Context, ServiceError};

/// Largest file, in bytes.
pub const SIZE_LIMIT: usize = 25 * 1024 * 1024;

/// A file with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    pub name: String,
    pub media_type: String,
    pub sha256: String,
    pub content: Vec<u8>,
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256_of(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

/// Keeps a file. The same content under the same name is kept once.
pub(crate) async fn keep(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    name: &str,
    content: &[u8],
) -> Result<FileId, ServiceError> {
    let sha256 = sha256_of(content);
    let known: Option<i64> = file::Entity::find()
        .select_only()
        .column(file::Column::Id)
        .filter(file::COLUMN.sha256.eq(sha256.clone()))
        .filter(file::COLUMN.name.eq(name))
        .into_tuple()
        .one(tx)
        .await?;
    if let Some(id) = known {
        return Ok(FileId(id));
    }
    let row = file::ActiveModel {
        id: NotSet,
        sha256: Set(sha256),
        name: Set(name.to_owned()),
        media_type: Set(media_type_of(name, content).to_owned()),
        byte_count: Set(i64::try_from(content.len()).unwrap_or(i64::MAX)),
        content: Set(content.to_vec()),
        uploaded_by: Set(ctx.actor.person_id.map(|id| id.0)),
        uploaded_at: Set(ctx.now()),
    };
    Ok(FileId(
        file::Entity::insert(row).exec(tx).await?.last_insert_id,
    ))
}

/// The media type by content, not by what the browser claims.
fn media_type_of(name: &str, content: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(content) {
        return kind.mime_type();
    }
    let is_text = std::str::from_utf8(content).is_ok();
    let name = name.to_lowercase();
    if is_text && (name.ends_with(".txt") || name.ends_with(".log") || name.ends_with(".csv")) {
        "text/plain; charset=utf-8"
    } else {
        "application/octet-stream"
    }
}

/// Kinds of content that are evidence; programs and scripts are not.
pub(crate) fn is_acceptable(name: &str, content: &[u8]) -> bool {
    let refused = [
        "application/x-executable",
        "application/x-msdownload",
        "application/vnd.microsoft.portable-executable",
        "text/x-shellscript",
        "text/html",
    ];
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let scripts = [
        "exe", "dll", "bat", "cmd", "ps1", "vbs", "js", "html", "htm", "svg", "hta", "scr",
    ];
    !refused.contains(&media_type_of(name, content)) && !scripts.contains(&extension.as_str())
}

/// Loads a file by key. Who may see it is asked by the use case that knows what it belongs to.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    id: FileId,
) -> Result<StoredFile, ServiceError> {
    let row = file::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("ファイル"))?;
    Ok(StoredFile {
        name: row.name,
        media_type: row.media_type,
        sha256: row.sha256,
        content: row.content,
    })
}
