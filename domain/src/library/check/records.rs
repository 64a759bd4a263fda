//! Checks of everything but clause texts: names, conditions, dates, settings.

use chrono::NaiveDate;

use super::Checker;
use crate::{
    contract::profile::Computation,
    library::{DatePrecision, FactSource, Problem, RecordKind, RowSource, Setting},
};

impl Checker<'_> {
    pub(super) fn facts_and_selection(&mut self) {
        let library = self.library;
        for fact in &library.facts {
            let key = fact.id.as_str();
            self.facts((RecordKind::Fact, key), &fact.implies);
            if fact.source == FactSource::Computed && Computation::parse(&fact.id).is_none() {
                self.wrong(RecordKind::Fact, key, Problem::UnknownComputation);
            }
        }
        for term in &library.terms {
            let record = (RecordKind::Term, term.term.as_str());
            self.names(record, RecordKind::Clause, &term.defined_in);
            self.names(record, RecordKind::Clause, &term.used_in);
        }
        for check in &library.profile_checks {
            let record = (RecordKind::ProfileCheck, check.id.as_str());
            self.facts(record, &check.when);
            self.facts(record, [&check.unless]);
        }
        for preset in &library.presets {
            let record = (RecordKind::Preset, preset.id.as_str());
            self.condition(record, &preset.unless);
            self.names(record, RecordKind::Clause, &preset.clauses);
        }
    }

    pub(super) fn check_items(&mut self) {
        let library = self.library;
        for item in &library.check_items {
            let record = (RecordKind::CheckItem, item.id.as_str());
            self.names(record, RecordKind::Clause, &item.clauses);
            for clause in &item.clauses {
                let names_back = library
                    .find_clause(clause)
                    .is_none_or(|clause| clause.check_items.contains(&item.id));
                if !names_back {
                    self.wrong(record.0, record.1, Problem::OneSided(clause.clone()));
                }
            }
            self.basis(record, &item.basis);
            self.names(record, RecordKind::Form, &item.forms);
            self.names(record, RecordKind::Setting, &item.interval_setting);
            let conditions = item.timing_when.iter().chain(&item.severity_max_when);
            conditions.for_each(|condition| self.condition(record, condition));
            self.tokens(record, &item.question);
            for month in item.extra_months.iter().chain(&item.fixed_month) {
                self.month(record, *month);
            }
        }
        for question in &library.self_inspection_questions {
            let record = (RecordKind::SelfInspectionQuestion, question.id.as_str());
            self.basis(record, &question.basis);
            self.tokens(record, &question.question);
        }
        for severity in &library.severities {
            let record = (RecordKind::Severity, severity.label.label());
            self.names(record, RecordKind::Setting, [&severity.due_setting]);
        }
    }

    fn month(&mut self, (kind, key): (RecordKind, &str), month: u32) {
        if !(1..=12).contains(&month) {
            self.wrong(kind, key, Problem::Month(month));
        }
    }

    pub(super) fn settings(&mut self) {
        for setting in &self.library.settings {
            let record = (RecordKind::Setting, setting.key.as_str());
            if kinds_of_value(setting) != 1 {
                self.wrong(record.0, record.1, Problem::SettingValue);
            }
            for case in &setting.cases {
                self.condition(record, &case.when);
            }
            for place in &setting.token_in {
                match place.strip_prefix("form:") {
                    Some(form) => self.names(record, RecordKind::Form, [form]),
                    None if self.exists(RecordKind::CheckItem, place) => {}
                    None => self.names(record, RecordKind::Clause, [place]),
                }
            }
        }
    }

    pub(super) fn forms(&mut self) {
        let library = self.library;
        for form in &library.forms {
            let record = (RecordKind::Form, form.number.as_str());
            self.names(record, RecordKind::Clause, &form.clauses);
            self.basis(record, &form.basis);
            self.names(record, RecordKind::Setting, &form.due_setting);
            self.names(record, RecordKind::Form, &form.branch_of);
            self.names(record, RecordKind::CheckItem, &form.check_items);
            self.tokens(record, &form.when);
            self.tokens(record, &form.purpose);
            if let Some(RowSource::Appendix(number)) = &form.rows_from {
                self.names(record, RecordKind::Appendix, [number]);
            }
            for field in &form.fields {
                if !field.ledger.is_empty() && field.ledger.len() != field.parts.len().max(1) {
                    self.wrong(record.0, record.1, Problem::LedgerParts(field.name.clone()));
                }
            }
        }
        for appendix in &library.appendices {
            let record = (RecordKind::Appendix, appendix.number.as_str());
            self.names(record, RecordKind::Clause, &appendix.clauses);
            self.names(record, RecordKind::Clause, [&appendix.introduced_by]);
        }
        for table in &library.tables {
            let record = (RecordKind::Table, table.id.as_str());
            self.names(record, RecordKind::Form, &table.forms);
        }
    }

    pub(super) fn policy(&mut self) {
        let library = self.library;
        self.sources(
            (RecordKind::Document, "document"),
            &library.document.sources,
        );
        for item in &library.items {
            let record = (RecordKind::Item, item.id.as_str());
            self.names(record, RecordKind::Section, [format!("P{}", item.section)]);
        }
        for duty in &library.duties {
            let record = (RecordKind::Duty, duty.id.as_str());
            self.names(record, RecordKind::Sentence, [&duty.sentence]);
        }
    }

    pub(super) fn contract_items(&mut self) {
        let library = self.library;
        for list in &library.lists {
            let record = (RecordKind::ContractItemList, list.id.as_str());
            self.condition(record, &list.applies);
            self.sources(record, &list.sources);
        }
        for item in &library.contract_items {
            let record = (RecordKind::ContractItem, item.id.as_str());
            self.names(record, RecordKind::ContractItemList, [&item.list]);
            self.names(record, RecordKind::Clause, &item.clauses);
            self.names(record, RecordKind::Clause, &item.related);
            self.sources(record, &item.sources);
        }
        for measure in &library.measures {
            let record = (RecordKind::Measure, measure.kind.code());
            self.names(record, RecordKind::Clause, &measure.clauses);
            self.names(record, RecordKind::Form, &measure.form);
        }
    }

    pub(super) fn guideline(&mut self) {
        let library = self.library;
        for edition in &library.editions {
            let record = (RecordKind::Edition, edition.id.as_str());
            self.sources(record, &edition.sources);
            self.date(record, &edition.date, edition.precision);
        }
        for chapter in &library.chapters {
            let key = chapter.number.to_string();
            self.sources((RecordKind::Chapter, &key), &chapter.sources);
        }
        for item in &library.guideline_items {
            let record = (RecordKind::GuidelineItem, item.id.as_str());
            let edition = Some(&item.edition).filter(|edition| !edition.is_empty());
            self.names(record, RecordKind::Edition, edition);
            self.sources(record, &item.sources);
        }
        for condition in &library.selection_conditions {
            let record = (RecordKind::SelectionCondition, condition.id.as_str());
            self.basis(record, &condition.basis);
            self.sources(record, &condition.sources);
        }
    }

    pub(super) fn selection(&mut self) {
        let library = self.library;
        let criteria = &library.criteria;
        let record = (RecordKind::Criteria, RecordKind::Criteria.as_str());
        for condition in [
            &criteria.required,
            &criteria.declaration_required,
            &criteria.statutory_consent,
        ] {
            self.condition(record, condition);
        }
        self.names(record, RecordKind::Form, [&criteria.declaration_form]);
        self.basis(record, &criteria.basis);
        self.sources(record, &criteria.sources);
        for criterion in &library.criterions {
            let record = (RecordKind::Criterion, criterion.id.as_str());
            self.condition(record, &criterion.applies);
            self.names(
                record,
                RecordKind::SelectionCondition,
                &criterion.conditions,
            );
            self.basis(record, &criterion.basis);
            self.sources(record, &criterion.sources);
        }
    }

    pub(super) fn calendar(&mut self) {
        let library = self.library;
        for event in &library.events {
            let record = (RecordKind::Event, event.id.as_str());
            self.sources(record, &event.sources);
            self.names(record, RecordKind::GuidelineItem, &event.items);
            self.facts(record, &event.fact);
            self.date(record, &event.date, event.precision);
        }
        for month in &library.months {
            let key = month.month.to_string();
            let record = (RecordKind::Month, key.as_str());
            self.names(record, RecordKind::CheckItem, &month.check_items);
            self.month(record, month.month);
        }
    }

    fn date(&mut self, (kind, key): (RecordKind, &str), date: &str, precision: DatePrecision) {
        let text = match precision {
            DatePrecision::Day | DatePrecision::Range => date.to_owned(),
            DatePrecision::Month => format!("{date}-01"),
        };
        if text.parse::<NaiveDate>().is_err() {
            self.wrong(kind, key, Problem::Date(date.to_owned()));
        }
    }
}

/// How many of value, values and cases are given.
fn kinds_of_value(setting: &Setting) -> usize {
    usize::from(setting.value.is_some())
        + usize::from(!setting.values.is_empty())
        + usize::from(!setting.cases.is_empty())
}
