//! Columns with a few possible answers: class of information, procurement, segment, inspection.
//!
//! Each reader answers with the choice, with nothing for an empty cell, or that it does not know the
//! word: then a person decides.

mod certification;
mod class;
mod external_service;
mod inspection;
mod procurement;
mod segment;
mod social_media;

pub use certification::{Certification, CertificationKind, read_certifications};
pub use class::{ClassReading, Confidentiality, read_class};
pub use external_service::{
    ContractForm, IsmapStatus, KindReading, Place, UseRecordState, read_contract_form, read_ismap,
    read_paid, read_places, read_service_kind, read_use_state,
};
pub use inspection::{
    InspectionMethod, InspectionResult, InspectionStatus, read_inspection_method,
    read_inspection_result,
};
pub(super) use procurement::read_item;
pub use procurement::{ProcurementMethod, read_procurement};
pub use segment::{Segment, read_segment};
pub use social_media::{
    AccountOwnership, AccountRecordState, Platform, looks_like_social_media, read_account_state,
    read_ownership, read_platform,
};
