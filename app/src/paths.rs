//! Addresses of pages. Nothing else writes one by hand.

use domain::{
    export::{ExportFormat, ExportLedger},
    id::{
        AnnexId, ContractChangeId, ContractId, ContractMeasureId, ExceptionId, ExternalServiceId,
        FileId, FindingId, ImportRunId, IncidentId, JobId, OrganizationUnitId, PersonId,
        RegulationDocumentId, RegulationVersionId, SelectionReviewId, SelfInspectionId,
        SocialMediaAccountId, SocialMediaServiceId, SubcontractId, TransferId, UseApprovalId,
        VendorId,
    },
    import::LedgerKind,
    import_run::RowPart,
    responsibility::{SubjectKey, SubjectKind},
    verification::subject,
};

pub const TODAY: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
/// 全体検索.
pub const SEARCH: &str = "/search";
/// 台帳の出力: a ledger as a file, with the filter of its list.
pub const EXPORTS: &str = "/exports";
pub const CONTRACTS: &str = "/contracts";
pub const NEW_CONTRACT: &str = "/contracts/new";
/// What is done to many contracts at once, before it is done.
pub const BUNDLE: &str = "/contracts/bundle";
/// What is changed of many contracts at once, before it is done.
pub const CONTRACTS_BULK: &str = "/contracts/bulk";
pub const JOBS: &str = "/jobs";
pub const VENDORS: &str = "/vendors";
pub const NEW_VENDOR: &str = "/vendors/new";
pub const SIMILAR_VENDORS: &str = "/vendors/similar";
pub const FORMS: &str = "/forms";
pub const LIBRARY: &str = "/library";
pub const OUTDATED: &str = "/library/outdated";
/// For which contracts a 変更契約 is prepared, before it is done.
pub const NEW_CHANGES: &str = "/library/outdated/changes";
pub const PDF_CHECK: &str = "/pdf-check";
/// Where a file is sent to be checked.
pub const PDF_CHECK_FILE: &str = "/pdf-check/file";
pub const VERIFICATIONS: &str = "/verifications";
pub const FINDINGS: &str = "/findings";
pub const FINDINGS_PDF: &str = "/findings/table.pdf";
pub const NEW_FINDING: &str = "/findings/new";
pub const EXCEPTIONS: &str = "/exceptions";
pub const NEW_EXCEPTION: &str = "/exceptions/new";
pub const SUBJECT_VERIFICATIONS: &str = "/verifications/subjects";
pub const EXTERNAL_SERVICES: &str = "/services";
/// What is changed of many services at once, before it is done.
pub const EXTERNAL_SERVICES_BULK: &str = "/services/bulk";
pub const NEW_EXTERNAL_SERVICE: &str = "/services/new";
pub const SOCIAL_MEDIA: &str = "/social-media";
pub const SOCIAL_MEDIA_PDF: &str = "/social-media/accounts.pdf";
/// What is changed of many accounts at once, before it is done.
pub const SOCIAL_MEDIA_BULK: &str = "/social-media/bulk";
pub const NEW_SOCIAL_MEDIA_SERVICE: &str = "/social-media/services/new";
pub const NEW_SOCIAL_MEDIA_ACCOUNT: &str = "/social-media/accounts/new";
pub const INCIDENTS: &str = "/incidents";
pub const NEW_INCIDENT: &str = "/incidents/new";
pub const ORGANIZATION: &str = "/organization";
pub const API_TOKENS: &str = "/api-tokens";
/// What the API is, for programs.
pub const OPENAPI: &str = "/api/v1/openapi.json";
pub const NEW_UNIT: &str = "/organization/units/new";
pub const NEW_PERSON: &str = "/organization/people/new";
pub const AUDIT_LOG: &str = "/audit-log";
pub const COVERAGE: &str = "/coverage";
pub const COVERAGE_ITEMS: &str = "/coverage/items";
pub const COVERAGE_DECLARATIONS: &str = "/coverage/declarations";
pub const COVERAGE_REPORT: &str = "/coverage/report.pdf";
pub const COVERAGE_WORKBOOK: &str = "/coverage/figures.xlsx";
pub const SELF_INSPECTIONS: &str = "/self-inspections";
pub const NEW_SELF_INSPECTION: &str = "/self-inspections/new";
pub const RESPONSIBILITIES: &str = "/responsibilities";
pub const RESPONSIBILITY_LIST: &str = "/responsibilities/list";
pub const RESPONSIBILITY_PDF: &str = "/responsibilities/list.pdf";
pub const TRANSFERS: &str = "/transfers";
pub const REGULATIONS: &str = "/documents";
pub const NEW_REGULATION: &str = "/documents/new";

