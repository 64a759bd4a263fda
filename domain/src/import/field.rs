//! The fields a ledger's column can be read as.

use serde::{Serialize, Serializer};

/// Declares the fields with the name they have in records and reports.
macro_rules! fields {
    ($($name:ident => $text:literal,)*) => {
        /// A field of some ledger.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $(#[doc = concat!("`", $text, "`.")] $name,)* }

        impl Field {
            /// The name in records and reports.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

fields! {
    LedgerNo => "ledger_no",
    FiscalYear => "fiscal_year",
    ContractNo => "contract_no",
    OrganizationUnit => "organization_unit",
    PersonInCharge => "person_in_charge",
    Extension => "extension",
    Title => "title",
    ProcurementMethod => "procurement_method",
    NegotiatedItem => "negotiated_item",
    SignedOn => "signed_on",
    StartOn => "start_on",
    EndOn => "end_on",
    // One column for both dates; reported as the field it begins with.
    Period => "start_on",
    EstimatedPrice => "estimated_price",
    AmountExcludingTax => "amount_excluding_tax",
    Amount => "amount",
    AmountNextFiscalYear => "amount_next_fiscal_year",
    ChangedOn => "changed_on",
    ChangedAmount => "changed_amount",
    LongTermContract => "long_term_contract",
    VendorName => "vendor_name",
    RepresentativeName => "representative_name",
    CorporateNumber => "corporate_number",
    InvoiceRegistrationNumber => "invoice_registration_number",
    VendorAddress => "vendor_address",
    VendorPhone => "vendor_phone",
    SubjectInformation => "subject_information",
    Confidentiality => "confidentiality",
    PersonalInfo => "personal_info",
    SpecificPersonalInfo => "specific_personal_info",
    SubjectCount => "subject_count",
    Segment => "segment",
    Cloud => "cloud",
    RemoteMaintenance => "remote_maintenance",
    Subcontracting => "subcontracting",
    Subcontractors => "subcontractors",
    SubcontractorCorporateNumbers => "subcontractor_corporate_numbers",
    SubcontractConsentOn => "subcontract_consent_on",
    SecurityAnnex => "security_annex",
    OrganizationChart => "organization_chart",
    WorkerRoster => "worker_roster",
    Pledge => "pledge",
    WorkPlace => "work_place",
    Certifications => "certifications",
    CertificateExpiresOn => "certificate_expires_on",
    InspectedOn => "inspected_on",
    InspectionMethod => "inspection_method",
    InspectionResult => "inspection_result",
    Erasure => "erasure",
    ErasureCertificateOn => "erasure_certificate_on",
    Remarks => "remarks",
    StaffNo => "staff_no",
    PersonName => "name",
    Kana => "kana",
    JobTitle => "title",
    Email => "email",
    EmployedFrom => "employed_from",
    EmployedUntil => "employed_until",
    UnitCode => "code",
    UnitName => "name",
    ParentName => "parent_name",
    OrganType => "organ_type",
    Aliases => "aliases",
    ValidFrom => "valid_from",
    ValidTo => "valid_to",
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
