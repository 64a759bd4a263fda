//! 委託台帳の業務. One public function is one use case: authorise, load, decide, save, record — in one
//! transaction with its audit event. The only crate that queries.
//!
//! It knows no screen and no HTTP. What the engines do differently is in [`database`], and only there.

pub mod context;
pub mod error;
pub mod clock;
pub mod database;
pub mod audit_log;
mod counter;
pub mod sign_in;
pub mod session;
pub mod held_form;
pub mod file;
pub mod setup;
pub mod library;
pub mod organization;
pub mod vendor;
pub mod contract;
pub mod annex;
pub mod verification;
pub mod today;
pub mod import;
pub mod demo;
pub mod backup;

pub use context::{Actor, Context, Store};
pub use error::ServiceError;
