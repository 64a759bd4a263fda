//! What happens in the demo, day by day, in the order of the days: contracts are drafted and decided on,
//! the old ledger is taken in, its contracts get their annex, checks are done as they fall due.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use domain::{
    contract::{
        AmountKind, DocumentKind, SigningMethod,
        clauses::Level,
        input::{ClausesInput, ConclusionDraft, DecisionInput, PartyDraft},
    },
    fold::search_key,
    id::ContractId,
    import::LedgerKind,
    selection_review::ReviewDecision,
    wareki,
};
use entities::contract as contracts;
use sea_orm::{EntityTrait, QueryFilter};

use super::{
    checks, coverage, external_services, findings, ledger,
    plans::{LEFT_OUT, Move, Plan, plans},
    reviews, subcontracts,
    town::{self, Town, Who},
};
use crate::{ServiceError, annex, contract, verification};

/// Days before today on which the ledger is taken in.
const IMPORTED: i64 = -35;
/// Days before today on which checks of contracts from the ledger begin to be caught up with.
const CATCHING_UP: i64 = -21;

/// One thing somebody does.
#[derive(Clone, Debug)]
enum Step {
    /// With a contract drafted here: number of its plan.
    Plan(usize, Move),
    ImportLedger,
    /// A contract of the ledger, by its number in the list: facts and submission.
    TakeUp(usize),
    Approve(usize),
    Issue(usize),
    /// 網羅の申告 and 自己点検.
    Coverage(coverage::Act),
    /// 外部サービス.
    Service(external_services::Act),
    /// 完了 of what is over.
    Close,
    Finding(findings::Act),
    /// A place in the story of the subcontracts.
    Subcontract(usize),
    /// Records the results of a sheet.
    Check {
        key: &'static str,
        period: String,
    },
}

/// Steps by day, those of one day in the order they were planned.
#[derive(Default)]
struct Course {
    steps: BTreeMap<(NaiveDate, usize), Step>,
    planned: usize,
}

impl Course {
    fn plan(&mut self, day: NaiveDate, step: Step) {
        self.steps.insert((day, self.planned), step);
        self.planned += 1;
    }
}

/// Runs through all of it.
pub(super) async fn run(town: &mut Town) -> Result<(), ServiceError> {
    let plans = plans(town.days);
    let mut course = Course::default();
    for (number, plan) in plans.iter().enumerate() {
        for (day, step) in &plan.course {
            course.plan(*day, Step::Plan(number, *step));
        }
    }
    for (number, day) in subcontracts::days() {
        course.plan(town.days.around_today(day), Step::Subcontract(number));
    }
    course.plan(town.days.around_today(IMPORTED), Step::ImportLedger);
    course.plan(town.days.around_today(IMPORTED + 14), Step::Close);
    for (day, act) in coverage::plan(town.days) {
        course.plan(day, Step::Coverage(act));
    }
    for (day, act) in external_services::plan(town.days) {
        course.plan(day, Step::Service(act));
    }
    for (day, act) in findings::plan(town.days) {
        course.plan(day, Step::Finding(act));
    }
    let mut found = findings::Findings::default();
    while let Some(((day, _), step)) = course.steps.pop_first() {
        town.past.go_on_to(day);
        take(town, &plans, step, &mut course, &mut found).await?;
    }
    Ok(())
}

async fn take(
    town: &mut Town,
    plans: &[Plan],
    step: Step,
    course: &mut Course,
    found: &mut findings::Findings,
) -> Result<(), ServiceError> {
    match step {
        Step::Plan(number, step) => {
            let plan = plans.get(number).ok_or(ServiceError::NotFound("契約"))?;
            move_on(town, plan, step).await?;
            if matches!(step, Move::Conclude) {
                plan_checks(town, plan.key, None, course).await?;
            }
            Ok(())
        }
        Step::ImportLedger => {
            let officer = town.by(Who::Officer).await?;
            town::take(
                &officer,
                LedgerKind::Contract,
                ledger::FILE_NAME,
                ledger::BYTES,
            )
            .await?;
            plan_ledger(town, course).await
        }
        Step::TakeUp(number) => {
            let (key, work) = &ledger::WORKS[number];
            save_profile(town, key, work).await?;
            submit(town, key).await
        }
        Step::Approve(number) => approve(town, ledger::WORKS[number].0).await,
        Step::Issue(number) => {
            let key = ledger::WORKS[number].0;
            issue(town, key).await?;
            plan_checks(town, key, Some(number), course).await
        }
        Step::Coverage(act) => coverage::act(town, act).await,
        Step::Service(act) => external_services::act(town, act).await,
        Step::Finding(act) => findings::happen(town, found, act).await,
        Step::Close => close(town).await,
        Step::Subcontract(number) => subcontracts::happen(town, number).await,
        Step::Check { key, period } => checks::record(town, key, &period).await,
    }
}

