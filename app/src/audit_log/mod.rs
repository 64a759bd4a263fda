//! 操作記録: the log as a page, and the history of one record for the pages of other areas. Checking the
//! chain is the business of `services` and of the command line.

mod codes;
mod history;
mod words;

use domain::{
    audit::AuditEntry,
    id::{
        ContractId, ContractMeasureId, ExceptionId, ExternalServiceId, FindingId, IncidentId,
        JobId, OrganizationUnitId, PersonId, RegulationDocumentId, SelfInspectionId,
        SocialMediaAccountId, SocialMediaServiceId, VendorId,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

pub use history::{Changes, History};
pub use words::Words;

use crate::{
    components::{Breadcrumb, Instant, Loaded, PageHead, Pager, each},
    error::AppError,
    paths,
};

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLogData {
    /// Newest first.
    pub entries: Vec<AuditEntry>,
    /// All entries there are.
    pub total: u64,
    /// 1 for the first page.
    pub page: u64,
    /// Entries per page.
    pub page_size: u64,
}

pub async fn load_audit_log(page: u64) -> Result<AuditLogData, AppError> {
    let context = crate::server_context::context()?;
    let (entries, total) = services::audit_log::list(&context, page).await?;
    Ok(AuditLogData {
        entries,
        total,
        page,
        page_size: services::audit_log::PAGE_SIZE,
    })
}

/// `/audit-log`.
#[component]
pub fn AuditLogPage() -> impl IntoView {
    let page = use_query_map().with_untracked(|query| {
        query
            .get("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1)
            .max(1)
    });
    let data = load_audit_log(page);
    view! { <Loaded data=data children=|log: AuditLogData| view! { <AuditLogView log/> }/> }
}

#[component]
fn AuditLogView(log: AuditLogData) -> impl IntoView {
    let AuditLogData {
        entries,
        total,
        page,
        page_size,
    } = log;
    let link = |page: u64| paths::with_query(paths::AUDIT_LOG, &[("page", &page.to_string())]);
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="操作記録"/>
        <PageHead title="操作記録"/>
        <p class="page-lead">
            "記録は追加だけができ、書き換えも削除もできません。各記録は直前の記録のハッシュ値を含むので、書き換えや欠落があれば分かります。確かめるには、サーバーで "
            <code class="u-mono">"itaku-daicho audit verify"</code>
            " を実行してください。"
        </p>
        <div class="ledger-bar"><Pager page total size=page_size link label="ページ（上）"/></div>
        <div class="dads-table" data-size="dense" data-row-hover-highlight>
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"操作記録"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"番号"</th>
                        <th class="dads-table__col-header" scope="col">"日時"</th>
                        <th class="dads-table__col-header" scope="col">"だれが"</th>
                        <th class="dads-table__col-header" scope="col">"操作"</th>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"変更の内容"</th>
                    </tr>
                </thead>
                <tbody>
                    {entries.is_empty().then(|| view! {
                        <tr><td class="dads-table__empty" colspan="6">"このページに記録はありません。"</td></tr>
                    })}
                    {each(entries, |entry| view! { <EntryRow entry/> })}
                </tbody>
            </table>
        </div>
        <div class="ledger-bar"><Pager page total size=page_size link label="ページ（下）"/></div>
    }
}

#[component]
fn EntryRow(entry: AuditEntry) -> impl IntoView {
    let path = subject_path(&entry);
    let subject = entry.subject;
    view! {
        <tr>
            <th class="dads-table__row-header dads-table__numeric" scope="row">{entry.number}</th>
            <td class="dads-table__date"><Instant at=entry.at/></td>
            <td class="dads-table__short">{entry.actor}</td>
            <td class="dads-table__short">{entry.action}</td>
            <td class="dads-table__text">
                {match path {
                    Some(path) => view! { <a href=path>{subject}</a> }.into_any(),
                    None => view! { <span>{subject}</span> }.into_any(),
                }}
            </td>
            <td class="dads-table__text"><Changes record=entry.subject_kind changes=entry.changes/></td>
        </tr>
    }
}

/// The page of the record an entry is about, where it has one.
fn subject_path(entry: &AuditEntry) -> Option<String> {
    let id = entry.subject_id?;
    match entry.subject_kind.as_str() {
        "contract" => Some(paths::contract(ContractId(id))),
        "vendor" => Some(paths::vendor(VendorId(id))),
        "organization_unit" => Some(paths::unit(OrganizationUnitId(id))),
        "person" => Some(paths::person(PersonId(id))),
        "social_media_service" => Some(paths::social_media_service(SocialMediaServiceId(id))),
        "social_media_account" => Some(paths::social_media_account(SocialMediaAccountId(id))),
        "incident" => Some(paths::incident(IncidentId(id))),
        "self_inspection" => Some(paths::self_inspection(SelfInspectionId(id))),
        "finding" => Some(paths::finding(FindingId(id))),
        "exception" => Some(paths::exception(ExceptionId(id))),
        "contract_measure" => Some(paths::measure(ContractMeasureId(id))),
        "regulation_document" => Some(paths::regulation(RegulationDocumentId(id))),
        "job" => Some(paths::job(JobId(id))),
        "external_service" => Some(paths::external_service(ExternalServiceId(id))),
        "api_token" => Some(paths::API_TOKENS.to_owned()),
        _ => None,
    }
}
