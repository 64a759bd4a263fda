//! What the stories are told with: a fresh town per test, people as browsers, and the visible text of
//! pages. Every request goes through the real router.
//!
//! `TEST_DATABASE_URL` names a PostgreSQL database to make test databases beside; without it the
//! stories run on SQLite files.

#![expect(
    clippy::unwrap_used,
    reason = "a story that cannot be set up must fail"
)]

pub mod client;
pub mod database;
pub mod openapi;
pub mod test_app;
pub mod text;

pub use client::{Answer, Browser};
pub use test_app::TestApp;
