//! Columns with a few possible answers: class of information, procurement, segment, inspection.
//!
//! Each reader answers with the choice, with nothing for an empty cell, or that it does not know the
//! word: then a person decides.

mod certification;
mod class;
mod inspection;
mod procurement;
mod segment;

pub use certification::{Certification, CertificationKind, read_certifications};
pub use class::{ClassReading, Confidentiality, read_class};
pub use inspection::{
    InspectionMethod, InspectionResult, InspectionStatus, read_inspection_method,
    read_inspection_result,
};
pub(super) use procurement::read_item;
pub use procurement::{ProcurementMethod, read_procurement};
pub use segment::{Segment, read_segment};
