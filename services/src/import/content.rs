//! What an import reads: the bytes of a file, and what people typed in the place of its cells.

use domain::import::{
    correction::{Correction, correct},
    raw::Workbook,
};

use super::{FileRefusal, open};

/// The bytes of a ledger, with what was corrected on screen.
#[derive(Clone, Debug)]
pub struct Content {
    pub(crate) bytes: Vec<u8>,
    pub(crate) corrections: Vec<Correction>,
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        let corrections = Vec::new();
        Self { bytes, corrections }
    }
}

impl Content {
    /// The rows, as corrected.
    pub(crate) fn open(&self, file_name: &str) -> Result<Workbook, FileRefusal> {
        let mut workbook = open(file_name, &self.bytes)?;
        correct(&mut workbook, &self.corrections);
        Ok(workbook)
    }
}
