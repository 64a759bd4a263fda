//! 指摘, 是正措置, 措置 and 例外措置.

use std::collections::{BTreeMap, HashMap};

use domain::{
    coverage::{
        CoverageFacts, Interval,
        fact::{FindingFact, FoundIn, MeasureFact},
    },
    exception::{ExceptionRule, ExceptionSubject},
    finding::{ActionOutcome, DecisionResult},
    id::{
        ContractMeasureId, FindingId, OrganizationUnitId, SelfInspectionAnswerId,
        VerificationTaskId,
    },
};
use entities::{contract, contract_measure, corrective_action, exception, finding, finding_origin};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{AsOf, interval};
use crate::{ServiceError, database};

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let exceptions = exceptions(db, day).await?;
    findings(db, day, &exceptions, facts).await?;
    measures(db, day, facts).await?;
    for service in &mut facts.services {
        let subject = (ExceptionSubject::ExternalService, service.id.0);
        let own = exceptions.get(&subject).into_iter().flatten();
        service.exceptions = own
            .filter(|(rule, _)| *rule == ExceptionRule::TermsBasedService)
            .map(|(_, held)| *held)
            .collect();
    }
    Ok(())
}

type Exceptions = HashMap<(ExceptionSubject, i64), Vec<(ExceptionRule, Interval)>>;

/// Exceptions that were approved by the day, by what they are about.
async fn exceptions(db: &impl ConnectionTrait, day: AsOf) -> Result<Exceptions, ServiceError> {
    let rows = exception::Entity::find()
        .filter(exception::Column::Decision.eq(DecisionResult::Approved))
        .filter(exception::Column::DecidedOn.lte(day.on))
        .all(db)
        .await?;
    let mut exceptions = Exceptions::new();
    for row in rows {
        let Some(from_on) = row.decided_on else {
            continue;
        };
        let ended = row
            .ended_on
            .map(|ended| ended.pred_opt().unwrap_or(ended))
            .filter(|ended| *ended < row.expires_on);
        let held = interval(from_on, Some(ended.unwrap_or(row.expires_on)));
        let own = exceptions.entry((row.subject_kind, row.subject_id));
        own.or_default().push((row.rule, held));
    }
    Ok(exceptions)
}

async fn findings(
    db: &impl ConnectionTrait,
    day: AsOf,
    exceptions: &Exceptions,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let rows = finding::Entity::find()
        .filter(finding::Column::FoundOn.lte(day.on))
        .all(db)
        .await?;
    let actions = corrective_action::Entity::find()
        .filter(corrective_action::Column::InstructedOn.lte(day.on))
        .order_by_asc(corrective_action::Column::Number)
        .all(db)
        .await?;
    let mut by_finding: BTreeMap<i64, Vec<corrective_action::Model>> = BTreeMap::new();
    for action in actions {
        by_finding
            .entry(action.finding_id)
            .or_default()
            .push(action);
    }
    let origins = origins(db).await?;
    for row in rows {
        let actions = by_finding.remove(&row.id).unwrap_or_default();
        let last = actions.last();
        let accepted = exceptions.get(&(ExceptionSubject::Finding, row.id));
        facts.findings.push(FindingFact {
            id: FindingId(row.id),
            title: format!("{}：{}", row.subject_name, row.description),
            unit_id: Some(OrganizationUnitId(row.unit_id)),
            found_in: row
                .task_id
                .map(|task| FoundIn::Check(VerificationTaskId(task)))
                .or_else(|| origins.get(&row.id).copied()),
            found_on: row.found_on,
            // The round that counts on the day has its own due date.
            due_on: last.map_or(row.due_on, |action| action.due_on),
            action_on: actions.first().map(|action| action.instructed_on),
            verified_on: last
                .filter(|action| action.outcome == Some(ActionOutcome::Effective))
                .and_then(|action| action.verified_on),
            withdrawn_on: row.withdrawn_on,
            accepted: accepted
                .into_iter()
                .flatten()
                .map(|(_, held)| *held)
                .collect(),
        });
    }
    Ok(())
}

/// What findings were opened for, where it was no check of a contract.
async fn origins(db: &impl ConnectionTrait) -> Result<HashMap<i64, FoundIn>, ServiceError> {
    let rows = finding_origin::Entity::find().all(db).await?;
    let of_row = |row: finding_origin::Model| {
        let check = row
            .subject_check_id
            .map(|id| FoundIn::SubjectCheck(VerificationTaskId(id)));
        let answer = row
            .inspection_answer_id
            .map(|id| FoundIn::Answer(SelfInspectionAnswerId(id)));
        Some((row.finding_id, check.or(answer)?))
    };
    Ok(rows.into_iter().filter_map(of_row).collect())
}

async fn measures(
    db: &impl ConnectionTrait,
    day: AsOf,
    facts: &mut CoverageFacts,
) -> Result<(), ServiceError> {
    let rows = contract_measure::Entity::find()
        .filter(contract_measure::Column::Decision.eq(DecisionResult::Approved))
        .filter(contract_measure::Column::DecidedOn.lte(day.on))
        .all(db)
        .await?;
    let units: BTreeMap<i64, (i64, String)> = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::UnitId)
        .column(contract::Column::Title)
        .filter(database::among(
            db,
            contract::Column::Id,
            rows.iter().map(|row| row.contract_id),
        ))
        .into_tuple::<(i64, i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, unit, title)| (id, (unit, title)))
        .collect();
    for row in rows {
        let (unit, title) = units.get(&row.contract_id).cloned().unwrap_or_default();
        facts.measures.push(MeasureFact {
            id: ContractMeasureId(row.id),
            title: format!("{}（{title}）", row.kind.label()),
            unit_id: Some(OrganizationUnitId(unit)),
            taken_on: row.decided_on.unwrap_or(row.drafted_on),
            cites_clause: row.clause_entry_id.is_some() || !row.basis.trim().is_empty(),
            has_decision: row
                .decision_no
                .as_deref()
                .is_some_and(|number| !number.trim().is_empty()),
        });
    }
    Ok(())
}
