//! What the screens of the register ask of the server.

use chrono::NaiveDate;
use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    id::{RegulationDocumentId, RegulationVersionId},
    regulation::{
        AbolitionInput, AudienceInput, ReadingInput, RegulationDetail, RegulationFilter,
        RegulationInput, RegulationSummary, ReviewInput, VersionInput,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{components::HeldInput, error::AppError, paths, server_context};

/// Something to choose from: value and words.
pub(super) type Options = Vec<(String, String)>;

/// The list, and what stands around it.
pub(super) struct ListData {
    pub(super) documents: Vec<RegulationSummary>,
    pub(super) filter: RegulationFilter,
    /// The day the list is of.
    pub(super) on: NaiveDate,
    /// Why the day asked for was not taken.
    pub(super) refused: Option<String>,
    pub(super) can_register: bool,
}

pub(super) async fn load_list(mut filter: RegulationFilter) -> Result<ListData, AppError> {
    let ctx = server_context::context()?;
    let day = domain::input::optional_date(&filter.on);
    let refused = day.clone().err().map(|error| error.to_string());
    if refused.is_some() {
        filter.on = String::new();
    }
    Ok(ListData {
        documents: services::regulation::list(&ctx, &filter).await?,
        on: day.ok().flatten().unwrap_or(ctx.today()),
        can_register: may_register(&ctx),
        refused,
        filter,
    })
}

/// 規程 or 実施手順, of some unit.
fn may_register(ctx: &services::Context) -> bool {
    [Resource::Regulation, Resource::Procedure]
        .iter()
        .any(|resource| permits(&ctx.actor.roles, Action::Edit, *resource, None))
}

/// Units that exist and whose regulations the person may change.
async fn units(ctx: &services::Context) -> Result<Options, AppError> {
    let scope = ctx.scope(Action::Edit, Resource::Regulation);
    Ok(services::organization::list_units(ctx)
        .await?
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect())
}

/// A form as it was refused, sent to the server function.
async fn held<F: ServerFn, T: DeserializeOwned>(token: &str) -> Result<Option<T>, AppError> {
    server_context::held(Some(token), F::PATH).await
}

/// The typed part `input[…]` of such a form.
async fn held_input<F: ServerFn, T: DeserializeOwned + Default>(
    token: &str,
) -> Result<T, AppError> {
    let held: Option<HeldInput<T>> = held::<F, _>(token).await?;
    Ok(held.unwrap_or_default().input)
}

/// The form of a document: what is changed, what is in the fields, units to choose from.
pub(super) struct DocumentForm {
    pub(super) detail: Option<RegulationDetail>,
    pub(super) input: RegulationInput,
    pub(super) units: Options,
}

pub(super) async fn load_form(
    id: Option<RegulationDocumentId>,
    token: &str,
) -> Result<DocumentForm, AppError> {
    let ctx = server_context::context()?;
    let detail = match id {
        Some(id) => Some(load_changeable(&ctx, id).await?),
        None => {
            ctx.authorize(Action::Edit, Resource::Regulation)?;
            None
        }
    };
    let typed: Option<HeldInput<RegulationInput>> = match id {
        Some(_) => held::<ChangeRegulation, _>(token).await?,
        None => held::<RegisterRegulation, _>(token).await?,
    };
    let saved = detail
        .as_ref()
        .map(|detail| RegulationInput::from(&detail.document));
    let typed = typed.map(|held| held.input);
    Ok(DocumentForm {
        input: typed.or(saved).unwrap_or_default(),
        units: units(&ctx).await?,
        detail,
    })
}

/// The document, for somebody who may change it.
async fn load_changeable(
    ctx: &services::Context,
    id: RegulationDocumentId,
) -> Result<RegulationDetail, AppError> {
    let detail = services::regulation::open(ctx, id).await?;
    let document = &detail.document;
    ctx.authorize_in(Action::Edit, document.resource(), document.unit_id)?;
    Ok(detail)
}

/// The form of a new version: the document, and what is in the fields.
pub(super) async fn load_version_form(
    id: RegulationDocumentId,
    token: &str,
) -> Result<(RegulationDetail, VersionInput), AppError> {
    let ctx = server_context::context()?;
    let detail = load_changeable(&ctx, id).await?;
    let input = held_input::<DraftVersion, _>(token).await?;
    Ok((detail, input))
}

/// A document, its history, and what was typed in forms that were refused.
pub(super) struct DocumentData {
    pub(super) detail: RegulationDetail,
    pub(super) history: Vec<AuditEntry>,
    /// The day asked for in the address, or why it was not taken.
    pub(super) on: Result<Option<NaiveDate>, String>,
    /// 基準日 as typed.
    pub(super) on_text: String,
    pub(super) units: Options,
    pub(super) people: Options,
    pub(super) decision: HeldDecision,
    pub(super) audience: AudienceInput,
    pub(super) reading: ReadingInput,
    pub(super) review: ReviewInput,
    pub(super) abolition: AbolitionInput,
}

/// The forms of the decision on a version as they were refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldDecision {
    pub decision_no: String,
    pub reason: String,
}

