//! The fields a ledger's column can be read as.

use serde::{Serialize, Serializer};

/// Declares the fields with the name they have in records and reports.
macro_rules! fields {
    ($($name:ident => $text:literal,)*) => {
        /// A field of some ledger.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $(#[doc = concat!("`", $text, "`.")] $name,)* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name a choice of a column is kept under: no two fields share one.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// The field of a kept choice.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.code() == code)
            }

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
    ServiceNo => "service_no",
    ServiceName => "service_name",
    ProviderName => "provider_name",
    ServiceKind => "service_kind",
    ContractForm => "contract_form",
    Paid => "paid",
    Purpose => "purpose",
    AccountCount => "account_count",
    AnnualCost => "annual_cost",
    IsmapNumber => "ismap_number",
    DataLocation => "data_location",
    GoverningLaw => "governing_law",
    ManagerName => "manager_name",
    AppliedOn => "applied_on",
    ApprovedOn => "approved_on",
    ApprovalNo => "approval_no",
    ApproverName => "approver_name",
    ValidUntil => "valid_until",
    // 利用期限 beside 有効期限: then the latter is that of the certificate.
    UsableUntil => "valid_until",
    StartedOn => "started_on",
    EndedOn => "ended_on",
    ReviewedOn => "reviewed_on",
    Alternative => "alternative",
    State => "state",
    Platform => "platform",
    AccountName => "account_name",
    Handle => "handle",
    Url => "url",
    Ownership => "ownership",
    OwnerName => "owner_name",
    DeputyName => "deputy_name",
    Operators => "operators",
    Content => "content",
    Hours => "hours",
    ReplyPolicy => "reply_policy",
    PolicyUrl => "policy_url",
    OfficialSiteListing => "official_site_listing",
    Badge => "badge",
    Mfa => "mfa",
    RecoveryMail => "recovery_mail",
    RecoveryPhone => "recovery_phone",
    CredentialCustodian => "credential_custodian",
    Contractor => "contractor",
    LinkedApps => "linked_apps",
    OperationProcedure => "operation_procedure",
    OpenedOn => "opened_on",
    LastPostedOn => "last_posted_on",
    Followers => "followers",
    ClosedOn => "closed_on",
    VendorKind => "vendor_kind",
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
