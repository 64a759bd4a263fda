//! 一括変更: the 責任者 or the 所管課 of the contracts, services or accounts that are ticked in a list, or of all that
//! match its filter; 完了 of such contracts.

mod api;
mod page;

pub use api::UndoUnits;
pub use page::{BulkAccountsPage, BulkContractsPage, BulkServicesPage};

use domain::{
    authorization::{Action, Resource, permits},
    bulk::BulkLedger,
};

/// Whether a list offers 一括変更: to whoever may change the records, or say who is responsible for them.
pub(crate) fn is_offered(ctx: &services::Context, ledger: BulkLedger) -> bool {
    let may = |resource| permits(&ctx.actor.roles, Action::Edit, resource, None);
    may(ledger.resource()) || may(Resource::Responsibility)
}
