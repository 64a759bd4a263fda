//! Rows of the register, as the domain knows them; which version is in force on a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    authorization::Resource,
    id::{FileId, OrganizationUnitId, PersonId, RegulationDocumentId, RegulationVersionId},
    regulation::{
        AbolitionRequest, Audience, Layer, RegulationDocument, RegulationVersion, Review, Topic,
        VersionInForce,
    },
};
use entities::{
    file as files, regulation_abolition, regulation_audience, regulation_document,
    regulation_review, regulation_version,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::ServiceError;

/// The version in force on the day of the regulation about the topic: a 規程 before a standard before a
/// procedure, of several the one registered first. What was made void counts on no day.
///
/// # Errors
/// When the database does not answer.
pub async fn in_force(
    db: &impl ConnectionTrait,
    topic: Topic,
    day: NaiveDate,
) -> Result<Option<VersionInForce>, ServiceError> {
    let query = regulation_document::Entity::find()
        .filter(regulation_document::Column::Topic.eq(topic))
        .filter(regulation_document::Column::VoidOn.is_null());
    let mut documents = load_all(db, query).await?;
    documents.sort_by_key(|document| (rank(document.layer), document.id));
    Ok(documents.iter().find_map(|it| version_on(it, day)))
}

/// Which layer is asked first about a topic.
fn rank(layer: Layer) -> u8 {
    match layer {
        Layer::Regulation => 0,
        Layer::ControlStandard => 1,
        Layer::BasicPolicy => 2,
        Layer::ProcedureDocument => 3,
    }
}

/// The version of the document in force on the day, with its full name.
pub(super) fn version_on(document: &RegulationDocument, day: NaiveDate) -> Option<VersionInForce> {
    let version = document.in_force_on(day)?;
    Some(VersionInForce {
        version_id: version.id,
        document_id: document.id,
        title: document.title.clone(),
        label: version.label(&document.title),
        number: version.number.clone(),
        in_force_on: version.in_force_on,
    })
}

/// One document.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    id: RegulationDocumentId,
) -> Result<RegulationDocument, ServiceError> {
    let query = regulation_document::Entity::find_by_id(id.0);
    let found = load_all(db, query).await?.pop();
    found.ok_or(ServiceError::NotFound("規程・手順"))
}

/// The document a version belongs to.
pub(super) async fn load_of_version(
    db: &impl ConnectionTrait,
    id: RegulationVersionId,
) -> Result<RegulationDocument, ServiceError> {
    let row = regulation_version::Entity::find_by_id(id.0).one(db).await?;
    let row = row.ok_or(ServiceError::NotFound("規程・手順の版"))?;
    load(db, RegulationDocumentId(row.document_id)).await
}

/// Every document, in a number of statements that does not grow with them.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
) -> Result<Vec<RegulationDocument>, ServiceError> {
    load_all(db, regulation_document::Entity::find()).await
}

