//! Header names and their synonyms, per ledger: which label means which field.
//!
//! Towns word their headers freely. A label is compared without blanks, line breaks, width and
//! case; what stands in brackets behind it only counts when the table says so. A new synonym is one
//! more word in a list here.

mod contract;
mod external_service;
mod people;
mod social_media;
mod vendor;

use self::{
    contract::CONTRACT,
    external_service::EXTERNAL_SERVICE,
    people::{ORGANIZATION_UNIT, STAFF},
    social_media::SOCIAL_MEDIA_ACCOUNT,
    vendor::VENDOR,
};
use super::{
    LedgerKind,
    field::Field::{self, *},
};

/// The labels of one field, perhaps only under certain group headings.
pub(super) struct Alias {
    pub(super) field: Field,
    /// Group headings the labels need; empty when they speak for themselves.
    pub(super) groups: &'static [&'static str],
    pub(super) labels: &'static [&'static str],
}

const fn alone(field: Field, labels: &'static [&'static str]) -> Alias {
    Alias {
        field,
        groups: &[],
        labels,
    }
}

const fn under(
    groups: &'static [&'static str],
    field: Field,
    labels: &'static [&'static str],
) -> Alias {
    Alias {
        field,
        groups,
        labels,
    }
}

/// The table of a ledger.
pub(super) fn aliases(kind: LedgerKind) -> &'static [Alias] {
    match kind {
        LedgerKind::Contract => CONTRACT,
        LedgerKind::Staff => STAFF,
        LedgerKind::OrganizationUnit => ORGANIZATION_UNIT,
        LedgerKind::ExternalService => EXTERNAL_SERVICE,
        LedgerKind::SocialMediaAccount => SOCIAL_MEDIA_ACCOUNT,
        LedgerKind::Vendor => VENDOR,
    }
}

/// Fields without which a sheet is no such ledger: each inner list needs one of its fields.
pub(super) fn required(kind: LedgerKind) -> &'static [&'static [Field]] {
    match kind {
        LedgerKind::Contract => &[
            &[Title],
            &[VendorName, OrganizationUnit],
            &[
                SignedOn,
                StartOn,
                Period,
                Amount,
                ContractNo,
                AmountExcludingTax,
            ],
        ],
        LedgerKind::Staff => &[&[PersonName], &[StaffNo, OrganizationUnit]],
        LedgerKind::OrganizationUnit => &[&[UnitName], &[UnitCode, ParentName, OrganType]],
        LedgerKind::ExternalService => &[
            &[ServiceName],
            &[ServiceKind, ProviderName, ContractForm, ServiceNo],
        ],
        LedgerKind::SocialMediaAccount => &[&[Platform], &[AccountName, Handle]],
        LedgerKind::Vendor => &[
            &[VendorName],
            &[
                CorporateNumber,
                VendorAddress,
                RepresentativeName,
                VendorPhone,
            ],
        ],
    }
}

/// Labels that stand beside groups and never below one, where merge information is lost.
pub(super) const NEVER_GROUPED: &[&str] = &["備考", "摘要", "備考欄", "状態"];
