//! 一括処理: what is done to many contracts at once, as jobs in the background.

pub mod accounts;
pub mod annexes;
