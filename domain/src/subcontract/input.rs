//! The forms of a subcontract and of the town's decision on it: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ConsentKind, Outcome, Subcontract};
use crate::{
    id::{SubcontractId, VendorId},
    input::{FieldError, FieldErrors, date, line, lines, optional_date},
    organization::{check_order, optional_choice},
    wareki,
};

/// The form of a subcontract exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubcontractInput {
    pub above_id: String,
    pub vendor_id: String,
    pub name: String,
    pub address: String,
    pub scope: String,
    pub reason: String,
    pub information: String,
    pub work_place: String,
    pub safeguards: String,
    pub supervision: String,
    pub requested_on: String,
    pub started_on: String,
    pub ended_on: String,
}

/// A checked [`SubcontractInput`]. Without a name, that of the chosen vendor is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubcontractDraft {
    pub parent_id: Option<SubcontractId>,
    pub vendor_id: Option<VendorId>,
    pub name: Option<String>,
    pub address: Option<String>,
    pub scope: String,
    pub reason: Option<String>,
    pub information: String,
    pub work_place: Option<String>,
    pub safeguards: Option<String>,
    pub supervision: Option<String>,
    pub requested_on: Option<NaiveDate>,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
}

impl SubcontractInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; neither a vendor nor a name; an end before the start.
    pub fn check(&self) -> Result<SubcontractDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let parent_id = errors
            .take("above_id", optional_choice(&self.above_id))
            .flatten();
        let vendor_id = errors
            .take("vendor_id", optional_choice(&self.vendor_id))
            .flatten();
        let name = errors.take("name", line(&self.name)).flatten();
        if vendor_id.is_none() && name.is_none() {
            errors.add(
                "name",
                FieldError::Other("再委託先を台帳から選ぶか、名称を入力してください。".to_owned()),
            );
        }
        let text = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, lines(text)).flatten()
        };
        let needed = |errors: &mut FieldErrors, name: &str, typed: &str| {
            let given = text(errors, name, typed);
            if given.is_none() {
                errors.add(name, FieldError::Required);
            }
            given.unwrap_or_default()
        };
        let scope = needed(&mut errors, "scope", &self.scope);
        let information = needed(&mut errors, "information", &self.information);
        let day = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, optional_date(text)).flatten()
        };
        let started_on = day(&mut errors, "started_on", &self.started_on);
        let ended_on = day(&mut errors, "ended_on", &self.ended_on);
        check_order(&mut errors, "ended_on", started_on, ended_on);
        if ended_on.is_some() && started_on.is_none() {
            errors.add(
                "started_on",
                FieldError::Other("終了日があります。開始日も入力してください。".to_owned()),
            );
        }
        let draft = SubcontractDraft {
            parent_id,
            vendor_id,
            name,
            address: errors.take("address", line(&self.address)).flatten(),
            scope,
            reason: text(&mut errors, "reason", &self.reason),
            information,
            work_place: text(&mut errors, "work_place", &self.work_place),
            safeguards: text(&mut errors, "safeguards", &self.safeguards),
            supervision: text(&mut errors, "supervision", &self.supervision),
            requested_on: day(&mut errors, "requested_on", &self.requested_on),
            started_on,
            ended_on,
        };
        errors.into_result()?;
        Ok(draft)
    }
}

impl From<&Subcontract> for SubcontractInput {
    fn from(subcontract: &Subcontract) -> Self {
        let day = |day: Option<NaiveDate>| day.map(wareki::long).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            above_id: subcontract
                .parent_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            vendor_id: subcontract
                .vendor_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            name: subcontract.name.clone(),
            address: text(&subcontract.address),
            scope: subcontract.scope.clone(),
            reason: text(&subcontract.reason),
            information: subcontract.information.clone(),
            work_place: text(&subcontract.work_place),
            safeguards: text(&subcontract.safeguards),
            supervision: text(&subcontract.supervision),
            requested_on: day(subcontract.requested_on),
            started_on: day(subcontract.started_on),
            ended_on: day(subcontract.ended_on),
        }
    }
}

/// The form of the town's decision exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub kind: String,
    pub outcome: String,
    pub conditions: String,
    pub document_no: String,
    pub decided_on: String,
}

/// A checked [`DecisionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDraft {
    pub kind: ConsentKind,
    pub outcome: Outcome,
    pub conditions: Option<String>,
    pub document_no: Option<String>,
    pub decided_on: NaiveDate,
}

impl DecisionInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; conditions or a reason missing where the outcome needs them.
    pub fn check(&self) -> Result<DecisionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse::<ConsentKind>());
        let outcome = errors.take("outcome", self.outcome.parse::<Outcome>());
        let conditions = errors.take("conditions", lines(&self.conditions));
        let document_no = errors.take("document_no", line(&self.document_no));
        let decided_on = errors.take("decided_on", date(&self.decided_on));
        if let (Some(outcome), Some(None)) = (outcome, &conditions) {
            match outcome {
                Outcome::Granted => {}
                Outcome::Conditional => errors.add(
                    "conditions",
                    FieldError::Other("承諾の条件を入力してください。".to_owned()),
                ),
                Outcome::Refused => errors.add("conditions", FieldError::ReasonRequired),
            }
        }
        match (kind, outcome, conditions, document_no, decided_on) {
            (Some(kind), Some(outcome), Some(conditions), Some(document_no), Some(decided_on))
                if errors.is_empty() =>
            {
                Ok(DecisionDraft {
                    kind,
                    outcome,
                    conditions,
                    document_no,
                    decided_on,
                })
            }
            _ => Err(errors),
        }
    }
}
