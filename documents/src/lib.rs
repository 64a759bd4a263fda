//! skeleton
pub mod spreadsheet;
