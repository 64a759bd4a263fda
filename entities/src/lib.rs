//! 委託台帳の行: one file per table, the shapes of rows and nothing else — no queries, no rules.
//! Tests compare them with the migrated schema.

pub mod account;
pub mod annex;
pub mod audit_event;
pub mod completeness_declaration;
pub mod contract;
pub mod contract_appendix_row;
pub mod contract_clause;
pub mod contract_item_cover;
pub mod contract_term;
pub mod counter;
pub mod file;
pub mod held_form;
pub mod library_entry;
pub mod mark;
pub mod organization_unit;
pub mod person;
pub mod role_assignment;
pub mod self_inspection;
pub mod self_inspection_answer;
pub mod self_inspection_question;
pub mod self_inspection_unit;
pub mod session;
pub mod vendor;
pub mod vendor_certification;
pub mod vendor_debarment;
pub mod verification_evidence;
pub mod verification_result;
pub mod verification_task;
