//! The steps of the drafting wizard. Each is saved; each brings clauses and checks in line with the
//! facts as they are then.

use domain::{
    authorization::{Action, Resource},
    contract::{
        AmountKind, Contract, ContractState, ContractTerm,
        clauses::required_clauses,
        coverage::{CoverKind, ItemCover},
        decision::{ContractClause, Decision, Origin, reconcile},
        input::{ClausesInput, PartyDraft, ProfileDraft},
        preparation::Preparation,
    },
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId},
    input::{FieldError, FieldErrors},
    library::SelectionRules,
    verification::plan::PlannedTask,
};
use entities::contract;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::record::{
    self, insert, load_row, of_row, save_appendices, save_covers, save_terms, touch,
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    counter,
    library::{self, LoadedLibrary},
    vendor, verification,
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

/// 別紙１ starts with the policy itself; the drafter adds the rules that apply.
pub(crate) fn default_appendices(
    library: &LoadedLibrary,
) -> std::collections::BTreeMap<String, Vec<Vec<String>>> {
    let document = &library.library.document;
    let row = vec![
        document.title.clone(),
        document.chapter.clone(),
        document.number.clone(),
        String::new(),
    ];
    std::collections::BTreeMap::from([("1".to_owned(), vec![row])])
}

/// The typed number, or the next free one of the 年度: `R8-0001`.
async fn contract_no(
    tx: &impl ConnectionTrait,
    party: &PartyDraft,
) -> Result<String, ServiceError> {
    if let Some(number) = &party.contract_no {
        return Ok(number.clone());
    }
    next_contract_no(tx, FiscalYear::containing(party.starts_on)).await
}

/// The next free number of a 年度.
pub(crate) async fn next_contract_no(
    tx: &impl ConnectionTrait,
    year: FiscalYear,
) -> Result<String, ServiceError> {
    loop {
        let number = counter::next(tx, &format!("contract:{}", year.0)).await?;
        // 令和n年度 = 2018 + n (domain notes §7.3); the number names the 年度 as ledgers do.
        let contract_no = format!("R{}-{number:04}", year.0 - 2018);
        let used = contract::Entity::find()
            .filter(contract::COLUMN.fiscal_year.eq(year.0))
            .filter(contract::COLUMN.contract_no.eq(contract_no.clone()))
            .count(tx)
            .await?;
        if used == 0 {
            return Ok(contract_no);
        }
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

fn open(contract: &Contract) -> Result<(), ServiceError> {
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

/// Brings the clauses in line with the facts; decisions already taken stay.
pub(crate) async fn refresh_clauses(
    tx: &impl ConnectionTrait,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let Some(profile) = contract.profile() else {
        return Ok(());
    };
    let required = required_clauses(&library.rules, &profile)
        .map_err(|error| ServiceError::field("facts", error))?;
    let existing = record::clauses(tx, contract.id).await?;
    let clauses = reconcile(&existing, &required, |clause| library.clause_entry(clause));
    record::save_clauses(tx, contract.id, &clauses, library).await
}

/// 条項: what is in the annex and what is not, with reasons.
///
/// # Errors
/// As [`save_party`]; a missing reason, a missing or past date.
pub async fn save_clauses(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    input: &ClausesInput,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let contract = editable(&tx, ctx, id, Action::Edit).await?;
    open(&contract)?;
    let before = record::clauses(&tx, id).await?;
    let mut after = input.apply(&before, ctx.today())?;
    if !input.add.is_empty() {
        after.push(added(&input.add, &before, &library)?);
    }
    let covers = checked_covers(input, &library.rules)?;
    touch(&tx, ctx, &contract, revision).await?;
    record::save_clauses(&tx, id, &after, &library).await?;
    save_covers(&tx, id, &covers).await?;
    let event = Event::new("契約の変更（条項）", "contract", id.0, &contract.title)
        .change(Some(&by_clause(&before)), &by_clause(&after))?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Decisions by clause, for the audit log.
fn by_clause(clauses: &[ContractClause]) -> std::collections::BTreeMap<String, String> {
    clauses
        .iter()
        .map(|clause| {
            let reason = clause
                .reason
                .as_deref()
                .map(|reason| format!("（{reason}）"))
                .unwrap_or_default();
            (
                clause.clause.clone(),
                format!("{}{reason}", clause.decision.label()),
            )
        })
        .collect()
}

fn added(
    id: &str,
    existing: &[ContractClause],
    library: &LoadedLibrary,
) -> Result<ContractClause, ServiceError> {
    let unknown = || ServiceError::field("add", FieldError::UnknownChoice(id.to_owned()));
    if existing.iter().any(|clause| clause.clause == id) {
        return Err(ServiceError::field(
            "add",
            FieldError::AlreadyUsed(id.to_owned()),
        ));
    }
    Ok(ContractClause {
        clause: id.to_owned(),
        entry_id: library.clause_entry(id).ok_or_else(unknown)?,
        level: None,
        because: None,
        origin: Origin::Added,
        decision: Decision::Included,
        reason: None,
        expires_on: None,
        approver: None,
    })
}

/// Adds a clause the facts do not call for.
///
/// # Errors
/// As [`save_clauses`].
pub async fn add_clause(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    clause: &str,
) -> Result<(), ServiceError> {
    let input = ClausesInput {
        add: clause.to_owned(),
        ..ClausesInput::default()
    };
    save_clauses(ctx, id, revision, &input).await
}

fn checked_covers(
    input: &ClausesInput,
    rules: &SelectionRules,
) -> Result<Vec<ItemCover>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut covers = Vec::new();
    for (item, cover) in &input.covers {
        let kind = match cover.kind.as_str() {
            "" => continue,
            "vendor_terms" => CoverKind::VendorTerms,
            "waived" => CoverKind::Waived,
            other => {
                errors.add(
                    &format!("covers[{item}][kind]"),
                    FieldError::UnknownChoice(other.to_owned()),
                );
                continue;
            }
        };
        if !rules.contract_items.iter().any(|known| &known.id == item) {
            errors.add(
                &format!("covers[{item}][kind]"),
                FieldError::UnknownChoice(item.clone()),
            );
            continue;
        }
        let field = format!("covers[{item}][note]");
        if let Some(note) = errors.take(&field, domain::input::required(&cover.note)) {
            covers.push(ItemCover {
                item: item.clone(),
                kind,
                note,
            });
        }
    }
    errors.into_result()?;
    Ok(covers)
}

/// The clauses as they would be saved now; for the pages of the wizard.
///
/// # Errors
/// As [`super::load`].
pub async fn clauses_preview(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<ContractClause>, ServiceError> {
    Ok(super::load(ctx, id)
        .await?
        .clauses
        .into_iter()
        .map(|clause| clause.on_contract)
        .collect())
}

/// 点検計画: the checks that would stand with the clauses as they are, with their questions.
///
/// # Errors
/// As [`super::load`].
pub async fn plan_preview(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<(PlannedTask, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let contract = of_row(load_row(&ctx.db, id).await?)?;
    ctx.authorize_in(
        Action::View,
        Resource::Contract,
        OrganizationUnitId(contract.unit_id.0),
    )?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let clauses = record::clauses(&ctx.db, id).await?;
    let planned = verification::planned(&contract, &clauses, &library)?;
    Ok(planned
        .into_iter()
        .map(|task| {
            let item = library
                .library
                .check_items
                .iter()
                .find(|item| item.id == task.check_item);
            let question = item.map(|item| item.question.clone()).unwrap_or_default();
            (task, question)
        })
        .collect())
}
