//! 見本町: a town in every state, on whatever day it is made.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod town;

use std::collections::BTreeSet;

use domain::{
    authorization::{Action, Resource, Scope},
    contract::{
        ContractState,
        preparation::PreparationStage,
        summary::{ContractStatus, status},
    },
    ledger::PAGE_SIZE,
    today::Today,
    verification::CheckResult,
};
use entities::{annex, audit_event, contract, verification_evidence, verification_result};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use services::{
    Context, ServiceError,
    audit_log::{self, Verdict},
    demo::{self, DemoSummary},
    import::{self, Apply, What},
    library, sign_in, today,
};
use town::Town;

const PASSWORD: &str = "mihon-machi-2026";

async fn filled(day: &str) -> (Town, DemoSummary) {
    let town = Town::on(day).await;
    let summary = demo::fill(&town.store, PASSWORD).await.unwrap();
    (town, summary)
}

async fn signed_in(town: &Town, name: &str) -> Context {
    let person = sign_in::sign_in(&town.store, name, PASSWORD).await.unwrap();
    town.store
        .acting(sign_in::actor(&town.store, person).await.unwrap().unwrap())
}

async fn statuses(town: &Town) -> BTreeSet<ContractStatus> {
    let rows = contract::Entity::find().all(&town.store.db).await.unwrap();
    let today = town.store.today();
    rows.iter()
        .map(|row| status(row.state, row.stage, row.starts_on, row.ends_on, today))
        .collect()
}

