//! What the screens of subcontracts ask of the server.

use domain::{
    contract::detail::ContractDetail,
    form::{FormScope, FormSummary},
    id::{ContractId, RosterEntryId, SubcontractDecisionId, SubcontractId},
    subcontract::{
        DecisionInput, SubcontractInput,
        detail::{NodeDetail, SubcontractForm, SubcontractOverview},
        roster::RosterInput,
    },
};
use leptos::prelude::*;

use crate::{contract::api::Options, error::AppError};

/// The tab 再委託.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subcontracts {
    pub detail: ContractDetail,
    pub overview: SubcontractOverview,
    /// Forms about all its subcontracts.
    pub forms: Vec<FormSummary>,
    /// Workers as they were typed when the form was refused.
    pub roster: RosterInput,
}

pub async fn load_subcontracts(
    id: ContractId,
    held: Option<String>,
) -> Result<Subcontracts, AppError> {
    use crate::{
        components::HeldInput,
        server_context::{context, held as find},
    };
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    let typed: Option<HeldInput<RosterInput>> = find(held.as_deref(), AddWorkers::PATH).await?;
    Ok(Subcontracts {
        detail: services::contract::load(&ctx, id).await?,
        overview: services::subcontract::overview(&ctx, id).await?,
        forms: forms(id, FormScope::Subcontracts).await?,
        roster: typed.unwrap_or_default().input,
    })
}

/// The forms of the contract that are about this.
async fn forms(id: ContractId, scope: FormScope) -> Result<Vec<FormSummary>, AppError> {
    let ctx = crate::server_context::context()?;
    let mut forms = services::form::list_of(&ctx, id).await?;
    forms.retain(|form| form.scope == scope);
    Ok(forms)
}

/// One subcontract of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubcontractData {
    pub detail: ContractDetail,
    pub overview: SubcontractOverview,
    pub node: NodeDetail,
    /// Forms about one subcontract.
    pub forms: Vec<FormSummary>,
    /// The decision as it was typed when it was refused, or one that begins with what is needed.
    pub decision: DecisionInput,
}

pub async fn load_subcontract(
    contract: ContractId,
    id: Option<SubcontractId>,
    held: Option<String>,
) -> Result<SubcontractData, AppError> {
    use crate::{
        components::HeldInput,
        server_context::{context, held as find},
    };
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    let overview = services::subcontract::overview(&ctx, contract).await?;
    let node = overview
        .nodes
        .iter()
        .find(|node| Some(node.assessed.subcontract.id) == id)
        .cloned()
        .ok_or_else(|| AppError::NotFound("再委託".to_owned()))?;
    let typed: Option<HeldInput<DecisionInput>> =
        find(held.as_deref(), ProposeDecision::PATH).await?;
    Ok(SubcontractData {
        detail: services::contract::load(&ctx, contract).await?,
        decision: typed.map_or_else(
            || DecisionInput {
                kind: overview.needed.code().to_owned(),
                ..DecisionInput::default()
            },
            |typed| typed.input,
        ),
        forms: forms(contract, FormScope::Subcontract).await?,
        overview,
        node,
    })
}

/// The form of a subcontract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub form: SubcontractForm,
    pub input: SubcontractInput,
    pub vendors: Options,
}

pub async fn load_form(
    contract: ContractId,
    id: Option<SubcontractId>,
    held: Option<String>,
) -> Result<Form, AppError> {
    use crate::{
        components::HeldInput,
        server_context::{context, held as find},
    };
    use domain::authorization::{Action, Resource};
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    ctx.authorize(Action::Edit, Resource::Subcontract)?;
    let form = services::subcontract::load(&ctx, contract, id).await?;
    let path = if id.is_some() {
        ChangeSubcontract::PATH
    } else {
        RecordSubcontract::PATH
    };
    let typed: Option<HeldInput<SubcontractInput>> = find(held.as_deref(), path).await?;
    let saved = form
        .subcontract
        .as_ref()
        .map(SubcontractInput::from)
        .unwrap_or_default();
    Ok(Form {
        input: typed.map_or(saved, |typed| typed.input),
        vendors: services::vendor::choosable(&ctx)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        form,
    })
}

#[server(endpoint = "subcontract/record")]
pub async fn record_subcontract(id: ContractId, input: SubcontractInput) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let subcontract = services::subcontract::record(&context()?, id, input.check()?).await?;
    done(
        &paths::subcontract(id, subcontract),
        "再委託を登録しました。続けて、承諾・不承諾の決定を登録してください。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/change")]
pub async fn change_subcontract(
    id: SubcontractId,
    revision: i32,
    input: SubcontractInput,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let contract = services::subcontract::change(&context()?, id, revision, input.check()?).await?;
    done(
        &paths::subcontract(contract, id),
        "再委託の内容を保存しました。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/void")]
pub async fn void_subcontract(
    id: SubcontractId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let contract = services::subcontract::void(&context()?, id, revision, &reason).await?;
    done(
        &paths::contract_tab(contract, "subcontracts"),
        "再委託を無効にしました。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/propose")]
pub async fn propose_decision(id: SubcontractId, input: DecisionInput) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let contract = services::subcontract::propose(&context()?, id, input.check()?).await?;
    done(
        &paths::subcontract(contract, id),
        "決定を登録しました。承認者が承認すると、効力を持ちます。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/approve")]
pub async fn approve_decision(id: SubcontractDecisionId, revision: i32) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let contract = services::subcontract::approve(&context()?, id, revision).await?;
    done(
        &paths::contract_tab(contract, "subcontracts"),
        "再委託の決定を承認しました。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/send-back")]
pub async fn send_back_decision(
    id: SubcontractDecisionId,
    revision: i32,
    comment: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let contract = services::subcontract::send_back(&context()?, id, revision, &comment).await?;
    done(
        &paths::contract_tab(contract, "subcontracts"),
        "再委託の決定を差し戻しました。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/add-workers")]
pub async fn add_workers(id: ContractId, input: RosterInput) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let count = services::subcontract::add_workers(&context()?, id, input.check()?).await?;
    done(
        &paths::contract_tab(id, "roster"),
        &format!("従事者{count}名を名簿に加えました。"),
    );
    Ok(())
}

#[server(endpoint = "subcontract/end-worker")]
pub async fn end_worker(id: RosterEntryId, revision: i32, to_on: String) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let to_on = domain::input::date(&to_on)
        .map_err(|error| domain::input::FieldErrors::one("to_on", error))?;
    let contract = services::subcontract::end_worker(&context()?, id, revision, to_on).await?;
    done(
        &paths::contract_tab(contract, "roster"),
        "従事の終了日を記録しました。",
    );
    Ok(())
}

#[server(endpoint = "subcontract/void-worker")]
pub async fn void_worker(id: RosterEntryId, revision: i32, reason: String) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let contract = services::subcontract::void_worker(&context()?, id, revision, &reason).await?;
    done(
        &paths::contract_tab(contract, "roster"),
        "名簿の記載を無効にしました。",
    );
    Ok(())
}
