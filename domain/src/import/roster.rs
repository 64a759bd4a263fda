//! Whom a name or a title in a ledger means: looked up in 職員名簿 within the section.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    people::PersonReading,
    staff::PersonRecord,
    text::{folded, without_brackets},
};
use crate::fold::search_key;

/// How a person was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Found {
    /// The cell names nobody.
    #[default]
    Nobody,
    /// There is no roster to look in.
    NoRoster,
    /// By the very name, or by a title only one holds.
    Settled,
    /// Only when old forms of characters count as new ones, and the title agrees.
    VariantWithTitle,
    /// Only when old forms of characters count as new ones.
    Variant,
    /// More than one fits.
    Several,
    /// None in the section.
    NotInRoster,
}

impl Found {
    /// True when it is certain enough to say on whose responsibility something is.
    #[must_use]
    pub(in crate::import) fn is_settled(self) -> bool {
        matches!(self, Self::Settled | Self::VariantWithTitle)
    }

    pub(super) fn is_variant(self) -> bool {
        matches!(self, Self::Variant | Self::VariantWithTitle)
    }
}

/// Whom a cell names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct OfficerReading {
    pub(in crate::import) name: Option<String>,
    /// The cell has the name; else it is that of the holder of the title.
    pub(in crate::import) is_named: bool,
    pub(in crate::import) title: Option<String>,
    pub(in crate::import) staff_no: Option<String>,
    pub(in crate::import) found: Found,
}

/// The staff of the town by section.
pub(super) struct Roster<'p> {
    by_section: HashMap<String, Vec<&'p PersonRecord>>,
    today: NaiveDate,
}

impl<'p> Roster<'p> {
    pub(super) fn new(people: &'p [PersonRecord], today: NaiveDate) -> Self {
        let mut by_section: HashMap<String, Vec<&PersonRecord>> = HashMap::new();
        for person in people {
            let section = person.organization_unit.as_deref().unwrap_or_default();
            by_section
                .entry(search_key(section))
                .or_default()
                .push(person);
        }
        Self { by_section, today }
    }

    /// The very name, else the title, else the name with old forms folded.
    pub(super) fn find(
        &self,
        section: Option<&str>,
        person: &PersonReading,
    ) -> (Found, Option<&'p PersonRecord>) {
        if self.by_section.is_empty() {
            return (Found::NoRoster, None);
        }
        let staff: &[&PersonRecord] = section
            .and_then(|section| self.by_section.get(&search_key(section)))
            .map_or(&[], Vec::as_slice);
        let Some(name) = person.name.as_deref() else {
            let titled = |record: &PersonRecord| self.is_in_office(record) && holds(record, person);
            return one_of(staff, Found::Settled, titled);
        };
        let exact = |record: &PersonRecord| plain(record.name.as_deref()) == plain(Some(name));
        let by_name = self.best(staff, Found::Settled, person, exact);
        if by_name.0 != Found::NotInRoster {
            return by_name;
        }
        let folded = |record: &PersonRecord| {
            search_key(record.name.as_deref().unwrap_or_default()) == search_key(name)
        };
        match self.best(staff, Found::Variant, person, folded) {
            (Found::Variant, Some(record)) if holds(record, person) => {
                (Found::VariantWithTitle, Some(record))
            }
            found => found,
        }
    }

    /// Of several those in office, and of those the one with the title.
    fn best(
        &self,
        staff: &[&'p PersonRecord],
        found: Found,
        person: &PersonReading,
        fits: impl Fn(&PersonRecord) -> bool,
    ) -> (Found, Option<&'p PersonRecord>) {
        let all = one_of(staff, found, &fits);
        if all.0 != Found::Several {
            return all;
        }
        let in_office = |record: &PersonRecord| fits(record) && self.is_in_office(record);
        match one_of(staff, found, in_office) {
            (Found::Several, _) => one_of(staff, found, |record| {
                in_office(record) && holds(record, person)
            }),
            (Found::NotInRoster, _) => all,
            one => one,
        }
    }

    fn is_in_office(&self, record: &PersonRecord) -> bool {
        record.employed_from.is_none_or(|from| from <= self.today)
            && record.employed_until.is_none_or(|last| self.today <= last)
    }
}

/// The only person that fits; two rows of one person are one.
fn one_of<'p>(
    staff: &[&'p PersonRecord],
    found: Found,
    fits: impl Fn(&PersonRecord) -> bool,
) -> (Found, Option<&'p PersonRecord>) {
    let mut fitting = staff.iter().copied().filter(|record| fits(record));
    match fitting.next() {
        None => (Found::NotInRoster, None),
        Some(first) if fitting.all(|other| other.staff_no == first.staff_no) => {
            (found, Some(first))
        }
        Some(_) => (Found::Several, None),
    }
}

fn holds(record: &PersonRecord, person: &PersonReading) -> bool {
    let title = |text: &str| folded(&without_brackets(text));
    match (&record.title, &person.title) {
        (Some(held), Some(written)) => title(held) == title(written),
        _ => false,
    }
}

fn plain(name: Option<&str>) -> String {
    name.unwrap_or_default().split_whitespace().collect()
}
