//! 契約.

pub mod clauses;
pub mod coverage;
pub mod profile;
