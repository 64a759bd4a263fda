//! 規程・手順: the register of rule documents. Rows are read in `record`.

mod record;

pub use record::in_force;