pub(super) async fn load_document(
    id: RegulationDocumentId,
    on_text: String,
    token: &str,
) -> Result<DocumentData, AppError> {
    let ctx = server_context::context()?;
    let detail = services::regulation::open(&ctx, id).await?;
    let approval: HeldDecision = held::<ApproveVersion, _>(token).await?.unwrap_or_default();
    let return_: HeldDecision = held::<SendBackVersion, _>(token).await?.unwrap_or_default();
    let (units, people) = if detail.can.edit {
        (
            all_units(&ctx).await?,
            services::regulation::choosable_people(&ctx).await?,
        )
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(DocumentData {
        history: services::regulation::history(&ctx, id).await?,
        on: domain::input::optional_date(&on_text).map_err(|error| error.to_string()),
        on_text,
        units,
        people,
        decision: HeldDecision {
            decision_no: approval.decision_no,
            reason: return_.reason,
        },
        audience: held_input::<AddAudience, _>(token).await?,
        reading: held_input::<RecordReadings, _>(token).await?,
        review: held_input::<ReviewRegulation, _>(token).await?,
        abolition: held_input::<AskAbolition, _>(token).await?,
        detail,
    })
}

/// Units that exist: a document may concern any of them.
async fn all_units(ctx: &services::Context) -> Result<Options, AppError> {
    Ok(services::organization::list_units(ctx)
        .await?
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect())
}

#[server(endpoint = "regulation/register")]
pub async fn register_regulation(input: RegulationInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let id = services::regulation::register(&ctx, input.check()?).await?;
    let words = "規程・手順を登録しました。続けて、版と対象者を登録してください。";
    server_context::done(&paths::regulation(id), words);
    Ok(())
}

#[server(endpoint = "regulation/change")]
pub async fn change_regulation(
    id: RegulationDocumentId,
    revision: i32,
    input: RegulationInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::change(&ctx, id, revision, input.check()?).await?;
    server_context::done(&paths::regulation(id), "規程・手順を保存しました。");
    Ok(())
}

#[server(endpoint = "regulation/void")]
pub async fn void_regulation(
    id: RegulationDocumentId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::void(&ctx, id, revision, &reason).await?;
    server_context::done(&paths::regulation(id), "規程・手順を無効にしました。");
    Ok(())
}

#[server(endpoint = "regulation/draft-version")]
pub async fn draft_version(
    id: RegulationDocumentId,
    revision: i32,
    input: VersionInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::draft_version(&ctx, id, revision, input.check()?).await?;
    let words = "版を起案しました。本文のファイルを添付すると、ほかの承認者が承認できます。";
    server_context::done(&paths::regulation(id), words);
    Ok(())
}

#[server(endpoint = "regulation/approve")]
pub async fn approve_version(
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    decision_no: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::approve(&ctx, id, revision, version, &decision_no).await?;
    server_context::done(&paths::regulation(id), "版を承認しました。");
    Ok(())
}

#[server(endpoint = "regulation/send-back")]
pub async fn send_back_version(
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::send_back(&ctx, id, revision, version, &reason).await?;
    server_context::done(&paths::regulation(id), "版を起案者に戻しました。");
    Ok(())
}

#[server(endpoint = "regulation/ask-abolition")]
pub async fn ask_abolition(
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    input: AbolitionInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::ask_abolition(&ctx, id, revision, version, input.check()?).await?;
    server_context::done(&paths::regulation(id), "廃止を申請しました。");
    Ok(())
}

#[server(endpoint = "regulation/approve-abolition")]
pub async fn approve_abolition(id: RegulationDocumentId, revision: i32) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::approve_abolition(&ctx, id, revision).await?;
    server_context::done(&paths::regulation(id), "廃止を承認しました。");
    Ok(())
}

#[server(endpoint = "regulation/refuse-abolition")]
pub async fn refuse_abolition(
    id: RegulationDocumentId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::refuse_abolition(&ctx, id, revision, &reason).await?;
    server_context::done(&paths::regulation(id), "廃止の申請を取りやめました。");
    Ok(())
}

#[server(endpoint = "regulation/review")]
pub async fn review_regulation(
    id: RegulationDocumentId,
    revision: i32,
    input: ReviewInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let draft = input.check(ctx.today())?;
    services::regulation::review(&ctx, id, revision, draft).await?;
    server_context::done(&paths::regulation(id), "見直しを記録しました。");
    Ok(())
}

#[server(endpoint = "regulation/acknowledge")]
pub async fn acknowledge(
    id: RegulationDocumentId,
    version: RegulationVersionId,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::acknowledge(&ctx, id, version).await?;
    server_context::done(&paths::regulation(id), "「読んだ」と記録しました。");
    Ok(())
}

#[server(endpoint = "regulation/readings")]
pub async fn record_readings(
    id: RegulationDocumentId,
    revision: i32,
    input: ReadingInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let draft = input.check(ctx.today())?;
    services::regulation::record_readings(&ctx, id, revision, draft).await?;
    server_context::done(&paths::regulation(id), "読んだ人を記録しました。");
    Ok(())
}

#[server(endpoint = "regulation/add-audience")]
pub async fn add_audience(
    id: RegulationDocumentId,
    revision: i32,
    input: AudienceInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::add_audience(&ctx, id, revision, input.check()?).await?;
    server_context::done(&paths::regulation(id), "対象者を追加しました。");
    Ok(())
}

#[server(endpoint = "regulation/end-audience")]
pub async fn end_audience(
    id: RegulationDocumentId,
    revision: i32,
    audience: i64,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::regulation::end_audience(&ctx, id, revision, audience).await?;
    server_context::done(&paths::regulation(id), "対象者から外しました。");
    Ok(())
}
