//! 条項 in the drafting wizard: which clauses are in the annex, what covers the others, the checks that
//! would follow.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    contract::{
        Contract,
        clauses::required_clauses,
        coverage::{CoverKind, ItemCover},
        decision::{ContractClause, Decision, Origin, reconcile},
        input::ClausesInput,
    },
    id::{ContractId, OrganizationUnitId},
    input::{FieldError, FieldErrors, required},
    library::SelectionRules,
    verification::plan::PlannedTask,
};
use sea_orm::ConnectionTrait;

use super::{
    clauses,
    drafting::{editable, open},
    record::{load_row, of_row, touch},
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    library::{self, LoadedLibrary},
    verification,
};

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
    let existing = clauses::clauses(tx, contract.id).await?;
    let clauses = reconcile(&existing, &required, |clause| library.clause_entry(clause));
    clauses::save_clauses(tx, contract.id, &clauses, library).await
}

/// 条項: what is in the annex and what is not, with reasons.
///
/// # Errors
/// As [`super::save_party`]; a missing reason, a missing or past date.
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
    let before = clauses::clauses(&tx, id).await?;
    let mut after = input.apply(&before, ctx.today())?;
    if !input.add.is_empty() {
        after.push(added(&input.add, &before, &library)?);
    }
    let covers = checked_covers(input, &library.rules)?;
    touch(&tx, ctx, &contract, revision).await?;
    clauses::save_clauses(&tx, id, &after, &library).await?;
    clauses::save_covers(&tx, id, &covers).await?;
    let event = Event::new("契約の変更（条項）", "contract", id.0, &contract.title)
        .change(Some(&by_clause(&before)), &by_clause(&after))?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Decisions by clause, for the audit log.
fn by_clause(clauses: &[ContractClause]) -> BTreeMap<String, String> {
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
        if let Some(note) = errors.take(&field, required(&cover.note)) {
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
    let clauses = clauses::clauses(&ctx.db, id).await?;
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
