//! 点検: planned from the clauses of a contract (`tasks`), listed by sheet (`list`), shown as a sheet
//! (`sheet`), recorded item by item with evidence (`record`).

mod list;
mod paper;
mod record;
mod sheet;
mod subject;
mod tasks;

pub use list::{list_of_contract, page};
pub(crate) use list::{matching_items, overdue_count, sheets};
pub use paper::{sheet_pdf, subject_sheet_pdf};
pub use record::{UploadedEvidence, attach, evidence_file, record_result};
pub use sheet::load_sheet;
pub use subject::{
    attach_to_subject, list_of_subject, list_subject_sheets, load_subject_sheet,
    overdue_subject_sheets, record_subject_result,
};
pub(crate) use subject::{replan_subject, withdraw_subject};
pub(crate) use tasks::{planned, replan, withdraw_open};

use entities::{contract, verification_task};
use sea_orm::{EntityTrait, RelationDef};

/// From a task to its contract.
fn contract_of() -> RelationDef {
    verification_task::Entity::belongs_to(contract::Entity)
        .from(verification_task::Column::ContractId)
        .to(contract::Column::Id)
        .into()
}
