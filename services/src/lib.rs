//! 委託台帳の業務. One public function is one use case: authorise, load, decide, save, record — in one
//! transaction with its audit event. The only crate that queries.
//!
//! It knows no screen and no HTTP. What the engines do differently is in [`database`], and only there.

pub mod annex;
pub mod api_token;
pub mod audit_log;
pub mod backup;
mod batch;
pub mod bench_data;
pub mod bulk;
pub mod clock;
pub mod comparison;
pub mod context;
pub mod contract;
pub mod contract_change;
mod counter;
pub mod coverage;
pub mod database;
pub mod demo;
mod document;
pub mod error;
pub mod exception;
pub mod export;
pub mod external_service;
pub mod file;
pub mod finding;
pub mod form;
pub mod frame;
pub mod held_form;
pub mod import;
pub mod import_run;
pub mod incident;
pub mod job;
mod kept;
mod ledger;
pub mod library;
pub mod organization;
pub mod provenance;
pub mod regulation;
pub mod responsibility;
pub mod saved_view;
pub mod search;
pub mod selection_review;
pub mod self_inspection;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod social_media;
pub mod subcontract;
pub mod today;
pub mod transfer;
pub mod vendor;
pub mod verification;

pub use context::{Actor, Context, Store};
pub use error::ServiceError;
