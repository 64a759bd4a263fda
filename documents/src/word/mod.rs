//! Word (.docx, ECMA-376): content in, bytes out, for those who paste a document into another. Any
//! [`Document`], with styles, numbering, headings and tables that are Word's own: an article that is put in
//! between moves the numbers of those after it, a table repeats its head.
//!
//! It is written here and not by a crate: the maintained one (docx-rs) knows neither heads that repeat, nor
//! readings, nor the title of a file, and puts the parts of a paragraph in an order the standard forbids.
//!
//! [`body`] writes the blocks, [`table`] what stands in columns, [`numbering`] counts, [`styles`] says how it
//! looks, [`package`] puts the parts into one file. Layout is Word's business.

mod body;
mod numbering;
mod package;
mod styles;
mod table;
mod xml;

use domain::document::Document;

use self::body::Body;
use crate::error::DocumentError;
use crate::print::IssueRecord;

/// The media type of what [`docx`] returns.
pub const MEDIA_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Writes a document as a file for Word. The same content and the same record give the same bytes. The
/// manifest stays with the PDF.
///
/// # Errors
/// [`DocumentError::RaggedTable`] when a row does not fit its table, [`DocumentError::WriteWord`].
pub fn docx(document: &Document, record: &IssueRecord) -> Result<Vec<u8>, DocumentError> {
    let body = Body::of(document)?;
    package::pack(document, record, body)
}

/// So many points in twentieths of a point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths on paper are far below 2^31"
)]
fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}
