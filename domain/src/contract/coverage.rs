//! 契約項目の充足: does the contract say everything the guideline (K), the My Number guideline (N) and the
//! personal information guideline (P) ask for? Facts and clauses in, one status per item out.

use serde::{Deserialize, Serialize};

use super::{
    clauses::{Level, RequiredClause, required_clauses},
    profile::Profile,
};
use crate::{
    input::FieldError,
    library::{ContractItem, ContractItemList, SelectionRules},
};

/// The list whose items may be unneeded: 契約項目 are stated 「必要に応じて」, the others by law.
const LIST_AS_NEEDED: &str = "K";

/// A clause as it stands on a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseOnContract {
    /// Id of the clause.
    pub clause: String,
    /// It is in the annex.
    pub included: bool,
    /// Leaving it out was approved with a reason.
    pub waived: bool,
}

/// An item that something other than our clauses takes care of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCover {
    /// Id of the item.
    pub item: String,
    /// By what.
    pub kind: CoverKind,
    /// Number of the term of the vendor's terms, or reason of the waiver.
    pub note: String,
}

/// What takes care of an item in place of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "orm",
    derive(sea_orm::DeriveActiveEnum, sea_orm::EnumIter),
    sea_orm(
        rs_type = "String",
        db_type = "String(sea_orm::sea_query::StringLen::N(32))"
    )
)]
#[serde(rename_all = "snake_case")]
pub enum CoverKind {
    /// 相手方の約款 says it.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "vendor_terms"))]
    VendorTerms,
    /// Going without it was approved.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "waived"))]
    Waived,
}

impl CoverKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::VendorTerms, Self::Waived];

    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::VendorTerms => "相手方の約款",
            Self::Waived => "適用除外",
        }
    }
}

/// One item and how the contract meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCoverage {
    /// Id, e.g. `K04`.
    pub item: String,
    /// Title.
    pub title: String,
    /// Id of its list.
    pub list: String,
    /// How it is met.
    pub status: ItemStatus,
}

/// How an item is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemStatus {
    /// These clauses on the contract say it, and none that is mandatory is missing.
    Covered {
        /// Ids, in the order of the item.
        clauses: Vec<String>,
    },
    /// The vendor's terms say it.
    ByVendorTerms {
        /// Where.
        note: String,
    },
    /// Going without it was approved.
    Waived {
        /// Why.
        note: String,
    },
    /// None of its clauses is mandatory for the profile (契約項目 only).
    NotNeeded,
    /// These clauses are missing.
    Missing {
        /// Ids, in the order of the item.
        clauses: Vec<String>,
    },
}

impl ItemStatus {
    /// Japanese name.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Covered { .. } => "充足",
            Self::ByVendorTerms { .. } => "相手方の約款で充足",
            Self::Waived { .. } => "適用除外",
            Self::NotNeeded => "不要",
            Self::Missing { .. } => "不足",
        }
    }

    /// What the status rests on, in words.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Covered { clauses } => format!("{}による。", clauses.join("、")),
            Self::ByVendorTerms { note } | Self::Waived { note } => note.clone(),
            Self::NotNeeded => "この契約で必須となる条項がない。".to_owned(),
            Self::Missing { clauses } => format!("{}がない。", clauses.join("、")),
        }
    }
}

/// Every item of list K, and of the other lists that apply to the profile, with how it is met.
///
/// The rule is the one at the head of `contract_items.toml`. A mandatory clause whose omission was
/// approved is not missing: the approval of the clause needs no second one for the item.
///
/// # Errors
/// [`FieldError::UnknownFact`] when the profile names a fact the library does not have.
pub fn item_coverage(
    rules: &SelectionRules,
    profile: &Profile,
    clauses: &[ClauseOnContract],
    covers: &[ItemCover],
) -> Result<Vec<ItemCoverage>, FieldError> {
    let facts = profile.facts(rules)?;
    let required = required_clauses(rules, profile)?;
    let contract = OnContract {
        required: &required,
        clauses,
        covers,
    };
    let applies = |list: &&ContractItemList| {
        list.id == LIST_AS_NEEDED || list.applies.holds(&facts).is_some()
    };
    let items = rules.lists.iter().filter(applies).flat_map(|list| {
        let items = rules.contract_items.iter();
        items.filter(|item| item.list == list.id)
    });
    Ok(items
        .map(|item| ItemCoverage {
            item: item.id.clone(),
            title: item.title.clone(),
            list: item.list.clone(),
            status: contract.status(item),
        })
        .collect())
}

/// True when the contract may be signed: no item is missing, and every clause that is mandatory for the
/// profile is on the contract or waived.
///
/// # Errors
/// [`FieldError::UnknownFact`] when the profile names a fact the library does not have.
pub fn is_ready(
    rules: &SelectionRules,
    profile: &Profile,
    clauses: &[ClauseOnContract],
    covers: &[ItemCover],
) -> Result<bool, FieldError> {
    let is_settled = |required: &RequiredClause| {
        let mut clauses = clauses.iter();
        required.level != Level::Mandatory
            || clauses.any(|c| c.clause == required.clause && (c.included || c.waived))
    };
    let items = item_coverage(rules, profile, clauses, covers)?;
    Ok(required_clauses(rules, profile)?.iter().all(is_settled)
        && !items
            .iter()
            .any(|item| matches!(item.status, ItemStatus::Missing { .. })))
}

/// What an item is judged by.
struct OnContract<'a> {
    required: &'a [RequiredClause],
    clauses: &'a [ClauseOnContract],
    covers: &'a [ItemCover],
}

impl OnContract<'_> {
    fn status(&self, item: &ContractItem) -> ItemStatus {
        let among = |test: &dyn Fn(&str) -> bool| -> Vec<String> {
            let clauses = item.clauses.iter();
            clauses.filter(|id| test(id)).cloned().collect()
        };
        let present = among(&|id| self.is_included(id));
        let mandatory = among(&|id| self.is_mandatory(id));
        let missing = among(&|id| self.is_mandatory(id) && !self.is_included(id));
        let unwaived =
            among(&|id| self.is_mandatory(id) && !self.is_included(id) && !self.is_waived(id));
        if unwaived.is_empty() && !present.is_empty() {
            return ItemStatus::Covered { clauses: present };
        }
        if mandatory.is_empty() && item.list == LIST_AS_NEEDED {
            return ItemStatus::NotNeeded;
        }
        if let Some(cover) = self.covers.iter().find(|cover| cover.item == item.id) {
            let note = cover.note.clone();
            return match cover.kind {
                CoverKind::VendorTerms => ItemStatus::ByVendorTerms { note },
                CoverKind::Waived => ItemStatus::Waived { note },
            };
        }
        if unwaived.is_empty() && !missing.is_empty() {
            let note = format!("{}を付けないことが承認されている。", missing.join("、"));
            return ItemStatus::Waived { note };
        }
        let clauses = if unwaived.is_empty() {
            item.clauses.clone()
        } else {
            unwaived
        };
        ItemStatus::Missing { clauses }
    }

    fn is_mandatory(&self, clause: &str) -> bool {
        let mut required = self.required.iter();
        required.any(|r| r.clause == clause && r.level == Level::Mandatory)
    }

    fn is_included(&self, clause: &str) -> bool {
        self.clauses
            .iter()
            .any(|c| c.clause == clause && c.included)
    }

    fn is_waived(&self, clause: &str) -> bool {
        self.clauses.iter().any(|c| c.clause == clause && c.waived)
    }
}

#[cfg(test)]
mod tests;
