//! What the screens of measures ask of the server.

use chrono::NaiveDate;
use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource},
    contract::detail::ContractDetail,
    document::Document,
    finding::{
        Finding,
        measure::{
            Measure, MeasureChoice, MeasureDecisionInput, MeasureInput, MeasureState, NoticeInput,
        },
    },
    id::{ContractId, ContractMeasureId, FindingId},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::api::{Options, may, today};
use crate::{components::HeldInput, error::AppError, paths};

/// Findings and measures of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractFindings {
    pub detail: ContractDetail,
    pub findings: Vec<Finding>,
    pub measures: Vec<Measure>,
    pub today: NaiveDate,
    pub can_add: bool,
    pub can_measure: bool,
}

pub async fn load_contract_findings(id: ContractId) -> Result<ContractFindings, AppError> {
    let ctx = crate::server_context::context()?;
    let detail = services::contract::load(&ctx, id).await?;
    let unit = Some(detail.contract.unit_id);
    Ok(ContractFindings {
        findings: services::finding::of_contract(&ctx, id).await?,
        measures: services::finding::measures(&ctx, id).await?,
        today: ctx.today(),
        can_add: may(&ctx, Action::Edit, Resource::Finding, unit),
        can_measure: may(&ctx, Action::Edit, Resource::Measure, unit),
        detail,
    })
}

/// The form of a new measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMeasure {
    pub contract_id: ContractId,
    pub contract_title: String,
    pub input: MeasureInput,
    /// The one of the address, or of the form that was refused.
    pub chosen: Option<MeasureChoice>,
    pub choices: Vec<MeasureChoice>,
    pub findings: Options,
}

/// What the address of the form says.
#[derive(Clone, Debug, Default)]
pub struct NewMeasureQuery {
    pub finding: String,
    pub kind: String,
    pub held: Option<String>,
}

pub async fn new_measure(id: ContractId, query: NewMeasureQuery) -> Result<NewMeasure, AppError> {
    use leptos::server_fn::ServerFn;
    let ctx = crate::server_context::context()?;
    let held: Option<HeldInput<MeasureInput>> =
        crate::server_context::held(query.held.as_deref(), DraftMeasure::PATH).await?;
    let input = held.map_or_else(
        || MeasureInput {
            finding_id: query.finding,
            kind: query.kind,
            ..MeasureInput::default()
        },
        |held| held.input,
    );
    let finding: Option<FindingId> = input.finding_id.parse().ok();
    let choices = services::finding::choices(&ctx, id, finding).await?;
    let detail = services::contract::load(&ctx, id).await?;
    let findings = services::finding::of_contract(&ctx, id).await?;
    let chosen = choices
        .iter()
        .find(|choice| choice.rule.kind.code() == input.kind)
        .cloned();
    Ok(NewMeasure {
        contract_id: id,
        contract_title: detail.contract.title,
        input: prefilled(input, chosen.as_ref()),
        chosen,
        choices,
        findings: findings
            .into_iter()
            .map(|finding| {
                (
                    finding.id.to_string(),
                    super::list_page::shortened(&finding.description),
                )
            })
            .collect(),
    })
}

/// The clause that gives the right is chosen already where there is one.
fn prefilled(mut input: MeasureInput, choice: Option<&MeasureChoice>) -> MeasureInput {
    let is_fresh = input.clause.is_empty() && input.other_basis.is_empty();
    if is_fresh && let Some(basis) = choice.and_then(|choice| choice.bases.first()) {
        input.clause = basis.clause.clone().unwrap_or_default();
    }
    input
}

/// A measure with its notice, and what the asker may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureData {
    pub measure: Measure,
    pub state: MeasureState,
    pub usual_decider: String,
    pub notice: Result<Document, String>,
    pub history: Vec<AuditEntry>,
    pub can_decide: bool,
    /// Drafted by the asker, who therefore may not decide.
    pub own_draft: bool,
    pub can_edit: bool,
    pub held: HeldMeasureForms,
    pub today: NaiveDate,
}

/// What was typed in the forms of the page when one of them was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldMeasureForms {
    pub decision: MeasureDecisionInput,
    pub notice: NoticeInput,
    pub outcome: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct HeldOutcome {
    outcome: String,
}

pub async fn load_measure(
    id: ContractMeasureId,
    held: Option<String>,
) -> Result<MeasureData, AppError> {
    use crate::server_context::held as find;
    use leptos::server_fn::ServerFn;
    let ctx = crate::server_context::context()?;
    let (measure, history) = services::finding::load_measure(&ctx, id).await?;
    let notice = match services::finding::preview(&ctx, id).await {
        Ok(document) => Ok(document),
        Err(services::ServiceError::Rule(words)) => Err(words),
        Err(error) => return Err(error.into()),
    };
    let library = services::library::in_force(&ctx, ctx.today()).await?;
    let rule = library
        .library
        .measures
        .iter()
        .find(|rule| rule.kind == measure.kind);
    let token = held.as_deref();
    let decision: Option<HeldInput<_>> = find(token, DecideMeasure::PATH).await?;
    let noticed: Option<HeldInput<_>> = find(token, NotifyMeasure::PATH).await?;
    let closed: Option<HeldOutcome> = find(token, CloseMeasure::PATH).await?;
    let unit = Some(measure.unit_id);
    Ok(MeasureData {
        state: measure
            .state_on(ctx.today())
            .unwrap_or(MeasureState::Drafted),
        usual_decider: rule.map(|rule| rule.decided_by.clone()).unwrap_or_default(),
        notice,
        history,
        can_decide: may(&ctx, Action::Approve, Resource::Measure, unit),
        own_draft: Some(measure.drafted_by_id) == ctx.actor.person_id,
        can_edit: may(&ctx, Action::Edit, Resource::Measure, unit),
        held: HeldMeasureForms {
            decision: decision.unwrap_or_default().input,
            notice: noticed.unwrap_or_default().input,
            outcome: closed.unwrap_or_default().outcome,
        },
        today: ctx.today(),
        measure,
    })
}

#[server(endpoint = "measure/draft")]
pub async fn draft_measure(
    id: ContractId,
    input: MeasureInput,
) -> Result<ContractMeasureId, AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Measure)?;
    let library = services::library::in_force(&ctx, ctx.today()).await?;
    let draft = input.check(&library.library.measures, today()?)?;
    let measure = services::finding::draft_measure(&ctx, id, draft).await?;
    crate::server_context::done(
        &paths::measure(measure),
        "措置を起案しました。別の人の承認を待ちます。",
    );
    Ok(measure)
}

#[server(endpoint = "measure/decide")]
pub async fn decide_measure(
    id: ContractMeasureId,
    revision: i32,
    input: MeasureDecisionInput,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    ctx.authorize(Action::Approve, Resource::Measure)?;
    services::finding::decide_measure(&ctx, id, revision, input.check()?).await?;
    crate::server_context::done(&paths::measure(id), "決裁を記録しました。");
    Ok(())
}

#[server(endpoint = "measure/notify")]
pub async fn notify_measure(
    id: ContractMeasureId,
    revision: i32,
    input: NoticeInput,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    services::finding::notify(&ctx, id, revision, &input).await?;
    crate::server_context::done(&paths::measure(id), "通知を記録し、通知書を保存しました。");
    Ok(())
}

#[server(endpoint = "measure/close")]
pub async fn close_measure(
    id: ContractMeasureId,
    revision: i32,
    outcome: String,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    services::finding::close_measure(&ctx, id, revision, &outcome).await?;
    crate::server_context::done(&paths::measure(id), "措置の結果を記録しました。");
    Ok(())
}
