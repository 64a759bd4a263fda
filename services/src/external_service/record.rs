//! Rows of services, as the domain knows them.

use std::collections::HashMap;

use domain::{
    external_service::{
        ExternalService, ServiceCertificate, ServiceProfile, ServiceReview, UseApproval,
    },
    id::{
        ContractId, ExceptionId, ExternalServiceId, OrganizationUnitId, PersonId,
        RegulationVersionId, UseApprovalId, VendorId,
    },
    vendor::Certification,
};
use entities::{
    external_service, external_service_certificate, external_service_profile,
    external_service_review, use_approval,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::SelectStatement,
};

use crate::{ServiceError, organization, regulation};

/// One service with all dated facts.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    id: ExternalServiceId,
) -> Result<ExternalService, ServiceError> {
    let query = external_service::Entity::find_by_id(id.0);
    let mut found = load_all(db, query).await?;
    found.pop().ok_or(ServiceError::NotFound("外部サービス"))
}

/// The services a query finds, in its order, in a number of statements that does not grow with them.
pub(crate) async fn load_all(
    db: &impl ConnectionTrait,
    query: Select<external_service::Entity>,
) -> Result<Vec<ExternalService>, ServiceError> {
    let wanted = || -> SelectStatement {
        let mut ids = query
            .clone()
            .select_only()
            .column(external_service::Column::Id);
        QuerySelect::query(&mut ids).clear_order_by().take()
    };
    let mut profiles = profiles(db, wanted()).await?;
    let mut approvals = approvals(db, wanted()).await?;
    let mut reviews = reviews(db, wanted()).await?;
    let mut certificates = certificates(db, wanted()).await?;
    let rows = query.all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| ExternalService {
            profiles: profiles.remove(&row.id).unwrap_or_default(),
            approvals: approvals.remove(&row.id).unwrap_or_default(),
            reviews: reviews.remove(&row.id).unwrap_or_default(),
            certificates: certificates.remove(&row.id).unwrap_or_default(),
            id: ExternalServiceId(row.id),
            service_no: row.service_no,
            name: row.name,
            unit_id: OrganizationUnitId(row.unit_id),
            note: row.note,
            registered_by: row.registered_by.map(PersonId),
            registered_on: row.registered_on,
            started_on: row.started_on,
            ended_on: row.ended_on,
            end_reason: row.end_reason,
            erasure_confirmed_on: row.erasure_confirmed_on,
            erasure_method: row.erasure_method,
            accounts_disposed_on: row.accounts_disposed_on,
            void_reason: row.void_reason,
            void_on: row.void_on,
            revision: row.revision,
        })
        .collect())
}

async fn profiles(
    db: &impl ConnectionTrait,
    wanted: SelectStatement,
) -> Result<HashMap<i64, Vec<ServiceProfile>>, ServiceError> {
    let rows = external_service_profile::Entity::find()
        .filter(external_service_profile::Column::ServiceId.in_subquery(wanted))
        .order_by_asc(external_service_profile::Column::FromOn)
        .order_by_asc(external_service_profile::Column::Id)
        .all(db)
        .await?;
    let mut profiles: HashMap<i64, Vec<ServiceProfile>> = HashMap::new();
    for row in rows {
        profiles
            .entry(row.service_id)
            .or_default()
            .push(ServiceProfile {
                from_on: row.from_on,
                to_on: row.to_on,
                kind: row.kind,
                deployment: row.deployment,
                paid: row.paid,
                vendor_id: row.vendor_id.map(VendorId),
                provider_name: row.provider_name,
                purpose: row.purpose,
                subject_information: row.subject_information,
                confidentiality: row.confidentiality,
                personal_info: row.personal_info,
                provider_handling: row.provider_handling,
                provider_handling_reason: row.provider_handling_reason,
                segment: row.segment,
                account_count: row.account_count,
                annual_cost_yen: row.annual_cost_yen,
                data_location: row.data_location,
                governing_law: row.governing_law,
                terms_version: row.terms_version,
                terms_confirmed_on: row.terms_confirmed_on,
                alternative: row.alternative,
                contract_id: row.contract_id.map(ContractId),
            });
    }
    Ok(profiles)
}

