//! All integration tests in one binary: stories by goal, permissions, schema, tidiness.

#![expect(clippy::unwrap_used, reason = "a story that cannot be told must fail")]

mod permissions;
mod schema;
mod stories;
mod tidy;