/// The list of imports; a file is sent here.
pub const IMPORT: &str = "/import";

/// An import.
#[must_use]
pub fn import_run(id: ImportRunId) -> String {
    format!("{IMPORT}/{id}")
}

/// A page of the rows of a part of an import.
#[must_use]
pub fn import_part(id: ImportRunId, part: RowPart, page: u64) -> String {
    let page = if page == 1 {
        String::new()
    } else {
        page.to_string()
    };
    with_query(&import_run(id), &[("part", part.code()), ("page", &page)])
}

/// What the columns of an import are read as.
#[must_use]
pub fn import_columns(id: ImportRunId) -> String {
    format!("{IMPORT}/{id}/columns")
}

/// A row of an import, cell by cell. The place of the sheet is counted from 0, in the address from 1.
#[must_use]
pub fn import_row(id: ImportRunId, sheet: usize, row: u32) -> String {
    format!("{IMPORT}/{id}/rows/{}/{row}", sheet + 1)
}

/// The rows of an import that could not be taken, as a workbook.
#[must_use]
pub fn import_errors(id: ImportRunId) -> String {
    format!("{IMPORT}/{id}/errors.xlsx")
}

/// The file of an import as it was sent.
#[must_use]
pub fn import_file(id: ImportRunId) -> String {
    format!("{IMPORT}/{id}/file")
}

/// An empty ledger.
#[must_use]
pub fn import_template(kind: LedgerKind) -> String {
    format!("{IMPORT}/templates/{}.xlsx", kind.as_str())
}

/// The record a row of a ledger became.
#[must_use]
pub fn imported_record(kind: LedgerKind, id: i64) -> String {
    match kind {
        LedgerKind::Contract => contract(ContractId(id)),
        LedgerKind::Vendor => vendor(VendorId(id)),
        LedgerKind::ExternalService => external_service(ExternalServiceId(id)),
        LedgerKind::SocialMediaAccount => social_media_account(SocialMediaAccountId(id)),
        LedgerKind::Staff => person(PersonId(id)),
        LedgerKind::OrganizationUnit => unit(OrganizationUnitId(id)),
    }
}

/// A ledger under a filter as a file.
#[must_use]
pub fn export(
    ledger: ExportLedger,
    format: ExportFormat,
    layout: Option<ImportRunId>,
    filter: &[(&str, &str)],
) -> String {
    let layout = layout.map(|id| id.to_string()).unwrap_or_default();
    let filter = filter.iter().copied().filter(|(name, _)| *name != "page");
    let parameters: Vec<(&str, &str)> = filter
        .chain([("format", format.code()), ("layout", layout.as_str())])
        .collect();
    with_query(&format!("{EXPORTS}/{}", ledger.code()), &parameters)
}

/// A contract.
#[must_use]
pub fn contract(id: ContractId) -> String {
    format!("/contracts/{id}")
}

/// A tab of a contract: `selection`, `clauses`, `annex`, `forms`, `subcontracts`, `roster`, `verifications`,
/// `history`.
#[must_use]
pub fn contract_tab(id: ContractId, tab: &str) -> String {
    format!("/contracts/{id}/{tab}")
}

/// A step of the drafting wizard: `party`, `profile`, `clauses`, `plan`, `confirm`.
#[must_use]
pub fn draft_step(id: ContractId, step: &str) -> String {
    format!("/contracts/{id}/draft/{step}")
}

/// The draft of an annex as PDF.
#[must_use]
pub fn draft_pdf(id: ContractId) -> String {
    format!("/contracts/{id}/draft.pdf")
}

/// The draft of an annex for Word.
#[must_use]
pub fn draft_docx(id: ContractId) -> String {
    format!("/contracts/{id}/draft.docx")
}