async fn page_of(town: &Town, name: &str) -> Today {
    today::load(&signed_in(town, name).await).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn contracts_are_in_every_state_and_checks_too() {
    let (town, summary) = filled("2026-11-23").await;
    assert_eq!(
        statuses(&town).await,
        ContractStatus::ALL.iter().copied().collect()
    );
    assert!(
        0 < summary.overdue && summary.overdue < summary.checks,
        "{summary:?}"
    );
    let results = verification_result::Entity::find()
        .all(&town.store.db)
        .await
        .unwrap();
    for result in [
        CheckResult::Conform,
        CheckResult::Partial,
        CheckResult::NotApplicable,
    ] {
        assert!(results.iter().any(|row| row.result == result), "{result}");
    }
    assert!(10 <= annex::Entity::find().count(&town.store.db).await.unwrap());
    assert!(
        5 <= verification_evidence::Entity::find()
            .count(&town.store.db)
            .await
            .unwrap()
    );
    assert!(matches!(
        audit_log::verify(&town.operator()).await.unwrap(),
        Verdict::Intact(_)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_the_five_finds_their_work() {
    let (town, summary) = filled("2026-11-23").await;
    assert_eq!(summary.sign_ins.len(), 5);
    let officer = page_of(&town, "keiyaku").await;
    assert!(
        !officer.overdue.is_empty()
            && !officer.this_week.is_empty()
            && !officer.this_month.is_empty()
    );
    assert_eq!(officer.returned.len(), 1);
    assert!(3 <= officer.in_work.len());
    let head = page_of(&town, "shozoku").await;
    assert_eq!(head.to_approve.len(), 1, "only that of the own unit");
    assert_eq!(page_of(&town, "tokatsu").await.to_approve.len(), 2);
    let scope = signed_in(&town, "shozoku")
        .await
        .scope(Action::Approve, Resource::Contract);
    assert!(matches!(scope, Scope::Units(units) if units.len() == 1));
    assert!(
        audit_log::list(&signed_in(&town, "kansa").await, 1)
            .await
            .is_ok()
    );
    assert!(
        audit_log::list(&signed_in(&town, "admin").await, 1)
            .await
            .is_ok()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_reads_forward_and_never_past_now() {
    let (town, _) = filled("2026-11-23").await;
    let events = audit_event::Entity::find()
        .order_by_asc(audit_event::Column::Number)
        .all(&town.store.db)
        .await
        .unwrap();
    // The first entry is the library's, loaded just now.
    let told = &events[1..];
    assert!(told.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(told.iter().all(|event| event.at <= town.store.now()));
    assert!(events.iter().all(|event| {
        !serde_json::to_string(&(&event.before, &event.after))
            .unwrap()
            .contains(PASSWORD)
    }));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clauses_speak_of_the_town() {
    let (town, _) = filled("2026-11-23").await;
    let library = library::in_force(&town.store, town.store.today())
        .await
        .unwrap();
    assert!(
        library
            .library
            .clauses
            .iter()
            .all(|clause| !clause.body.contains("芽室町"))
    );
    let own = library.library.find_clause("SEC-02").unwrap();
    assert!(own.body.contains("見本町情報セキュリティポリシー"));
    // A later delivery leaves the town's edition alone.
    assert_eq!(
        library::load(&town.store, &library::delivered().unwrap())
            .await
            .unwrap(),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_on_whatever_day() {
    for day in ["2026-04-01", "2026-05-06", "2027-01-04", "2028-02-29"] {
        let (town, summary) = filled(day).await;
        assert!(0 < summary.overdue, "{day}: {summary:?}");
        assert!(0 < summary.results, "{day}: {summary:?}");
        let rows = contract::Entity::find().all(&town.store.db).await.unwrap();
        for stage in PreparationStage::ALL {
            let is_there =
                |row: &contract::Model| row.state == ContractState::Drafting && row.stage == *stage;
            assert!(rows.iter().any(is_there), "{day}: {stage}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_use_is_left_alone() {
    let (town, _) = filled("2026-11-23").await;
    let before = audit_event::Entity::find()
        .count(&town.store.db)
        .await
        .unwrap();
    let refused = demo::fill(&town.store, PASSWORD).await;
    assert!(
        matches!(refused, Err(ServiceError::Rule(words)) if words.contains("空のデータベース"))
    );
    assert_eq!(
        audit_event::Entity::find()
            .count(&town.store.db)
            .await
            .unwrap(),
        before
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_again_leaves_issued_annexes_alone() {
    let (town, _) = filled("2026-11-23").await;
    let ledger = include_bytes!("../../demo/委託契約台帳_令和8年度.xlsx").to_vec();
    let name = "委託契約台帳_令和8年度.xlsx";
    let again = import::contract_ledger(&town.operator(), name, ledger, Apply::Apply)
        .await
        .unwrap();
    assert_eq!(
        (
            again.count(What::Added),
            again.count(What::Updated),
            again.refused.len()
        ),
        (0, 0, 5)
    );
    assert!(
        again.taken.iter().any(|row| row.kept == ["業務と情報"]),
        "facts ticked here stay"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_of_regulations_has_something_for_everybody() {
    use domain::regulation::{RegulationFilter, RegulationTask};
    for day in ["2026-11-25", "2026-04-01"] {
        let (town, _) = filled(day).await;
        let filter = RegulationFilter::default();
        let titles = |name: &'static str| {
            let (town, filter) = (&town, &filter);
            async move {
                let ctx = signed_in(town, name).await;
                let listed = services::regulation::list(&ctx, filter).await.unwrap();
                let waiting = services::regulation::waiting(&ctx).await.unwrap();
                let tasks: Vec<RegulationTask> = waiting.iter().map(|it| it.task).collect();
                (listed.len(), tasks)
            }
        };
        let (of_head, head) = titles("shozoku").await;
        assert_eq!(of_head, 8, "{day}");
        for task in [RegulationTask::Approve, RegulationTask::Review] {
            assert!(head.contains(&task), "{day}: {head:?}");
        }
        let (of_officer, officer) = titles("keiyaku").await;
        assert_eq!(of_officer, 6, "{day}: what is 非公開 is in no list");
        assert!(officer.contains(&RegulationTask::Read), "{day}");
        assert!(!officer.contains(&RegulationTask::Approve), "{day}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_responsible_for_most_and_nobody_for_some() {
    let (town, _) = filled("2026-11-25").await;
    let head = signed_in(&town, "shozoku").await;
    let office = signed_in(&town, "tokatsu").await;
    let open = services::responsibility::vacant_count(&head).await.unwrap();
    assert!(0 < open, "the 所属長 finds something to decide");
    let filter = domain::responsibility::board::BoardFilter::default();
    let board = services::responsibility::board(&office, filter)
        .await
        .unwrap();
    assert_eq!(
        board.vacant as u64,
        services::responsibility::vacant_count(&office)
            .await
            .unwrap(),
        "the rule and the count of the database agree"
    );
    assert!(
        0 < board.vacant && board.vacant < board.total,
        "{} of {}",
        board.vacant,
        board.total
    );
    let plans = services::transfer::to_approve(&office).await.unwrap();
    assert_eq!(plans.len(), 1);
    let plan = services::transfer::load(&office, plans[0].transfer.id)
        .await
        .unwrap();
    assert_eq!(plan.moves.len(), 6, "{:?}", plan.moves);
    assert_eq!(plan.orphan_count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn external_services_are_in_every_state() {
    use domain::external_service::{ServiceIssue, UseState, summary::ServiceFilter};
    let (town, _) = filled("2026-11-26").await;
    let office = signed_in(&town, "tokatsu").await;
    let mut states = BTreeSet::new();
    for state in UseState::ALL {
        let filter = ServiceFilter {
            state: state.code().to_owned(),
            ..ServiceFilter::default()
        };
        let list = services::external_service::page(&office, &filter, PAGE_SIZE)
            .await
            .unwrap();
        if 0 < list.total {
            states.insert(*state);
        }
    }
    let expect = [
        UseState::Unapplied,
        UseState::Applied,
        UseState::Refused,
        UseState::InUse,
        UseState::ReviewDue,
        UseState::Expired,
        UseState::Ending,
        UseState::Ended,
    ];
    assert_eq!(states, expect.into());
    let all = services::external_service::page(&office, &ServiceFilter::default(), PAGE_SIZE)
        .await
        .unwrap();
    let having = |issue| all.counts.iter().any(|(it, _)| *it == issue);
    for issue in [
        ServiceIssue::TermsBasedWithClass2,
        ServiceIssue::InUseWithoutApproval,
        ServiceIssue::ExpiresSoon,
        ServiceIssue::ErasureNotConfirmed,
    ] {
        assert!(having(issue), "{issue}");
    }
    let head = signed_in(&town, "shozoku").await;
    let waiting = services::external_service::today(&head).await.unwrap();
    assert_eq!(waiting.to_decide.len(), 1, "機密性１ of the own unit");
    assert!(!waiting.certificates.is_empty());
    let officer = signed_in(&town, "keiyaku").await;
    let overdue = services::verification::overdue_subject_sheets(&officer)
        .await
        .unwrap();
    assert!(overdue.iter().any(|sheet| sheet.name == "Microsoft 365"));
}
