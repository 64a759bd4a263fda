//! 旧版の条項を持つ契約: those concluded whose annex in force words a clause otherwise than the library.

use std::collections::{BTreeMap, HashMap};

use domain::{
    authorization::{Action, Resource},
    contract::change::{ChangedClause, ContractChangeState, Outdated},
    id::{ContractId, LibraryEntryId},
};
use entities::contract_change;
use sea_orm::{EntityTrait, QueryFilter};

use crate::{
    Context, ServiceError,
    comparison::outdated_contracts,
    contract::chosen,
    library::{self, LoadedLibrary, pinned_clauses},
    organization,
};

/// The contracts in course that the actor may see and that carry an older version of a clause; those whose
/// 変更契約 is under way among them.
///
/// # Errors
/// Without the right to see contracts.
pub async fn outdated(ctx: &Context) -> Result<Vec<Outdated>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let newest = newest_versions(ctx, &library).await?;
    let mut by_contract: BTreeMap<i64, Vec<ChangedClause>> = BTreeMap::new();
    for (clause, contracts) in outdated_contracts(ctx, &library).await? {
        let title = library.library.find_clause(&clause).map(|it| &it.title);
        for contract in contracts {
            let changed = ChangedClause {
                clause: clause.clone(),
                title: title.cloned().unwrap_or_default(),
                old_version: Some(contract.version),
                new_version: newest.get(&clause).copied(),
            };
            by_contract.entry(contract.id.0).or_default().push(changed);
        }
    }
    let open = open_changes(ctx).await?;
    for (contract, (_, clauses)) in &open {
        // Taken up, its clauses are those of the next annex already: the one in force is still the old one.
        by_contract
            .entry(*contract)
            .or_insert_with(|| clauses.clone());
    }
    let ids: Vec<ContractId> = by_contract.keys().map(|id| ContractId(*id)).collect();
    let units = organization::unit_names(ctx).await?;
    let mut lines = Vec::new();
    for row in chosen(ctx, &ids).await? {
        let mut clauses = by_contract.remove(&row.id).unwrap_or_default();
        clauses.sort_by(|one, other| one.clause.cmp(&other.clause));
        lines.push(Outdated {
            id: ContractId(row.id),
            contract_no: row.contract_no,
            title: row.title,
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            clauses,
            change: open.get(&row.id).map(|(state, _)| *state),
        });
    }
    Ok(lines)
}

async fn newest_versions(
    ctx: &Context,
    library: &LoadedLibrary,
) -> Result<HashMap<String, i32>, ServiceError> {
    let clauses = library.library.clauses.iter();
    let entries: Vec<LibraryEntryId> = clauses
        .filter_map(|clause| library.clause_entry(&clause.id))
        .collect();
    let words = pinned_clauses(&ctx.db, &entries).await?;
    let versions = words
        .into_values()
        .map(|(version, clause)| (clause.id, version));
    Ok(versions.collect())
}

/// By contract: the 変更契約 that is open, and its clauses.
async fn open_changes(
    ctx: &Context,
) -> Result<HashMap<i64, (ContractChangeState, Vec<ChangedClause>)>, ServiceError> {
    let rows = contract_change::Entity::find()
        .filter(contract_change::COLUMN.open_key.is_not_null())
        .all(&ctx.db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let clauses = serde_json::from_value(row.clauses)?;
            Ok((row.contract_id, (row.state, clauses)))
        })
        .collect()
}
