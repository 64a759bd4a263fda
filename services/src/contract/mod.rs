//! 契約: from the draft to the conclusion. Queries of lists are in `list`, the steps of the wizard in
//! `drafting` and `clauses_step`, decisions and the life of the contract in `course`.

mod appendices;
mod clauses;
mod clauses_step;
mod course;
mod drafting;
mod list;
pub(crate) mod many;
mod number;
mod record;

pub(crate) use appendices::{appendices, default_appendices};
pub(crate) use clauses::{clauses, covers, item_coverage, save_clauses as write_clauses};
pub(crate) use clauses_step::refresh_clauses;
pub use clauses_step::{clauses_preview, plan_preview, save_clauses};
pub use course::{approve, close, conclude, renew, reopen, send_back, submit, void};
pub(crate) use course::{closable_count, close_one, complete};
pub(crate) use drafting::move_to_unit;
pub use drafting::{draft, save_party, save_profile};
pub(crate) use list::{
    by_ids, chosen, matching, matching_ids, overdue_counts, summaries, unit_of, vendor_of, visible,
};
pub use list::{page, page_offset, years};
pub(crate) use number::free_contract_nos;
pub(crate) use record::{load_row, of_row, terms, touch};

use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource, permits},
    contract::{
        Contract, ContractState,
        detail::{Abilities, ContractDetail, expired_waivers},
        preparation::Preparation,
    },
    id::ContractId,
};

use crate::{
    Context, ServiceError, annex, audit_log, contract_change, library, organization,
    selection_review, vendor,
};

/// A contract with everything its pages show.
///
/// # Errors
/// Without the right, for this unit too; when there is none.
pub async fn load(ctx: &Context, id: ContractId) -> Result<ContractDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let contract = of_row(load_row(&ctx.db, id).await?)?;
    ctx.authorize_in(Action::View, Resource::Contract, contract.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let clauses = clauses::clause_details(&ctx.db, id, &library).await?;
    let covers = covers(&ctx.db, id).await?;
    let people = [
        contract.drafted_by,
        submitter(&contract),
        decider(&contract),
    ];
    let names = organization::people_names(&ctx.db, people.iter().flatten().map(|id| id.0)).await?;
    let name_of =
        |person: Option<domain::id::PersonId>| person.and_then(|id| names.get(&id.0).cloned());
    let units = organization::unit_names(ctx).await?;
    let vendors = vendor::names(&ctx.db, contract.vendor_id.map(|id| id.0)).await?;
    let warnings = match contract.profile() {
        Some(profile) => profile
            .warnings(&library.rules)
            .map_err(|error| ServiceError::field("facts", error))?
            .into_iter()
            .map(|check| check.message.clone())
            .collect(),
        None => vec![
            "情報の分類が決まっていません。「業務と情報」で分類を選ぶと、必要な条項が示されます。"
                .to_owned(),
        ],
    };
    Ok(ContractDetail {
        unit_name: units.get(&contract.unit_id.0).cloned().unwrap_or_default(),
        vendor_name: contract
            .vendor_id
            .and_then(|id| vendors.get(&id.0).cloned()),
        drafted_by: name_of(contract.drafted_by),
        submitted_by: name_of(submitter(&contract)),
        decided_by: name_of(decider(&contract)),
        terms: terms(&ctx.db, id).await?,
        coverage: item_coverage(
            &contract,
            clauses.iter().map(|it| &it.on_contract),
            &covers,
            &library,
        )?,
        expired_waivers: expired_waivers(&clauses, ctx.today()),
        clauses,
        covers,
        warnings,
        appendices: appendices::appendix_details(&ctx.db, id, &library).await?,
        annexes: annex::list_of(ctx, id).await?,
        selection: selection_review::standing_of_contract(&ctx.db, ctx, &contract, &library)
            .await?,
        can: abilities(ctx, &contract),
        fact_labels: fact_labels(&contract, &library.rules),
        status: contract.status(ctx.today()),
        change: contract_change::open_state(&ctx.db, id).await?,
        contract,
    })
}

/// 個人情報を取り扱う、… in the order of the library.
fn fact_labels(contract: &Contract, rules: &domain::library::SelectionRules) -> Option<String> {
    let labels: Vec<&str> = rules
        .facts
        .iter()
        .filter(|fact| contract.facts.iter().any(|id| id == fact.id.as_str()))
        .map(|fact| fact.label.as_str())
        .collect();
    (!labels.is_empty()).then(|| labels.join("、"))
}

/// What happened to a contract, newest first.
///
/// # Errors
/// Without the right; when there is none.
pub async fn history(ctx: &Context, id: ContractId) -> Result<Vec<AuditEntry>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = load_row(&ctx.db, id).await?;
    ctx.authorize_in(
        Action::View,
        Resource::Contract,
        domain::id::OrganizationUnitId(row.unit_id),
    )?;
    audit_log::of_subject(ctx, "contract", id.0).await
}

fn submitter(contract: &Contract) -> Option<domain::id::PersonId> {
    match &contract.preparation {
        Preparation::Submitted { by, .. } => Some(*by),
        Preparation::Approved { submitted_by, .. } | Preparation::Issued { submitted_by, .. } => {
            Some(*submitted_by)
        }
        Preparation::Editing | Preparation::Returned { .. } => None,
    }
}

fn decider(contract: &Contract) -> Option<domain::id::PersonId> {
    match &contract.preparation {
        Preparation::Returned { by, .. }
        | Preparation::Approved { by, .. }
        | Preparation::Issued { by, .. } => Some(*by),
        Preparation::Editing | Preparation::Submitted { .. } => None,
    }
}

/// What the actor may do with the contract in its present state.
fn abilities(ctx: &Context, contract: &Contract) -> Abilities {
    let may =
        |action, resource| permits(&ctx.actor.roles, action, resource, Some(contract.unit_id));
    let alive = matches!(
        contract.state,
        ContractState::Drafting | ContractState::Concluded
    );
    let edit = alive && may(Action::Edit, Resource::Contract);
    let submitted = matches!(contract.preparation, Preparation::Submitted { .. });
    let own = ctx.actor.person_id.is_some() && submitter(contract) == ctx.actor.person_id;
    let approve = alive && submitted && may(Action::Approve, Resource::Contract);
    Abilities {
        edit: edit && contract.preparation.is_editable(),
        decide: approve && !own,
        own_submission: submitted && own,
        issue: edit && matches!(contract.preparation, Preparation::Approved { .. }),
        reopen: edit
            && matches!(
                contract.preparation,
                Preparation::Approved { .. } | Preparation::Issued { .. }
            ),
        conclude: edit
            && contract.state == ContractState::Drafting
            && matches!(contract.preparation, Preparation::Issued { .. }),
        renew: edit && contract.state == ContractState::Concluded,
        close: edit && contract.state == ContractState::Concluded && contract.ends_on < ctx.today(),
        void: alive && may(Action::Void, Resource::Contract),
        record_result: may(Action::Edit, Resource::Verification),
    }
}
