//! 契約項目充足マトリクス: contracts × K01–K13 (and the items of 番号法 and 個人情報保護法 where they
//! apply), as of a day.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CoverageFacts, CoverageScope,
    fact::{AnnexFact, ContractFact},
    judgement::Judge,
};
use crate::{
    contract::{
        coverage::{ClauseOnContract, ItemCover, ItemCoverage, ItemStatus, item_coverage},
        profile::Confidentiality,
    },
    id::ContractId,
    input::FieldError,
    library::SelectionRules,
};

/// Contracts share facts and clauses: what was worked out for one is used for all that are alike.
pub(super) struct ItemCache<'a> {
    rules: &'a SelectionRules,
    known: HashMap<Alike, Worked>,
}

type Worked = Result<Rc<Vec<ItemCoverage>>, FieldError>;

/// All that decides the items of a contract.
#[derive(PartialEq, Eq, Hash)]
struct Alike {
    class: Confidentiality,
    starts_on: NaiveDate,
    given: BTreeSet<String>,
    clauses: Vec<(String, bool, bool)>,
    covers: Vec<(String, bool, String)>,
}

impl<'a> ItemCache<'a> {
    pub(super) fn new(rules: &'a SelectionRules) -> Self {
        Self {
            rules,
            known: HashMap::new(),
        }
    }

    /// The items of a contract on a day; `None` while its class is not decided.
    pub(super) fn of(&mut self, contract: &ContractFact, on: NaiveDate) -> Option<Worked> {
        let profile = contract.profile_on(on)?;
        let annex = contract.annex_on(on);
        let clauses = annex.map(|it| it.clauses_on(on)).unwrap_or_default();
        let covers: &[ItemCover] = annex.map_or(&[], |it: &AnnexFact| &it.covers);
        let alike = Alike {
            class: profile.confidentiality,
            starts_on: profile.starts_on,
            given: profile.given.clone(),
            clauses: clauses.iter().map(clause_key).collect(),
            covers: covers
                .iter()
                .map(|it| {
                    let by_terms = it.kind == crate::contract::coverage::CoverKind::VendorTerms;
                    (it.item.clone(), by_terms, it.note.clone())
                })
                .collect(),
        };
        let rules = self.rules;
        let worked = self
            .known
            .entry(alike)
            .or_insert_with(|| item_coverage(rules, &profile, &clauses, covers).map(Rc::new));
        Some(worked.clone())
    }
}

fn clause_key(clause: &ClauseOnContract) -> (String, bool, bool) {
    (clause.clause.clone(), clause.included, clause.waived)
}

/// A contract and its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    pub contract: ContractId,
    pub contract_no: String,
    pub title: String,
    pub unit_name: String,
    pub class: Option<Confidentiality>,
    /// By item of [`Matrix::items`]; `None` where the item does not apply, or there is no annex.
    pub cells: Vec<Option<ItemStatus>>,
    /// There is no annex in force: every cell is red.
    pub lacks_annex: bool,
    pub missing_count: usize,
}

/// The matrix, contracts with something missing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    pub on: NaiveDate,
    /// Id and title of each column.
    pub items: Vec<(String, String)>,
    pub rows: Vec<MatrixRow>,
}

impl Matrix {
    /// Contracts without a missing item.
    #[must_use]
    pub fn complete_count(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.missing_count == 0 && !row.lacks_annex)
            .count()
    }
}

/// The matrix of a day: contracts that count on it, with every item of the library.
#[must_use]
pub fn matrix(
    facts: &CoverageFacts,
    rules: &SelectionRules,
    on: NaiveDate,
    scope: &CoverageScope,
) -> Matrix {
    let judge = Judge { facts, on, scope };
    let mut cache = ItemCache::new(rules);
    let items: Vec<(String, String)> = rules
        .contract_items
        .iter()
        .map(|item| (item.id.clone(), item.title.clone()))
        .collect();
    let mut rows: Vec<MatrixRow> = judge
        .running()
        .map(|contract| row(facts, contract, on, &items, &mut cache))
        .collect();
    rows.sort_by(|a, b| {
        (b.lacks_annex, b.missing_count, &a.contract_no).cmp(&(
            a.lacks_annex,
            a.missing_count,
            &b.contract_no,
        ))
    });
    Matrix { on, items, rows }
}

fn row(
    facts: &CoverageFacts,
    contract: &ContractFact,
    on: NaiveDate,
    items: &[(String, String)],
    cache: &mut ItemCache<'_>,
) -> MatrixRow {
    let worked = cache.of(contract, on);
    let coverage = worked.and_then(Result::ok).unwrap_or_default();
    let status = |id: &str| {
        let mut covered = coverage.iter();
        covered.find(|it| it.item == id).map(|it| it.status.clone())
    };
    let cells: Vec<Option<ItemStatus>> = items.iter().map(|(id, _)| status(id)).collect();
    let is_missing = |cell: &&Option<ItemStatus>| matches!(cell, Some(ItemStatus::Missing { .. }));
    MatrixRow {
        contract: contract.id,
        contract_no: contract.contract_no.clone(),
        title: contract.title.clone(),
        unit_name: unit_name(facts, contract),
        class: contract.class_on(on),
        missing_count: cells.iter().filter(is_missing).count(),
        lacks_annex: contract.annex_on(on).is_none() && contract.needs_protection_on(on),
        cells,
    }
}

fn unit_name(facts: &CoverageFacts, contract: &ContractFact) -> String {
    let mut units = facts.units.iter();
    units
        .find(|unit| unit.id == contract.unit_id)
        .map(|unit| unit.name.clone())
        .unwrap_or_default()
}
