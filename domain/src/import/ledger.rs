//! Which ledger a file is.

use serde::{Deserialize, Serialize};

use crate::authorization::Resource;

/// Which ledger a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// 業務委託契約台帳.
    Contract,
    /// 委託先台帳.
    Vendor,
    /// 外部サービス利用台帳.
    ExternalService,
    /// SNSアカウント台帳.
    SocialMediaAccount,
    /// 職員名簿.
    Staff,
    /// 組織.
    OrganizationUnit,
}

impl LedgerKind {
    /// Every ledger.
    pub const ALL: [Self; 6] = [
        Self::Contract,
        Self::Vendor,
        Self::ExternalService,
        Self::SocialMediaAccount,
        Self::Staff,
        Self::OrganizationUnit,
    ];

    /// The name on the command line and in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Vendor => "vendor",
            Self::ExternalService => "external_service",
            Self::SocialMediaAccount => "social_media_account",
            Self::Staff => "staff",
            Self::OrganizationUnit => "organization_unit",
        }
    }

    /// The ledger of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What its rows become; who may take it in is asked about this.
    #[must_use]
    pub fn resource(self) -> Resource {
        match self {
            Self::Contract => Resource::Contract,
            Self::Vendor => Resource::Vendor,
            Self::ExternalService => Resource::ExternalService,
            Self::SocialMediaAccount => Resource::SocialMedia,
            Self::Staff | Self::OrganizationUnit => Resource::Organization,
        }
    }

    /// What a row is called by, as the column is named.
    #[must_use]
    pub fn row_label(self) -> &'static str {
        match self {
            Self::Contract => "件名",
            Self::Vendor => "商号又は名称",
            Self::ExternalService => "サービス名",
            Self::SocialMediaAccount => "アカウント名",
            Self::Staff => "氏名",
            Self::OrganizationUnit => "名称",
        }
    }

    /// The noun in the log of what its rows become.
    #[must_use]
    pub fn record_kind(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Vendor => "vendor",
            Self::ExternalService => "external_service",
            Self::SocialMediaAccount => "social_media_account",
            Self::Staff => "person",
            Self::OrganizationUnit => "organization_unit",
        }
    }

    /// True when an import can be taken back as a whole. Services and accounts get their checks and responsible
    /// persons at once, and what somebody did with those is not undone unseen.
    #[must_use]
    pub fn can_be_taken_back(self) -> bool {
        match self {
            Self::Contract | Self::Vendor | Self::Staff | Self::OrganizationUnit => true,
            Self::ExternalService | Self::SocialMediaAccount => false,
        }
    }

    /// The name on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Contract => "業務委託契約台帳",
            Self::Vendor => "委託先台帳",
            Self::ExternalService => "外部サービス利用台帳",
            Self::SocialMediaAccount => "SNSアカウント台帳",
            Self::Staff => "職員名簿",
            Self::OrganizationUnit => "組織",
        }
    }
}