async fn approvals(
    db: &impl ConnectionTrait,
    wanted: SelectStatement,
) -> Result<HashMap<i64, Vec<UseApproval>>, ServiceError> {
    let rows = use_approval::Entity::find()
        .filter(use_approval::Column::ServiceId.in_subquery(wanted))
        .order_by_asc(use_approval::Column::Round)
        .all(db)
        .await?;
    let people: Vec<i64> = rows
        .iter()
        .flat_map(|row| [row.applied_by, row.decided_by])
        .flatten()
        .collect();
    let names = organization::people_names(db, people).await?;
    let labels = match rows.iter().any(|row| row.regulation_version_id.is_some()) {
        true => labels(db).await?,
        false => HashMap::new(),
    };
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    let mut approvals: HashMap<i64, Vec<UseApproval>> = HashMap::new();
    for row in rows {
        approvals
            .entry(row.service_id)
            .or_default()
            .push(UseApproval {
                id: UseApprovalId(row.id),
                round: row.round,
                occasion: row.occasion,
                kind: row.kind,
                confidentiality: row.confidentiality,
                personal_info: row.personal_info,
                terms_version: row.terms_version,
                reason: row.reason,
                wanted_until: row.wanted_until,
                applied_on: row.applied_on,
                applied_by: row.applied_by.map(PersonId),
                applicant: name(row.applied_by),
                withdrawn_on: row.withdrawn_on,
                decision: row.decision,
                decided_on: row.decided_on,
                decided_by: row.decided_by.map(PersonId),
                approver: name(row.decided_by),
                approval_no: row.approval_no,
                conditions: row.conditions,
                comment: row.comment,
                expires_on: row.expires_on,
                regulation_version_id: row.regulation_version_id.map(RegulationVersionId),
                regulation: row
                    .regulation_version_id
                    .and_then(|id| labels.get(&id).cloned()),
                exception_id: row.exception_id.map(ExceptionId),
                revoked_on: row.revoked_on,
                revoked_because: row.revoked_because,
                revision: row.revision,
            });
    }
    Ok(approvals)
}

/// The names of versions of regulations, by key.
async fn labels(db: &impl ConnectionTrait) -> Result<HashMap<i64, String>, ServiceError> {
    let documents = regulation::all(db).await?;
    Ok(documents
        .iter()
        .flat_map(|document| document.versions.iter().map(move |it| (document, it)))
        .map(|(document, it)| (it.id.0, regulation::open_label(document, it)))
        .collect())
}

async fn reviews(
    db: &impl ConnectionTrait,
    wanted: SelectStatement,
) -> Result<HashMap<i64, Vec<ServiceReview>>, ServiceError> {
    let rows = external_service_review::Entity::find()
        .filter(external_service_review::Column::ServiceId.in_subquery(wanted))
        .order_by_asc(external_service_review::Column::Id)
        .all(db)
        .await?;
    let mut reviews: HashMap<i64, Vec<ServiceReview>> = HashMap::new();
    for row in rows {
        reviews
            .entry(row.service_id)
            .or_default()
            .push(ServiceReview {
                id: row.id,
                occasion: row.occasion,
                asked_on: row.asked_on,
                terms_version: row.terms_version,
                note: row.note,
                done_on: row.done_on,
                judgement: row.judgement,
                finding: row.finding,
            });
    }
    Ok(reviews)
}

async fn certificates(
    db: &impl ConnectionTrait,
    wanted: SelectStatement,
) -> Result<HashMap<i64, Vec<ServiceCertificate>>, ServiceError> {
    let rows = external_service_certificate::Entity::find()
        .filter(external_service_certificate::Column::ServiceId.in_subquery(wanted))
        .filter(external_service_certificate::Column::RemovedOn.is_null())
        .order_by_asc(external_service_certificate::Column::Id)
        .all(db)
        .await?;
    let mut certificates: HashMap<i64, Vec<ServiceCertificate>> = HashMap::new();
    for row in rows {
        certificates
            .entry(row.service_id)
            .or_default()
            .push(ServiceCertificate {
                certification: Certification {
                    id: row.id,
                    kind: row.kind,
                    number: row.number,
                    scope: row.scope,
                    expires_on: row.expires_on,
                },
                confirmed_on: row.confirmed_on,
            });
    }
    Ok(certificates)
}

/// The names of services.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let names: Vec<(i64, String)> = external_service::Entity::find()
        .select_only()
        .column(external_service::Column::Id)
        .column(external_service::Column::Name)
        .filter(external_service::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// Name and unit of one service, for records that are about it.
pub(crate) async fn name_and_unit(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<(String, OrganizationUnitId), ServiceError> {
    let row = external_service::Entity::find_by_id(id).one(db).await?;
    let row = row.ok_or(ServiceError::NotFound("外部サービス"))?;
    Ok((row.name, OrganizationUnitId(row.unit_id)))
}
