//! 自己点検: campaigns (`campaign`), the answers of a unit (`answers`).

mod answers;
mod campaign;

pub use answers::{improve, load_sheet, save, submit};
pub use campaign::{Waiting, list, load, open, questions, void, waiting};
