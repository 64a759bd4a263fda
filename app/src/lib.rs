//! 委託台帳の画面: pages and forms, made by the server. They work as they are; the islands of `frontend`
//! add live checks where somebody types.
//!
//! A page loads through a function of its area's `api.rs`, and shows through plain components; a form is
//! sent to a server function there.
//! No rule and no query is here: rules are in `domain`, use cases in `services`.

#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "#[component] makes public props in private modules"
)]

pub mod app;
pub mod components;
pub mod error;
pub mod frame;
mod loading;
pub mod paths;
pub mod server_context;

pub mod api_token;
pub mod audit_log;
pub mod bulk;
pub mod contract;
pub mod contract_change;
pub mod coverage;
pub mod document;
pub mod exception;
pub mod external_service;
pub mod finding;
pub mod form;
pub mod import;
pub mod incident;
pub mod job;
pub mod library;
pub mod organization;
pub mod pdf_check;
pub mod regulation;
pub mod responsibility;
pub mod saved_view;
pub mod search;
pub mod selection_review;
pub mod self_inspection;
pub mod sign_in;
pub mod social_media;
pub mod subcontract;
pub mod today;
pub mod transfer;
pub mod vendor;
pub mod verification;

pub use app::{App, shell};
