//! The document, the frame around every page, and the table of pages.

use frontend::Hydrated;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Stylesheet, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    api_token::ApiTokensPage,
    audit_log::AuditLogPage,
    bulk::{BulkAccountsPage, BulkContractsPage, BulkServicesPage},
    components::ErrorPage,
    contract::{
        AnnexPage, BundlePage, ClausesPage, ClausesStepPage, ComparisonPage, ConfirmStepPage,
        ContractListPage, ContractPage, FormsPage, HistoryPage, NewContractPage, PartyStepPage,
        PlanStepPage, ProfileStepPage, VerificationsPage,
    },
    contract_change::{ChangePage, ConfirmChangesPage, OutdatedPage},
    coverage::{CoveragePage, DeclarationPage, DeclarationsPage, EvidencePage, ItemsPage},
    error::AppError,
    exception::{ExceptionPage, ExceptionRegisterPage, NewExceptionPage},
    external_service::{ExternalServiceFormPage, ExternalServicePage, ExternalServicesPage},
    finding::{
        ContractFindingsPage, FindingListPage, FindingPage, MeasurePage, NewFindingPage,
        NewMeasurePage,
    },
    form::FormListPage,
    frame::Frame,
    import::{ImportColumnsPage, ImportListPage, ImportRowPage, ImportRunPage},
    incident::{IncidentFormPage, IncidentListPage, IncidentPage},
    job::{JobListPage, JobPage},
    library::{ClauseVersionsPage, LibraryPage},
    organization::{OrganizationPage, PersonPage, UnitPage},
    pdf_check::PdfCheckPage,
    regulation::{RegulationFormPage, RegulationListPage, RegulationPage, RegulationVersionPage},
    responsibility::{BoardPage, ResponsibilityListPage, SubjectPage},
    search::SearchPage,
    selection_review::{SelectionPage, SelectionReviewPage},
    self_inspection::{AnswerSheetPage, CampaignPage, NewCampaignPage, SelfInspectionListPage},
    sign_in::SignInPage,
    social_media::{
        AccountFormPage, AccountPage, PostCheckPage, PublishingPage, ServiceFormPage, ServicePage,
        SocialMediaPage,
    },
    subcontract::{RosterPage, SubcontractFormPage, SubcontractPage, SubcontractsPage},
    today::TodayPage,
    transfer::{TransferListPage, TransferPage},
    vendor::{MergeVendorsPage, VendorFormPage, VendorListPage, VendorPage},
    verification::{SheetPage, SubjectSheetPage, SubjectSheetsPage, VerificationListPage},
};

/// The HTML document.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    crate::server_context::set_content_security_policy();
    view! {
        <!DOCTYPE html>
        <html lang="ja">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HydrationScripts options islands=true/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <Hydrated/>
            </body>
        </html>
    }
}

