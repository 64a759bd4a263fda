//! Finding the record of a row again: by 年度 and 契約番号, else by 件名 and 委託先 among the contracts
//! in force in the 年度 of the ledger.

use std::collections::{BTreeSet, HashMap};

use domain::{
    authorization::Scope,
    contract::{Contract, ContractTerm},
    fiscal_year::FiscalYear,
    fold::search_key,
    id::{ContractId, VendorId},
    import::reading::{LedgerReading, Records},
};
use entities::contract;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{contract_fields::LedgerFields, contracts::of_another_unit};
use crate::{
    ServiceError,
    contract::{many::terms_of, of_row},
};

/// The contracts a ledger can mean, loaded once.
pub(super) struct ExistingContracts {
    contracts: Vec<Option<Contract>>,
    terms: HashMap<ContractId, Vec<ContractTerm>>,
    by_number: HashMap<(FiscalYear, String), usize>,
    by_title: HashMap<String, Vec<usize>>,
}

impl ExistingContracts {
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        reading: &LedgerReading,
    ) -> Result<Self, ServiceError> {
        let years = years(reading);
        let (Some(first), Some(last)) = (years.first(), years.last()) else {
            return Ok(Self::of(Vec::new(), HashMap::new()));
        };
        let in_force = Condition::all()
            .add(contract::Column::StartsOn.lte(last.last_day()))
            .add(contract::Column::EndsOn.gte(first.first_day()));
        let numbered = contract::Column::FiscalYear.is_in(years.iter().map(|year| year.0));
        let rows = contract::Entity::find()
            .filter(Condition::any().add(numbered).add(in_force))
            .order_by_asc(contract::Column::Id)
            .all(db)
            .await?;
        let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let contracts = rows.into_iter().map(of_row).collect::<Result<_, _>>()?;
        Ok(Self::of(contracts, terms_of(db, &keys).await?))
    }

    fn of(contracts: Vec<Contract>, terms: HashMap<ContractId, Vec<ContractTerm>>) -> Self {
        let mut by_number = HashMap::new();
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, contract) in contracts.iter().enumerate() {
            by_number.insert(
                (contract.fiscal_year, contract.contract_no.to_uppercase()),
                index,
            );
            by_title
                .entry(search_key(&contract.title))
                .or_default()
                .push(index);
        }
        Self {
            contracts: contracts.into_iter().map(Some).collect(),
            terms,
            by_number,
            by_title,
        }
    }

    /// A number that a contract drafted here already has is not the ledger's to give away; nor is one of a
    /// contract that other people keep.
    pub(super) fn check_number(&self, fields: &LedgerFields, scope: &Scope) -> Result<(), String> {
        let numbered = self
            .index_by_number(fields)
            .and_then(|index| self.contracts[index].as_ref());
        match numbered {
            Some(other) if !scope.contains(other.unit_id) => Err(of_another_unit(other)),
            Some(other)
                if other.source.is_none()
                    && search_key(&other.title) != search_key(&fields.title) =>
            {
                Err(format!(
                    "契約番号{}は、すでに登録されている別の契約「{}」の番号です。台帳の番号か、登録されている契約の番号を直してください。",
                    other.contract_no, other.title
                ))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn index_by_number(&self, fields: &LedgerFields) -> Option<usize> {
        let number = fields.contract_no.as_ref()?;
        self.by_number
            .get(&(fields.fiscal_year, number.to_uppercase()))
            .copied()
    }

    /// The record of a row with its terms, if there is one that no row before it has taken.
    pub(super) fn find(
        &mut self,
        fields: &LedgerFields,
        vendor: Option<VendorId>,
    ) -> Option<(Contract, Vec<ContractTerm>)> {
        let index = match &fields.contract_no {
            Some(_) => self.index_by_number(fields),
            None => self.index_by_title(fields, vendor),
        };
        let contract = self.contracts.get_mut(index?)?.take()?;
        let terms = self.terms.remove(&contract.id).unwrap_or_default();
        Some((contract, terms))
    }

    /// Of several with title and contractor the one of the same unit; else one whose contractor was
    /// still open.
    fn index_by_title(&self, fields: &LedgerFields, vendor: Option<VendorId>) -> Option<usize> {
        let free: Vec<(usize, &Contract)> = self
            .by_title
            .get(&search_key(&fields.title))?
            .iter()
            .filter_map(|index| Some((*index, self.contracts[*index].as_ref()?)))
            .collect();
        let rank = |contract: &Contract| {
            (
                contract.vendor_id != vendor,
                contract.unit_id != fields.unit_id,
                contract.fiscal_year != fields.fiscal_year,
            )
        };
        let fits = |contract: &Contract| {
            contract.vendor_id == vendor
                || (contract.vendor_id.is_none() && contract.unit_id == fields.unit_id)
        };
        free.into_iter()
            .filter(|(_, it)| fits(it))
            .min_by_key(|(_, it)| rank(it))
            .map(|(index, _)| index)
    }
}

fn years(reading: &LedgerReading) -> BTreeSet<FiscalYear> {
    let mut years: BTreeSet<FiscalYear> = reading.fiscal_year.into_iter().collect();
    for sheet in &reading.sheets {
        if let Records::Contracts(records) = &sheet.records {
            years.extend(
                records
                    .iter()
                    .filter_map(|record| record.fields.fiscal_year),
            );
        }
    }
    years
}
