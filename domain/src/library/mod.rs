//! 条項集: a town's rules as data — clauses, checks, forms, settings, the policy and what it rests on.
//!
//! The types here are the records of `library/*.toml`. Parsing TOML and storing versions is not done
//! here: the server hands over [`LibraryFiles`] or [`LibraryRecord`]s, and [`Library::check`] says
//! whether the data can be relied on.
//!
//! [`condition`] is how a rule decides, [`selection`] the part of the library a browser needs.

pub mod body;
pub mod calendar;
mod check;
pub mod check_item;
pub mod clause;
pub mod condition;
pub mod contract_item;
pub mod criterion;
mod error;
pub mod form;
pub mod guideline;
pub mod policy;
pub mod record;
pub mod selection;
pub mod setting;
pub mod timing;
pub mod token;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use calendar::{CalendarEvent, CalendarFile, CalendarMonth};
pub use check_item::{
    AppliesTo, CheckItem, CheckItemsFile, SelfInspectionQuestion, Severity, SeverityRule, Subject,
};
pub use clause::{
    AnnexKind, Clause, ClauseReference, ClausesFile, Fact, FactSource, LibraryHead, Preset,
    ProfileCheck, ReferenceMode, Term,
};
pub use condition::{Condition, FactId, Facts};
pub use contract_item::{ContractItem, ContractItemList, ContractItemsFile, MeasureRule};
pub use criterion::{SelectionCriteria, SelectionCriterion, SelectionFile};
pub use error::{LibraryError, Problem};
pub use form::{
    Appendix, FilledBy, Form, FormField, FormTable, FormsFile, LedgerFact, Retention, RowSource,
};
pub use guideline::{
    Chapter, Edition, GuidelineItem, GuidelineItemsFile, GuidelineKind, SelectionCondition, Source,
};
pub use policy::{
    Duty, DutyKind, PolicyDocument, PolicyFile, PolicyItem, PolicySection, PolicySentence,
    SentenceKind,
};
pub use record::{LibraryRecord, RecordKind};
pub use selection::{ClauseRule, SelectionRules};
pub use setting::{Setting, SettingCase, SettingGroup, SettingsFile, setting_values};
pub use timing::{Timing, TimingMeaning};

/// Provenance of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// Found in the named sources.
    F,
    /// General knowledge, not verified again.
    K,
    /// Our proposal.
    P,
}

impl Mark {
    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::F => "出典で確認",
            Self::K => "一般的な知識（未確認）",
            Self::P => "提案",
        }
    }
}

/// How exact a date of the data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// `2026-03-27`.
    Day,
    /// `2024-10`.
    Month,
    /// From one day to another.
    Range,
}

/// The nine files of the library, as parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryFiles {
    /// `clauses.toml`.
    pub clauses: ClausesFile,
    /// `check_items.toml`.
    pub check_items: CheckItemsFile,
    /// `settings.toml`.
    pub settings: SettingsFile,
    /// `forms.toml`.
    pub forms: FormsFile,
    /// `policy.toml`.
    pub policy: PolicyFile,
    /// `contract_items.toml`.
    pub contract_items: ContractItemsFile,
    /// `guideline_items.toml`.
    pub guideline_items: GuidelineItemsFile,
    /// `calendar.toml`.
    pub calendar: CalendarFile,
    /// `selection.toml`.
    pub selection: SelectionFile,
}

/// The library: every record in force on one day. Lists stand in display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// About the library.
    pub head: LibraryHead,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Defined terms.
    pub terms: Vec<Term>,
    /// Contradictions worth a warning.
    pub profile_checks: Vec<ProfileCheck>,
    /// Ready-made selections.
    pub presets: Vec<Preset>,
    /// 条項.
    pub clauses: Vec<Clause>,
    /// Meanings of timing codes.
    pub timings: Vec<TimingMeaning>,
    /// Due dates by severity.
    pub severities: Vec<SeverityRule>,
    /// 点検項目.
    pub check_items: Vec<CheckItem>,
    /// 自己点検の設問.
    pub self_inspection_questions: Vec<SelfInspectionQuestion>,
    /// Deadlines and intervals.
    pub settings: Vec<Setting>,
    /// 様式.
    pub forms: Vec<Form>,
    /// 別紙.
    pub appendices: Vec<Appendix>,
    /// Tables of annexes and forms.
    pub tables: Vec<FormTable>,
    /// The policy as a document.
    pub document: PolicyDocument,
    /// 節.
    pub sections: Vec<PolicySection>,
    /// 号.
    pub items: Vec<PolicyItem>,
    /// Sentences of the policy.
    pub sentences: Vec<PolicySentence>,
    /// Duties of 第6節(8).
    pub duties: Vec<Duty>,
    /// Lists of contract items.
    pub lists: Vec<ContractItemList>,
    /// 契約項目.
    pub contract_items: Vec<ContractItem>,
    /// 契約に基づく措置, from the mildest.
    pub measures: Vec<MeasureRule>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Editions of the guideline.
    pub editions: Vec<Edition>,
    /// Chapters of the guideline.
    pub chapters: Vec<Chapter>,
    /// Guideline items, laws, notices.
    pub guideline_items: Vec<GuidelineItem>,
    /// Selection conditions.
    pub selection_conditions: Vec<SelectionCondition>,
    /// 選定基準.
    pub criteria: SelectionCriteria,
    /// Its questions.
    pub criterions: Vec<SelectionCriterion>,
    /// Dates of law and policy.
    pub events: Vec<CalendarEvent>,
    /// The fiscal year.
    pub months: Vec<CalendarMonth>,
}

impl From<LibraryFiles> for Library {
    fn from(files: LibraryFiles) -> Self {
        Self {
            head: files.clauses.library,
            facts: files.clauses.fact,
            terms: files.clauses.term,
            profile_checks: files.clauses.profile_check,
            presets: files.clauses.preset,
            clauses: files.clauses.clause,
            timings: files.check_items.timing,
            severities: files.check_items.severity,
            check_items: files.check_items.check_item,
            self_inspection_questions: files.check_items.self_inspection_question,
            settings: files.settings.setting,
            forms: files.forms.form,
            appendices: files.forms.appendix,
            tables: files.forms.table,
            document: files.policy.document,
            sections: files.policy.section,
            items: files.policy.item,
            sentences: files.policy.sentence,
            duties: files.policy.duty,
            lists: files.contract_items.list,
            contract_items: files.contract_items.contract_item,
            measures: files.contract_items.measure,
            sources: files.guideline_items.source,
            editions: files.guideline_items.edition,
            chapters: files.guideline_items.chapter,
            guideline_items: files.guideline_items.guideline_item,
            selection_conditions: files.guideline_items.selection_condition,
            criteria: files.selection.criteria,
            criterions: files.selection.criterion,
            events: files.calendar.event,
            months: files.calendar.month,
        }
    }
}

impl Library {
    /// The clause with this id.
    #[must_use]
    pub fn find_clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }

    /// The check item with this id.
    #[must_use]
    pub fn find_check_item(&self, id: &str) -> Option<&CheckItem> {
        self.check_items.iter().find(|item| item.id == id)
    }

    /// The single numbers of all settings for a contract with these facts, by key.
    #[must_use]
    pub fn setting_values(&self, facts: &Facts) -> BTreeMap<String, u32> {
        setting_values(&self.settings, facts)
    }
}

#[cfg(test)]
pub(crate) mod tests;
