//! All integration tests in one binary: stories by goal, permissions, schema, tidiness.

mod permissions;
mod schema;
mod stories;
mod tidy;
