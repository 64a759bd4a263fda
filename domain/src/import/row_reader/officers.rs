//! 管理者, 責任者, 副責任者: whom a cell names within its section.

use super::RowReader;
use crate::import::{
    field::Field,
    people,
    roster::{Found, OfficerReading},
};

impl RowReader<'_> {
    /// Whom the cell names, looked up among the staff of the section. What has to be said about it is for
    /// the ledger to say.
    pub(in crate::import) fn officer(
        &mut self,
        field: Field,
        section: Option<&str>,
    ) -> OfficerReading {
        let written = self.checked_text(field);
        let is_section = |part: &str| {
            section.is_some_and(|section| section == part) || self.sheet.units.knows(part)
        };
        let person = people::officer(&written, section, is_section);
        if person.title.is_none() && person.name.is_none() {
            return OfficerReading::default();
        }
        let (found, record) = self.sheet.roster.find(section, &person);
        let known = record.filter(|_| found != Found::Several);
        OfficerReading {
            is_named: person.name.is_some(),
            // What was typed stays; a title alone gets the name of its holder.
            name: person
                .name
                .or_else(|| known.and_then(|record| record.name.clone())),
            title: person.title,
            staff_no: known.and_then(|record| record.staff_no.clone()),
            found,
        }
    }
}
