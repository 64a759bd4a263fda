//! [`Library::check`]: does every name in the data lead somewhere? Judges no wording.

mod records;
mod texts;

use std::collections::BTreeSet;

use super::{Condition, FactId, Library, LibraryError, Problem, RecordKind};

impl Library {
    /// Checks that every fact, token, clause, form, check, basis and source named exists, that keys are
    /// unique, that every reference has a rule for a missing target, and that bodies can be read.
    ///
    /// # Errors
    /// Everything that is wrong, by kind of record.
    pub fn check(&self) -> Result<(), Vec<LibraryError>> {
        let mut checker = Checker::new(self);
        checker.facts_and_selection();
        checker.clauses();
        checker.check_items();
        checker.settings();
        checker.forms();
        checker.policy();
        checker.contract_items();
        checker.guideline();
        checker.selection();
        checker.calendar();
        if checker.errors.is_empty() {
            Ok(())
        } else {
            Err(checker.errors)
        }
    }
}

/// Collects what is wrong.
struct Checker<'a> {
    library: &'a Library,
    keys: BTreeSet<(RecordKind, String)>,
    errors: Vec<LibraryError>,
}

impl<'a> Checker<'a> {
    /// A checker that has already noted duplicate keys.
    fn new(library: &'a Library) -> Self {
        let mut checker = Self {
            library,
            keys: BTreeSet::new(),
            errors: Vec::new(),
        };
        for (kind, key) in library.keys() {
            if !checker.keys.insert((kind, key.clone())) {
                checker.wrong(kind, &key, Problem::Duplicate);
            }
        }
        checker
    }

    fn wrong(&mut self, kind: RecordKind, key: &str, problem: Problem) {
        self.errors.push(LibraryError::new(kind, key, problem));
    }

    fn exists(&self, kind: RecordKind, key: &str) -> bool {
        self.keys.contains(&(kind, key.to_owned()))
    }

    /// Every name must be the key of a record of the wanted kind.
    fn names<S: AsRef<str>>(
        &mut self,
        (kind, key): (RecordKind, &str),
        wanted: RecordKind,
        names: impl IntoIterator<Item = S>,
    ) {
        for name in names {
            if !self.exists(wanted, name.as_ref()) {
                let name = name.as_ref().to_owned();
                self.wrong(kind, key, Problem::Unknown { kind: wanted, name });
            }
        }
    }

    fn facts<'f>(
        &mut self,
        record: (RecordKind, &str),
        facts: impl IntoIterator<Item = &'f FactId>,
    ) {
        self.names(
            record,
            RecordKind::Fact,
            facts.into_iter().map(FactId::as_str),
        );
    }

    fn condition(&mut self, record: (RecordKind, &str), condition: &Condition) {
        self.facts(record, condition.facts());
    }

    /// A basis is a cite of a sentence, a contract item, or a guideline item.
    fn basis(&mut self, (kind, key): (RecordKind, &str), basis: &[String]) {
        for name in basis {
            let is_cite = self.library.sentences.iter().any(|row| row.cite == *name)
                || self
                    .library
                    .sections
                    .iter()
                    .any(|row| name == &format!("第{}節", row.number));
            if !is_cite
                && !self.exists(RecordKind::ContractItem, name)
                && !self.exists(RecordKind::GuidelineItem, name)
            {
                self.wrong(kind, key, Problem::UnknownBasis(name.clone()));
            }
        }
    }

    fn sources(&mut self, record: (RecordKind, &str), sources: &[String]) {
        self.names(record, RecordKind::Source, sources);
    }
}
