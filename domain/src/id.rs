//! Typed ids, one list, alphabetical. No raw number identifies a record in any signature.

/// Declares id types over the database's 64-bit keys.
macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self)
            }
        }
    )*};
}

typed_id! {
    /// 特記事項 (annex) of a contract.
    AnnexId;
    /// APIトークン.
    ApiTokenId;
    /// An entry of the audit log.
    AuditEventId;
    /// 網羅の申告 of a unit.
    CompletenessDeclarationId;
    /// 変更契約.
    ContractChangeId;
    /// 契約に付けた条項.
    ContractClauseId;
    /// 契約.
    ContractId;
    /// 契約に基づく措置.
    ContractMeasureId;
    /// 是正措置.
    CorrectiveActionId;
    /// 例外措置: a waiver or an accepted risk.
    ExceptionId;
    /// 外部サービス.
    ExternalServiceId;
    /// A stored file: evidence, an issued document, an imported ledger.
    FileId;
    /// 指摘.
    FindingId;
    /// 台帳の取込み.
    ImportRunId;
    /// 事故等.
    IncidentId;
    /// 処理: work in the background.
    JobId;
    /// One version of one record of the library.
    LibraryEntryId;
    /// 組織 (課・室・事務局).
    OrganizationUnitId;
    /// 職員.
    PersonId;
    /// 発信できる情報の規定 (one version for one account).
    PublishingRuleId;
    /// 規程・手順.
    RegulationDocumentId;
    /// A version of a 規程・手順.
    RegulationVersionId;
    /// 責任者の割当て.
    ResponsibilityId;
    /// 役割の割当て.
    RoleAssignmentId;
    /// 従事者名簿の一人.
    RosterEntryId;
    /// 保存した条件.
    SavedViewId;
    /// 選定審査.
    SelectionReviewId;
    /// 自己点検の回答.
    SelfInspectionAnswerId;
    /// 自己点検 (a campaign).
    SelfInspectionId;
    /// 自己点検の設問 of a campaign.
    SelfInspectionQuestionId;
    /// SNSのアカウント.
    SocialMediaAccountId;
    /// SNS (platform).
    SocialMediaServiceId;
    /// 再委託の承諾・許諾.
    SubcontractDecisionId;
    /// 再委託.
    SubcontractId;
    /// 人事異動の計画.
    TransferId;
    /// 外部サービスの利用承認.
    UseApprovalId;
    /// 事業者.
    VendorId;
    /// 点検結果.
    VerificationResultId;
    /// 点検 (one planned check).
    VerificationTaskId;
}
