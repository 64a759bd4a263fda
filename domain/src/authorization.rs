//! Who may do what: one pure question, asked by every service first and by screens to hide buttons.
//!
//! Who holds which role, for which unit and from when to when, is data; see
//! [`RoleAssignment`](crate::organization::RoleAssignment). What a role may do is the table in
//! [`Role::may`]; a snapshot of it that anybody can read is kept with the tests.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{choice::choices, id::OrganizationUnitId};

choices! {
    /// 役割.
    Role {
        /// Drafts contracts and records what came of them.
        ProcurementOfficer = "procurement_officer", "契約担当";
        /// Approves for the unit.
        DepartmentHead = "department_head", "所属長";
        /// Reads everything, changes nothing.
        Auditor = "auditor", "監査人";
        /// 統括情報セキュリティ責任者 and staff: keeps the library, sees everything, approves.
        SecurityOffice = "security_office", "情報セキュリティ統括";
        /// Keeps units, people, roles and the machine.
        Administrator = "administrator", "管理者";
    }

    /// What somebody wants to do.
    Action {
        View = "view", "閲覧";
        /// Draft, change, submit.
        Edit = "edit", "登録・変更";
        /// Agree to what another person drafted, or send it back.
        Approve = "approve", "承認";
        /// Take a record out of use, with a reason.
        Void = "void", "無効化";
        /// Take in a ledger of such records, and take it back.
        Import = "import", "取込み";
    }

    /// To what.
    Resource {
        Vendor = "vendor", "委託先";
        Contract = "contract", "契約";
        Verification = "verification", "点検";
        SelectionReview = "selection_review", "選定審査";
        Subcontract = "subcontract", "再委託";
        Finding = "finding", "指摘・是正";
        /// 契約に基づく措置.
        Measure = "measure", "措置";
        /// Waivers of a rule and accepted risks, each with an approver and an expiry.
        Exception = "exception", "例外措置";
        ExternalService = "external_service", "外部サービス";
        SocialMedia = "social_media", "SNS";
        /// Takeovers, leaks and other events.
        Incident = "incident", "事故等";
        /// Who is responsible for what, from when to when.
        Responsibility = "responsibility", "責任者";
        /// 規程 and 運用手順 that staff may read.
        Regulation = "regulation", "規程";
        /// 実施手順, which are not public (第10節).
        Procedure = "procedure", "実施手順（非公開）";
        SelfInspection = "self_inspection", "自己点検";
        /// 第6節(8) 遵守状況 and the declarations of units that nothing is missing from the ledger.
        Coverage = "coverage", "遵守状況";
        Organization = "organization", "職員・組織";
        Library = "library", "条項・設定";
        AuditLog = "audit_log", "操作記録";
        /// Work in the background: one's own to see and stop; whoever may change them, everybody's.
        Job = "job", "処理結果";
        /// Conditions of ledgers: one's own to keep and to take away; whoever may void them, the shared ones of
        /// others too.
        SavedView = "saved_view", "保存した条件";
    }
}

impl Role {
    /// The whole policy: may this role do this to that, within the units it is held for?
    #[must_use]
    pub fn may(self, action: Action, resource: Resource) -> bool {
        use Action::{Approve, Edit, Import, View, Void};
        use Resource::{
            AuditLog, Contract, Coverage, Exception, ExternalService, Finding, Incident, Job,
            Library, Measure, Organization, Procedure, Regulation, Responsibility, SavedView,
            SelectionReview, SelfInspection, SocialMedia, Subcontract, Vendor, Verification,
        };
        match self {
            Self::ProcurementOfficer => match resource {
                Vendor | Contract => matches!(action, View | Edit | Void | Import),
                Verification | SelectionReview | Subcontract | Finding | Measure
                | ExternalService => matches!(action, View | Edit | Void),
                Exception | Incident | SocialMedia => matches!(action, View | Edit),
                Responsibility | Regulation | SelfInspection | Coverage | Organization
                | Library | Job | SavedView => action == View,
                Procedure | AuditLog => false,
            },
            Self::DepartmentHead => match resource {
                Contract | SelectionReview | Subcontract => matches!(action, View | Approve),
                Verification | Finding | Measure | ExternalService | SocialMedia
                | Responsibility | Regulation | Procedure => {
                    matches!(action, View | Edit | Approve)
                }
                Exception | Incident | SelfInspection | Coverage => {
                    matches!(action, View | Edit)
                }
                Vendor | Organization | Library | Job | SavedView => action == View,
                AuditLog => false,
            },
            Self::Auditor => action == View,
            Self::SecurityOffice => match resource {
                Contract | Verification | SelectionReview | Subcontract | Measure | Exception => {
                    matches!(action, View | Approve)
                }
                ExternalService => matches!(action, View | Approve | Import),
                Finding | Responsibility | Incident => {
                    matches!(action, View | Edit | Approve)
                }
                SocialMedia => matches!(action, View | Edit | Approve | Void | Import),
                Library | Regulation | Procedure | SelfInspection => {
                    matches!(action, View | Edit | Approve | Void)
                }
                Coverage => matches!(action, View | Edit),
                Vendor | Organization | AuditLog | Job | SavedView => action == View,
            },
            Self::Administrator => match resource {
                Organization => matches!(action, View | Edit | Void | Import),
                Job => matches!(action, View | Edit),
                SavedView => matches!(action, View | Void),
                Procedure => false,
                Vendor | Contract | Verification | SelectionReview | Subcontract | Finding
                | Measure | Exception | ExternalService | SocialMedia | Incident
                | Responsibility | Regulation | SelfInspection | Coverage | Library | AuditLog => {
                    action == View
                }
            },
        }
    }
}

/// For which units a role is held, or a list may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// The whole town.
    Town,
    /// These units, those below them already included.
    Units(BTreeSet<OrganizationUnitId>),
}

impl Scope {
    /// True when the unit is inside.
    #[must_use]
    pub fn contains(&self, unit: OrganizationUnitId) -> bool {
        match self {
            Self::Town => true,
            Self::Units(units) => units.contains(&unit),
        }
    }
}

/// A role somebody holds today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// Which role.
    pub role: Role,
    /// For which units.
    pub scope: Scope,
}

/// True when one of the roles allows the action on something that belongs to the unit.
/// A resource without a unit (a vendor, the library) is `None`: any scope will do.
#[must_use]
pub fn permits(
    roles: &[HeldRole],
    action: Action,
    resource: Resource,
    unit: Option<OrganizationUnitId>,
) -> bool {
    roles.iter().any(|held| {
        held.role.may(action, resource) && unit.is_none_or(|unit| held.scope.contains(unit))
    })
}

/// The units whose records somebody may act on; lists are filtered by it.
#[must_use]
pub fn scope_of(roles: &[HeldRole], action: Action, resource: Resource) -> Scope {
    let mut units = BTreeSet::new();
    for held in roles.iter().filter(|held| held.role.may(action, resource)) {
        match &held.scope {
            Scope::Town => return Scope::Town,
            Scope::Units(own) => units.extend(own.iter().copied()),
        }
    }
    Scope::Units(units)
}

/// The roles that could do what was refused; named on the 403 page so that people know whom to ask.
#[must_use]
pub fn roles_that_may(action: Action, resource: Resource) -> Vec<Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| role.may(action, resource))
        .collect()
}
