//! 変更契約の案をまとめて作る: asked for by an officer, made contract by contract in the background. Nothing
//! of a contract is touched: what is signed stays as it is.

use std::collections::HashSet;

use domain::{
    authorization::{Action, Resource},
    comparison::ClauseChange,
    contract::{
        Contract, ContractState,
        change::{self, Agreement, ChangedClause, ContractChangeState},
        clauses::required_clauses,
        decision::ContractClause,
        preparation::PreparationStage,
    },
    document::Document,
    id::{ContractId, JobId},
    job::JobKind,
};
use entities::{annex, contract_change};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter,
};
use serde_json::json;

use crate::{
    Context, ServiceError,
    annex::{in_force_of, with_branch},
    audit_log::{self, Event},
    comparison,
    contract::{self, chosen, of_row},
    database,
    job::{ITEM_LIMIT, NewJob, enqueue},
    library::{self, LoadedLibrary},
    setup, vendor,
};

/// Asks for drafts for these contracts.
///
/// # Errors
/// Without the right to draft contracts; none chosen, or more than a job takes.
pub async fn request(ctx: &Context, ids: &[ContractId]) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    if ids.is_empty() {
        return Err(ServiceError::Rule(
            "契約が選択されていません。一覧で選んでから、もう一度押してください。".to_owned(),
        ));
    }
    if ITEM_LIMIT < ids.len() {
        return Err(ServiceError::Rule(format!(
            "一度に作れるのは{ITEM_LIMIT}件までです。分けて依頼してください。"
        )));
    }
    let rows = chosen(ctx, ids).await?;
    let known: HashSet<i64> = rows.iter().map(|row| row.id).collect();
    let mut items: Vec<(i64, String)> = rows
        .into_iter()
        .map(|row| (row.id, format!("{}　{}", row.contract_no, row.title)))
        .collect();
    let hidden = ids.iter().filter(|id| !known.contains(&id.0));
    items.extend(hidden.map(|id| (id.0, format!("番号{id}の契約"))));
    let new = NewJob {
        kind: JobKind::ContractChanges,
        subject: format!("契約 {}件", items.len()),
        parameters: json!({}),
        items,
    };
    let tx = ctx.begin().await?;
    let id = enqueue(&tx, ctx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes the draft of one contract, inside the transaction of the job.
pub(crate) async fn enter(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let contract = of_row(contract::load_row(tx, id).await?)?;
    ctx.authorize_in(Action::Edit, Resource::Contract, contract.unit_id)?;
    let annex = annex_to_change(tx, &contract).await?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let proposal = proposal(tx, &contract, &library).await?;
    if proposal.clauses.is_empty() {
        return Err(ServiceError::Rule(
            "この契約の条項は、現在の条項集と同じ文言です。変更契約は要りません。".to_owned(),
        ));
    }
    let document = document(tx, &contract, &annex, &library, proposal.comparison).await?;
    let row = contract_change::ActiveModel {
        id: NotSet,
        contract_id: Set(id.0),
        open_key: Set(Some(id.0)),
        state: Set(ContractChangeState::Prepared),
        drafted: Set(serde_json::to_value(&proposal.drafted)?),
        clauses: Set(serde_json::to_value(&proposal.clauses)?),
        document: Set(serde_json::to_value(&document)?),
        base_annex_id: Set(annex.id),
        annex_id: Set(None),
        prepared_by: Set(ctx.person_id()?.0),
        prepared_at: Set(ctx.now()),
        signed_on: Set(None),
        reason: Set(None),
        revision: Set(1),
    };
    contract_change::Entity::insert(row)
        .exec_without_returning(tx)
        .await
        .map_err(|error| match database::violated(&error).as_deref() {
            Some("uq_contract_changes__open_key") => already_open(),
            Some(_) | None => error.into(),
        })?;
    let event = Event::new("変更契約の案の作成", "contract", id.0, &contract.title);
    let words: Vec<String> = proposal
        .clauses
        .iter()
        .map(|it| format!("{} {}", it.clause, it.versions()))
        .collect();
    audit_log::record(tx, ctx, event.after(json!({ "changed_clauses": words }))).await
}

fn already_open() -> ServiceError {
    ServiceError::Rule(
        "この契約には、変更契約の案がすでにあります。その案を確認するか、取り下げてください。"
            .to_owned(),
    )
}

/// The annex in force of a contract at rest.
async fn annex_to_change(
    tx: &impl ConnectionTrait,
    contract: &Contract,
) -> Result<annex::Model, ServiceError> {
    let rule = |words: &str| Err(ServiceError::Rule(words.to_owned()));
    if contract.state != ContractState::Concluded {
        return rule("変更契約の案を作れるのは、契約済みの契約だけです。");
    }
    let open = contract_change::Entity::find()
        .filter(contract_change::COLUMN.open_key.eq(contract.id.0))
        .one(tx)
        .await?;
    if open.is_some() {
        return Err(already_open());
    }
    let Some(annex) = in_force_of(tx, contract.id).await? else {
        return rule(
            "この契約には発行した特記事項がないため、変更契約の案を作れません。「起案を続ける」から特記事項を作成してください。",
        );
    };
    if contract.preparation.stage() != PreparationStage::Issued {
        return rule(
            "この契約の特記事項は、作り直している途中です。その承認と発行を済ませてから、もう一度依頼してください。",
        );
    }
    Ok(annex)
}

/// What the library in force makes of the clauses of a contract.
pub(super) struct Proposal {
    /// The clauses of the contract as they would be.
    pub(super) drafted: Vec<ContractClause>,
    /// Those whose words differ.
    pub(super) clauses: Vec<ChangedClause>,
    /// The two side by side.
    pub(super) comparison: Document,
}

/// Works it out from what the contract carries now.
pub(super) async fn proposal(
    tx: &impl ConnectionTrait,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<Proposal, ServiceError> {
    let profile = contract.profile().ok_or_else(|| {
        ServiceError::Rule(
            "情報の分類が決まっていないため、必要な条項が分かりません。「業務と情報」で選択してください。"
                .to_owned(),
        )
    })?;
    let required = required_clauses(&library.rules, &profile)
        .map_err(|error| ServiceError::field("facts", error))?;
    let existing = contract::clauses(tx, contract.id).await?;
    let drafted = change::newest(&existing, &required, |clause| library.clause_entry(clause));
    let mut changes = Vec::new();
    for (new, old) in change::differences(&existing, &drafted) {
        changes.push(ClauseChange {
            new: comparison::version_of(tx, new).await?,
            old: comparison::version_of(tx, old).await?,
        });
    }
    changes.retain(ClauseChange::is_visible);
    let clauses = changes.iter().filter_map(changed).collect();
    let comparison = comparison::of_change(library, &contract.contract_no, &changes);
    Ok(Proposal {
        drafted,
        clauses,
        comparison,
    })
}

fn changed(change: &ClauseChange) -> Option<ChangedClause> {
    let named = change.new.as_ref().or(change.old.as_ref())?;
    Some(ChangedClause {
        clause: named.clause.id.clone(),
        title: named.clause.title.clone(),
        old_version: change.old.as_ref().map(|it| it.version),
        new_version: change.new.as_ref().map(|it| it.version),
    })
}

async fn document(
    tx: &impl ConnectionTrait,
    contract: &Contract,
    annex: &annex::Model,
    library: &LoadedLibrary,
    comparison: Document,
) -> Result<Document, ServiceError> {
    let vendor = match contract.vendor_id {
        Some(id) => Some(vendor::load_row(tx, id).await?),
        None => None,
    };
    let branch = contract.vendor_branch.as_deref();
    let name = vendor.as_ref().map(|it| it.name.clone());
    let contractor = with_branch(name.unwrap_or_else(|| "（受託者）".to_owned()), branch);
    let of_vendor = |value: Option<&String>| value.cloned().unwrap_or_default();
    let address = of_vendor(vendor.as_ref().and_then(|it| it.address.as_ref()));
    let representative = of_vendor(vendor.as_ref().and_then(|it| it.representative.as_ref()));
    let municipality = setup::municipality(tx, library).await?;
    let agreement = Agreement {
        contract_no: &contract.contract_no,
        title: &contract.title,
        municipality: &municipality,
        contractor: &contractor,
        address: &address,
        representative: &representative,
        signed_on: contract.signed_on,
        document_no: &annex.document_no,
    };
    Ok(change::compose(&agreement, comparison))
}
