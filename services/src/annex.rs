//! 特記事項: composed from the contract and its pinned clauses, previewed, issued once and then kept as
//! it was issued.

use std::collections::BTreeMap;

use chrono::Datelike;
use domain::{
    annex::{
        AnnexState,
        code::AnnexCode,
        compose::{AnnexContent, AppendixContent, Composition},
    },
    authorization::{Action, Resource},
    contract::{
        Contract, ContractState,
        decision::{ContractClause, Decision},
        detail::AnnexSummary,
    },
    document::{Document, DocumentMark},
    fiscal_year::FiscalYear,
    id::{AnnexId, ContractId, FileId, LibraryEntryId},
    library::{Clause, setting_values},
};
use entities::annex;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::{self, of_row, touch},
    contract_change, counter,
    document::{self, Issue, is_wanted},
    file::{self, StoredFile},
    library::{self, LoadedLibrary, pinned_clauses},
    organization, provenance, setup, vendor,
};

/// Composes the annex from the clauses that are in, in their pinned versions.
pub(crate) async fn compose(
    db: &impl ConnectionTrait,
    contract: &Contract,
    mark: DocumentMark,
    library: &LoadedLibrary,
) -> Result<Composition, ServiceError> {
    let included: Vec<ContractClause> = contract::clauses(db, contract.id)
        .await?
        .into_iter()
        .filter(|clause| clause.decision == Decision::Included)
        .collect();
    let ids: Vec<LibraryEntryId> = included.iter().map(|clause| clause.entry_id).collect();
    let words = pinned_clauses(db, &ids).await?;
    let clauses: Vec<&Clause> = ids
        .iter()
        .filter_map(|id| words.get(id))
        .map(|(_, clause)| clause)
        .collect();
    let mut rows = contract::appendices(db, contract.id).await?;
    let party_b = match contract.vendor_id {
        Some(id) => vendor::load_row(db, id).await?.name,
        None => "（受託者）".to_owned(),
    };
    let settings = settings(contract, library)?;
    let content = AnnexContent {
        contract_no: Some(contract.contract_no.clone()),
        contract_title: contract.title.clone(),
        party_a: setup::municipality(db, library).await?,
        party_b: with_branch(party_b, contract.vendor_branch.as_deref()),
        starts_on: contract.starts_on,
        ends_on: contract.ends_on,
        signed_on: contract.signed_on,
        clauses,
        terms: &library.library.terms,
        forms: &library.library.forms,
        settings: &settings,
        appendices: library
            .library
            .appendices
            .iter()
            .map(|appendix| AppendixContent {
                appendix,
                rows: rows.remove(&appendix.number).unwrap_or_default(),
            })
            .collect(),
        mark,
    };
    domain::annex::compose::compose(&content).map_err(|errors| {
        ServiceError::Rule(
            errors
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    })
}

pub(crate) fn with_branch(name: String, branch: Option<&str>) -> String {
    match branch {
        Some(branch) => format!("{name}　{branch}"),
        None => name,
    }
}

/// The deadlines that hold for the contract.
pub(crate) fn settings(
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<BTreeMap<String, u32>, ServiceError> {
    let profile = contract.profile().ok_or_else(|| {
        ServiceError::Rule(
            "情報の分類が決まっていません。「業務と情報」で選択してください。".to_owned(),
        )
    })?;
    let facts = profile
        .facts(&library.rules)
        .map_err(|error| ServiceError::field("facts", error))?;
    Ok(setting_values(&library.library.settings, &facts))
}

/// A preview: the document as it would be issued, and what is still to be done before.
///
/// # Errors
/// Without the right; what stops the document, in words.
pub async fn preview(
    ctx: &Context,
    id: ContractId,
) -> Result<(Document, Vec<String>), ServiceError> {
    let (contract, library) = readable(ctx, id).await?;
    let composition = compose(&ctx.db, &contract, DocumentMark::Draft, &library).await?;
    let warnings = composition
        .warnings
        .iter()
        .map(ToString::to_string)
        .collect();
    Ok((composition.document, warnings))
}

async fn readable(
    ctx: &Context,
    id: ContractId,
) -> Result<(Contract, std::sync::Arc<LoadedLibrary>), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let contract = of_row(contract::load_row(&ctx.db, id).await?)?;
    ctx.authorize_in(Action::View, Resource::Contract, contract.unit_id)?;
    Ok((contract, library::in_force(ctx, ctx.today()).await?))
}

/// The draft as PDF, marked 「案」. Name and bytes.
///
/// # Errors
/// As [`preview`]; a character without a glyph, named.
pub async fn draft_pdf(ctx: &Context, id: ContractId) -> Result<StoredFile, ServiceError> {
    let (contract, library) = readable(ctx, id).await?;
    let document = compose(&ctx.db, &contract, DocumentMark::Draft, &library)
        .await?
        .document;
    let identity = format!("draft-{}", contract.id);
    let name = format!("特記事項_案_{}", contract.contract_no);
    document::print(ctx, document, &identity, &name).await
}

/// The draft for Word, marked 「案」.
///
/// # Errors
/// As [`preview`].
pub async fn draft_docx(ctx: &Context, id: ContractId) -> Result<StoredFile, ServiceError> {
    let (contract, library) = readable(ctx, id).await?;
    let document = compose(&ctx.db, &contract, DocumentMark::Draft, &library)
        .await?
        .document;
    let identity = format!("draft-{}", contract.id);
    let name = format!("特記事項_案_{}", contract.contract_no);
    document::print_for_word(ctx, document, &identity, &name).await
}

/// 発行: numbers the annex, sets it, and keeps bytes, hash and manifest. An earlier annex of the
/// contract becomes 旧版.
///
/// # Errors
/// Without the right; before the approval; a reference, a setting or a character that is missing.
pub async fn issue(ctx: &Context, id: ContractId, revision: i32) -> Result<AnnexId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = of_row(contract::load_row(&tx, id).await?)?;
    ctx.authorize_in(Action::Edit, Resource::Contract, before.unit_id)?;
    if !matches!(
        before.state,
        ContractState::Drafting | ContractState::Concluded
    ) {
        return Err(ServiceError::Rule(format!(
            "{}の契約には発行できません。",
            before.state.label()
        )));
    }
    let mut after = before.clone();
    after.preparation = before.preparation.clone().issue()?;
    let composition = compose(&tx, &after, DocumentMark::Issued, &library).await?;
    if !composition.warnings.is_empty() {
        let words: Vec<String> = composition
            .warnings
            .iter()
            .map(ToString::to_string)
            .collect();
        return Err(ServiceError::Rule(format!(
            "発行の前に、次のことを直してください。\n{}",
            words.join("\n")
        )));
    }
    let document_no = document_no(&tx, ctx).await?;
    let content = Document {
        number: Some(document_no.clone()),
        ..composition.document
    };
    let name = format!("特記事項_{}_{}", after.contract_no, document_no);
    let mut manifest = manifest(&tx, &after, &library, &document_no).await?;
    let code = AnnexCode {
        document_no: document_no.clone(),
        fingerprint: provenance::fingerprint_of_words(&content),
    };
    let issue = Issue {
        manifest: &public_part(&manifest),
        code: is_wanted(&library, "footer_code").then(|| code.text()),
    };
    let printed = document::print_issue(ctx, content.clone(), &document_no, &name, issue).await?;
    let sha256 = printed.sha256;
    let file_id = file::keep(&tx, ctx, &printed.name, &printed.content).await?;
    // The file cannot name its own hash; the record of it does.
    manifest["sha256"] = sha256.clone().into();
    supersede(&tx, id).await?;
    let row = annex::ActiveModel {
        id: NotSet,
        contract_id: Set(id.0),
        document_no: Set(document_no.clone()),
        state: Set(AnnexState::Issued),
        file_id: Set(file_id.0),
        sha256: Set(sha256.clone()),
        manifest: Set(manifest),
        document: Set(serde_json::to_value(&content)?),
        issued_at: Set(ctx.now()),
        issued_by: Set(person.0),
    };
    let annex_id = annex::Entity::insert(row).exec(&tx).await?.last_insert_id;
    contract_change::annex_issued(&tx, id, AnnexId(annex_id)).await?;
    touch(&tx, ctx, &after, revision).await?;
    let event = Event::new("特記事項の発行", "contract", id.0, &after.title)
        .after(serde_json::json!({ "document_no": document_no, "sha256": sha256 }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(AnnexId(annex_id))
}

/// The annex in force of a contract.
pub(crate) async fn in_force_of(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Option<annex::Model>, ServiceError> {
    Ok(annex::Entity::find()
        .filter(annex::COLUMN.contract_id.eq(id.0))
        .filter(annex::COLUMN.state.eq(AnnexState::Issued))
        .order_by_desc(annex::Column::Id)
        .one(db)
        .await?)
}

async fn document_no(tx: &impl ConnectionTrait, ctx: &Context) -> Result<String, ServiceError> {
    let year = FiscalYear::containing(ctx.today()).first_day().year();
    let number = counter::next(tx, &format!("annex:{year}")).await?;
    Ok(format!("特記R{}-{number:04}", year - 2018))
}

async fn supersede(tx: &impl ConnectionTrait, id: ContractId) -> Result<(), ServiceError> {
    let earlier = annex::Entity::find()
        .filter(annex::COLUMN.contract_id.eq(id.0))
        .filter(annex::COLUMN.state.eq(AnnexState::Issued))
        .all(tx)
        .await?;
    for row in earlier {
        let mut row = row.into_active_model();
        row.state = Set(AnnexState::Superseded);
        row.update(tx).await?;
    }
    Ok(())
}

/// What the issued document was made of: clauses with versions and waivers, what covers items without a
/// clause, facts, settings, number.
async fn manifest(
    tx: &impl ConnectionTrait,
    contract: &Contract,
    library: &LoadedLibrary,
    document_no: &str,
) -> Result<serde_json::Value, ServiceError> {
    let clauses = contract::clauses(tx, contract.id).await?;
    let ids: Vec<LibraryEntryId> = clauses.iter().map(|clause| clause.entry_id).collect();
    let words = pinned_clauses(tx, &ids).await?;
    let listed: Vec<_> = clauses
        .iter()
        .map(|clause| {
            serde_json::json!({
                "clause": clause.clause,
                "version": words.get(&clause.entry_id).map(|(version, _)| version),
                "decision": clause.decision,
                "level": clause.level,
                "reason": clause.reason,
                "approver": clause.approver,
                "expires_on": clause.expires_on,
            })
        })
        .collect();
    Ok(serde_json::json!({
        "document_no": document_no,
        "contract_no": contract.contract_no,
        "library_version": library.library.head.version,
        "clauses": listed,
        "covers": contract::covers(tx, contract.id).await?,
        "confidentiality": contract.confidentiality,
        "facts": contract.facts,
        "settings": settings(contract, library)?,
    }))
}

/// What goes with the file to the contractor: what the paper says anyway. Why a clause was left out, and who
/// agreed, stays with us.
fn public_part(manifest: &serde_json::Value) -> serde_json::Value {
    let included = |clause: &&serde_json::Value| clause["decision"] == Decision::Included.code();
    let clauses = manifest["clauses"].as_array().into_iter().flatten();
    let clauses: Vec<_> = clauses
        .filter(included)
        .map(|clause| serde_json::json!({ "clause": clause["clause"], "version": clause["version"] }))
        .collect();
    serde_json::json!({
        "document_no": manifest["document_no"],
        "contract_no": manifest["contract_no"],
        "library_version": manifest["library_version"],
        "clauses": clauses,
        "settings": manifest["settings"],
    })
}

/// Annexes of a contract, newest first.
pub(crate) async fn list_of(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<AnnexSummary>, ServiceError> {
    let rows = annex::Entity::find()
        .filter(annex::COLUMN.contract_id.eq(id.0))
        .order_by_desc(annex::Column::Id)
        .all(&ctx.db)
        .await?;
    let names = organization::people_names(&ctx.db, rows.iter().map(|row| row.issued_by)).await?;
    Ok(rows
        .into_iter()
        .map(|row| AnnexSummary {
            id: AnnexId(row.id),
            document_no: row.document_no,
            state: row.state,
            file_id: FileId(row.file_id),
            sha256: row.sha256,
            issued_at: row.issued_at,
            issued_by: names.get(&row.issued_by).cloned().unwrap_or_default(),
        })
        .collect())
}

/// An issued annex, byte for byte as it was issued.
///
/// # Errors
/// Without the right for the contract; when there is none.
pub async fn issued_pdf(ctx: &Context, id: AnnexId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = annex::Entity::find_by_id(id.0)
        .one(&ctx.db)
        .await?
        .ok_or(ServiceError::NotFound("特記事項"))?;
    readable(ctx, ContractId(row.contract_id)).await?;
    file::load(&ctx.db, FileId(row.file_id)).await
}

/// The words of an issued annex for Word, marked 「写」: what is issued is the PDF.
///
/// # Errors
/// As [`issued_pdf`].
pub async fn issued_docx(ctx: &Context, id: AnnexId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = annex::Entity::find_by_id(id.0)
        .one(&ctx.db)
        .await?
        .ok_or(ServiceError::NotFound("特記事項"))?;
    let (contract, _) = readable(ctx, ContractId(row.contract_id)).await?;
    let document = Document {
        mark: DocumentMark::Copy,
        ..serde_json::from_value(row.document)?
    };
    let number = row.document_no;
    let name = format!("特記事項_写し_{}_{number}", contract.contract_no);
    document::print_for_word(ctx, document, &number, &name).await
}

/// The annex of a contract by its number: the issued one, else the draft.
///
/// # Errors
/// When no contract has the number; as [`draft_pdf`].
pub async fn pdf_by_contract_no(
    ctx: &Context,
    contract_no: &str,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = entities::contract::Entity::find()
        .filter(entities::contract::COLUMN.contract_no.eq(contract_no))
        .order_by_desc(entities::contract::Column::FiscalYear)
        .one(&ctx.db)
        .await?
        .ok_or(ServiceError::NotFound("契約"))?;
    let id = ContractId(row.id);
    match list_of(ctx, id)
        .await?
        .into_iter()
        .find(|annex| annex.state == AnnexState::Issued)
    {
        Some(annex) => issued_pdf(ctx, annex.id).await,
        None => draft_pdf(ctx, id).await,
    }
}
