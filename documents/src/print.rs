//! Documents as PDF: lay out, then render. It decides nothing about the content and reads no clock.

use chrono::{DateTime, Utc};
use domain::document::Document;

use crate::error::DocumentError;
use crate::font::{Face, FontSet};
use crate::layout::pages::lay_out_as;
pub use crate::layout::paragraph::LineEnds;
use crate::tags;

/// 発行記録. What the bytes of a printed document depend on besides its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueRecord {
    /// When it was issued; written as creation and modification date, in Japanese time.
    pub created_at: DateTime<Utc>,
    /// Number of this document for machines, written as both halves of the PDF's /ID.
    pub document_id: [u8; 16],
    /// Who issues it (the municipality); the PDF's author. May be empty.
    pub author: String,
    /// Name and version of the program.
    pub producer: String,
    /// 台帳の記録: what the document was made of, as JSON; attached to the file. None for what is only
    /// looked at.
    pub manifest: Option<String>,
    /// How the town wants its documents to look.
    pub appearance: Appearance,
}

/// 体裁. What a town decides about every document it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Whether 句読点 may hang over the edge of the text.
    pub line_ends: LineEnds,
    /// What the 二次元コード at the foot of every page says. None for none.
    pub code: Option<String>,
}

impl Appearance {
    /// As a document looks when a town decided nothing.
    pub const PLAIN: Self = Self {
        line_ends: LineEnds::Inside,
        code: None,
    };
}

/// Typesets a document and returns the bytes of a tagged PDF.
///
/// # Errors
/// [`DocumentError::MissingGlyphs`] when a character cannot be printed, [`DocumentError::RaggedTable`]
/// when a row does not fit its table, [`DocumentError::NarrowColumns`] and [`DocumentError::HighHead`] when a
/// table does not fit the paper, [`DocumentError::LongCode`] when the code at the foot is to say more than it
/// can.
pub fn pdf(document: &Document, record: &IssueRecord) -> Result<Vec<u8>, DocumentError> {
    render(document, record, FontSet::bundled()?)
}

/// The same as [`pdf`], with a further face (such as `IPAmj明朝`) for the characters the bundled ones
/// lack.
///
/// # Errors
/// The same as [`pdf`].
pub fn pdf_with_fallback(
    document: &Document,
    record: &IssueRecord,
    fallback: &Face<'_>,
) -> Result<Vec<u8>, DocumentError> {
    let fonts = FontSet::bundled()?.with_fallback(fallback);
    render(document, record, fonts)
}

fn render(
    document: &Document,
    record: &IssueRecord,
    fonts: FontSet<'_>,
) -> Result<Vec<u8>, DocumentError> {
    let layout = lay_out_as(document, fonts, &record.appearance)?;
    let rendered = crate::pdf::render(&layout, fonts)?;
    tags::finish(rendered, &layout, document, record)
}

/// The 文書番号 a PDF of ours says it has, altered or not. None where the file says nothing.
#[must_use]
pub fn claimed_number(file: &[u8]) -> Option<String> {
    tags::claimed_number(file)
}
