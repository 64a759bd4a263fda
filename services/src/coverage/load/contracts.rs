//! Contracts that were in a term in the fiscal year up to the day, or have an open check, with the annex in
//! force on the day.
//!
//! 契約日, terms and issues are dated by themselves. Number, title, unit, class, facts and 無効 are
//! overwritten when a contract is changed: for a past day they are taken from the audit log, out of the
//! first change after it, which holds the contract as it stood before. A contract that was entered only
//! after the day is shown as it was first known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    contract::{
        Contract, ContractState,
        clauses::Level,
        coverage::{CoverKind, ItemCover},
        decision::Decision,
        profile::Confidentiality,
    },
    coverage::{
        Interval,
        fact::{AnnexFact, ClauseFact, ContractFact},
    },
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId},
    verification::TaskState,
};
use entities::{
    annex, audit_event, contract, contract_item_cover, contract_term, verification_task,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use serde::Deserialize;
use tokio::try_join;

use super::{AsOf, interval};
use crate::{ServiceError, clock::japan_date};

type ContractRow = (
    i64,
    String,
    i32,
    String,
    i64,
    Option<NaiveDate>,
    NaiveDate,
    NaiveDate,
    Option<Confidentiality>,
    serde_json::Value,
    ContractState,
);

/// The ids of the contracts that may matter.
fn relevant(day: AsOf) -> SelectStatement {
    let mut query = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .filter(matters(day));
    QuerySelect::query(&mut query).take()
}

fn matters(day: AsOf) -> Condition {
    let mut open_checks = verification_task::Entity::find()
        .select_only()
        .column(verification_task::Column::ContractId)
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .filter(verification_task::COLUMN.due_on.lt(day.on));
    Condition::any()
        .add(
            Condition::all()
                .add(contract::Column::StartsOn.lte(day.on))
                .add(contract::Column::EndsOn.gte(day.year_begins_on())),
        )
        .add(contract::Column::Id.in_subquery(QuerySelect::query(&mut open_checks).take()))
}

pub(super) async fn load(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<Vec<ContractFact>, ServiceError> {
    let (rows, mut terms, mut annexes, mut before) = try_join!(
        rows(db, day),
        later_terms(db),
        annexes(db, day),
        before_changes(db, day),
    )?;
    rows.into_iter()
        .map(|row| {
            let id = row.0;
            fact(
                row,
                terms.remove(&id),
                annexes.remove(&id),
                before.remove(&id),
                day,
            )
        })
        .collect()
}

async fn rows(db: &impl ConnectionTrait, day: AsOf) -> Result<Vec<ContractRow>, ServiceError> {
    let rows = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::ContractNo)
        .column(contract::Column::FiscalYear)
        .column(contract::Column::Title)
        .column(contract::Column::UnitId)
        .column(contract::Column::SignedOn)
        .column(contract::Column::StartsOn)
        .column(contract::Column::EndsOn)
        .column(contract::Column::Confidentiality)
        .column(contract::Column::Facts)
        .column(contract::Column::State)
        .filter(matters(day))
        .order_by_asc(contract::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

fn fact(
    row: ContractRow,
    terms: Option<Vec<Interval>>,
    annex: Option<AnnexFact>,
    before: Option<Contract>,
    day: AsOf,
) -> Result<ContractFact, ServiceError> {
    let (id, contract_no, year, title, unit, signed_on, starts_on, ends_on, class, given, state) =
        row;
    let is_concluded = matches!(state, ContractState::Concluded | ContractState::Closed);
    let mut fact = ContractFact {
        id: ContractId(id),
        contract_no,
        title,
        unit_id: OrganizationUnitId(unit),
        fiscal_year: FiscalYear(year),
        class,
        given: serde_json::from_value(given)?,
        signed_on,
        concluded_without_date: is_concluded && signed_on.is_none(),
        terms: terms.unwrap_or_else(|| vec![interval(starts_on, Some(ends_on))]),
        void_on: (state == ContractState::Void).then_some(day.on),
        annexes: annex.into_iter().collect(),
    };
    if let Some(before) = before {
        fact.void_on = (before.state == ContractState::Void).then_some(day.on);
        fact.contract_no = before.contract_no;
        fact.title = before.title;
        fact.unit_id = before.unit_id;
        fact.fiscal_year = before.fiscal_year;
        fact.class = before.confidentiality;
        fact.given = before.facts.into_iter().collect();
    }
    Ok(fact)
}

/// All terms of contracts that have more than one; the others have the term of their row.
async fn later_terms(
    db: &impl ConnectionTrait,
) -> Result<HashMap<i64, Vec<Interval>>, ServiceError> {
    let mut renewed = contract_term::Entity::find()
        .select_only()
        .column(contract_term::Column::ContractId)
        .filter(contract_term::COLUMN.number.gt(1));
    let rows = contract_term::Entity::find()
        .filter(
            contract_term::Column::ContractId.in_subquery(QuerySelect::query(&mut renewed).take()),
        )
        .order_by_asc(contract_term::Column::Number)
        .all(db)
        .await?;
    let mut terms: HashMap<i64, Vec<Interval>> = HashMap::new();
    for row in rows {
        let term = interval(row.starts_on, Some(row.ends_on));
        terms.entry(row.contract_id).or_default().push(term);
    }
    Ok(terms)
}

/// What of a manifest decides the items.
#[derive(Deserialize)]
struct Manifest {
    clauses: Vec<ManifestClause>,
    /// Missing in manifests written before it was kept.
    covers: Option<Vec<ItemCover>>,
    confidentiality: Option<Confidentiality>,
    facts: BTreeSet<String>,
}

#[derive(Deserialize)]
struct ManifestClause {
    clause: String,
    decision: Decision,
    level: Option<Level>,
    reason: Option<String>,
    #[serde(default)]
    expires_on: Option<NaiveDate>,
}

/// The annex in force on the day, by contract.
async fn annexes(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<HashMap<i64, AnnexFact>, ServiceError> {
    let mut last = annex::Entity::find()
        .select_only()
        .column_as(annex::Column::Id.max(), "last")
        .filter(annex::COLUMN.issued_at.lt(day.until))
        .group_by(annex::Column::ContractId);
    let rows: Vec<(i64, DateTime<Utc>, String)> = annex::Entity::find()
        .select_only()
        .column(annex::Column::ContractId)
        .column(annex::Column::IssuedAt)
        .column_as(
            Expr::col(annex::Column::Manifest).cast_as("text"),
            "manifest",
        )
        .filter(annex::Column::Id.in_subquery(QuerySelect::query(&mut last).take()))
        .filter(annex::Column::ContractId.in_subquery(relevant(day)))
        .into_tuple()
        .all(db)
        .await?;
    let mut standing = covers(db, day).await?;
    let mut annexes = HashMap::with_capacity(rows.len());
    for (contract, issued_at, manifest) in rows {
        let manifest: Manifest = serde_json::from_str(&manifest)?;
        let covers = match manifest.covers {
            Some(covers) => covers,
            None => standing.remove(&contract).unwrap_or_default(),
        };
        let annex = AnnexFact {
            issued_on: japan_date(issued_at),
            class: manifest.confidentiality,
            given: manifest.facts,
            clauses: manifest.clauses.into_iter().map(clause).collect(),
            covers,
        };
        annexes.insert(contract, annex);
    }
    Ok(annexes)
}

fn clause(clause: ManifestClause) -> ClauseFact {
    let included = clause.decision == Decision::Included;
    ClauseFact {
        included,
        // The approval of the contract, without which nothing is issued, approved the waiver.
        waived: !included && clause.level == Some(Level::Mandatory) && clause.reason.is_some(),
        clause: clause.clause,
        expires_on: clause.expires_on,
    }
}

/// Covers as they stand today; only for annexes whose manifest does not hold them.
async fn covers(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<BTreeMap<i64, Vec<ItemCover>>, ServiceError> {
    let rows: Vec<(i64, String, CoverKind, String)> = contract_item_cover::Entity::find()
        .select_only()
        .column(contract_item_cover::Column::ContractId)
        .column(contract_item_cover::Column::Item)
        .column(contract_item_cover::Column::Kind)
        .column(contract_item_cover::Column::Note)
        .filter(contract_item_cover::Column::ContractId.in_subquery(relevant(day)))
        .into_tuple()
        .all(db)
        .await?;
    let mut covers: BTreeMap<i64, Vec<ItemCover>> = BTreeMap::new();
    for (contract, item, kind, note) in rows {
        let cover = ItemCover { item, kind, note };
        covers.entry(contract).or_default().push(cover);
    }
    Ok(covers)
}

/// Contracts that were changed after the day, as they stood before the first change. Entries of their clauses,
/// subcontracts and reviews stand in the same history; a whole contract is known by its number.
async fn before_changes(
    db: &impl ConnectionTrait,
    day: AsOf,
) -> Result<HashMap<i64, Contract>, ServiceError> {
    if !day.is_past {
        return Ok(HashMap::new());
    }
    let mut first = audit_event::Entity::find()
        .select_only()
        .column_as(audit_event::Column::Number.min(), "first")
        .filter(audit_event::Column::SubjectKind.eq("contract"))
        .filter(
            Expr::col(audit_event::Column::Before)
                .cast_as("text")
                .like("%\"contract_no\"%"),
        )
        .filter(audit_event::Column::At.gte(day.until))
        .group_by(audit_event::Column::SubjectId);
    let rows: Vec<(Option<i64>, Option<serde_json::Value>)> = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::SubjectId)
        .column(audit_event::Column::Before)
        .filter(audit_event::Column::Number.in_subquery(QuerySelect::query(&mut first).take()))
        .into_tuple()
        .all(db)
        .await?;
    let mut before = HashMap::with_capacity(rows.len());
    for (id, content) in rows {
        if let (Some(id), Some(content)) = (id, content) {
            before.insert(id, serde_json::from_value(content)?);
        }
    }
    Ok(before)
}
