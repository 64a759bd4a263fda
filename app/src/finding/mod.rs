//! 指摘・措置: the list, a finding with its rounds, the measures under a contract and their notices.

mod api;
mod chips;
mod contract_page;
mod list_page;
mod measure_api;
mod measure_forms;
mod measure_page;
mod new_measure_page;
mod new_page;
mod of_subject;
mod page;
mod rounds;
mod today;

pub use api::{AddFinding, ConfirmFix, InstructFinding, ReceivePlan, ReportFix, WithdrawFinding};
pub use contract_page::ContractFindingsPage;
pub use list_page::FindingListPage;
pub use measure_api::{CloseMeasure, DecideMeasure, DraftMeasure, NotifyMeasure};
pub use measure_page::MeasurePage;
pub use new_measure_page::NewMeasurePage;
pub use new_page::NewFindingPage;
pub use of_subject::SubjectFindings;
pub use page::FindingPage;
pub use today::FindingGroups;
