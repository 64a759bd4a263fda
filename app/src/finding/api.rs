//! What the screens of findings ask of the server.

use chrono::NaiveDate;
use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    finding::{
        Finding, FindingFilter,
        escalation::Escalation,
        input::{ConfirmationInput, FindingInput, InstructionInput, PlanInput, ReportInput},
    },
    id::{FindingId, OrganizationUnitId},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{components::HeldInput, error::AppError, paths};

/// Value and label of the choices in a list.
pub type Options = Vec<(String, String)>;

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingList {
    pub rows: Vec<(Finding, Option<Escalation>)>,
    pub total: u64,
    pub overdue: u64,
    pub units: Options,
    pub today: NaiveDate,
    pub can_add: bool,
}

pub async fn list_findings(filter: FindingFilter, size: u64) -> Result<FindingList, AppError> {
    let ctx = crate::server_context::context()?;
    let page = services::finding::page(&ctx, &filter, size).await?;
    let scope = ctx.scope(Action::View, Resource::Finding);
    let units = services::organization::list_units(&ctx).await?;
    Ok(FindingList {
        rows: page.findings,
        total: page.total,
        overdue: page.overdue,
        units: units
            .into_iter()
            .filter(|unit| scope.contains(unit.id))
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        today: ctx.today(),
        can_add: may(&ctx, Action::Edit, Resource::Finding, None),
    })
}

pub(super) fn may(
    ctx: &services::Context,
    action: Action,
    resource: Resource,
    unit: Option<OrganizationUnitId>,
) -> bool {
    permits(&ctx.actor.roles, action, resource, unit)
}

/// A finding, its history, and what the asker may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingData {
    pub finding: Finding,
    pub escalation: Option<Escalation>,
    pub history: Vec<AuditEntry>,
    pub measures: Vec<domain::finding::measure::Measure>,
    pub people: Options,
    pub today: NaiveDate,
    pub can_edit: bool,
    pub can_confirm: bool,
    /// The fix was reported by the asker, who therefore may not confirm it.
    pub own_report: bool,
    pub can_measure: bool,
    pub can_except: bool,
    pub held: HeldForms,
}

/// What was typed in the forms of the page when one of them was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldForms {
    pub instruction: InstructionInput,
    pub plan: PlanInput,
    pub report: ReportInput,
    pub confirmation: ConfirmationInput,
    pub reason: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct HeldReason {
    reason: String,
}

async fn held_forms(held: Option<String>) -> Result<HeldForms, AppError> {
    use crate::server_context::held as find;
    use leptos::server_fn::ServerFn;
    let token = held.as_deref();
    let instruction: Option<HeldInput<_>> = find(token, InstructFinding::PATH).await?;
    let plan: Option<HeldInput<_>> = find(token, ReceivePlan::PATH).await?;
    let report: Option<HeldInput<_>> = find(token, ReportFix::PATH).await?;
    let confirmation: Option<HeldInput<_>> = find(token, ConfirmFix::PATH).await?;
    let reason: Option<HeldReason> = find(token, WithdrawFinding::PATH).await?;
    Ok(HeldForms {
        instruction: instruction.unwrap_or_default().input,
        plan: plan.unwrap_or_default().input,
        report: report.unwrap_or_default().input,
        confirmation: confirmation.unwrap_or_default().input,
        reason: reason.unwrap_or_default().reason,
    })
}

