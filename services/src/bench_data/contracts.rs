//! 契約 with terms, clauses, checks, responsible persons; findings on a few.

use chrono::{Days, NaiveDate};
use domain::{
    contract::{
        AmountKind, ContractState, DocumentKind, ProcurementMethod, preparation::PreparationStage,
    },
    finding::{FindingSource, FindingSubject},
    fiscal_year::FiscalYear,
    fold,
    library::Severity,
    responsibility::{ResponsibilityRole, SubjectKind},
};
use entities::{contract, contract_clause, contract_term, finding, responsibility};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, EntityTrait,
};

use super::{
    checks,
    draw::Draw,
    insert, names,
    people::Town,
    rows_of,
    templates::{KINDS, Kind, Template, Templates, ends_on, kind_of, starts_on},
};
use crate::{Context, ServiceError, counter, library::LoadedLibrary};

/// Contracts of one transaction: what is held in memory.
const CHUNK: usize = 2_000;

/// A contract that was written.
pub(super) struct Written {
    pub(super) id: i64,
    pub(super) number: usize,
    pub(super) kind: usize,
    pub(super) starts_on: NaiveDate,
    pub(super) unit_id: i64,
}

pub(super) async fn write(
    ctx: &Context,
    library: &LoadedLibrary,
    town: &Town,
    vendors: &[i64],
    count: usize,
    told: &(dyn Fn(&str) + Sync),
) -> Result<(), ServiceError> {
    let mut templates = Templates::of(library);
    let numbers: Vec<usize> = (0..count).collect();
    for chunk in numbers.chunks(CHUNK) {
        let tx = ctx.begin().await?;
        let mut written = Vec::with_capacity(chunk.len());
        for numbers in chunk.chunks(rows_of(38)) {
            written.extend(contracts(&tx, ctx, town, vendors, numbers).await?);
        }
        insert(&tx, written.iter().map(term).collect(), 5).await?;
        let mut clauses = Vec::new();
        for contract in &written {
            let template = templates.get(contract.kind, contract.starts_on)?;
            clauses.extend(clauses_of(contract, template)?);
        }
        insert(&tx, clauses, 12).await?;
        let mut open = Vec::new();
        for contract in &written {
            let template = templates.get(contract.kind, contract.starts_on)?;
            open.extend(checks::tasks(ctx, contract, template));
        }
        checks::write(&tx, town, open).await?;
        insert(&tx, owners(ctx, town, &written), 18).await?;
        insert(&tx, findings(ctx, town, &written), 21).await?;
        tx.commit().await?;
        if let Some(last) = chunk.last() {
            told(&format!("  契約 {}/{count}", last + 1));
        }
    }
    keep_numbers(ctx, count).await
}

async fn contracts(
    tx: &DatabaseTransaction,
    ctx: &Context,
    town: &Town,
    vendors: &[i64],
    numbers: &[usize],
) -> Result<Vec<Written>, ServiceError> {
    let mut rows = Vec::with_capacity(numbers.len());
    let mut written = Vec::with_capacity(numbers.len());
    for number in numbers {
        let (row, contract) = contract_row(ctx, town, vendors, *number);
        rows.push(row);
        written.push(contract);
    }
    let ids = contract::Entity::insert_many(rows)
        .exec_with_returning_keys(tx)
        .await?;
    for (contract, id) in written.iter_mut().zip(ids) {
        contract.id = id;
    }
    Ok(written)
}

fn contract_row(
    ctx: &Context,
    town: &Town,
    vendors: &[i64],
    number: usize,
) -> (contract::ActiveModel, Written) {
    let mut draw = Draw::of(4, number);
    let kind_number = kind_of(number);
    let kind = &KINDS[kind_number];
    let year = FiscalYear::containing(ctx.today());
    let month = if draw.percent(70) { 0 } else { draw.below(12) };
    let starts_on = starts_on(number, year.0, month);
    let ends_on = ends_on(kind, starts_on);
    let unit_id = *draw.one(&town.units);
    let title = names::title(&mut draw);
    let state = state_of(&mut draw, ctx.today(), starts_on, ends_on);
    let concluded = matches!(state, ContractState::Concluded | ContractState::Closed);
    let fiscal_year = FiscalYear::containing(starts_on);
    let row = contract::ActiveModel {
        contract_no: Set(format!("R{}-{:06}", fiscal_year.0 - 2018, number + 1)),
        fiscal_year: Set(fiscal_year.0),
        title_key: Set(fold::search_key(&title)),
        title: Set(title),
        unit_id: Set(unit_id),
        vendor_id: Set(Some(*draw.one(vendors))),
        procurement_method: Set(Some(*draw.one(ProcurementMethod::ALL))),
        document_kind: Set(DocumentKind::ContractDocument),
        starts_on: Set(starts_on),
        ends_on: Set(ends_on),
        amount_yen: Set(i64::try_from((draw.below(990) + 10) * 11_000).ok()),
        amount_kind: Set(AmountKind::Total),
        signed_on: Set(concluded.then_some(starts_on)),
        state: Set(state),
        void_reason: Set((state == ContractState::Void).then(|| "二重に登録したため".to_owned())),
        ..blank(ctx, kind)
    };
    let written = Written {
        id: 0,
        number,
        kind: kind_number,
        starts_on,
        unit_id,
    };
    (row, written)
}

