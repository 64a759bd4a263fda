//! Server functions of contracts: check, call the use case, say where to go.

use domain::{
    bulk::BulkLedger,
    contract::{
        detail::ContractDetail,
        input::{ClausesInput, ConclusionInput, PartyInput, ProfileInput},
        summary::{ContractFilter, ContractSummary},
    },
    document::Document,
    id::ContractId,
    library::SelectionRules,
    verification::plan::PlannedTask,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{bulk, error::AppError};

/// Code or id, and label, of the choices in a list.
pub type Options = Vec<(String, String)>;

/// A page of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractList {
    pub items: Vec<ContractSummary>,
    pub total: u64,
    pub units: Options,
    pub years: Options,
    pub can_draft: bool,
    /// 一括変更.
    pub can_change: bool,
    /// For the print sheet.
    pub printed: String,
}

pub async fn list_contracts(filter: ContractFilter, size: u64) -> Result<ContractList, AppError> {
    use domain::authorization::{Action, Resource, permits};
    let ctx = crate::server_context::context()?;
    let (items, total) = services::contract::page(&ctx, &filter, size).await?;
    Ok(ContractList {
        items,
        total,
        units: services::organization::list_units(&ctx)
            .await?
            .into_iter()
            .map(|it| (it.id.to_string(), it.name))
            .collect(),
        years: services::contract::years(&ctx)
            .await?
            .into_iter()
            .map(|it| (it.0.to_string(), it.label()))
            .collect(),
        can_change: bulk::is_offered(&ctx, BulkLedger::Contracts),
        can_draft: permits(&ctx.actor.roles, Action::Edit, Resource::Contract, None),
        printed: format!("{}　{}", domain::wareki::long(ctx.today()), ctx.actor.name),
    })
}

pub async fn load_contract(id: ContractId) -> Result<ContractDetail, AppError> {
    Ok(services::contract::load(&crate::server_context::context()?, id).await?)
}

/// What the first step needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyForm {
    pub input: PartyInput,
    pub revision: i32,
    pub units: Options,
    pub vendors: Options,
    /// The contract, when it exists.
    pub detail: Option<ContractDetail>,
}

pub async fn load_party_form(
    id: Option<ContractId>,
    held: Option<String>,
) -> Result<PartyForm, AppError> {
    use crate::server_context::{context, held as held_input};
    use domain::authorization::Resource;
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    let detail = match id {
        Some(id) => Some(services::contract::load(&ctx, id).await?),
        None => None,
    };
    let action = if detail.is_some() {
        SaveParty::PATH
    } else {
        DraftContract::PATH
    };
    let held: Option<Held<PartyInput>> = held_input(held.as_deref(), action).await?;
    let units = services::organization::choosable_units(&ctx, Resource::Contract).await?;
    let saved = detail.as_ref().map_or_else(
        || new_party(&units),
        |detail| PartyInput::from(&detail.contract),
    );
    Ok(PartyForm {
        input: held.map_or(saved, |held| held.input),
        revision: detail.as_ref().map_or(0, |detail| detail.contract.revision),
        units: units
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        vendors: services::vendor::choosable(&ctx)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        detail,
    })
}

/// A form that was held: only what was typed in it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Held<T> {
    pub input: T,
}

/// A new contract starts with what is nearly always right.
fn new_party(units: &[domain::organization::OrganizationUnit]) -> PartyInput {
    use domain::contract::{AmountKind, DocumentKind};
    PartyInput {
        unit_id: if let [only] = units {
            only.id.to_string()
        } else {
            String::new()
        },
        document_kind: DocumentKind::ContractDocument.code().to_owned(),
        amount_kind: AmountKind::Total.code().to_owned(),
        ..PartyInput::default()
    }
}

#[server(endpoint = "contract/draft")]
pub async fn draft_contract(input: PartyInput) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let id = services::contract::draft(&context()?, input.check()?).await?;
    done(
        &paths::draft_step(id, "profile"),
        "契約を起案しました。続けて、業務と情報を入力してください。",
    );
    Ok(())
}

