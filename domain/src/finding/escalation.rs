//! 期限を過ぎた指摘を誰に上げるか: 所属長 → 統括 → CISO, with reasons. Advice; nothing is sent or done by it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Finding;
use crate::{
    choice::choices,
    library::{Facts, Library, Severity},
};

choices! {
    /// Who has to know that a fix is late.
    EscalationLevel {
        DepartmentHead = "department_head", "所属長";
        SecurityOffice = "security_office", "統括情報セキュリティ責任者";
        Ciso = "ciso", "最高情報セキュリティ責任者（CISO）";
    }
}

/// After how many days late the next office is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationDays {
    pub office: i64,
    pub ciso: i64,
}

impl EscalationDays {
    /// Those of the library.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        let values = library.setting_values(&Facts::default());
        let days = |key: &str, usual: i64| values.get(key).map_or(usual, |days| i64::from(*days));
        Self {
            office: days("finding_escalate_office_days", 14),
            ciso: days("finding_escalate_ciso_days", 30),
        }
    }
}

/// To whom, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    pub level: EscalationLevel,
    /// Sentences.
    pub reasons: Vec<String>,
}

/// Who has to know on a day; `None` while nothing is late.
///
/// Each setting of days that has passed is a step up, and so is 重大 or a fix that failed before.
#[must_use]
pub fn escalation(finding: &Finding, day: NaiveDate, days: EscalationDays) -> Option<Escalation> {
    let late = finding.days_overdue(day)?;
    let mut steps = 0;
    let mut reasons = vec![format!(
        "是正の期限（{}）を{late}日過ぎています。",
        crate::wareki::long(finding.due_on(day))
    )];
    for (limit, who) in [(days.office, "統括"), (days.ciso, "CISO")] {
        if limit < late {
            steps += 1;
            reasons.push(format!("{limit}日を超えて遅れたものは{who}に報告します。"));
        }
    }
    if finding.severity == Severity::Critical {
        steps += 1;
        reasons.push("重大な指摘のため、一段上に報告します。".to_owned());
    }
    let failed = finding.failed_rounds(day);
    if 0 < failed {
        steps += 1;
        reasons.push(format!(
            "是正が{failed}回不十分だったため、一段上に報告します。"
        ));
    }
    let level = match steps {
        0 => EscalationLevel::DepartmentHead,
        1 => EscalationLevel::SecurityOffice,
        _ => EscalationLevel::Ciso,
    };
    Some(Escalation { level, reasons })
}
