//! 委託台帳の画面. Shared by the server, which renders every page and answers every form, and by the
//! browser, which adds live checks to pages that already work.
//!
//! A page loads through a server function of its area's `api.rs`, and shows through plain components.
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
pub mod paths;
#[cfg(feature = "ssr")]
pub mod server_context;

pub mod audit_log;
pub mod contract;
pub mod organization;
pub mod sign_in;
pub mod today;
pub mod vendor;
pub mod verification;

pub use app::{App, shell};
