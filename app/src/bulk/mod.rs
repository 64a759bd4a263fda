//! 一括変更: the 責任者 or the 所管課 of the contracts, services or accounts that are ticked in a list, or of all that
//! match its filter.

mod api;
mod page;

pub use api::UndoUnits;
pub use page::{BulkAccountsPage, BulkContractsPage, BulkServicesPage};
