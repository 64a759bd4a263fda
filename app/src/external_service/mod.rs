//! 外部サービス: the ledger, one service with its approvals and the course of its use, the form of what it is.

mod api;
mod approvals;
mod basics;
mod certificates;
mod course;
mod form_page;
mod list_page;
mod page;
mod parts;
mod reviews;
mod today;

pub use form_page::ServiceFormPage as ExternalServiceFormPage;
pub use list_page::ExternalServicesPage;
pub(crate) use list_page::{ServiceTable, filter_of};
pub use page::ExternalServicePage;
pub use today::ExternalServicesToday;

use domain::id::ExternalServiceId;

use crate::error::AppError;

/// The service an address speaks of.
fn service_id(text: &str) -> Result<ExternalServiceId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("外部サービス".to_owned()))
}
