//! 委託先: the list, the form, and one vendor with its certificates, debarments and history. Which
//! contracts a vendor has is shown by the contract list.

mod api;
mod certification;
mod debarment;
mod form_page;
mod list_page;
mod merge_page;
mod page;
mod similar;
mod void;

use domain::id::VendorId;

pub use api::{
    AddCertification, AddDebarment, AddVendor, ChangeVendor, HeldReason, MergeVendors,
    RemoveCertification, RestoreVendor, VoidVendor,
};
pub(crate) use certification::{CertificateNumber, validity_chip};
pub use form_page::VendorFormPage;
pub use list_page::VendorListPage;
pub use merge_page::MergeVendorsPage;
pub use page::VendorPage;
pub use similar::similar_vendors_part;

use crate::error::AppError;

/// The vendor an address speaks of.
fn vendor_id(text: &str) -> Result<VendorId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("委託先".to_owned()))
}
