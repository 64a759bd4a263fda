//! The first steps of the drafting wizard: 相手方, 業務と情報. Each is saved; each brings clauses and
//! checks in line with the facts as they are then.

use domain::{
    authorization::{Action, Resource},
    contract::{
        AmountKind, Contract, ContractState, ContractTerm,
        input::{PartyDraft, ProfileDraft},
        preparation::{Preparation, PreparationStage},
    },
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId},
    input::FieldError,
};
use sea_orm::ConnectionTrait;

use super::{
    appendices::{default_appendices, save_appendices},
    clauses_step::refresh_clauses,
    number::contract_no,
    record::{self, insert, load_row, of_row, save_terms, touch},
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    library, vendor,
};

/// Saves a new draft with the first step of the wizard.
///
/// # Errors
/// Without the right for this unit; a 契約番号 that is used; a vendor out of use.
pub async fn draft(ctx: &Context, party: PartyDraft) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    ctx.authorize_in(Action::Edit, Resource::Contract, party.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    check_vendor(&tx, &party, None).await?;
    let contract_no = contract_no(&tx, &party).await?;
    let mut contract = empty(ctx, contract_no, party);
    let id = insert(&tx, ctx, &contract).await?;
    contract.id = id;
    save_terms(&tx, id, &[first_term(&contract)]).await?;
    save_appendices(&tx, id, &default_appendices(&library)).await?;
    let event = Event::new("契約の起案", "contract", id.0, &contract.title)
        .change(None::<&()>, &contract)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

fn empty(ctx: &Context, contract_no: String, party: PartyDraft) -> Contract {
    let contract = Contract {
        id: ContractId(0),
        contract_no: contract_no.clone(),
        fiscal_year: FiscalYear::containing(party.starts_on),
        title: String::new(),
        unit_id: party.unit_id,
        vendor_id: None,
        vendor_branch: None,
        procurement_method: None,
        document_kind: party.document_kind,
        starts_on: party.starts_on,
        ends_on: party.ends_on,
        amount_yen: None,
        amount_kind: AmountKind::Unknown,
        prior_notice_on: None,
        signed_on: None,
        signing_method: None,
        confidentiality: None,
        integrity: None,
        availability: None,
        segment: None,
        facts: Vec::new(),
        personal_info_count: None,
        note: None,
        state: ContractState::Drafting,
        preparation: Preparation::Editing,
        void_reason: None,
        drafted_by: ctx.actor.person_id,
        source: None,
        revision: 1,
        updated_at: ctx.now(),
    };
    with_party(contract, party, contract_no)
}

fn with_party(contract: Contract, party: PartyDraft, contract_no: String) -> Contract {
    Contract {
        contract_no,
        fiscal_year: FiscalYear::containing(party.starts_on),
        title: party.title,
        unit_id: party.unit_id,
        vendor_id: party.vendor_id,
        vendor_branch: party.vendor_branch,
        procurement_method: party.procurement_method,
        document_kind: party.document_kind,
        starts_on: party.starts_on,
        ends_on: party.ends_on,
        amount_yen: party.amount_yen,
        amount_kind: party.amount_kind,
        prior_notice_on: party.prior_notice_on,
        note: party.note,
        ..contract
    }
}

fn first_term(contract: &Contract) -> ContractTerm {
    ContractTerm {
        number: 1,
        starts_on: contract.starts_on,
        ends_on: contract.ends_on,
    }
}

async fn check_vendor(
    tx: &impl ConnectionTrait,
    party: &PartyDraft,
    before: Option<&Contract>,
) -> Result<(), ServiceError> {
    let Some(id) = party.vendor_id else {
        return Ok(());
    };
    if before.is_some_and(|contract| contract.vendor_id == Some(id)) {
        return Ok(());
    }
    let unusable = || ServiceError::field("vendor_id", FieldError::NotUsable("委託先".to_owned()));
    let vendor = vendor::load_row(tx, id).await.map_err(|_| unusable())?;
    if vendor.void_reason.is_some() {
        Err(unusable())
    } else {
        Ok(())
    }
}

/// Loads a contract for a change by its drafter.
pub(super) async fn editable(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
    action: Action,
) -> Result<Contract, ServiceError> {
    let contract = of_row(load_row(tx, id).await?)?;
    ctx.authorize_in(action, Resource::Contract, contract.unit_id)?;
    if matches!(contract.state, ContractState::Void | ContractState::Closed) {
        return Err(ServiceError::Rule(format!(
            "{}の契約は変更できません。",
            contract.state.label()
        )));
    }
    Ok(contract)
}

pub(super) fn open(contract: &Contract) -> Result<(), ServiceError> {
    if contract.preparation.is_editable() {
        Ok(())
    } else {
        Err(ServiceError::Rule(format!(
            "この契約は「{}」のため、変更できません。変更するときは、起案に戻してください。",
            contract.preparation.stage().label()
        )))
    }
}

/// 相手方.
///
/// # Errors
/// Without the right for this unit; when it is not open; when somebody else saved first; a 契約番号 that
/// is used.
pub async fn save_party(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    party: PartyDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    ctx.authorize_in(Action::Edit, Resource::Contract, party.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    open(&before)?;
    check_vendor(&tx, &party, Some(&before)).await?;
    let contract_no = party
        .contract_no
        .clone()
        .unwrap_or_else(|| before.contract_no.clone());
    let after = with_party(before.clone(), party, contract_no);
    touch(&tx, ctx, &after, revision).await?;
    let mut terms = record::terms(&tx, id).await?;
    if let [only] = terms.as_mut_slice() {
        (only.starts_on, only.ends_on) = (after.starts_on, after.ends_on);
        save_terms(&tx, id, &terms).await?;
    }
    refresh_clauses(&tx, &after, &library).await?;
    let event = Event::new("契約の変更（相手方）", "contract", id.0, &after.title)
        .change(Some(&before), &after)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a contract to another unit, after a 機構改革 or a new division of work; answers the one it was of.
/// What was issued and signed stays as it is.
///
/// # Errors
/// Without the right for both units; a contract that is over, waits for a decision, or is of the unit already.
pub(crate) async fn move_to_unit(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
    unit_id: OrganizationUnitId,
) -> Result<OrganizationUnitId, ServiceError> {
    ctx.authorize_in(Action::Edit, Resource::Contract, unit_id)?;
    let before = editable(tx, ctx, id, Action::Edit).await?;
    let stage = before.preparation.stage();
    if matches!(
        stage,
        PreparationStage::Submitted | PreparationStage::Approved
    ) {
        return Err(ServiceError::Rule(format!(
            "この契約は「{}」です。特記事項を発行するか起案に戻してから、変更してください。",
            stage.label()
        )));
    }
    if before.unit_id == unit_id {
        return Err(ServiceError::Rule(
            "すでに、この所管課の契約です。変更していません。".to_owned(),
        ));
    }
    let after = Contract {
        unit_id,
        ..before.clone()
    };
    touch(tx, ctx, &after, before.revision).await?;
    let event = Event::new("契約の変更（所管課）", "contract", id.0, &after.title)
        .change(Some(&before), &after)?;
    audit_log::record(tx, ctx, event).await?;
    Ok(before.unit_id)
}

/// 業務と情報: the facts, from which the clauses follow.
///
/// # Errors
/// As [`save_party`]; a fact the library does not know.
pub async fn save_profile(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    profile: ProfileDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    open(&before)?;
    let appendices = profile.appendices.clone();
    let after = with_profile(before.clone(), profile);
    touch(&tx, ctx, &after, revision).await?;
    save_appendices(&tx, id, &appendices).await?;
    refresh_clauses(&tx, &after, &library).await?;
    let event = Event::new("契約の変更（業務と情報）", "contract", id.0, &after.title)
        .change(Some(&before), &after)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn with_profile(contract: Contract, profile: ProfileDraft) -> Contract {
    Contract {
        confidentiality: Some(profile.confidentiality),
        integrity: profile.integrity,
        availability: profile.availability,
        segment: profile.segment,
        facts: profile.facts,
        personal_info_count: profile.personal_info_count,
        ..contract
    }
}
