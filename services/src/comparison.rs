//! 新旧対照表: versions of a clause against each other, and what a contract carries against the library in
//! force. Reads only.

use std::collections::{BTreeMap, HashMap};

use domain::{
    authorization::{Action, Resource},
    comparison::{
        ClauseChange, ClauseSummary, ClauseVersion, Heads, OutdatedContract, VersionSummary,
        compose,
    },
    contract::{
        ContractState,
        decision::{ContractClause, Decision},
    },
    document::{Document, digits},
    id::{ContractId, LibraryEntryId},
    library::{Clause, Facts, RecordKind},
};
use entities::{contract_clause, library_entry};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Context, ServiceError, contract,
    database::among,
    document,
    file::StoredFile,
    library::{self, LoadedLibrary},
};

const TITLE: &str = "新旧対照表";

/// Two versions of a clause, and which there are.
#[derive(Clone, Debug)]
pub struct VersionComparison {
    /// Title of the clause.
    pub title: String,
    /// Every version, oldest first.
    pub versions: Vec<VersionSummary>,
    /// The old side.
    pub old: i32,
    /// The new side.
    pub new: i32,
    /// The table.
    pub document: Document,
}

/// The clauses of the library with their versions, and the contracts in course that carry an older one.
///
/// # Errors
/// Without the right to see the library.
pub async fn clauses(ctx: &Context) -> Result<Vec<ClauseSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Library)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let mut versions: BTreeMap<String, Vec<VersionSummary>> = BTreeMap::new();
    let rows = library_entry::Entity::find()
        .filter(library_entry::COLUMN.kind.eq(RecordKind::Clause.as_str()))
        .order_by_asc(library_entry::Column::Version)
        .all(&ctx.db)
        .await?;
    for row in rows {
        versions.entry(row.key).or_default().push(VersionSummary {
            version: row.version,
            effective_from: row.effective_from,
        });
    }
    let mut outdated = outdated_contracts(ctx, &library).await?;
    let clauses = library.library.clauses.iter().map(|clause| ClauseSummary {
        id: clause.id.clone(),
        title: clause.title.clone(),
        versions: versions.remove(&clause.id).unwrap_or_default(),
        outdated_contracts: outdated.remove(&clause.id).unwrap_or_default(),
    });
    Ok(clauses.collect())
}

/// 旧版の条項を持つ契約, by clause: of those concluded and not closed that the person may see.
pub(crate) async fn outdated_contracts(
    ctx: &Context,
    library: &LoadedLibrary,
) -> Result<HashMap<String, Vec<OutdatedContract>>, ServiceError> {
    let mut outdated: HashMap<String, Vec<OutdatedContract>> = HashMap::new();
    if ctx.authorize(Action::View, Resource::Contract).is_err() {
        return Ok(outdated);
    }
    let in_force = library.library.clauses.iter();
    let in_force = in_force.filter_map(|clause| library.clause_entry(&clause.id));
    let carried = contract_clause::Entity::find()
        .filter(contract_clause::COLUMN.decision.eq(Decision::Included))
        .filter(
            contract_clause::COLUMN
                .entry_id
                .is_not_in(in_force.map(|id| id.0)),
        )
        .all(&ctx.db)
        .await?;
    let contracts = in_course(&ctx.db, carried.iter().map(|clause| clause.contract_id)).await?;
    let ids: Vec<LibraryEntryId> = carried
        .iter()
        .map(|clause| LibraryEntryId(clause.entry_id))
        .collect();
    let words = library::pinned_clauses(&ctx.db, &ids).await?;
    for clause in carried {
        let Some(row) = contracts.get(&clause.contract_id) else {
            continue;
        };
        let unit = domain::id::OrganizationUnitId(row.unit_id);
        let newest = library.library.find_clause(&clause.clause);
        let Some((version, pinned)) = words.get(&LibraryEntryId(clause.entry_id)) else {
            continue;
        };
        let reads_the_same = newest
            .is_some_and(|newest| newest.body == pinned.body && newest.heading == pinned.heading);
        if reads_the_same
            || ctx
                .authorize_in(Action::View, Resource::Contract, unit)
                .is_err()
        {
            continue;
        }
        outdated
            .entry(clause.clause)
            .or_default()
            .push(OutdatedContract {
                id: ContractId(row.id),
                contract_no: row.contract_no.clone(),
                title: row.title.clone(),
                version: *version,
            });
    }
    Ok(outdated)
}

