//! Subcontracts and rosters as the coverage sheet reads them, as of a day. Three statements, however many
//! contracts there are.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{
    contract::Contract,
    coverage::{
        Interval,
        fact::{RosterFact, SubcontractFact},
    },
    id::ContractId,
    subcontract::{
        Assessed, Concern, ConsentKind, Subcontract, assess,
        roster::{Employer, RosterEntry, employer_of},
    },
};
use entities::{contract, roster_entry, subcontract};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use super::{needed, rows};
use crate::{ServiceError, contract as contracts, database, library::LoadedLibrary, vendor};

/// What the sheet needs of them.
pub(crate) async fn facts(
    db: &impl ConnectionTrait,
    library: &LoadedLibrary,
    on: NaiveDate,
) -> Result<(Vec<SubcontractFact>, Vec<RosterFact>), ServiceError> {
    let all = subcontract::Entity::find()
        .filter(subcontract::COLUMN.recorded_on.lte(on))
        .all(db)
        .await?;
    let mut trees: HashMap<ContractId, Vec<Subcontract>> = HashMap::new();
    for it in rows::with_decisions(db, all).await? {
        trees.entry(it.contract_id).or_default().push(it);
    }
    let entries: Vec<RosterEntry> = roster_entry::Entity::find()
        .filter(roster_entry::COLUMN.recorded_on.lte(on))
        .all(db)
        .await?
        .into_iter()
        .map(rows::entry_of)
        .collect();
    let ids: BTreeSet<i64> = trees
        .keys()
        .copied()
        .chain(entries.iter().map(|entry| entry.contract_id))
        .map(|id| id.0)
        .collect();
    let concerned: Vec<Contract> = contract::Entity::find()
        .filter(database::among(db, contract::Column::Id, ids))
        .all(db)
        .await?
        .into_iter()
        .map(contracts::of_row)
        .collect::<Result<_, _>>()?;
    let vendors: Vec<i64> = concerned
        .iter()
        .filter_map(|it| it.vendor_id.map(|id| id.0))
        .collect();
    let names = vendor::names(db, vendors).await?;
    let (mut subcontracts, mut roster) = (Vec::new(), Vec::new());
    for contract in &concerned {
        let needed: ConsentKind = needed(contract, library)?;
        let tree = trees.remove(&contract.id).unwrap_or_default();
        let assessed = assess(&tree, needed, on);
        subcontracts.extend(assessed.iter().filter_map(|it| subcontract_fact(it, on)));
        let contractor = contract
            .vendor_id
            .and_then(|id| names.get(&id.0))
            .map(String::as_str);
        let own = entries.iter().filter(|it| it.contract_id == contract.id);
        roster.extend(own.filter_map(|it| roster_fact(it, contractor, &assessed, on)));
    }
    Ok((subcontracts, roster))
}

/// One that has begun; consented to when the town agreed to it and to all above it.
fn subcontract_fact(it: &Assessed, on: NaiveDate) -> Option<SubcontractFact> {
    let subcontract = &it.subcontract;
    if !subcontract.is_recorded_on(on) {
        return None;
    }
    let starts_on = subcontract.started_on?;
    let decided_on = subcontract
        .decision_on(on, on)
        .filter(|decision| decision.outcome.permits())
        .map(|decision| decision.decided_on);
    // A consent renewed while the work goes on stands on the one it began with.
    let mut consented_on = decided_on.map(|day| day.min(starts_on));
    for concern in &it.concerns {
        match concern {
            Concern::StartedBeforeConsent {
                consented_on: day, ..
            } => consented_on = Some(*day),
            Concern::StartedWithoutConsent(_)
            | Concern::StartedAgainstRefusal
            | Concern::ParentNotConsented(_) => consented_on = None,
            Concern::WrongKind
            | Concern::ParentEnded(_)
            | Concern::NotRequested
            | Concern::Conditions(_) => {}
        }
    }
    Some(SubcontractFact {
        contract_id: subcontract.contract_id,
        name: subcontract.name.clone(),
        consented_on,
        lacks_permission: it.concerns.contains(&Concern::WrongKind),
        starts_on,
        ends_on: subcontract.ended_on,
    })
}

fn roster_fact(
    it: &RosterEntry,
    contractor: Option<&str>,
    assessed: &[Assessed],
    on: NaiveDate,
) -> Option<RosterFact> {
    if it.voided_on.is_some_and(|voided| voided <= on) {
        return None;
    }
    let employer = employer_of(&it.employer, contractor, assessed);
    let approved_on = match &employer {
        Employer::Subcontractor(id) => assessed
            .iter()
            .find(|node| node.subcontract.id == *id)
            .and_then(|node| node.subcontract.decision_on(on, on))
            .map(|decision| decision.decided_on),
        Employer::Contractor | Employer::NotPermitted(_) | Employer::Unknown { .. } => None,
    };
    Some(RosterFact {
        contract_id: it.contract_id,
        listed: Interval {
            from_on: it.from_on,
            to_on: it.to_on,
        },
        employer: it.employer.clone(),
        is_contractor: employer == Employer::Contractor,
        approved_on,
    })
}
