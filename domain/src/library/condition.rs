//! Conditions: named facts joined by and / or, without negation. Says which facts made one true; knows
//! nothing of where facts come from.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::Fact;

/// Name of a fact, e.g. `conf>=C2`. Every one is a record of the library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactId(pub String);

impl FactId {
    /// The fact that holds for every contract.
    pub const ALWAYS: &str = "always";

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for FactId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A condition in disjunctive normal form: true when ANY inner list has ALL its facts.
///
/// There is no negation, so adding a fact never makes a condition false.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Condition(pub Vec<Vec<FactId>>);

impl Condition {
    /// The first inner list whose facts all hold: the reason to show. `None` when the condition is false.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> Option<&[FactId]> {
        self.0
            .iter()
            .find(|all| all.iter().all(|fact| facts.contains(fact)))
            .map(Vec::as_slice)
    }

    /// True when the condition holds for every contract whatever its facts.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.0
            .iter()
            .any(|all| all.iter().all(|fact| fact.as_str() == FactId::ALWAYS))
    }

    /// Every fact the condition names, with repetitions.
    pub fn facts(&self) -> impl Iterator<Item = &FactId> {
        self.0.iter().flatten()
    }
}

/// The facts of one contract, closed over what each implies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeSet<FactId>);

impl Facts {
    /// The given facts and everything they imply by the table.
    #[must_use]
    pub fn closed(given: impl IntoIterator<Item = FactId>, table: &[Fact]) -> Self {
        let mut closed = BTreeSet::new();
        let mut open: Vec<FactId> = given.into_iter().collect();
        while let Some(fact) = open.pop() {
            let implied = table.iter().find(|row| row.id == fact);
            if closed.insert(fact) {
                open.extend(implied.into_iter().flat_map(|row| row.implies.clone()));
            }
        }
        Self(closed)
    }

    /// True when the fact holds.
    #[must_use]
    pub fn contains(&self, fact: &FactId) -> bool {
        self.0.contains(fact)
    }

    /// The facts, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &FactId> {
        self.0.iter()
    }
}
