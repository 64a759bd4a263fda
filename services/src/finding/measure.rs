//! 措置: what of the contract gives the right to it, its draft, and the list of a contract.

use std::collections::{BTreeMap, HashMap};

use domain::{
    annex::AnnexState,
    authorization::{Action, Resource},
    contract::Contract,
    document::{Article, Block, Document, DocumentMark, article_name},
    finding::{
        FindingSubject,
        measure::{Advice, Basis, Measure, MeasureChoice, MeasureDraft, MeasureKind, advice},
    },
    id::{ContractId, ContractMeasureId, FindingId, LibraryEntryId, OrganizationUnitId, PersonId},
    input::FieldError,
    library::Severity,
};
use entities::{annex, contract, contract_measure, finding};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::rows::load_row as load_finding;
use crate::{
    Context, ServiceError, annex as annexes, audit_log,
    contract::{clauses, load_row as load_contract, of_row},
    database::among,
    library::{self, LoadedLibrary},
    organization, vendor,
};

/// The clauses of a contract as its annex prints them: from the issued one, else as it would be issued.
struct PinnedText {
    /// `特記事項（特記R8-0012）`.
    source: String,
    articles: BTreeMap<String, Article>,
}

async fn pinned_text(
    db: &impl ConnectionTrait,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<Option<PinnedText>, ServiceError> {
    let issued = annex::Entity::find()
        .filter(annex::COLUMN.contract_id.eq(contract.id.0))
        .filter(annex::COLUMN.state.eq(AnnexState::Issued))
        .order_by_desc(annex::Column::Id)
        .one(db)
        .await?;
    let (source, document): (String, Document) = match issued {
        Some(row) => (
            format!("特記事項（{}）", row.document_no),
            serde_json::from_value(row.document)?,
        ),
        None if contract.profile().is_some() => {
            // Without what a document needs there is no text to cite; other documents of the contract are.
            match annexes::compose(db, contract, DocumentMark::Draft, library).await {
                Ok(composition) => ("特記事項".to_owned(), composition.document),
                Err(ServiceError::Rule(_)) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        None => return Ok(None),
    };
    let articles = document
        .parts
        .into_iter()
        .flat_map(|part| part.blocks)
        .filter_map(|block| match block {
            Block::Article(article) => Some((article.clause.clone(), article)),
            _ => None,
        })
        .collect();
    Ok(Some(PinnedText { source, articles }))
}

impl PinnedText {
    fn basis(&self, clause: &str) -> Option<Basis> {
        let article = self.articles.get(clause)?;
        let mut lines = Vec::new();
        for paragraph in &article.paragraphs {
            let number = match paragraph.number {
                1 => String::new(),
                number => format!("{}　", domain::document::digits(number)),
            };
            lines.push(format!("{number}{}", paragraph.text));
            for item in &paragraph.items {
                lines.push(format!("({})　{}", item.number, item.text));
            }
        }
        Some(Basis {
            clause: Some(clause.to_owned()),
            label: format!(
                "{}{}（{}）",
                self.source,
                article_name(article.number),
                article.heading
            ),
            text: lines.join("\n"),
        })
    }
}

/// Opens a contract for measures.
async fn measurable(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
    action: Action,
) -> Result<Contract, ServiceError> {
    let contract = of_row(load_contract(db, id).await?)?;
    ctx.authorize_in(action, Resource::Measure, contract.unit_id)?;
    Ok(contract)
}

/// The ladder for a contract and a finding of it: each measure with its advice and the clauses that give
/// the right to it.
///
/// # Errors
/// Without the right, for the contract too; a finding of another contract.
pub async fn choices(
    ctx: &Context,
    id: ContractId,
    finding: Option<FindingId>,
) -> Result<Vec<MeasureChoice>, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Measure)?;
    let contract = measurable(&ctx.db, ctx, id, Action::Edit).await?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let severity = severity(&ctx.db, id, finding).await?;
    let taken = taken(&ctx.db, ctx, id, finding).await?;
    let text = pinned_text(&ctx.db, &contract, &library).await?;
    Ok(library
        .library
        .measures
        .iter()
        .map(|rule| MeasureChoice {
            advice: advice(rule, &taken, severity),
            bases: rule
                .clauses
                .iter()
                .filter_map(|clause| text.as_ref()?.basis(clause))
                .collect(),
            rule: rule.clone(),
        })
        .collect())
}

/// How severe the finding is; it has to be one of the contract.
async fn severity(
    db: &impl ConnectionTrait,
    contract: ContractId,
    finding: Option<FindingId>,
) -> Result<Option<Severity>, ServiceError> {
    let Some(id) = finding else {
        return Ok(None);
    };
    let row = load_finding(db, id).await?;
    if row.subject_kind == FindingSubject::Contract && row.subject_id == contract.0 {
        Ok(Some(row.severity))
    } else {
        Err(ServiceError::field(
            "finding_id",
            FieldError::NotUsable("指摘".to_owned()),
        ))
    }
}

/// Measures taken before: for the finding where there is one, else under the contract.
async fn taken(
    db: &impl ConnectionTrait,
    ctx: &Context,
    contract: ContractId,
    finding: Option<FindingId>,
) -> Result<Vec<MeasureKind>, ServiceError> {
    let measures = of_contracts(db, &[contract.0]).await?;
    Ok(measures
        .into_iter()
        .filter(|measure| measure.is_taken_on(ctx.today()))
        .filter(|measure| finding.is_none() || measure.finding_id == finding)
        .map(|measure| measure.kind)
        .collect())
}

/// Drafts a measure. It cites the clause as it stands in the contract, word for word.
///
/// # Errors
/// Without the right for the unit; a clause that is not in the contract, or does not give the right;
/// a step of the ladder left out without a reason.
pub async fn draft_measure(
    ctx: &Context,
    id: ContractId,
    draft: MeasureDraft,
) -> Result<ContractMeasureId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Measure)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let contract = measurable(&tx, ctx, id, Action::Edit).await?;
    let rule = library
        .library
        .measures
        .iter()
        .find(|rule| rule.kind == draft.kind)
        .ok_or_else(|| {
            ServiceError::field(
                "kind",
                FieldError::UnknownChoice(draft.kind.code().to_owned()),
            )
        })?;
    let severity = severity(&tx, id, draft.finding_id).await?;
    let taken = taken(&tx, ctx, id, draft.finding_id).await?;
    if let (Advice::NeedsReason(words), None) =
        (advice(rule, &taken, severity), &draft.precedence_reason)
    {
        return Err(ServiceError::field(
            "precedence_reason",
            FieldError::Other(words),
        ));
    }
    let basis = basis(&tx, &contract, &library, &rule.clauses, &draft).await?;
    let entry = match &basis.clause {
        Some(clause) => entry_of(&tx, id, clause).await?,
        None => None,
    };
    let row = contract_measure::ActiveModel {
        id: NotSet,
        contract_id: Set(id.0),
        finding_id: Set(draft.finding_id.map(|id| id.0)),
        kind: Set(draft.kind),
        clause: Set(basis.clause.clone()),
        clause_entry_id: Set(entry.map(|id| id.0)),
        basis: Set(basis.label.clone()),
        basis_text: Set(basis.text.clone()),
        reason: Set(draft.reason.clone()),
        demand: Set(draft.demand.clone()),
        precedence_reason: Set(draft.precedence_reason.clone()),
        reply_due_on: Set(draft.reply_due_on),
        from_on: Set(draft.from_on),
        to_on: Set(draft.to_on),
        amount_yen: Set(draft.amount_yen),
        drafted_on: Set(ctx.today()),
        drafted_by: Set(person.0),
        decision: Set(None),
        decided_on: Set(None),
        decided_by: Set(None),
        decision_no: Set(None),
        decided_by_title: Set(None),
        decision_note: Set(None),
        notice_on: Set(None),
        document_no: Set(None),
        notice_file_id: Set(None),
        outcome: Set(None),
        closed_on: Set(None),
        closed_by: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    };
    let measure = contract_measure::Entity::insert(row)
        .exec(&tx)
        .await?
        .last_insert_id;
    let event = audit_log::Event::new("措置の起案", "contract_measure", measure, &contract.title)
        .after(serde_json::json!({
            "contract_no": contract.contract_no,
            "kind": draft.kind.label(),
            "basis": basis.label,
            "reason": draft.reason,
            "demand": draft.demand,
        }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(ContractMeasureId(measure))
}

async fn basis(
    tx: &impl ConnectionTrait,
    contract: &Contract,
    library: &LoadedLibrary,
    rights: &[String],
    draft: &MeasureDraft,
) -> Result<Basis, ServiceError> {
    let wrong = |words: &str| ServiceError::field("clause", FieldError::Other(words.to_owned()));
    match (&draft.clause, &draft.other_basis) {
        (Some(clause), _) => {
            if !rights.contains(clause) {
                return Err(wrong(
                    "選んだ条項は、この措置の根拠になりません。措置に対応する条項を選んでください。",
                ));
            }
            pinned_text(tx, contract, library)
                .await?
                .and_then(|text| text.basis(clause))
                .ok_or_else(|| {
                    wrong("選んだ条項は、この契約の特記事項にありません。契約書などの条項を入力してください。")
                })
        }
        (None, Some(label)) => Ok(Basis {
            clause: None,
            label: label.clone(),
            text: draft.other_basis_text.clone().unwrap_or_default(),
        }),
        (None, None) => Err(ServiceError::field("clause", FieldError::NotChosen)),
    }
}

/// The version of the clause that is on the contract.
async fn entry_of(
    tx: &impl ConnectionTrait,
    id: ContractId,
    clause: &str,
) -> Result<Option<LibraryEntryId>, ServiceError> {
    let on_contract = clauses(tx, id).await?;
    Ok(on_contract
        .into_iter()
        .find(|it| it.clause == clause)
        .map(|it| it.entry_id))
}

pub(super) async fn load_measure_row(
    db: &impl ConnectionTrait,
    id: ContractMeasureId,
) -> Result<contract_measure::Model, ServiceError> {
    contract_measure::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("措置"))
}

