//! 出力: a ledger under its filter as a file, to be put before somebody, worked on, and taken in again. Each
//! use case asks for the right to see the list, writes all that matches, and leaves an entry in the
//! operation log.

mod contracts;
mod layout;
mod lists;
mod output;
mod parties;

pub use contracts::contracts;
pub use layout::{Form, layouts};
pub use lists::{findings, people, verifications};
pub use parties::{accounts, services, vendors};

/// Records that are loaded at once.
const CHUNK: usize = 1_000;
