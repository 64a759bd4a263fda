//! 所管課 and 所属: which unit a cell names.

use super::RowReader;
use crate::import::{field::Field, message::ImportCode, units::UnitMatch};

impl RowReader<'_> {
    /// The unit a cell names, under its official name.
    pub(in crate::import) fn organization_unit(&mut self, above: Option<&str>) -> Option<String> {
        let field = Field::OrganizationUnit;
        let Some(written) = self.line(field) else {
            return self.missing_unit(above);
        };
        match self.sheet.units.find(&written) {
            UnitMatch::Name(name) => Some(name),
            UnitMatch::Alias(name) => {
                self.note(field, ImportCode::OrganizationUnitAlias);
                Some(name)
            }
            UnitMatch::OldName(name) => {
                self.note(field, ImportCode::OrganizationUnitOldName);
                Some(name)
            }
            UnitMatch::Closed(name) => {
                self.note(field, ImportCode::OrganizationUnitClosed);
                Some(name)
            }
            UnitMatch::Unknown => {
                let text = "組織の一覧にない名称です。組織を登録するか、名称を直してください。";
                self.note_with(field, ImportCode::OrganizationUnitMissing, text.to_owned());
                Some(written)
            }
        }
    }

    fn missing_unit(&mut self, above: Option<&str>) -> Option<String> {
        let field = Field::OrganizationUnit;
        let code = match above {
            Some(_) => ImportCode::SectionFilledDown,
            None => ImportCode::OrganizationUnitMissing,
        };
        if self.sheet.has(field) {
            self.note(field, code);
        }
        above.map(str::to_owned)
    }
}
