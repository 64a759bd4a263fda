//! 廃止: asked for by one person, decided on by another (domain.md §3.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::RegulationRuleError;
use crate::id::{PersonId, RegulationVersionId};

/// 廃止の申請 that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbolitionRequest {
    /// Key of the record.
    pub id: i64,
    pub version_id: RegulationVersionId,
    /// 廃止日: no longer in force from this day on.
    pub abolished_on: NaiveDate,
    /// 決裁番号 of what was decided on paper before.
    pub decision_no: Option<String>,
    pub reason: String,
    pub asked_by: Option<PersonId>,
    pub asked_on: NaiveDate,
}

impl AbolitionRequest {
    /// May the person decide on it?
    ///
    /// # Errors
    /// For the person who asked.
    pub fn decidable(&self, by: Option<PersonId>) -> Result<(), RegulationRuleError> {
        if by == self.asked_by {
            Err(RegulationRuleError::OwnAbolition)
        } else {
            Ok(())
        }
    }

    /// Why, and under which 決裁番号.
    #[must_use]
    pub fn because(&self) -> String {
        match &self.decision_no {
            Some(number) => format!("{}（決裁番号　{number}）", self.reason),
            None => self.reason.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asked_does_not_decide() {
        let request = AbolitionRequest {
            id: 1,
            version_id: RegulationVersionId(1),
            abolished_on: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
            decision_no: Some("見総第9号".to_owned()),
            reason: "統合したため".to_owned(),
            asked_by: Some(PersonId(1)),
            asked_on: NaiveDate::from_ymd_opt(2026, 8, 1).unwrap(),
        };
        for (by, expect) in [
            (Some(PersonId(1)), Err(RegulationRuleError::OwnAbolition)),
            (Some(PersonId(2)), Ok(())),
            (None, Ok(())),
        ] {
            assert_eq!(request.decidable(by), expect, "{by:?}");
        }
        assert_eq!(request.because(), "統合したため（決裁番号　見総第9号）");
    }
}
