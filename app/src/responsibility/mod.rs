//! 責任者: the board, the list as of a day, one subject with its history; and what other pages show of it —
//! [`Responsible`] on the page of a subject, [`TodayGroups`] on the start page.

mod api;
mod board_page;
mod forms;
mod history;
mod line;
mod list_page;
mod parts;
mod subject_page;
mod today;

pub use api::{
    AssignResponsibility, EndResponsibility, HandOverResponsibility, ReviewResponsibility,
    WithdrawResponsibility, responsible_summary,
};
pub use board_page::BoardPage;
pub use line::{Responsible, ResponsibleLine};
pub use list_page::ResponsibilityListPage;
pub(crate) use parts::options;
pub use subject_page::SubjectPage;
pub use today::{TodayGroups, load_today_groups};
