//! Columns with a few possible answers.

use super::RowReader;
use crate::import::{
    choices::{ClassReading, Confidentiality, read_class},
    field::Field,
    message::ImportCode,
};

impl RowReader<'_> {
    /// The answer of a cell; a word nobody knows is noted.
    pub(in crate::import) fn choice<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&str) -> Result<Option<T>, String>,
    ) -> Option<T> {
        match read(&self.text(field)) {
            Ok(answer) => answer,
            Err(_) => {
                self.note(field, ImportCode::FlagUnknownToken);
                None
            }
        }
    }

    /// The class of information, and what a bare 3 probably is.
    pub(in crate::import) fn confidentiality(
        &mut self,
        has_personal_info: bool,
    ) -> (Option<Confidentiality>, Option<Confidentiality>) {
        let field = Field::Confidentiality;
        match read_class(&self.text(field)) {
            Some(ClassReading::Known(class)) => {
                if class == Confidentiality::C2 && has_personal_info {
                    self.note(field, ImportCode::ClassPersonalInfoInC2);
                }
                (Some(class), None)
            }
            Some(ClassReading::Three) => {
                self.note(field, ImportCode::ClassReview);
                let proposed = if has_personal_info {
                    Confidentiality::C3B
                } else {
                    Confidentiality::C3C
                };
                (None, Some(proposed))
            }
            Some(ClassReading::Unknown) => {
                self.note(field, ImportCode::ClassReview);
                (None, None)
            }
            None => (None, None),
        }
    }
}