/// The words of an issued annex for Word.
#[must_use]
pub fn annex_docx(id: AnnexId) -> String {
    format!("/annexes/{id}.docx")
}

/// The same file for Word as an address of a form as PDF.
#[must_use]
pub fn for_word(pdf: &str) -> String {
    format!("{}.docx", pdf.strip_suffix(".pdf").unwrap_or(pdf))
}

/// An issued annex as PDF.
#[must_use]
pub fn annex_pdf(id: AnnexId) -> String {
    format!("/annexes/{id}.pdf")
}

/// A form of a contract as PDF, with what the ledger knows.
#[must_use]
pub fn contract_form(id: ContractId, number: &str) -> String {
    format!("/contracts/{id}/forms/{number}.pdf")
}

/// A form of a contract as PDF, to be written in.
#[must_use]
pub fn blank_contract_form(id: ContractId, number: &str) -> String {
    format!("/contracts/{id}/forms/{number}.blank.pdf")
}

/// A form of a contract as PDF, with what the ledger knows of one of its subcontracts.
#[must_use]
pub fn subcontract_form(contract: ContractId, id: SubcontractId, number: &str) -> String {
    format!("/contracts/{contract}/subcontracts/{id}/forms/{number}.pdf")
}

/// A form of no contract as PDF.
#[must_use]
pub fn form(number: &str) -> String {
    format!("{FORMS}/{number}.pdf")
}

/// The versions of a clause, side by side.
#[must_use]
pub fn clause_versions(clause: &str) -> String {
    format!("{LIBRARY}/{clause}")
}

/// Two versions of a clause as PDF.
#[must_use]
pub fn clause_versions_pdf(clause: &str, old: i32, new: i32) -> String {
    format!("{LIBRARY}/{clause}/comparison.pdf?old={old}&new={new}")
}

/// The clauses of a contract against the library in force, as PDF.
#[must_use]
pub fn contract_comparison_pdf(id: ContractId) -> String {
    format!("/contracts/{id}/comparison.pdf")
}

/// A file attached to a check.
#[must_use]
pub fn file(id: FileId) -> String {
    format!("/files/{id}")
}

/// Two vendors become one: the one that stays, and the other, once it is chosen.
#[must_use]
pub fn merge_vendors(kept: VendorId, gone: Option<VendorId>) -> String {
    match gone {
        Some(gone) => format!("/vendors/{kept}/merge?other={gone}"),
        None => format!("/vendors/{kept}/merge"),
    }
}

/// A vendor.
#[must_use]
pub fn vendor(id: VendorId) -> String {
    format!("/vendors/{id}")
}

/// The form of a vendor.
#[must_use]
pub fn edit_vendor(id: VendorId) -> String {
    format!("/vendors/{id}/edit")
}

/// Where to ask for vendors whose name reads like the one put after it, other than `except`.
#[must_use]
pub fn similar_vendors(except: Option<VendorId>) -> String {
    let except = except.map(|id| id.to_string()).unwrap_or_default();
    format!("{SIMILAR_VENDORS}?except={except}&name=")
}

/// A sheet of checks: one contract, one period.
#[must_use]
pub fn sheet(id: ContractId, period: &str) -> String {
    format!("/contracts/{id}/verifications/{period}")
}

/// A sheet of checks of an account or an external service.
#[must_use]
pub fn subject_sheet(key: subject::SubjectKey, period: &str) -> String {
    format!("{SUBJECT_VERIFICATIONS}/{key}/{period}")
}

/// An external service.
#[must_use]
pub fn external_service(id: ExternalServiceId) -> String {
    format!("{EXTERNAL_SERVICES}/{id}")
}

/// The form of an external service.
#[must_use]
pub fn edit_external_service(id: ExternalServiceId) -> String {
    format!("{EXTERNAL_SERVICES}/{id}/edit")
}

/// A platform.
#[must_use]
pub fn social_media_service(id: SocialMediaServiceId) -> String {
    format!("/social-media/services/{id}")
}

/// The form of a platform.
#[must_use]
pub fn edit_social_media_service(id: SocialMediaServiceId) -> String {
    format!("/social-media/services/{id}/edit")
}

