//! Several files in one: a ZIP. Names are marked as UTF-8; what is packed already is not packed again.

use std::io::{Cursor, Write as _};

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _, Utc};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::DocumentError;

/// Media type of the result.
pub const MEDIA_TYPE: &str = "application/zip";

/// A ZIP that is being filled.
pub struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").finish_non_exhaustive()
    }
}

impl Archive {
    /// An empty one, whose files were made at `created_at`: ZIP knows local time only, here Japan's.
    #[must_use]
    pub fn new(created_at: DateTime<Utc>) -> Self {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        Self {
            writer: ZipWriter::new(Cursor::new(Vec::new())),
            options: options.last_modified_time(local(created_at).unwrap_or_default()),
        }
    }

    /// Adds a file.
    ///
    /// # Errors
    /// [`DocumentError::WriteArchive`] when the format cannot hold it.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), DocumentError> {
        let failed = |_| DocumentError::WriteArchive;
        self.writer
            .start_file(name, self.options)
            .map_err(|_| DocumentError::WriteArchive)?;
        self.writer.write_all(content).map_err(failed)
    }

    /// The bytes.
    ///
    /// # Errors
    /// [`DocumentError::WriteArchive`] when the format cannot hold it.
    pub fn finish(self) -> Result<Vec<u8>, DocumentError> {
        let written = self.writer.finish();
        Ok(written
            .map_err(|_| DocumentError::WriteArchive)?
            .into_inner())
    }
}

fn local(at: DateTime<Utc>) -> Option<zip::DateTime> {
    let at = at.with_timezone(&FixedOffset::east_opt(9 * 3600)?);
    let part = |number: u32| u8::try_from(number).ok();
    zip::DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn names_are_japanese_and_content_is_what_was_added() {
        let mut archive = Archive::new("2026-04-01T00:00:10Z".parse().unwrap());
        archive.add("令和8年度_特記事項.pdf", b"%PDF-1.7").unwrap();
        archive.add("b.pdf", b"two").unwrap();
        let bytes = archive.finish().unwrap();
        // General purpose flag, bit 11, of the first local header: the name is UTF-8.
        assert_eq!(bytes[7] & 0b1000, 0b1000);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut first = archive.by_name("令和8年度_特記事項.pdf").unwrap();
        assert_eq!(first.last_modified().unwrap().hour(), 9);
        let mut content = Vec::new();
        first.read_to_end(&mut content).unwrap();
        assert_eq!(content, b"%PDF-1.7");
    }
}
