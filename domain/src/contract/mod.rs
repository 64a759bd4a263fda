//! 契約.

pub mod profile;