/// An account of social media.
#[must_use]
pub fn social_media_account(id: SocialMediaAccountId) -> String {
    format!("/social-media/accounts/{id}")
}

/// The form of an account.
#[must_use]
pub fn edit_social_media_account(id: SocialMediaAccountId) -> String {
    format!("/social-media/accounts/{id}/edit")
}

/// The form of a new version of what may be published from an account.
#[must_use]
pub fn publishing(id: SocialMediaAccountId) -> String {
    format!("/social-media/accounts/{id}/publishing")
}

/// 投稿してよいか.
#[must_use]
pub fn post_check(id: SocialMediaAccountId) -> String {
    format!("/social-media/accounts/{id}/post-check")
}

/// An incident.
#[must_use]
pub fn incident(id: IncidentId) -> String {
    format!("/incidents/{id}")
}

/// The form of an incident.
#[must_use]
pub fn edit_incident(id: IncidentId) -> String {
    format!("/incidents/{id}/edit")
}

/// A unit.
#[must_use]
pub fn unit(id: OrganizationUnitId) -> String {
    format!("/organization/units/{id}")
}

/// A person.
#[must_use]
pub fn person(id: PersonId) -> String {
    format!("/organization/people/{id}")
}

/// The evidence of a condition of a duty of 第6節(8).
#[must_use]
pub fn coverage_evidence(duty: &str, condition: &str) -> String {
    format!("/coverage/evidence/{duty}/{condition}")
}

/// The form of a declaration of a unit: `outsourcing`, `external_service`, `social_media`.
#[must_use]
pub fn coverage_declaration(unit: OrganizationUnitId, kind: &str) -> String {
    format!("/coverage/declarations/{unit}/{kind}")
}

/// A self-inspection.
#[must_use]
pub fn self_inspection(id: SelfInspectionId) -> String {
    format!("/self-inspections/{id}")
}

/// The answers of a unit to a self-inspection.
#[must_use]
pub fn self_inspection_sheet(id: SelfInspectionId, unit: OrganizationUnitId) -> String {
    format!("/self-inspections/{id}/units/{unit}")
}

/// Who is responsible for a record, with the history.
#[must_use]
pub fn responsibility(subject: SubjectKey) -> String {
    format!("{RESPONSIBILITIES}/{subject}")
}

/// The record somebody is responsible for.
#[must_use]
pub fn subject(subject: SubjectKey) -> String {
    let id = subject.id;
    match subject.kind {
        SubjectKind::Contract => contract(ContractId(id)),
        SubjectKind::ExternalService => external_service(ExternalServiceId(id)),
        SubjectKind::SocialMediaService => format!("/social-media/services/{id}"),
        SubjectKind::SocialMediaAccount => format!("/social-media/accounts/{id}"),
    }
}

/// The plan of a transfer.
#[must_use]
pub fn transfer(id: TransferId) -> String {
    format!("{TRANSFERS}/{id}")
}

/// Where a roster for a transfer is sent.
#[must_use]
pub fn transfer_roster(id: TransferId) -> String {
    format!("{TRANSFERS}/{id}/roster")
}

/// A finding.
#[must_use]
pub fn finding(id: FindingId) -> String {
    format!("/findings/{id}")
}

/// An exception.
#[must_use]
pub fn exception(id: ExceptionId) -> String {
    format!("/exceptions/{id}")
}

/// A measure under a contract.
#[must_use]
pub fn measure(id: ContractMeasureId) -> String {
    format!("/measures/{id}")
}

/// The notice of a measure as PDF.
#[must_use]
pub fn measure_pdf(id: ContractMeasureId) -> String {
    format!("/measures/{id}/notice.pdf")
}

/// The form of a new measure under a contract, for a finding of it.
#[must_use]
pub fn new_measure(id: ContractId, finding: Option<FindingId>) -> String {
    let finding = finding.map(|id| id.to_string()).unwrap_or_default();
    with_query(
        &format!("/contracts/{id}/measures/new"),
        &[("finding", &finding)],
    )
}

