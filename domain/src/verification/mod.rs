//! 確認・点検.

pub mod plan;
pub mod replan;
