//! 点検: the list of sheets, and the sheet on which results are recorded item by item. Dates and items
//! are planned in `domain`; evidence is taken by a route of the server, not by a server function.

pub mod api;
mod basis;
pub mod due;
mod evidence;
mod item;
mod list_page;
mod list_table;
mod recorded;
mod sheet_form;
mod sheet_page;
mod subject_list;
mod subject_sheet;

pub use list_page::VerificationListPage;
pub use list_table::{NonconformChip, Progress};
pub use sheet_form::{ATTACH, Held, SAVE, SheetForm};
pub use sheet_page::SheetPage;
pub use subject_list::{SubjectSheetTable, SubjectSheetsPage};
pub use subject_sheet::SubjectSheetPage;