/// A selection review of a contract.
#[must_use]
pub fn selection_review(contract: ContractId, review: SelectionReviewId) -> String {
    format!("/contracts/{contract}/selection/{review}")
}

/// Where documents of a selection review are sent.
#[must_use]
pub fn selection_files(contract: ContractId, review: SelectionReviewId) -> String {
    format!("/contracts/{contract}/selection/{review}/files")
}

/// A document of a selection review.
#[must_use]
pub fn selection_file(id: FileId) -> String {
    format!("/selection-files/{id}")
}

/// A subcontract of a contract.
#[must_use]
pub fn subcontract(contract: ContractId, id: SubcontractId) -> String {
    format!("/contracts/{contract}/subcontracts/{id}")
}

/// The form of a new subcontract.
#[must_use]
pub fn new_subcontract(contract: ContractId) -> String {
    format!("/contracts/{contract}/subcontracts/new")
}

/// The form of a subcontract.
#[must_use]
pub fn edit_subcontract(contract: ContractId, id: SubcontractId) -> String {
    format!("/contracts/{contract}/subcontracts/{id}/edit")
}

/// A document of the register of regulations.
#[must_use]
pub fn regulation(id: RegulationDocumentId) -> String {
    format!("{REGULATIONS}/{id}")
}

/// The form of such a document.
#[must_use]
pub fn edit_regulation(id: RegulationDocumentId) -> String {
    format!("{REGULATIONS}/{id}/edit")
}

/// The form of a new version of it.
#[must_use]
pub fn new_regulation_version(id: RegulationDocumentId) -> String {
    format!("{REGULATIONS}/{id}/versions/new")
}

/// Where the text of a version is sent.
#[must_use]
pub fn regulation_upload(id: RegulationDocumentId, version: RegulationVersionId) -> String {
    format!("{REGULATIONS}/{id}/versions/{version}/file")
}

/// The text of a version.
#[must_use]
pub fn regulation_file(version: RegulationVersionId) -> String {
    format!("/document-files/{version}")
}

/// The PDF of a sheet or a review, beside its page.
#[must_use]
pub fn sheet_pdf(page: &str) -> String {
    format!("{page}/sheet.pdf")
}

/// 利用承認書 of a decision on an external service.
#[must_use]
pub fn approval_notice(id: ExternalServiceId, approval: UseApprovalId) -> String {
    format!("{EXTERNAL_SERVICES}/{id}/approvals/{approval}/notice.pdf")
}

/// 責任者指定書 of a record.
#[must_use]
pub fn appointment(subject: SubjectKey) -> String {
    format!("{RESPONSIBILITIES}/{subject}/appointment.pdf")
}

/// 変更契約書 with its 新旧対照表 as PDF.
#[must_use]
pub fn change_pdf(id: ContractChangeId) -> String {
    format!("/contract-changes/{id}.pdf")
}

/// A job in the background.
#[must_use]
pub fn job(id: JobId) -> String {
    format!("{JOBS}/{id}")
}

/// The same page, which does not load itself again.
#[must_use]
pub fn at_rest(path: &str) -> String {
    format!("{path}?refresh=off")
}

/// The file of a job.
#[must_use]
pub fn job_file(id: JobId) -> String {
    format!("{JOBS}/{id}/file")
}

/// The list of a ledger.
#[must_use]
pub const fn ledger(ledger: ExportLedger) -> &'static str {
    match ledger {
        ExportLedger::Contracts => CONTRACTS,
        ExportLedger::Vendors => VENDORS,
        ExportLedger::Services => EXTERNAL_SERVICES,
        ExportLedger::Accounts => SOCIAL_MEDIA,
        ExportLedger::Verifications => VERIFICATIONS,
        ExportLedger::Findings => FINDINGS,
        ExportLedger::People => ORGANIZATION,
    }
}

/// The list of a ledger as a view shows it; `query` is encoded.
#[must_use]
pub fn view(ledger: ExportLedger, query: &str) -> String {
    let path = self::ledger(ledger);
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// A value as it may stand in an address.
#[must_use]
pub fn encoded(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// A path with the parameters that are not empty.
#[must_use]
pub fn with_query(path: &str, parameters: &[(&str, &str)]) -> String {
    let query: Vec<String> = parameters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}
