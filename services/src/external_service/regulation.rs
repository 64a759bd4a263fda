//! The regulation an approval of use rests on.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    id::{FileId, PersonId, RegulationVersionId},
    regulation::{RegulationVersion, Topic, version_in_force},
};
use entities::{regulation_document, regulation_version};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::ServiceError;

/// The version about external services in force on the day.
pub(super) async fn in_force(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<Option<RegulationVersionId>, ServiceError> {
    let documents = regulation_document::Entity::find()
        .filter(regulation_document::Column::Topic.eq(Topic::ExternalService))
        .filter(regulation_document::Column::VoidOn.is_null())
        .order_by_asc(regulation_document::Column::Id)
        .all(db)
        .await?;
    let rows = regulation_version::Entity::find()
        .filter(
            regulation_version::COLUMN
                .document_id
                .is_in(documents.iter().map(|row| row.id)),
        )
        .order_by_asc(regulation_version::Column::VersionNo)
        .all(db)
        .await?;
    let mut versions: HashMap<i64, Vec<RegulationVersion>> = HashMap::new();
    for row in rows {
        versions
            .entry(row.document_id)
            .or_default()
            .push(version_of(row));
    }
    Ok(documents.iter().find_map(|document| {
        let versions = versions.get(&document.id)?;
        version_in_force(versions, day).map(|version| version.id)
    }))
}

fn version_of(row: regulation_version::Model) -> RegulationVersion {
    RegulationVersion {
        id: RegulationVersionId(row.id),
        version_no: row.version_no,
        number: row.number,
        enacted_on: row.enacted_on,
        in_force_on: row.in_force_on,
        next_review_on: row.next_review_on,
        decision_no: row.decision_no,
        summary: row.summary,
        file_id: row.file_id.map(FileId),
        file_name: None,
        drafted_by: row.drafted_by.map(PersonId),
        drafted_on: row.drafted_on,
        approved_by: row.approved_by.map(PersonId),
        approved_on: row.approved_on,
        returned_on: row.returned_on,
        returned_because: row.returned_because,
        abolished_on: row.abolished_on,
        revision: row.revision,
    }
}

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
