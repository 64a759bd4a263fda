//! 網羅の申告: once a fiscal year each unit says that it has nothing of a kind, or that all it has is in
//! the ledger. Nothing is overwritten: a later declaration stands beside the earlier one and counts from
//! its own day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    ConditionResult, Judgement, Subject,
    judgement::{Judge, failed, met},
};
use crate::{
    choice::choices,
    fiscal_year::FiscalYear,
    id::{CompletenessDeclarationId, OrganizationUnitId},
    input::{FieldError, FieldErrors, lines, whole_number},
    wareki,
};

choices! {
    /// What a declaration is about.
    DeclarationKind {
        Outsourcing = "outsourcing", "業務委託";
        ExternalService = "external_service", "外部サービス";
        SocialMedia = "social_media", "SNS";
    }

    /// What the unit says.
    DeclarationAnswer {
        AsLedger = "as_ledger", "台帳のとおり";
        Nothing = "nothing", "ない";
    }
}

/// A declaration as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    pub id: CompletenessDeclarationId,
    pub unit_id: OrganizationUnitId,
    pub fiscal_year: FiscalYear,
    pub kind: DeclarationKind,
    pub answer: DeclarationAnswer,
    /// 業務委託 only: lines of the list of 委託料 that are not in the ledger, or the other way round.
    pub difference_count: Option<i64>,
    /// Why there are differences.
    pub difference_reason: Option<String>,
    pub note: Option<String>,
    pub declared_on: NaiveDate,
    /// 氏名 of the 所属長.
    pub declared_by: String,
}

/// The form of a declaration, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclarationInput {
    pub answer: String,
    pub difference_count: String,
    pub difference_reason: String,
    pub note: String,
}

/// A checked [`DeclarationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationDraft {
    pub kind: DeclarationKind,
    pub answer: DeclarationAnswer,
    pub difference_count: Option<i64>,
    pub difference_reason: Option<String>,
    pub note: Option<String>,
}

/// Most differences anybody counts.
const MOST_DIFFERENCES: i64 = 99_999;

impl DeclarationInput {
    /// The only way to a [`DeclarationDraft`]. 業務委託 is compared with the list of 委託料: the number of
    /// differences is asked for, and a reason when there is one.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, kind: DeclarationKind) -> Result<DeclarationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let answer = errors.take("answer", self.answer.parse::<DeclarationAnswer>());
        let count = errors
            .take(
                "difference_count",
                whole_number(&self.difference_count, 0, MOST_DIFFERENCES),
            )
            .flatten();
        let reason = errors
            .take("difference_reason", lines(&self.difference_reason))
            .flatten();
        let note = errors.take("note", lines(&self.note)).flatten();
        let compares = kind == DeclarationKind::Outsourcing;
        if compares && count.is_none() {
            errors.add("difference_count", FieldError::Required);
        }
        if compares && count.is_some_and(|count| 0 < count) && reason.is_none() {
            errors.add("difference_reason", FieldError::ReasonRequired);
        }
        errors.into_result()?;
        let answer = answer.ok_or_else(|| FieldErrors::one("answer", FieldError::NotChosen))?;
        Ok(DeclarationDraft {
            kind,
            answer,
            difference_count: count.filter(|_| compares),
            difference_reason: reason.filter(|_| compares),
            note,
        })
    }
}

impl Judge<'_> {
    /// Every unit that existed on the day declared; 「ない」 is not believed when the ledger says otherwise.
    pub(super) fn declarations(
        &self,
        kind: DeclarationKind,
        has_any: impl Fn(OrganizationUnitId) -> bool,
    ) -> ConditionResult {
        let units = self.facts.units.iter();
        let judgements = units
            .filter(|unit| unit.exists.contains(self.on) && self.includes(Some(unit.id)))
            .map(|unit| self.declaration(unit.id, kind, has_any(unit.id)))
            .collect();
        let condition = match kind {
            DeclarationKind::Outsourcing => {
                "全ての課が、その年度の業務委託について、委託料の支出の一覧と照合して申告している。"
            }
            DeclarationKind::ExternalService => {
                "全ての課が、その年度の外部サービスについて申告している。"
            }
            DeclarationKind::SocialMedia => "全ての課が、その年度のSNSについて申告している。",
        };
        ConditionResult::new("declared", condition, judgements)
    }

    fn declaration(
        &self,
        unit: OrganizationUnitId,
        kind: DeclarationKind,
        has_any: bool,
    ) -> Judgement {
        let subject = Subject::Unit(unit);
        let year = self.year();
        let Some(declared) = self.facts.declared(unit, kind, year, self.on) else {
            return failed(
                subject,
                format!("{}の{}の申告がない。", year.label(), kind.label()),
            );
        };
        let words = format!(
            "{}に{}が「{}」と申告した。",
            wareki::long(declared.declared_on),
            declared.declared_by,
            declared.answer.label()
        );
        if declared.answer == DeclarationAnswer::Nothing && has_any {
            return failed(
                subject,
                format!("{words}しかし、台帳に{}がある。", kind.label()),
            );
        }
        match (declared.difference_count, &declared.difference_reason) {
            (Some(count), None) if 0 < count => failed(
                subject,
                format!("{words}支出の一覧との差{count}件に理由がない。"),
            ),
            (Some(count), Some(reason)) if 0 < count => met(
                subject,
                format!("{words}支出の一覧との差{count}件。理由：{reason}"),
            ),
            (Some(_), _) => met(subject, format!("{words}支出の一覧との差は０件。")),
            (None, _) => met(subject, words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: DeclarationKind, input: [&str; 3], fields: &[&str]) {
        let typed = DeclarationInput {
            answer: input[0].to_owned(),
            difference_count: input[1].to_owned(),
            difference_reason: input[2].to_owned(),
            note: String::new(),
        };
        let errors = typed.check(kind).err().unwrap_or_default();
        let wrong: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(wrong, fields, "{input:?}");
    }

    #[test]
    fn a_declaration_says_what_was_compared() {
        use DeclarationKind::{Outsourcing, SocialMedia};
        check(Outsourcing, ["as_ledger", "０", ""], &[]);
        check(Outsourcing, ["as_ledger", "", ""], &["difference_count"]);
        check(Outsourcing, ["as_ledger", "2", ""], &["difference_reason"]);
        check(Outsourcing, ["as_ledger", "2", "翌年度の支出"], &[]);
        check(Outsourcing, ["", "0", ""], &["answer"]);
        check(SocialMedia, ["nothing", "", ""], &[]);
        check(SocialMedia, ["perhaps", "", ""], &["answer"]);
    }
}
