//! import
pub mod raw;