async fn load_all(
    db: &impl ConnectionTrait,
    query: Select<regulation_document::Entity>,
) -> Result<Vec<RegulationDocument>, ServiceError> {
    let rows = query
        .order_by_asc(regulation_document::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut versions = versions(db, &ids).await?;
    let mut abolitions = abolitions(db, &versions).await?;
    let mut reviews: HashMap<i64, Vec<Review>> = HashMap::new();
    let review_rows = regulation_review::Entity::find()
        .filter(regulation_review::COLUMN.document_id.is_in(ids.clone()))
        .order_by_asc(regulation_review::Column::ReviewedOn)
        .order_by_asc(regulation_review::Column::Id)
        .all(db)
        .await?;
    for row in review_rows {
        reviews.entry(row.document_id).or_default().push(Review {
            reviewed_on: row.reviewed_on,
            reviewed_by: row.reviewed_by.map(PersonId),
            outcome: row.outcome,
            note: row.note,
            next_review_on: row.next_review_on,
        });
    }
    let mut audiences: HashMap<i64, Vec<Audience>> = HashMap::new();
    let audience_rows = regulation_audience::Entity::find()
        .filter(regulation_audience::COLUMN.document_id.is_in(ids))
        .order_by_asc(regulation_audience::Column::Id)
        .all(db)
        .await?;
    for row in audience_rows {
        audiences
            .entry(row.document_id)
            .or_default()
            .push(Audience {
                id: row.id,
                unit_id: row.unit_id.map(OrganizationUnitId),
                person_id: row.person_id.map(PersonId),
                from_on: row.from_on,
                to_on: row.to_on,
            });
    }
    Ok(rows
        .into_iter()
        .map(|row| RegulationDocument {
            id: RegulationDocumentId(row.id),
            layer: row.layer,
            topic: row.topic,
            title: row.title,
            disclosure: row.disclosure,
            unit_id: OrganizationUnitId(row.unit_id),
            note: row.note,
            void_reason: row.void_reason,
            revision: row.revision,
            versions: versions.remove(&row.id).unwrap_or_default(),
            reviews: reviews.remove(&row.id).unwrap_or_default(),
            audiences: audiences.remove(&row.id).unwrap_or_default(),
            abolition: abolitions.remove(&row.id),
        })
        .collect())
}

/// Applications for abolition that wait, by document.
async fn abolitions(
    db: &impl ConnectionTrait,
    versions: &HashMap<i64, Vec<RegulationVersion>>,
) -> Result<HashMap<i64, AbolitionRequest>, ServiceError> {
    let rows = regulation_abolition::Entity::find()
        .filter(regulation_abolition::Column::DecidedOn.is_null())
        .all(db)
        .await?;
    let document_of = |version: i64| {
        let mut all = versions.iter();
        all.find(|(_, own)| own.iter().any(|it| it.id.0 == version))
            .map(|(document, _)| *document)
    };
    let of_row = |row: regulation_abolition::Model| {
        let document = document_of(row.version_id)?;
        let request = AbolitionRequest {
            id: row.id,
            version_id: RegulationVersionId(row.version_id),
            abolished_on: row.abolished_on,
            decision_no: row.decision_no,
            reason: row.reason,
            asked_by: row.asked_by.map(PersonId),
            asked_on: row.asked_on,
        };
        Some((document, request))
    };
    Ok(rows.into_iter().filter_map(of_row).collect())
}

/// Versions by document, oldest first.
async fn versions(
    db: &impl ConnectionTrait,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<RegulationVersion>>, ServiceError> {
    let rows = regulation_version::Entity::find()
        .filter(regulation_version::COLUMN.document_id.is_in(ids.to_vec()))
        .order_by_asc(regulation_version::Column::VersionNo)
        .all(db)
        .await?;
    let named: Vec<(i64, String)> = files::Entity::find()
        .select_only()
        .column(files::Column::Id)
        .column(files::Column::Name)
        .filter(
            files::COLUMN
                .id
                .is_in(rows.iter().filter_map(|row| row.file_id)),
        )
        .into_tuple()
        .all(db)
        .await?;
    let names: HashMap<i64, String> = named.into_iter().collect();
    let mut versions: HashMap<i64, Vec<RegulationVersion>> = HashMap::new();
    for row in rows {
        let own = versions.entry(row.document_id).or_default();
        own.push(RegulationVersion {
            id: RegulationVersionId(row.id),
            version_no: row.version_no,
            number: row.number,
            enacted_on: row.enacted_on,
            in_force_on: row.in_force_on,
            next_review_on: row.next_review_on,
            decision_no: row.decision_no,
            summary: row.summary,
            file_name: row.file_id.and_then(|id| names.get(&id).cloned()),
            file_id: row.file_id.map(FileId),
            drafted_by: row.drafted_by.map(PersonId),
            drafted_on: row.drafted_on,
            approved_by: row.approved_by.map(PersonId),
            approved_on: row.approved_on,
            returned_on: row.returned_on,
            returned_because: row.returned_because,
            abolished_on: row.abolished_on,
            abolished_because: row.abolished_because,
            revision: row.revision,
        });
    }
    Ok(versions)
}

/// A version with its document, for areas that refer to it.
pub(crate) async fn version_of(
    db: &impl ConnectionTrait,
    id: RegulationVersionId,
) -> Result<(RegulationDocument, RegulationVersion), ServiceError> {
    let document = load_of_version(db, id).await?;
    let found = document.versions.iter().find(|it| it.id == id).cloned();
    let version = found.ok_or(ServiceError::NotFound("規程・手順の版"))?;
    Ok((document, version))
}

/// The name of a version where people read it who may not open the document: of what is 非公開 not its title.
pub(crate) fn open_label(document: &RegulationDocument, version: &RegulationVersion) -> String {
    version.label(&open_title(document))
}

/// The same of the document itself.
pub(crate) fn open_title(document: &RegulationDocument) -> String {
    if document.resource() == Resource::Procedure {
        "実施手順（非公開）".to_owned()
    } else {
        document.title.clone()
    }
}

/// The days on which each version is in force, both included. A version that was never agreed to, or is of a
/// document that was made void, has none.
pub(crate) async fn days_in_force(
    db: &impl ConnectionTrait,
) -> Result<HashMap<RegulationVersionId, (NaiveDate, Option<NaiveDate>)>, ServiceError> {
    let documents = all(db).await?;
    Ok(documents
        .iter()
        .filter(|document| document.void_reason.is_none())
        .flat_map(|document| document.versions.iter().map(move |it| (document, it)))
        .filter_map(|(document, it)| Some((it.id, it.days_in_force(&document.versions)?)))
        .collect())
}
