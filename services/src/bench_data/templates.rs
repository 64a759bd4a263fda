//! What a kind of contract carries: its facts, and the clauses and checks the rules answer for them, cut to
//! the sizes the budgets speak of. Worked out once for each kind and first day.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use domain::{
    contract::{
        clauses::required_clauses,
        decision::{ContractClause, Decision, reconcile},
        profile::{Confidentiality, Profile, Segment},
    },
    library::{RecordKind, setting_values},
    verification::plan::{PlanInput, PlannedTask, plan},
};

use crate::{ServiceError, library::LoadedLibrary};

/// A kind of contract.
pub(super) struct Kind {
    pub(super) facts: &'static [&'static str],
    pub(super) confidentiality: Confidentiality,
    pub(super) segment: Segment,
    pub(super) years: i32,
    clauses: usize,
    checks: usize,
}

/// One in twenty is a system with residents' data over three years; most are small.
pub(super) const KINDS: [Kind; 4] = [
    Kind {
        facts: &["pi", "remote_maint", "sys_ops"],
        confidentiality: Confidentiality::C3A,
        segment: Segment::Lgwan,
        years: 3,
        clauses: 30,
        checks: 60,
    },
    Kind {
        facts: &["pi"],
        confidentiality: Confidentiality::C3B,
        segment: Segment::Internet,
        years: 1,
        clauses: 14,
        checks: 10,
    },
    Kind {
        facts: &["sys_ops"],
        confidentiality: Confidentiality::C2,
        segment: Segment::Lgwan,
        years: 1,
        clauses: 8,
        checks: 4,
    },
    Kind {
        facts: &[],
        confidentiality: Confidentiality::C1,
        segment: Segment::None,
        years: 1,
        clauses: 4,
        checks: 1,
    },
];

/// Which kind the contract `number` is of.
pub(super) fn kind_of(number: usize) -> usize {
    match number % 20 {
        0 => 0,
        1..=4 => 1,
        5..=9 => 2,
        _ => 3,
    }
}

/// A check with the row of its item.
pub(super) struct Check {
    pub(super) planned: PlannedTask,
    pub(super) entry_id: i64,
}

/// Clauses and checks of a kind that begins on a day.
pub(super) struct Template {
    pub(super) clauses: Vec<ContractClause>,
    pub(super) checks: Vec<Check>,
}

/// Templates made so far.
pub(super) struct Templates<'a> {
    library: &'a LoadedLibrary,
    made: HashMap<(usize, NaiveDate), Template>,
}

impl<'a> Templates<'a> {
    pub(super) fn of(library: &'a LoadedLibrary) -> Self {
        Self {
            library,
            made: HashMap::new(),
        }
    }

    pub(super) fn get(
        &mut self,
        kind: usize,
        starts_on: NaiveDate,
    ) -> Result<&Template, ServiceError> {
        let library = self.library;
        match self.made.entry((kind, starts_on)) {
            std::collections::hash_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::hash_map::Entry::Vacant(place) => {
                Ok(place.insert(template(library, &KINDS[kind], starts_on)?))
            }
        }
    }
}

/// The last day of a kind that begins on a day: the end of its last 年度.
pub(super) fn ends_on(kind: &Kind, starts_on: NaiveDate) -> NaiveDate {
    let year = domain::fiscal_year::FiscalYear::containing(starts_on);
    domain::fiscal_year::FiscalYear(year.0 + kind.years - 1).last_day()
}

fn template(
    library: &LoadedLibrary,
    kind: &Kind,
    starts_on: NaiveDate,
) -> Result<Template, ServiceError> {
    let profile = Profile {
        confidentiality: kind.confidentiality,
        given: kind.facts.iter().map(|fact| (*fact).to_owned()).collect(),
        starts_on,
    };
    let wrong = |error| ServiceError::field("facts", error);
    let required = required_clauses(&library.rules, &profile).map_err(wrong)?;
    let mut clauses = reconcile(&[], &required, |clause| library.clause_entry(clause));
    clauses.truncate(kind.clauses);
    let facts = profile.facts(&library.rules).map_err(wrong)?;
    let settings = setting_values(&library.library.settings, &facts);
    let included = clauses
        .iter()
        .filter(|clause| clause.decision == Decision::Included)
        .map(|clause| clause.clause.clone())
        .collect();
    let mut planned = plan(&PlanInput {
        check_items: &library.library.check_items,
        forms: &library.library.forms,
        clauses: &included,
        facts: &facts,
        settings: &settings,
        starts_on,
        ends_on: ends_on(kind, starts_on),
        signed_on: Some(starts_on),
        inspected_on: None,
        calendar: &domain::business_day::BusinessCalendar::default(),
    });
    planned.truncate(kind.checks);
    let checks = planned.into_iter().map(|planned| {
        let entry = library.entry(RecordKind::CheckItem, &planned.check_item);
        let entry_id = entry.ok_or(ServiceError::NotFound("点検項目"))?.0;
        Ok(Check { planned, entry_id })
    });
    Ok(Template {
        clauses,
        checks: checks.collect::<Result<_, ServiceError>>()?,
    })
}

/// The first day of the contract `number`: in one of eight 年度, most in April.
pub(super) fn starts_on(number: usize, this_year: i32, month: usize) -> NaiveDate {
    let back = i32::try_from(number / 20 % 8).unwrap_or_default();
    let first = domain::fiscal_year::FiscalYear(this_year - back).first_day();
    let month = chrono::Months::new(u32::try_from(month).unwrap_or_default());
    first
        .checked_add_months(month)
        .unwrap_or(first)
        .with_day(1)
        .unwrap_or(first)
}
