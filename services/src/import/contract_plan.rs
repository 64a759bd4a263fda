//! What a ledger makes of the contracts, written at the end in few statements.

use std::collections::{BTreeMap, HashSet};

use domain::{
    contract::{Contract, ContractTerm},
    fiscal_year::FiscalYear,
    import::contract::ContractRecord,
};

use super::{Import, contract_fields::appendices, vendors::GivenKeys};
use crate::{
    ServiceError,
    audit_log::Event,
    contract::{self, many, refresh_clauses},
    library::LoadedLibrary,
};

/// A contract that is brought up to date.
pub(super) struct Change {
    pub(super) before: Contract,
    pub(super) after: Contract,
    pub(super) terms: Vec<ContractTerm>,
}

/// A contract of a row that has none yet.
pub(super) struct Added<'r> {
    /// Without a number where the ledger has none.
    pub(super) contract: Contract,
    pub(super) record: &'r ContractRecord,
    /// Its place among the rows that are taken.
    pub(super) taken: usize,
}

/// Contracts to be written. The vendors may be new, their keys below zero.
#[derive(Default)]
pub(super) struct Plan<'r> {
    pub(super) added: Vec<Added<'r>>,
    pub(super) updated: Vec<Change>,
}

impl Plan<'_> {
    pub(super) async fn write(
        mut self,
        import: &mut Import<'_>,
        given: &GivenKeys,
        library: &LoadedLibrary,
    ) -> Result<(), ServiceError> {
        let added = self.added.iter_mut().map(|it| &mut it.contract);
        let updated = self.updated.iter_mut().map(|change| &mut change.after);
        for contract in added.chain(updated) {
            contract.vendor_id = contract.vendor_id.map(|id| given.of(id));
        }
        self.number(import).await?;
        self.add(import, library).await?;
        self.update(import, library).await
    }

    /// Gives a number to every contract that has none.
    async fn number(&mut self, import: &Import<'_>) -> Result<(), ServiceError> {
        let mut years: BTreeMap<FiscalYear, Vec<&mut Contract>> = BTreeMap::new();
        let mut named = HashSet::new();
        for Added { contract, .. } in &mut self.added {
            if contract.contract_no.is_empty() {
                years
                    .entry(contract.fiscal_year)
                    .or_default()
                    .push(contract);
            } else {
                named.insert(contract.contract_no.clone());
            }
        }
        for (year, contracts) in years {
            let count = contracts.len();
            let numbers = contract::free_contract_nos(&import.tx, year, count, &named).await?;
            for (contract, number) in contracts.into_iter().zip(numbers) {
                contract.contract_no = number;
            }
        }
        Ok(())
    }

    async fn add(
        &mut self,
        import: &mut Import<'_>,
        library: &LoadedLibrary,
    ) -> Result<(), ServiceError> {
        let contracts = self.added.iter().map(|it| &it.contract);
        let keys = many::insert_all(&import.tx, import.ctx, contracts).await?;
        let mut terms = Vec::with_capacity(keys.len());
        let mut rows = Vec::with_capacity(keys.len());
        for (it, id) in self.added.iter_mut().zip(keys) {
            let (added, record) = (&mut it.contract, it.record);
            added.id = id;
            import.outcome.stands_for(it.taken, id.0);
            let first = ContractTerm {
                number: 1,
                starts_on: added.starts_on,
                ends_on: added.ends_on,
            };
            terms.push((id, first));
            rows.push((id, appendices(record, added, library)));
            let event = Event::new("契約の取込み", "contract", id.0, &added.title);
            import.record(event.change(None::<&()>, added)?);
        }
        many::add_terms(&import.tx, &terms).await?;
        many::add_appendices(&import.tx, &rows).await
    }

    async fn update(
        &self,
        import: &mut Import<'_>,
        library: &LoadedLibrary,
    ) -> Result<(), ServiceError> {
        let contracts = self.updated.iter().map(|change| &change.after);
        many::touch_all(&import.tx, import.ctx, contracts).await?;
        let moved: Vec<_> = self.updated.iter().filter_map(Change::moved_term).collect();
        many::save_only_terms(&import.tx, &moved).await?;
        let changed = self.updated.iter().map(|change| &change.after);
        let profiles: Vec<i64> = self
            .updated
            .iter()
            .filter(|change| change.before.profile() != change.after.profile())
            .map(|change| change.after.id.0)
            .collect();
        let with_clauses = many::with_clauses(&import.tx, &profiles).await?;
        // Only contracts that were drafted here have clauses.
        for after in changed.filter(|after| with_clauses.contains(&after.id.0)) {
            refresh_clauses(&import.tx, after, library).await?;
        }
        for Change { before, after, .. } in &self.updated {
            let event = Event::new("契約の変更（取込み）", "contract", after.id.0, &after.title);
            import.record(event.change(Some(before), after)?);
        }
        Ok(())
    }
}

impl Change {
    /// The only term, when the period is another.
    fn moved_term(&self) -> Option<(domain::id::ContractId, ContractTerm)> {
        let [only] = self.terms.as_slice() else {
            return None;
        };
        let (starts_on, ends_on) = (self.after.starts_on, self.after.ends_on);
        ((only.starts_on, only.ends_on) != (starts_on, ends_on)).then_some((
            self.after.id,
            ContractTerm {
                number: only.number,
                starts_on,
                ends_on,
            },
        ))
    }
}
