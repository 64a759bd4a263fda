//! The regulation an approval of use rests on.

use std::collections::HashMap;

use entities::{regulation_document, regulation_version};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::ServiceError;

/// Titles with the number of the version, by key.
pub(super) async fn labels(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows = regulation_version::Entity::find()
        .filter(regulation_version::COLUMN.id.is_in(ids))
        .all(db)
        .await?;
    let documents = regulation_document::Entity::find()
        .filter(
            regulation_document::COLUMN
                .id
                .is_in(rows.iter().map(|row| row.document_id)),
        )
        .all(db)
        .await?;
    let titles: HashMap<i64, String> = documents
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let title = titles.get(&row.document_id).cloned().unwrap_or_default();
            let number = row
                .number
                .unwrap_or_else(|| format!("第{}版", row.version_no));
            (row.id, format!("{title}（{number}）"))
        })
        .collect())
}
