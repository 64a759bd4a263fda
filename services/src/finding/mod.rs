//! 指摘・是正・措置: opened by a failed check or by hand, mended, looked at by another person; and what the
//! town does under the contract when it is not.

mod actions;
mod list;
mod measure;
mod measure_course;
mod notice;
mod open;
mod today;

pub use actions::{assignable, confirm, instruct, receive_plan, report, withdraw};
pub use list::{FindingPage, PAGE_SIZE, list, load, of_contract, subjects};
pub(crate) use list::{load_row, own_unit};
pub use measure::{choices, draft_measure, load_measure, measures};
pub use measure_course::{close_measure, decide_measure, notify};
pub use notice::{notice_pdf, preview};
pub use open::add;
pub(crate) use open::{FailedCheck, open_from_check};
pub use today::{FindingsToday, today};