#[server(endpoint = "contract/save-party")]
pub async fn save_party(id: ContractId, revision: i32, input: PartyInput) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::save_party(&context()?, id, revision, input.check()?).await?;
    done(&paths::draft_step(id, "profile"), "相手方を保存しました。");
    Ok(())
}

/// What the second and the third step need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileForm {
    pub detail: ContractDetail,
    pub input: ProfileInput,
    pub rules: SelectionRules,
}

pub async fn load_profile_form(
    id: ContractId,
    held: Option<String>,
) -> Result<ProfileForm, AppError> {
    use crate::server_context::{context, held as held_input};
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    let detail = services::contract::load(&ctx, id).await?;
    let held: Option<Held<ProfileInput>> = held_input(held.as_deref(), SaveProfile::PATH).await?;
    let input = held.map_or_else(|| profile_input(&detail), |held| held.input);
    Ok(ProfileForm {
        input,
        rules: services::library::selection_rules(&ctx).await?,
        detail,
    })
}

fn profile_input(detail: &ContractDetail) -> ProfileInput {
    let contract = &detail.contract;
    ProfileInput {
        confidentiality: contract
            .confidentiality
            .map(|it| it.code().to_owned())
            .unwrap_or_default(),
        integrity: contract
            .integrity
            .map(|it| it.code().to_owned())
            .unwrap_or_default(),
        availability: contract
            .availability
            .map(|it| it.code().to_owned())
            .unwrap_or_default(),
        segment: contract
            .segment
            .map(|it| it.code().to_owned())
            .unwrap_or_default(),
        facts: contract.facts.clone(),
        personal_info_count: contract
            .personal_info_count
            .map(|it| it.to_string())
            .unwrap_or_default(),
        appendices: detail
            .appendices
            .iter()
            .map(|it| (it.number.clone(), it.rows.clone()))
            .collect(),
    }
}

#[server(endpoint = "contract/save-profile")]
pub async fn save_profile(
    id: ContractId,
    revision: i32,
    input: ProfileInput,
    then: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::save_profile(&context()?, id, revision, input.check()?).await?;
    let step = if then == "stay" { "profile" } else { "clauses" };
    done(
        &paths::draft_step(id, step),
        "業務と情報を保存しました。条項を確かめました。",
    );
    Ok(())
}

/// What the third step needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClausesForm {
    pub detail: ContractDetail,
    pub input: ClausesInput,
    /// Clauses that may be added.
    pub addable: Options,
}

pub async fn load_clauses_form(
    id: ContractId,
    held: Option<String>,
) -> Result<ClausesForm, AppError> {
    use crate::server_context::{context, held as held_input};
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    let detail = services::contract::load(&ctx, id).await?;
    let held: Option<Held<ClausesInput>> = held_input(held.as_deref(), SaveClauses::PATH).await?;
    let rules = services::library::selection_rules(&ctx).await?;
    let on_contract = |id: &str| {
        detail
            .clauses
            .iter()
            .any(|clause| clause.on_contract.clause == id)
    };
    let addable = rules.clauses.iter().filter(|rule| !on_contract(&rule.id));
    let addable = addable
        .map(|rule| (rule.id.clone(), format!("{}　{}", rule.id, rule.title)))
        .collect();
    Ok(ClausesForm {
        input: held.map(|held| held.input).unwrap_or_default(),
        addable,
        detail,
    })
}

#[server(endpoint = "contract/save-clauses")]
pub async fn save_clauses(
    id: ContractId,
    revision: i32,
    input: ClausesInput,
    then: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::save_clauses(&context()?, id, revision, &input).await?;
    let step = if then == "stay" { "clauses" } else { "plan" };
    done(&paths::draft_step(id, step), "条項を保存しました。");
    Ok(())
}

/// The checks that would stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPreview {
    pub detail: ContractDetail,
    pub tasks: Vec<(PlannedTask, String)>,
}