/// What is the same for every contract of a kind.
fn blank(ctx: &Context, kind: &Kind) -> contract::ActiveModel {
    contract::ActiveModel {
        id: NotSet,
        vendor_branch: Set(None),
        prior_notice_on: Set(None),
        signing_method: Set(None),
        confidentiality: Set(Some(kind.confidentiality)),
        integrity: Set(None),
        availability: Set(None),
        segment: Set(Some(kind.segment)),
        facts: Set(serde_json::json!(kind.facts)),
        personal_info: Set(kind.facts.contains(&"pi")),
        personal_info_count: Set(None),
        note: Set(None),
        stage: Set(PreparationStage::Editing),
        submitted_by: Set(None),
        submitted_at: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        decision_comment: Set(None),
        drafted_by: Set(None),
        source: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
}

fn state_of(
    draw: &mut Draw,
    today: NaiveDate,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
) -> ContractState {
    match draw.below(100) {
        0 => ContractState::Void,
        1..=70 if ends_on < today => ContractState::Closed,
        1..=10 if today - Days::new(120) < starts_on => ContractState::Drafting,
        _ => ContractState::Concluded,
    }
}

fn term(contract: &Written) -> contract_term::ActiveModel {
    contract_term::ActiveModel {
        id: NotSet,
        contract_id: Set(contract.id),
        number: Set(1),
        starts_on: Set(contract.starts_on),
        ends_on: Set(ends_on(&KINDS[contract.kind], contract.starts_on)),
    }
}

fn clauses_of(
    contract: &Written,
    template: &Template,
) -> Result<Vec<contract_clause::ActiveModel>, ServiceError> {
    let clauses = (0..).zip(&template.clauses);
    clauses
        .map(|(position, clause)| {
            let because = clause.because.as_ref();
            Ok(contract_clause::ActiveModel {
                id: NotSet,
                contract_id: Set(contract.id),
                position: Set(position),
                clause: Set(clause.clause.clone()),
                entry_id: Set(clause.entry_id.0),
                level: Set(clause.level),
                because: Set(because.map(serde_json::to_value).transpose()?),
                origin: Set(clause.origin),
                decision: Set(clause.decision),
                reason: Set(clause.reason.clone()),
                expires_on: Set(clause.expires_on),
                approver: Set(clause.approver.clone()),
            })
        })
        .collect()
}

/// One 責任者 each; nineteen in twenty have one.
fn owners(ctx: &Context, town: &Town, written: &[Written]) -> Vec<responsibility::ActiveModel> {
    let owned = written.iter().filter(|contract| contract.number % 20 != 7);
    owned
        .map(|contract| {
            let person = *Draw::of(5, contract.number).one(&town.people);
            owner(
                ctx,
                (SubjectKind::Contract, contract.id),
                person,
                contract.starts_on,
            )
        })
        .collect()
}

/// The first line of a history.
pub(super) fn owner(
    ctx: &Context,
    (kind, id): (SubjectKind, i64),
    person: i64,
    from_on: NaiveDate,
) -> responsibility::ActiveModel {
    responsibility::ActiveModel {
        id: NotSet,
        subject_kind: Set(kind),
        subject_id: Set(id),
        role: Set(ResponsibilityRole::Owner),
        chain: Set(0),
        person_id: Set(person),
        unit_id: Set(None),
        title: Set(None),
        from_on: Set(from_on),
        until_on: Set(None),
        position: Set(Some(1)),
        previous_position: Set(None),
        previous_until_on: Set(None),
        recorded_on: Set(ctx.today()),
        recorded_by: Set(None),
        withdrawn_reason: Set(None),
        revision: Set(1),
    }
}

/// One contract in twenty has a finding.
fn findings(ctx: &Context, town: &Town, written: &[Written]) -> Vec<finding::ActiveModel> {
    let found = written.iter().filter(|contract| contract.number % 20 == 1);
    found
        .map(|contract| {
            let mut draw = Draw::of(6, contract.number);
            let found_on = contract.starts_on + Days::new(30 + draw.below(60) as u64);
            finding::ActiveModel {
                id: NotSet,
                source: Set(FindingSource::Audit),
                subject_kind: Set(FindingSubject::Contract),
                subject_id: Set(contract.id),
                subject_name: Set(names::title(&mut Draw::of(4, contract.number))),
                unit_id: Set(contract.unit_id),
                task_id: Set(None),
                result_id: Set(None),
                check_item: Set(None),
                severity: Set(*draw.one(&[Severity::Minor, Severity::Medium])),
                description: Set("作業報告書に作業者名の記載がない".to_owned()),
                requirement: Set(None),
                found_on: Set(found_on),
                found_by: Set(*draw.one(&town.people)),
                due_on: Set(found_on + Days::new(60)),
                withdrawn_on: Set(None),
                withdrawn_by: Set(None),
                withdrawn_reason: Set(None),
                revision: Set(1),
                updated_at: Set(ctx.now()),
            }
        })
        .collect()
}

/// The next number of each 年度 comes after those that were written.
async fn keep_numbers(ctx: &Context, count: usize) -> Result<(), ServiceError> {
    let year = FiscalYear::containing(ctx.today()).0;
    let tx = ctx.begin().await?;
    for year in year - 8..=year {
        counter::raise(
            &tx,
            &format!("contract:{year}"),
            i64::try_from(count).unwrap_or(i64::MAX),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}