/// The contracts of the ledger that run today get their annex, a few days after another.
async fn plan_ledger(town: &mut Town, course: &mut Course) -> Result<(), ServiceError> {
    let mut taken_up = 0;
    let mut day = IMPORTED + 2;
    for (number, (title, _)) in ledger::WORKS.iter().enumerate() {
        let row = contract_called(town, title).await?;
        let Some(row) =
            row.filter(|row| row.starts_on <= town.days.today && town.days.today <= row.ends_on)
        else {
            continue;
        };
        if taken_up == ledger::TAKEN_UP {
            break;
        }
        town.contracts.insert(title, ContractId(row.id));
        course.plan(town.days.around_today(day), Step::TakeUp(number));
        course.plan(town.days.around_today(day + 2), Step::Approve(number));
        course.plan(town.days.around_today(day + 3), Step::Issue(number));
        taken_up += 1;
        day += 1;
    }
    Ok(())
}

/// The imported contract of that title.
async fn contract_called(
    town: &Town,
    title: &str,
) -> Result<Option<contracts::Model>, ServiceError> {
    let rows = contracts::Entity::find()
        .filter(contracts::COLUMN.title_key.eq(search_key(title)))
        .all(&town.past.store.db)
        .await?;
    Ok(rows.into_iter().find(|row| row.source.is_some()))
}

/// Plans when the sheets that fall due before today are recorded. A few are left: they are overdue.
async fn plan_checks(
    town: &Town,
    key: &'static str,
    from_ledger: Option<usize>,
    course: &mut Course,
) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let today = town.days.today;
    let mut due: Vec<_> = verification::list_of_contract(&officer, town.contract(key)?).await?;
    due.retain(|sheet| sheet.due_on < today);
    // What stays open is what comes last, the end of a contract after its year.
    due.sort_by_key(|sheet| (sheet.due_on, sheet.period == "END"));
    due.truncate(due.len().saturating_sub(checks::left_open(key)));
    // Those of the ledger are caught up with a few a day, not all at once.
    let spread = (CATCHING_UP..-1)
        .cycle()
        .skip(from_ledger.unwrap_or_default() * 2);
    for (sheet, offset) in due.into_iter().zip(spread) {
        let day = match from_ledger {
            Some(_) => town.days.around_today(offset),
            None => town
                .days
                .open(sheet.due_on.max(officer.today()))
                .min(town.days.around_today(-1)),
        };
        course.plan(
            day,
            Step::Check {
                key,
                period: sheet.period,
            },
        );
    }
    Ok(())
}

async fn move_on(town: &mut Town, plan: &Plan, step: Move) -> Result<(), ServiceError> {
    let key = plan.key;
    match step {
        Move::Draft => draft(town, plan).await,
        Move::Profile => save_profile(town, key, &plan.work).await,
        Move::Waive => waive(town, key).await,
        Move::Submit => {
            reviews::submit(town, key).await?;
            submit(town, key).await
        }
        Move::SendBack(comment) => {
            let (id, revision, unit) = standing(town, key).await?;
            let approver = town.by(town.approver(unit)).await?;
            contract::send_back(&approver, id, revision, comment).await?;
            reviews::decide(town, key, ReviewDecision::Rejected).await
        }
        Move::Approve => {
            reviews::decide(town, key, ReviewDecision::Approved).await?;
            approve(town, key).await
        }
        Move::Issue => issue(town, key).await,
        Move::Conclude => {
            let (id, revision, _) = standing(town, key).await?;
            let officer = town.by(Who::Officer).await?;
            // Never before the town began: the review of the vendor comes first.
            let signed_on = plan.starts_on.max(town.days.founded).min(officer.today());
            let conclusion = ConclusionDraft {
                signed_on,
                signing_method: SigningMethod::Paper,
            };
            contract::conclude(&officer, id, revision, conclusion).await
        }
        Move::Void(reason) => {
            let (id, revision, _) = standing(town, key).await?;
            contract::void(&town.by(Who::Officer).await?, id, revision, reason).await
        }
    }
}

