//! 委託台帳の文書. Content in, bytes out: [`pdf`](fn@pdf) typesets a
//! [`Document`](domain::document::Document), whatever it is.
//!
//! Nothing here knows a database, HTTP or the clock: what is printed and when it was issued are
//! arguments, so the same content and the same [`IssueRecord`] give the same bytes.
//!
//! Reading order: [`print`](mod@print) (the one entry point), [`error`], [`font`] (faces), [`shape`] (text to
//! glyphs), [`layout`] (glyphs to pages), then the two modules that know the format: `pdf` (printpdf)
//! and `tags` (lopdf). [`word`] writes the same content for Word. [`spreadsheet`] goes the other way: a ledger's bytes to raw rows; [`workbook`] and
//! [`ledger`] write one.

pub mod archive;
pub mod error;
pub mod font;
pub mod layout;
pub mod ledger;
mod pdf;
pub mod print;
pub mod shape;
pub mod spreadsheet;
mod tags;
pub mod word;
pub mod workbook;

pub use error::DocumentError;
pub use print::{Appearance, IssueRecord, LineEnds, claimed_number, pdf, pdf_with_fallback};
pub use tags::Merger;
pub use word::docx;