pub async fn load_plan_preview(id: ContractId) -> Result<PlanPreview, AppError> {
    let ctx = crate::server_context::context()?;
    let tasks = services::contract::plan_preview(&ctx, id).await?;
    Ok(PlanPreview {
        detail: services::contract::load(&ctx, id).await?,
        tasks,
    })
}

/// The annex as it would be issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnexPreview {
    pub detail: ContractDetail,
    /// The document, or why there is none.
    pub document: Result<Document, String>,
    /// What is to be done before it can be issued.
    pub warnings: Vec<String>,
}

pub async fn load_annex_preview(id: ContractId) -> Result<AnnexPreview, AppError> {
    let ctx = crate::server_context::context()?;
    let detail = services::contract::load(&ctx, id).await?;
    let (document, warnings) = match services::annex::preview(&ctx, id)
        .await
        .map_err(AppError::from)
    {
        Ok((document, warnings)) => (Ok(document), warnings),
        Err(AppError::Rule(words)) => (Err(words), Vec::new()),
        Err(other) => return Err(other),
    };
    Ok(AnnexPreview {
        detail,
        document,
        warnings,
    })
}

#[server(endpoint = "contract/submit")]
pub async fn submit_contract(id: ContractId, revision: i32) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::submit(&context()?, id, revision).await?;
    done(
        &paths::contract(id),
        "契約を申請しました。承認者が確認します。",
    );
    Ok(())
}

#[server(endpoint = "contract/approve")]
pub async fn approve_contract(id: ContractId, revision: i32) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::approve(&context()?, id, revision).await?;
    done(
        &paths::contract(id),
        "契約を承認しました。点検の予定を作りました。",
    );
    Ok(())
}

#[server(endpoint = "contract/send-back")]
pub async fn send_back_contract(
    id: ContractId,
    revision: i32,
    comment: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::send_back(&context()?, id, revision, &comment).await?;
    done(&paths::contract(id), "契約を差し戻しました。");
    Ok(())
}

#[server(endpoint = "contract/reopen")]
pub async fn reopen_contract(id: ContractId, revision: i32) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::reopen(&context()?, id, revision).await?;
    done(
        &paths::draft_step(id, "party"),
        "起案に戻しました。変更して、もう一度申請してください。",
    );
    Ok(())
}

#[server(endpoint = "contract/issue")]
pub async fn issue_annex(id: ContractId, revision: i32) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::annex::issue(&context()?, id, revision).await?;
    done(
        &paths::contract_tab(id, "annex"),
        "特記事項を発行しました。",
    );
    Ok(())
}

#[server(endpoint = "contract/conclude")]
pub async fn conclude_contract(
    id: ContractId,
    revision: i32,
    input: ConclusionInput,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let ctx = context()?;
    services::contract::conclude(&ctx, id, revision, input.check(ctx.today())?).await?;
    done(
        &paths::contract(id),
        "契約日を記録しました。点検の予定を見直しました。",
    );
    Ok(())
}

#[server(endpoint = "contract/renew")]
pub async fn renew_contract(
    id: ContractId,
    revision: i32,
    ends_on: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let ends_on = domain::input::date(&ends_on)
        .map_err(|error| domain::input::FieldErrors::one("ends_on", error))?;
    services::contract::renew(&context()?, id, revision, ends_on).await?;
    done(
        &paths::contract(id),
        "契約期間を更新しました。点検の予定を加えました。",
    );
    Ok(())
}

#[server(endpoint = "contract/close")]
pub async fn close_contract(id: ContractId, revision: i32) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::close(&context()?, id, revision).await?;
    done(&paths::contract(id), "契約を完了にしました。");
    Ok(())
}

#[server(endpoint = "contract/void")]
pub async fn void_contract(id: ContractId, revision: i32, reason: String) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::contract::void(&context()?, id, revision, &reason).await?;
    done(&paths::contract(id), "契約を無効にしました。");
    Ok(())
}