async fn draft(town: &mut Town, plan: &Plan) -> Result<(), ServiceError> {
    let party = PartyDraft {
        title: plan.title.to_owned(),
        unit_id: town.unit(plan.unit)?,
        vendor_id: Some(town.vendor(plan.vendor).await?),
        vendor_branch: None,
        contract_no: None,
        procurement_method: Some(plan.method),
        document_kind: DocumentKind::ContractDocument,
        starts_on: plan.starts_on,
        ends_on: plan.ends_on,
        amount_yen: Some(plan.amount_yen),
        amount_kind: AmountKind::Total,
        prior_notice_on: Some(town.past.store.today()),
        note: None,
    };
    let id = contract::draft(&town.by(Who::Officer).await?, party).await?;
    town.contracts.insert(plan.key, id);
    Ok(())
}

async fn save_profile(
    town: &Town,
    key: &str,
    work: &super::work::Work,
) -> Result<(), ServiceError> {
    let (id, revision, _) = standing(town, key).await?;
    contract::save_profile(&town.by(Who::Officer).await?, id, revision, work.profile()).await
}

/// 必須の条項を入れない: with a reason, and a mandatory one only for a year.
async fn waive(town: &Town, key: &str) -> Result<(), ServiceError> {
    let (id, revision, _) = standing(town, key).await?;
    let officer = town.by(Who::Officer).await?;
    let clauses = contract::clauses_preview(&officer, id).await?;
    let proposed = |wanted: &str| clauses.iter().find(|clause| clause.clause == wanted);
    let decisions = LEFT_OUT.iter().filter_map(|(clause, reason)| {
        let is_mandatory = proposed(clause)?.level == Some(Level::Mandatory);
        let expires_on = if is_mandatory {
            wareki::long(town.days.today + Months::new(12))
        } else {
            String::new()
        };
        let decision = DecisionInput {
            decision: "left_out".to_owned(),
            reason: (*reason).to_owned(),
            expires_on,
        };
        Some(((*clause).to_owned(), decision))
    });
    let input = ClausesInput {
        decisions: decisions.collect(),
        ..ClausesInput::default()
    };
    contract::save_clauses(&officer, id, revision, &input).await
}

async fn submit(town: &Town, key: &str) -> Result<(), ServiceError> {
    let (id, revision, _) = standing(town, key).await?;
    contract::submit(&town.by(Who::Officer).await?, id, revision).await
}

async fn approve(town: &Town, key: &str) -> Result<(), ServiceError> {
    let (id, revision, unit) = standing(town, key).await?;
    contract::approve(&town.by(town.approver(unit)).await?, id, revision).await
}

async fn issue(town: &Town, key: &str) -> Result<(), ServiceError> {
    let (id, revision, _) = standing(town, key).await?;
    annex::issue(&town.by(Who::Officer).await?, id, revision)
        .await
        .map(|_| ())
}

async fn close(town: &Town) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let over = contract_called(town, ledger::CLOSED_TITLE)
        .await?
        .filter(|row| row.ends_on < officer.today());
    match over {
        Some(row) => contract::close(&officer, ContractId(row.id), row.revision).await,
        None => Ok(()),
    }
}

/// Key, revision and unit of a contract as it stands.
async fn standing(
    town: &Town,
    key: &str,
) -> Result<(ContractId, i32, domain::id::OrganizationUnitId), ServiceError> {
    let id = town.contract(key)?;
    let row = contract::load_row(&town.past.store.db, id).await?;
    Ok((
        id,
        row.revision,
        domain::id::OrganizationUnitId(row.unit_id),
    ))
}
