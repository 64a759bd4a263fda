//! 一括処理: what is done to many records at once, as jobs in the background.

pub mod annexes;
pub mod change;
