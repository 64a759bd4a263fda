//! 委託台帳のサーバー: the process. Takes requests and commands, and hands them to `app` and `services`.
//!
//! A request passes, from outside in: log, security headers, panics and plain errors as Japanese pages,
//! compression, [`same_origin`], session, [`flash`], [`identify`], [`rate_limit`], [`held_forms`] — then a
//! page of `app`, a server function of `app`, or one of [`sign_in`], [`downloads`],
//! [`papers`], [`parts`], [`uploads`],
//! [`selection_uploads`], [`site`]. Programs ask [`api`], which has no session.
//! No rule, no query and no screen is here.

mod api;
pub mod cli;
pub mod clock;
pub mod config;
mod coverage_files;
mod downloads;
mod error_page;
mod exports;
mod flash;
mod held_forms;
mod identify;
mod import_files;
mod local_path;
mod one_file;
mod papers;
mod parts;
mod pdf_check;
mod rate_limit;
mod regulation_files;
mod rosters;
pub mod router;
mod same_origin;
mod selection_uploads;
mod session_store;
mod sign_in;
mod site;
pub mod start;
pub mod state;
pub mod telemetry;
pub mod ticker;
mod uploads;
pub mod worker;

pub use app;
pub use router::build_router;
pub use state::AppState;