pub async fn load_finding(id: FindingId, held: Option<String>) -> Result<FindingData, AppError> {
    use domain::finding::FindingSubject;
    let ctx = crate::server_context::context()?;
    let (finding, escalation, history) = services::finding::load(&ctx, id).await?;
    let unit = Some(finding.unit_id);
    let can_edit = may(&ctx, Action::Edit, Resource::Finding, unit);
    let people = if can_edit {
        services::finding::assignable(&ctx).await?
    } else {
        Vec::new()
    };
    let is_contract = finding.subject_kind == FindingSubject::Contract;
    let measures = if is_contract {
        let contract = domain::id::ContractId(finding.subject_id);
        let mut measures = services::finding::measures(&ctx, contract).await?;
        measures.retain(|measure| measure.finding_id == Some(id));
        measures
    } else {
        Vec::new()
    };
    let own_report = finding.current_action(ctx.today()).is_some_and(|round| {
        round.reported_by_id.is_some() && round.reported_by_id == ctx.actor.person_id
    });
    Ok(FindingData {
        can_edit,
        can_confirm: may(&ctx, Action::Approve, Resource::Finding, unit),
        own_report,
        can_measure: is_contract && may(&ctx, Action::Edit, Resource::Measure, unit),
        can_except: may(&ctx, Action::Edit, Resource::Exception, unit),
        people: people
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        today: ctx.today(),
        held: held_forms(held).await?,
        finding,
        escalation,
        history,
        measures,
    })
}

/// The form of a finding made by hand, with what it can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFinding {
    pub input: FindingInput,
    pub subjects: Options,
}

pub async fn new_finding(
    held: Option<String>,
    subject: Option<String>,
) -> Result<NewFinding, AppError> {
    use leptos::server_fn::ServerFn;
    let ctx = crate::server_context::context()?;
    let subjects = services::finding::subjects(&ctx, Resource::Finding).await?;
    let held: Option<HeldInput<FindingInput>> =
        crate::server_context::held(held.as_deref(), AddFinding::PATH).await?;
    let input = held.map_or_else(
        || FindingInput {
            subject: subject.unwrap_or_default(),
            found_on: domain::wareki::long(ctx.today()),
            ..FindingInput::default()
        },
        |held| held.input,
    );
    Ok(NewFinding { input, subjects })
}

/// The day rules are asked about.
pub(super) fn today() -> Result<NaiveDate, AppError> {
    Ok(crate::server_context::context()?.today())
}

#[server(endpoint = "finding/add")]
pub async fn add_finding(input: FindingInput) -> Result<FindingId, AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let id = services::finding::add(&ctx, input.check(today()?)?).await?;
    crate::server_context::done(&paths::finding(id), "指摘を登録しました。");
    Ok(id)
}

#[server(endpoint = "finding/instruct")]
pub async fn instruct_finding(
    id: FindingId,
    revision: i32,
    input: InstructionInput,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Finding)?;
    services::finding::instruct(&ctx, id, revision, input.check(today()?)?).await?;
    crate::server_context::done(&paths::finding(id), "改善を指示しました。");
    Ok(())
}

#[server(endpoint = "finding/plan")]
pub async fn receive_plan(id: FindingId, revision: i32, input: PlanInput) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Finding)?;
    services::finding::receive_plan(&ctx, id, revision, input.check()?).await?;
    crate::server_context::done(&paths::finding(id), "是正計画の受理を記録しました。");
    Ok(())
}

#[server(endpoint = "finding/report")]
pub async fn report_fix(id: FindingId, revision: i32, input: ReportInput) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Finding)?;
    services::finding::report(&ctx, id, revision, input.check(today()?)?).await?;
    crate::server_context::done(
        &paths::finding(id),
        "完了報告を記録しました。別の人の確認を待ちます。",
    );
    Ok(())
}

#[server(endpoint = "finding/confirm")]
pub async fn confirm_fix(
    id: FindingId,
    revision: i32,
    input: ConfirmationInput,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Approve, Resource::Finding)?;
    services::finding::confirm(&ctx, id, revision, input.check()?).await?;
    crate::server_context::done(&paths::finding(id), "是正の確認を記録しました。");
    Ok(())
}

#[server(endpoint = "finding/withdraw")]
pub async fn withdraw_finding(
    id: FindingId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    services::finding::withdraw(&ctx, id, revision, &reason).await?;
    crate::server_context::done(&paths::finding(id), "指摘を取り下げました。");
    Ok(())
}
