//! 再委託: the tree of subcontractors of a contract, the town's decisions on them, the roster of workers.
//! Rows are in `rows`, changes of a subcontract in `course`, decisions in `decisions`, workers in `roster`.

mod course;
mod decisions;
mod facts;
mod on_forms;
mod paper;
mod roster;
mod rows;
mod told;
mod waiting;

pub use course::{change, load, record, void};
pub use decisions::{approve, propose, send_back};
pub(crate) use facts::facts;
pub(crate) use on_forms::{facts_of_all, facts_of_one};
pub use paper::chart_pdf;
pub use roster::{add as add_workers, end as end_worker, void as void_worker};
pub(crate) use rows::{of_contract, roster_of};
pub(crate) use waiting::to_approve;

use domain::{
    authorization::{Action, Resource, permits},
    contract::{Contract, ContractState},
    id::{ContractId, PersonId},
    subcontract::{
        ConsentKind, assess,
        detail::{NodeDetail, SubcontractAbilities, SubcontractOverview},
        roster::{assess_roster, red_employers},
    },
};
use sea_orm::ConnectionTrait;

use crate::{
    Context, ServiceError, contract,
    library::{self, LoadedLibrary},
    organization, selection_review, vendor,
};

/// The tab 再委託 of a contract: the tree with what is wrong in it, and the roster, as of today.
///
/// # Errors
/// Without the right, for this unit too; when there is no such contract.
pub async fn overview(ctx: &Context, id: ContractId) -> Result<SubcontractOverview, ServiceError> {
    ctx.authorize(Action::View, Resource::Subcontract)?;
    let contract = contract_in(&ctx.db, ctx, id, Action::View).await?;
    let today = ctx.today();
    let library = library::in_force(ctx, today).await?;
    let needed = needed(&contract, &library)?;
    let all = of_contract(&ctx.db, id).await?;
    let entries = roster_of(&ctx.db, id).await?;
    let contractor = contractor_name(&ctx.db, &contract).await?;
    let assessed = assess(&all, needed, today);
    let workers = assess_roster(&entries, contractor.as_deref(), &assessed, today);
    let people: Vec<i64> = all
        .iter()
        .flat_map(|it| it.decisions.iter())
        .flat_map(|it| [it.proposed_by, it.approved_by])
        .flatten()
        .map(|person| person.0)
        .collect();
    let names = organization::people_names(&ctx.db, people).await?;
    let can = abilities(ctx, &contract);
    let nodes = assessed
        .into_iter()
        .map(|assessed| node(ctx, assessed, &names, &can))
        .collect();
    Ok(SubcontractOverview {
        today,
        needed,
        red_employer_count: red_employers(&workers),
        contractor,
        nodes,
        workers,
        can,
    })
}

fn node(
    ctx: &Context,
    assessed: domain::subcontract::Assessed,
    names: &std::collections::HashMap<i64, String>,
    can: &SubcontractAbilities,
) -> NodeDetail {
    let name_of =
        |person: Option<PersonId>| person.and_then(|person| names.get(&person.0).cloned());
    let proposal = assessed.subcontract.proposal_on(ctx.today());
    let own = proposal
        .is_some_and(|it| it.proposed_by.is_some() && it.proposed_by == ctx.actor.person_id);
    NodeDetail {
        proposed_by: proposal.and_then(|it| name_of(it.proposed_by)),
        approved_by: assessed
            .subcontract
            .decision_on(ctx.today(), ctx.today())
            .and_then(|it| name_of(it.approved_by)),
        can_decide: can.decide && proposal.is_some() && !own,
        is_own_proposal: own,
        assessed,
    }
}

fn abilities(ctx: &Context, contract: &Contract) -> SubcontractAbilities {
    let may = |action| {
        permits(
            &ctx.actor.roles,
            action,
            Resource::Subcontract,
            Some(contract.unit_id),
        )
    };
    let alive = is_alive(contract);
    SubcontractAbilities {
        edit: alive && may(Action::Edit),
        decide: may(Action::Approve),
        void: alive && may(Action::Void),
    }
}

fn is_alive(contract: &Contract) -> bool {
    matches!(
        contract.state,
        ContractState::Drafting | ContractState::Concluded
    )
}

/// What every subcontract of the contract needs: 許諾 where the law says so, at every depth.
pub(crate) fn needed(
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<ConsentKind, ServiceError> {
    let facts = selection_review::facts_of(contract, library)?;
    let statutory = library.library.criteria.statutory_consent.holds(&facts);
    Ok(if statutory.is_some() {
        ConsentKind::StatutoryConsent
    } else {
        ConsentKind::Consent
    })
}

async fn contractor_name(
    db: &impl ConnectionTrait,
    contract: &Contract,
) -> Result<Option<String>, ServiceError> {
    let Some(id) = contract.vendor_id else {
        return Ok(None);
    };
    Ok(vendor::names(db, [id.0]).await?.remove(&id.0))
}

/// The contract, for somebody who may do this with its subcontracts.
async fn contract_in(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
    action: Action,
) -> Result<Contract, ServiceError> {
    let contract = contract::of_row(contract::load_row(db, id).await?)?;
    ctx.authorize_in(action, Resource::Subcontract, contract.unit_id)?;
    Ok(contract)
}

/// The same for a change, which a contract that is over no longer takes.
async fn changeable(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
    action: Action,
) -> Result<Contract, ServiceError> {
    let contract = contract_in(db, ctx, id, action).await?;
    if is_alive(&contract) {
        Ok(contract)
    } else {
        Err(ServiceError::Rule(format!(
            "{}の契約の再委託は変更できません。",
            contract.state.label()
        )))
    }
}