/// A measure with its history.
///
/// # Errors
/// Without the right, for the unit too; when there is none.
pub async fn load_measure(
    ctx: &Context,
    id: ContractMeasureId,
) -> Result<(Measure, Vec<domain::audit::AuditEntry>), ServiceError> {
    ctx.authorize(Action::View, Resource::Measure)?;
    let row = load_measure_row(&ctx.db, id).await?;
    let measure = records_of(&ctx.db, vec![row])
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("措置"))?;
    ctx.authorize_in(Action::View, Resource::Measure, measure.unit_id)?;
    let history = audit_log::of_subject(ctx, "contract_measure", id.0).await?;
    Ok((measure, history))
}

/// Measures under a contract, newest first.
///
/// # Errors
/// Without the right, for the contract too.
pub async fn measures(ctx: &Context, id: ContractId) -> Result<Vec<Measure>, ServiceError> {
    ctx.authorize(Action::View, Resource::Measure)?;
    measurable(&ctx.db, ctx, id, Action::View).await?;
    of_contracts(&ctx.db, &[id.0]).await
}

async fn of_contracts(
    db: &impl ConnectionTrait,
    contracts: &[i64],
) -> Result<Vec<Measure>, ServiceError> {
    let rows = contract_measure::Entity::find()
        .filter(among(
            db,
            contract_measure::Column::ContractId,
            contracts.iter().copied(),
        ))
        .order_by_desc(contract_measure::Column::Id)
        .all(db)
        .await?;
    records_of(db, rows).await
}