/// Those of the contracts that are concluded and not closed.
async fn in_course(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, entities::contract::Model>, ServiceError> {
    let is_concluded = entities::contract::COLUMN
        .state
        .eq(ContractState::Concluded);
    let rows = entities::contract::Entity::find()
        .filter(among(db, entities::contract::Column::Id, ids))
        .filter(is_concluded)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Two versions of a clause; without a choice, the newest and the one before.
///
/// # Errors
/// Without the right to see the library; when there is no such clause or version.
pub async fn of_versions(
    ctx: &Context,
    clause: &str,
    old: Option<i32>,
    new: Option<i32>,
) -> Result<VersionComparison, ServiceError> {
    ctx.authorize(Action::View, Resource::Library)?;
    let versions = versions_of(&ctx.db, clause).await?;
    let newest = versions.last().ok_or(ServiceError::NotFound("条項"))?;
    let new = new.unwrap_or(newest.version);
    let old = old.unwrap_or_else(|| (new - 1).max(1));
    let find = |version: i32| {
        let found = versions.iter().find(|it| it.version == version);
        found.cloned().ok_or(ServiceError::NotFound("条項の版"))
    };
    let change = ClauseChange {
        new: Some(find(new)?),
        old: Some(find(old)?),
    };
    let library = library::in_force(ctx, ctx.today()).await?;
    let side = |version: i32| digits(u32::try_from(version).unwrap_or_default());
    let heads = Heads {
        title: TITLE.to_owned(),
        footer: format!("条項集　{clause}"),
        new: format!("新（第{}版）", side(new)),
        old: format!("旧（第{}版）", side(old)),
    };
    Ok(VersionComparison {
        title: newest.clause.title.clone(),
        document: composed(&library, &heads, &[change], &[]),
        versions: versions
            .iter()
            .map(|it| VersionSummary {
                version: it.version,
                effective_from: it.effective_from,
            })
            .collect(),
        old,
        new,
    })
}

/// The same as PDF.
///
/// # Errors
/// As [`of_versions`].
pub async fn versions_pdf(
    ctx: &Context,
    clause: &str,
    old: Option<i32>,
    new: Option<i32>,
) -> Result<StoredFile, ServiceError> {
    let comparison = of_versions(ctx, clause, old, new).await?;
    let name = format!("新旧対照表_{clause}_{}-{}", comparison.old, comparison.new);
    document::print(ctx, comparison.document, &name, &name).await
}

/// What a contract carries (old) against the library in force (new).
///
/// # Errors
/// Without the right, for this unit too; when there is no such contract.
pub async fn of_contract(ctx: &Context, id: ContractId) -> Result<Document, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = contract::of_row(contract::load_row(&ctx.db, id).await?)?;
    ctx.authorize_in(Action::View, Resource::Contract, row.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let carried = contract::clauses(&ctx.db, id).await?;
    let mut changes = Vec::new();
    let mut pinned = Vec::new();
    for clause in carried
        .iter()
        .filter(|it| it.decision == Decision::Included)
    {
        let old = version_at(&ctx.db, clause.entry_id).await?;
        let new = match library.clause_entry(&clause.clause) {
            Some(entry) => version_at(&ctx.db, entry).await?,
            None => None,
        };
        pinned.extend(old.iter().map(|version| version.clause.clone()));
        changes.push(ClauseChange { new, old });
    }
    let heads = Heads {
        title: TITLE.to_owned(),
        footer: format!("契約番号　{}", row.contract_no),
        new: "新（現在の条項集）".to_owned(),
        old: "旧（この契約の条項）".to_owned(),
    };
    Ok(composed(&library, &heads, &changes, &pinned))
}

/// The clauses of a contract that change, old against new.
pub(crate) fn of_change(
    library: &LoadedLibrary,
    contract_no: &str,
    changes: &[ClauseChange],
) -> Document {
    let heads = Heads {
        title: TITLE.to_owned(),
        footer: format!("契約番号　{contract_no}"),
        new: "新".to_owned(),
        old: "旧".to_owned(),
    };
    let old = changes.iter().filter_map(|change| change.old.as_ref());
    let pinned: Vec<Clause> = old.map(|version| version.clause.clone()).collect();
    composed(library, &heads, changes, &pinned)
}

/// The version a clause of a contract is pinned to.
pub(crate) async fn version_of(
    db: &impl ConnectionTrait,
    clause: Option<&ContractClause>,
) -> Result<Option<ClauseVersion>, ServiceError> {
    match clause {
        Some(clause) => version_at(db, clause.entry_id).await,
        None => Ok(None),
    }
}

/// The same as PDF.
///
/// # Errors
/// As [`of_contract`].
pub async fn contract_pdf(ctx: &Context, id: ContractId) -> Result<StoredFile, ServiceError> {
    let document = of_contract(ctx, id).await?;
    let name = format!("新旧対照表_{}", document.footer.replace("契約番号　", ""));
    let identity = format!("{name}_{}", ctx.today());
    document::print(ctx, document, &identity, &name).await
}

fn composed(
    library: &LoadedLibrary,
    heads: &Heads,
    changes: &[ClauseChange],
    pinned: &[Clause],
) -> Document {
    let known = pinned.iter().chain(&library.library.clauses);
    let headings = known.map(|clause| (clause.id.clone(), clause.heading.clone()));
    let settings = library.library.setting_values(&Facts::default());
    compose(heads, changes, &headings.collect(), &settings)
}

async fn versions_of(
    db: &impl ConnectionTrait,
    clause: &str,
) -> Result<Vec<ClauseVersion>, ServiceError> {
    let rows = library_entry::Entity::find()
        .filter(library_entry::COLUMN.kind.eq(RecordKind::Clause.as_str()))
        .filter(library_entry::COLUMN.key.eq(clause))
        .order_by_asc(library_entry::Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(version).collect()
}

async fn version_at(
    db: &impl ConnectionTrait,
    id: LibraryEntryId,
) -> Result<Option<ClauseVersion>, ServiceError> {
    let row = library_entry::Entity::find_by_id(id.0).one(db).await?;
    row.map(version).transpose()
}

fn version(row: library_entry::Model) -> Result<ClauseVersion, ServiceError> {
    Ok(ClauseVersion {
        clause: serde_json::from_value(row.content)?,
        version: row.version,
        effective_from: row.effective_from,
    })
}
