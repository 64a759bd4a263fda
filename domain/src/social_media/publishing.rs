//! 発信できる情報の規定: what may be published from an account and what must not, by version. A version
//! is drafted by one person and approved by another; approved, it is in force from a day until the next.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    contract::profile::Confidentiality,
    id::{PersonId, PublishingRuleId},
    input::{FieldError, FieldErrors, date, lines},
};

choices! {
    /// 発信できる情報 or 発信してはならない情報.
    ItemKind {
        Allowed = "allowed", "発信できる情報";
        Forbidden = "forbidden", "発信してはならない情報";
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishingItem {
    /// Key of the record.
    pub id: i64,
    /// Which list.
    pub kind: ItemKind,
    /// The line.
    pub text: String,
}

/// A version of the rule of one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishingRule {
    /// Key of the record.
    pub id: PublishingRuleId,
    /// 第N版.
    pub version: i32,
    /// The highest class that may be published: 機密性１, always.
    pub class: Confidentiality,
    /// 写真・氏名などの同意.
    pub consent_rule: String,
    /// 災害時の発信.
    pub disaster_rule: String,
    /// 起案日.
    pub drafted_on: NaiveDate,
    /// Who drafted it.
    pub drafted_by: Option<PersonId>,
    /// 氏名.
    pub drafter: Option<String>,
    /// 承認日.
    pub approved_on: Option<NaiveDate>,
    /// 氏名.
    pub approver: Option<String>,
    /// First day in force.
    pub from_on: Option<NaiveDate>,
    /// Last day in force, when another version followed.
    pub to_on: Option<NaiveDate>,
    /// 取下げ.
    pub withdrawn_on: Option<NaiveDate>,
    /// Both lists, in order.
    pub items: Vec<PublishingItem>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

impl PublishingRule {
    /// True while it waits for an approval.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.approved_on.is_none() && self.withdrawn_on.is_none()
    }

    /// True when it was approved and is in force on the day.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.approved_on.is_some_and(|approved| approved <= day)
            && self.from_on.is_some_and(|from| from <= day)
            && self.to_on.is_none_or(|last| day <= last)
    }

    /// The lines of one list.
    pub fn lines(&self, kind: ItemKind) -> impl Iterator<Item = &PublishingItem> {
        self.items.iter().filter(move |item| item.kind == kind)
    }
}

/// The version in force on a day.
#[must_use]
pub fn in_force(rules: &[PublishingRule], day: NaiveDate) -> Option<&PublishingRule> {
    rules.iter().rev().find(|rule| rule.is_in_force(day))
}

/// The form of a new version, exactly as typed: one line of a list per line of the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishingInput {
    pub class: String,
    pub allowed: String,
    pub forbidden: String,
    pub consent_rule: String,
    pub disaster_rule: String,
    pub from_on: String,
}

/// A checked [`PublishingInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishingDraft {
    pub class: Confidentiality,
    pub allowed: Vec<String>,
    pub forbidden: Vec<String>,
    pub consent_rule: String,
    pub disaster_rule: String,
    pub from_on: NaiveDate,
}

impl PublishingInput {
    /// Checks the form. Nothing above 機密性１ can be published.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<PublishingDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let class = errors.take("class", self.class.parse::<Confidentiality>());
        if class.is_some_and(|class| Confidentiality::C1 < class) {
            let words = "SNSで発信できるのは、自治体機密性１の情報だけです（情報セキュリティ対策基準）。自治体機密性１を選択してください。";
            errors.add("class", FieldError::Other(words.to_owned()));
        }
        let allowed = errors.take("allowed", list(&self.allowed));
        let forbidden = errors.take("forbidden", list(&self.forbidden));
        let consent_rule = errors.take("consent_rule", paragraph(&self.consent_rule));
        let disaster_rule = errors.take("disaster_rule", paragraph(&self.disaster_rule));
        let from_on = errors.take("from_on", date(&self.from_on));
        errors.into_result()?;
        match (
            class,
            allowed,
            forbidden,
            consent_rule,
            disaster_rule,
            from_on,
        ) {
            (
                Some(class),
                Some(allowed),
                Some(forbidden),
                Some(consent_rule),
                Some(disaster_rule),
                Some(from_on),
            ) => Ok(PublishingDraft {
                class,
                allowed,
                forbidden,
                consent_rule,
                disaster_rule,
                from_on,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

impl From<&PublishingRule> for PublishingInput {
    /// A new version begins with the lines of the last.
    fn from(rule: &PublishingRule) -> Self {
        let text = |kind| {
            let lines: Vec<&str> = rule.lines(kind).map(|it| it.text.as_str()).collect();
            lines.join("\n")
        };
        Self {
            class: rule.class.code().to_owned(),
            allowed: text(ItemKind::Allowed),
            forbidden: text(ItemKind::Forbidden),
            consent_rule: rule.consent_rule.clone(),
            disaster_rule: rule.disaster_rule.clone(),
            from_on: String::new(),
        }
    }
}

fn list(text: &str) -> Result<Vec<String>, FieldError> {
    let text = lines(text)?.ok_or(FieldError::Required)?;
    let items = text.lines().map(crate::input::trimmed);
    Ok(items
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}

fn paragraph(text: &str) -> Result<String, FieldError> {
    lines(text)?.ok_or(FieldError::Required)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(class: &str) -> PublishingInput {
        PublishingInput {
            class: class.to_owned(),
            allowed: "町の行事\r\n\n　防災情報　".to_owned(),
            forbidden: "職員の意見".to_owned(),
            consent_rule: "本人又は保護者の同意を得る。".to_owned(),
            disaster_rule: "ホームページにも掲載する。".to_owned(),
            from_on: "令和8年4月1日".to_owned(),
        }
    }

    #[test]
    fn a_list_is_a_line_each() {
        let draft = input("C1").check().unwrap();
        assert_eq!(draft.allowed, ["町の行事", "防災情報"]);
    }

    #[test]
    fn nothing_above_class_one_can_be_published() {
        for class in ["C2", "C3C", "C3B", "C3A", ""] {
            let errors = input(class).check().unwrap_err();
            assert!(errors.get("class").is_some(), "{class}");
        }
    }

    #[test]
    fn both_lists_and_both_rules_are_needed() {
        let errors = PublishingInput::default().check().unwrap_err();
        assert_eq!(errors.count(), 6);
    }
}