/// Rows with contracts and names.
pub(super) async fn records_of(
    db: &impl ConnectionTrait,
    rows: Vec<contract_measure::Model>,
) -> Result<Vec<Measure>, ServiceError> {
    let contracts: HashMap<i64, contract::Model> = contract::Entity::find()
        .filter(among(
            db,
            contract::Column::Id,
            rows.iter().map(|row| row.contract_id),
        ))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let vendor_ids: Vec<i64> = contracts.values().filter_map(|row| row.vendor_id).collect();
    let vendors = vendor::names(db, vendor_ids).await?;
    let units = organization::unit_names_in(db).await?;
    let people: Vec<i64> = rows
        .iter()
        .flat_map(|row| [Some(row.drafted_by), row.decided_by, row.closed_by])
        .flatten()
        .collect();
    let names = organization::people_names(db, people).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let contract = contracts.get(&row.contract_id)?;
            let vendor = contract.vendor_id.and_then(|id| vendors.get(&id).cloned());
            let unit = units.get(&contract.unit_id).cloned().unwrap_or_default();
            Some(measure_of(row, contract, vendor, unit, &names))
        })
        .collect())
}

fn measure_of(
    row: contract_measure::Model,
    contract: &contract::Model,
    vendor_name: Option<String>,
    unit_name: String,
    names: &HashMap<i64, String>,
) -> Measure {
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    Measure {
        id: ContractMeasureId(row.id),
        contract_id: ContractId(row.contract_id),
        contract_no: contract.contract_no.clone(),
        contract_title: contract.title.clone(),
        vendor_name,
        unit_id: OrganizationUnitId(contract.unit_id),
        unit_name,
        finding_id: row.finding_id.map(FindingId),
        kind: row.kind,
        basis: Basis {
            clause: row.clause,
            label: row.basis,
            text: row.basis_text,
        },
        reason: row.reason,
        demand: row.demand,
        precedence_reason: row.precedence_reason,
        reply_due_on: row.reply_due_on,
        from_on: row.from_on,
        to_on: row.to_on,
        amount_yen: row.amount_yen,
        drafted_on: row.drafted_on,
        drafted_by_id: PersonId(row.drafted_by),
        drafted_by: name(Some(row.drafted_by)).unwrap_or_default(),
        decision: row.decision,
        decided_on: row.decided_on,
        decided_by: name(row.decided_by),
        decision_no: row.decision_no,
        decided_by_title: row.decided_by_title,
        decision_note: row.decision_note,
        notice_on: row.notice_on,
        document_no: row.document_no,
        has_notice_file: row.notice_file_id.is_some(),
        outcome: row.outcome,
        closed_on: row.closed_on,
        closed_by: name(row.closed_by),
        revision: row.revision,
    }
}

/// The row of a finding a measure is about.
pub(super) async fn finding_row(
    db: &impl ConnectionTrait,
    measure: &Measure,
) -> Result<Option<finding::Model>, ServiceError> {
    match measure.finding_id {
        Some(id) => Ok(Some(load_finding(db, id).await?)),
        None => Ok(None),
    }
}
