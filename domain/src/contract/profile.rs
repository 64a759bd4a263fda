//! The profile of a contract: what is known about the work before clauses are chosen, and the facts that
//! follow from it. Which clauses follow is decided in the sibling module on clauses.

use std::{collections::BTreeSet, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    input::FieldError,
    library::{FactId, FactSource, Facts, ProfileCheck, SelectionRules},
};

/// Declares an enum that is the same code in forms, in JSON and in the database.
macro_rules! coded {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $label:literal;)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(
            feature = "orm",
            derive(sea_orm::DeriveActiveEnum, sea_orm::EnumIter),
            sea_orm(rs_type = "String", db_type = "String(sea_orm::sea_query::StringLen::N(32))")
        )]
        pub enum $name {
            $(
                $(#[$variant_doc])*
                #[serde(rename = $code)]
                #[cfg_attr(feature = "orm", sea_orm(string_value = $code))]
                $variant,
            )*
        }

        impl $name {
            /// All values, in order.
            pub const ALL: [Self; [$($code,)*].len()] = [$(Self::$variant,)*];

            /// The code in forms, data and the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// Japanese name.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)*
                }
            }
        }

        impl FromStr for $name {
            type Err = FieldError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .into_iter()
                    .find(|value| value.code() == text)
                    .ok_or_else(|| FieldError::UnknownChoice(text.to_owned()))
            }
        }
    };
}

coded! {
    /// 機密性の分類, lowest first (総務省ガイドライン, 令和６年10月以後).
    Confidentiality {
        /// 自治体機密性１.
        C1 = "C1", "自治体機密性１";
        /// 自治体機密性２.
        C2 = "C2", "自治体機密性２";
        /// 自治体機密性３C.
        C3C = "C3C", "自治体機密性３C";
        /// 自治体機密性３B.
        C3B = "C3B", "自治体機密性３B";
        /// 自治体機密性３A.
        C3A = "C3A", "自治体機密性３A";
    }
}

coded! {
    /// 完全性の分類, lowest first.
    Integrity {
        /// 自治体完全性１.
        I1 = "I1", "自治体完全性１";
        /// 自治体完全性２.
        I2 = "I2", "自治体完全性２";
    }
}

coded! {
    /// 可用性の分類, lowest first.
    Availability {
        /// 自治体可用性１.
        A1 = "A1", "自治体可用性１";
        /// 自治体可用性２.
        A2 = "A2", "自治体可用性２";
    }
}

coded! {
    /// 接続系統 (三層の対策): the network segment the work touches.
    Segment {
        /// マイナンバー利用事務系.
        MyNumber = "mynumber", "マイナンバー利用事務系";
        /// LGWAN接続系.
        Lgwan = "lgwan", "LGWAN接続系";
        /// インターネット接続系.
        Internet = "internet", "インターネット接続系";
        /// None of them.
        None = "none", "庁内のネットワークに接続しない";
    }
}

/// What decides the clauses of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The highest classification of the information handled.
    pub confidentiality: Confidentiality,
    /// Names of the facts the drafter ticked.
    pub given: BTreeSet<String>,
    /// First day of the work.
    pub starts_on: NaiveDate,
}

impl Profile {
    /// The facts that hold: those ticked, those computed, and what they imply.
    ///
    /// # Errors
    /// [`FieldError::UnknownFact`] for a ticked fact that the library does not know or computes itself,
    /// and for a computed fact this program cannot compute.
    pub fn facts(&self, rules: &SelectionRules) -> Result<Facts, FieldError> {
        let mut facts = Vec::new();
        for name in &self.given {
            let fact = rules
                .find_fact(&FactId::from(name.as_str()))
                .filter(|fact| fact.source == FactSource::Given)
                .ok_or_else(|| FieldError::UnknownFact(name.clone()))?;
            facts.push(fact.id.clone());
        }
        for fact in &rules.facts {
            if fact.source == FactSource::Computed {
                let computation = Computation::parse(&fact.id)
                    .ok_or_else(|| FieldError::UnknownFact(fact.id.to_string()))?;
                if computation.holds(self) {
                    facts.push(fact.id.clone());
                }
            }
        }
        Ok(Facts::closed(facts, &rules.facts))
    }

    /// Contradictions in the profile: warnings, not errors.
    ///
    /// # Errors
    /// As [`facts`](Self::facts).
    pub fn warnings<'a>(
        &self,
        rules: &'a SelectionRules,
    ) -> Result<Vec<&'a ProfileCheck>, FieldError> {
        let facts = self.facts(rules)?;
        let warns = |check: &&ProfileCheck| {
            check.when.iter().all(|fact| facts.contains(fact)) && !facts.contains(&check.unless)
        };
        Ok(rules.profile_checks.iter().filter(warns).collect())
    }
}

/// How a computed fact follows from the profile. Read from the fact's name, because thresholds and dates
/// are data: the next change of law needs a new record, not a new program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Computation {
    /// `always`.
    Always,
    /// `conf>=C2`.
    ConfidentialityAtLeast(Confidentiality),
    /// `starts_on>=2027-07-01`.
    StartsOnOrAfter(NaiveDate),
}

impl Computation {
    /// Reads the name of a computed fact.
    pub(crate) fn parse(fact: &FactId) -> Option<Self> {
        if fact.as_str() == FactId::ALWAYS {
            return Some(Self::Always);
        }
        match fact.as_str().split_once(">=")? {
            ("conf", class) => class.parse().ok().map(Self::ConfidentialityAtLeast),
            ("starts_on", date) => date.parse().ok().map(Self::StartsOnOrAfter),
            _ => None,
        }
    }

    fn holds(self, profile: &Profile) -> bool {
        match self {
            Self::Always => true,
            Self::ConfidentialityAtLeast(class) => profile.confidentiality >= class,
            Self::StartsOnOrAfter(date) => profile.starts_on >= date,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
