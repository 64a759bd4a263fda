//! 指摘・是正・措置: opened by a failed check, a 否 of a 自己点検 or by hand, mended, looked at by another
//! person; and what the town does under the contract when it is not.

mod actions;
mod from_check;
mod from_inspection;
mod list;
mod measure;
mod measure_course;
mod notice;
mod open;
mod origin;
mod paper;
mod rows;
mod subjects;
mod today;

pub use actions::{assignable, confirm, instruct, receive_plan, report, withdraw};
pub(crate) use from_check::{FailedCheck, open_from_check, open_from_subject_check};
pub(crate) use from_inspection::{Shortcoming, of_answers, open_from_answer, report_from_answer};
pub(crate) use list::matching;
pub use list::{FindingPage, load, of_contract, of_subject, page};
pub use measure::{choices, draft_measure, load_measure, measures};
pub use measure_course::{close_measure, decide_measure, notify};
pub use notice::{notice_pdf, preview};
pub use open::add;
pub use paper::table_pdf;
pub(crate) use rows::{load_row, own_unit};
pub use subjects::subjects;
pub use today::{FindingsToday, today};
