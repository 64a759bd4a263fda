//! 外部サービス and 利用承認, as they were on the day.
//!
//! What a service is, who approved it, and how it is used are dated by themselves. Name and unit are
//! overwritten when a service is changed: for a past day they are taken from the audit log, out of the first
//! change after it. A record that was taken out of use later was in use until then.

use std::collections::HashMap;

use domain::{
    coverage::fact::{ExternalServiceFact, UseApprovalFact},
    external_service::{ExternalService, ServiceKind},
    id::OrganizationUnitId,
};
use entities::{audit_event, external_service};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

use super::{AsOf, interval};
use crate::{ServiceError, external_service::load_all};

/// What of a service is overwritten.
#[derive(Deserialize)]
struct Before {
    name: String,
    unit_key: OrganizationUnitId,
}

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<(Vec<ExternalServiceFact>, Vec<UseApprovalFact>), ServiceError> {
    let query = external_service::Entity::find().order_by_asc(external_service::Column::Id);
    let mut before = if day.is_past {
        before_changes(db, day).await?
    } else {
        HashMap::new()
    };
    let (mut services, mut given) = (Vec::new(), Vec::new());
    for service in load_all(db, query).await? {
        given.extend(approvals(&service, day));
        let before = before.remove(&service.id.0);
        services.extend(fact(service, before, day));
    }
    Ok((services, given))
}

/// `None` for one that was not in use by the day: nothing of it is judged.
fn fact(
    service: ExternalService,
    before: Option<Before>,
    day: AsOf,
) -> Option<ExternalServiceFact> {
    let started_on = service.started_on.filter(|started| *started <= day.on)?;
    let profile = service.profile_on(day.on).or(service.profiles.first());
    let (name, unit_id) = match before {
        Some(before) => (before.name, before.unit_key),
        None => (service.name.clone(), service.unit_id),
    };
    let erased = service
        .erasure_confirmed_on
        .max(service.accounts_disposed_on);
    Some(ExternalServiceFact {
        id: service.id,
        name,
        unit_id,
        is_terms_based: profile.is_some_and(|it| it.kind == ServiceKind::CloudTermsBased),
        class: profile.map(|it| it.confidentiality),
        used: interval(started_on, service.ended_on),
        void_on: service.void_on,
        erased_on: service.accounts_disposed_on.and(erased),
        // Filled with the other exceptions.
        exceptions: Vec::new(),
    })
}

fn approvals(service: &ExternalService, day: AsOf) -> impl Iterator<Item = UseApprovalFact> {
    let given = service
        .approvals
        .iter()
        .filter(move |it| it.is_given_by(day.on));
    given.filter_map(|it| {
        let revoked = it.revoked_on.and_then(|on| on.pred_opt());
        let last = match (revoked, it.expires_on) {
            (Some(revoked), Some(expires)) => Some(revoked.min(expires)),
            (revoked, expires) => revoked.or(expires),
        };
        Some(UseApprovalFact {
            service_id: service.id,
            applicant: it.applied_by,
            approver: it.decided_by,
            valid: interval(it.decided_on?, last),
            regulation_version: it.regulation_version_id,
        })
    })
}

/// Services that were changed after the day, as they were called before the first change.
async fn before_changes(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<HashMap<i64, Before>, ServiceError> {
    let rows: Vec<(Option<i64>, Option<serde_json::Value>)> = audit_event::Entity::find()
        .filter(audit_event::Column::SubjectKind.eq("external_service"))
        .filter(audit_event::Column::Action.starts_with("外部サービスの変更"))
        .filter(audit_event::Column::At.gte(day.until))
        .order_by_desc(audit_event::Column::Number)
        .select_only()
        .column(audit_event::Column::SubjectId)
        .column(audit_event::Column::Before)
        .into_tuple()
        .all(db)
        .await?;
    let mut before = HashMap::new();
    for (id, content) in rows {
        let content = content.and_then(|content| serde_json::from_value(content).ok());
        if let (Some(id), Some(content)) = (id, content) {
            before.insert(id, content);
        }
    }
    Ok(before)
}
