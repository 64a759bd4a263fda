//! 規程・手順: the register — documents, their versions, who read them, what is looked at again and when.

mod abolition;
mod actions;
mod api;
mod audience;
mod current;
mod followers;
mod form_page;
mod list_page;
mod page;
mod parts;
mod reviews;
mod today;
mod version_page;
mod versions;

pub use form_page::RegulationFormPage;
pub use list_page::RegulationListPage;
pub use page::RegulationPage;
pub use today::RegulationToday;
pub use version_page::RegulationVersionPage;

use domain::id::RegulationDocumentId;

use crate::error::AppError;

/// The document an address speaks of.
fn document_id(text: &str) -> Result<RegulationDocumentId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("規程・手順".to_owned()))
}