/// The program: frame and pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Stylesheet id="style" href="/pkg/itaku-daicho.css"/>
        <Title formatter=|title: String| if title.is_empty() { "委託台帳".to_owned() } else { format!("{title} - 委託台帳") }/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <ErrorPage error=AppError::NotFound("画面".to_owned())/> }>
                    <Route path=path!("/") view=TodayPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts") view=ContractListPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/new") view=NewContractPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/bundle") view=BundlePage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/bulk") view=BulkContractsPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id") view=ContractPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/clauses") view=ClausesPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/comparison") view=ComparisonPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/change") view=ChangePage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/annex") view=AnnexPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/forms") view=FormsPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/verifications") view=VerificationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/verifications/:period") view=SheetPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/selection") view=SelectionPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/selection/:review") view=SelectionReviewPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/subcontracts") view=SubcontractsPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/subcontracts/new") view=SubcontractFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/subcontracts/:subcontract") view=SubcontractPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/subcontracts/:subcontract/edit") view=SubcontractFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/roster") view=RosterPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/history") view=HistoryPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/findings") view=ContractFindingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/measures/new") view=NewMeasurePage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/party") view=PartyStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/profile") view=ProfileStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/clauses") view=ClausesStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/plan") view=PlanStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/confirm") view=ConfirmStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/vendors") view=VendorListPage ssr=SsrMode::Async/>
                    <Route path=path!("/vendors/new") view=VendorFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/vendors/:id") view=VendorPage ssr=SsrMode::Async/>
                    <Route path=path!("/vendors/:id/merge") view=MergeVendorsPage ssr=SsrMode::Async/>
                    <Route path=path!("/vendors/:id/edit") view=VendorFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/forms") view=FormListPage ssr=SsrMode::Async/>
                    <Route path=path!("/library") view=LibraryPage ssr=SsrMode::Async/>
                    <Route path=path!("/library/outdated") view=OutdatedPage ssr=SsrMode::Async/>
                    <Route path=path!("/library/outdated/changes") view=ConfirmChangesPage ssr=SsrMode::Async/>
                    <Route path=path!("/library/:clause") view=ClauseVersionsPage ssr=SsrMode::Async/>
                    <Route path=path!("/pdf-check") view=PdfCheckPage ssr=SsrMode::Async/>
                    <Route path=path!("/verifications") view=VerificationListPage ssr=SsrMode::Async/>
                    <Route path=path!("/responsibilities") view=BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/responsibilities/list") view=ResponsibilityListPage ssr=SsrMode::Async/>
                    <Route path=path!("/responsibilities/:key") view=SubjectPage ssr=SsrMode::Async/>
                    <Route path=path!("/transfers") view=TransferListPage ssr=SsrMode::Async/>
                    <Route path=path!("/transfers/:id") view=TransferPage ssr=SsrMode::Async/>
                    <Route path=path!("/findings") view=FindingListPage ssr=SsrMode::Async/>
                    <Route path=path!("/findings/new") view=NewFindingPage ssr=SsrMode::Async/>
                    <Route path=path!("/findings/:id") view=FindingPage ssr=SsrMode::Async/>
                    <Route path=path!("/measures/:id") view=MeasurePage ssr=SsrMode::Async/>
                    <Route path=path!("/exceptions") view=ExceptionRegisterPage ssr=SsrMode::Async/>
                    <Route path=path!("/exceptions/new") view=NewExceptionPage ssr=SsrMode::Async/>
                    <Route path=path!("/exceptions/:id") view=ExceptionPage ssr=SsrMode::Async/>
                    <Route path=path!("/verifications/subjects") view=SubjectSheetsPage ssr=SsrMode::Async/>
                    <Route path=path!("/verifications/subjects/:subject/:period") view=SubjectSheetPage ssr=SsrMode::Async/>
                    <Route path=path!("/services") view=ExternalServicesPage ssr=SsrMode::Async/>
                    <Route path=path!("/services/bulk") view=BulkServicesPage ssr=SsrMode::Async/>
                    <Route path=path!("/services/new") view=ExternalServiceFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/services/:id") view=ExternalServicePage ssr=SsrMode::Async/>
                    <Route path=path!("/services/:id/edit") view=ExternalServiceFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media") view=SocialMediaPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/bulk") view=BulkAccountsPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/services/new") view=ServiceFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/services/:id") view=ServicePage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/services/:id/edit") view=ServiceFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/accounts/new") view=AccountFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/accounts/:id") view=AccountPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/accounts/:id/edit") view=AccountFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/accounts/:id/publishing") view=PublishingPage ssr=SsrMode::Async/>
                    <Route path=path!("/social-media/accounts/:id/post-check") view=PostCheckPage ssr=SsrMode::Async/>
                    <Route path=path!("/documents") view=RegulationListPage ssr=SsrMode::Async/>
                    <Route path=path!("/documents/new") view=RegulationFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/documents/:id") view=RegulationPage ssr=SsrMode::Async/>
                    <Route path=path!("/documents/:id/edit") view=RegulationFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/documents/:id/versions/new") view=RegulationVersionPage ssr=SsrMode::Async/>
                    <Route path=path!("/incidents") view=IncidentListPage ssr=SsrMode::Async/>
                    <Route path=path!("/incidents/new") view=IncidentFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/incidents/:id") view=IncidentPage ssr=SsrMode::Async/>
                    <Route path=path!("/incidents/:id/edit") view=IncidentFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/organization") view=OrganizationPage ssr=SsrMode::Async/>
                    <Route path=path!("/api-tokens") view=ApiTokensPage ssr=SsrMode::Async/>
                    <Route path=path!("/organization/units/new") view=UnitPage ssr=SsrMode::Async/>
                    <Route path=path!("/organization/units/:id") view=UnitPage ssr=SsrMode::Async/>
                    <Route path=path!("/organization/people/new") view=PersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/organization/people/:id") view=PersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/coverage") view=CoveragePage ssr=SsrMode::Async/>
                    <Route path=path!("/coverage/items") view=ItemsPage ssr=SsrMode::Async/>
                    <Route path=path!("/coverage/declarations") view=DeclarationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/coverage/declarations/:unit/:kind") view=DeclarationPage ssr=SsrMode::Async/>
                    <Route path=path!("/coverage/evidence/:duty/:condition") view=EvidencePage ssr=SsrMode::Async/>
                    <Route path=path!("/self-inspections") view=SelfInspectionListPage ssr=SsrMode::Async/>
                    <Route path=path!("/self-inspections/new") view=NewCampaignPage ssr=SsrMode::Async/>
                    <Route path=path!("/self-inspections/:id") view=CampaignPage ssr=SsrMode::Async/>
                    <Route path=path!("/self-inspections/:id/units/:unit") view=AnswerSheetPage ssr=SsrMode::Async/>
                    <Route path=path!("/import") view=ImportListPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:id") view=ImportRunPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:id/columns") view=ImportColumnsPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:id/rows/:sheet/:row") view=ImportRowPage ssr=SsrMode::Async/>
                    <Route path=path!("/jobs") view=JobListPage ssr=SsrMode::Async/>
                    <Route path=path!("/jobs/:id") view=JobPage ssr=SsrMode::Async/>
                    <Route path=path!("/audit-log") view=AuditLogPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
