//! The town the sheet is judged of.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    authorization::Role,
    contract::{
        AmountKind, ContractState, DocumentKind, preparation::PreparationStage,
        profile::Confidentiality,
    },
    id::OrganizationUnitId,
    verification::{CheckResult, Method, TaskState},
};
use entities::{
    annex, contract, contract_term, file, library_entry, verification_result, verification_task,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, QueryFilter,
};
use tests::TestApp;

use super::day;

/// Midnight in Japan at the beginning of the day.
pub(super) fn midnight(text: &str) -> DateTime<Utc> {
    day(text).and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(9)
}

/// A contract that was taken over from an old ledger: concluded, without an annex.
pub(super) async fn concluded(app: &TestApp, number: &str, unit: OrganizationUnitId) -> i64 {
    let row = contract::ActiveModel {
        id: NotSet,
        contract_no: Set(number.to_owned()),
        fiscal_year: Set(2026),
        title: Set(format!("業務{number}")),
        title_key: Set(format!("業務{number}")),
        unit_id: Set(unit.0),
        vendor_id: Set(None),
        vendor_branch: Set(None),
        procurement_method: Set(None),
        document_kind: Set(DocumentKind::ContractDocument),
        starts_on: Set(day("2026-04-01")),
        ends_on: Set(day("2027-03-31")),
        amount_yen: Set(None),
        amount_kind: Set(AmountKind::Unknown),
        prior_notice_on: Set(None),
        signed_on: Set(Some(day("2026-04-01"))),
        signing_method: Set(None),
        confidentiality: Set(Some(Confidentiality::C3B)),
        integrity: Set(None),
        availability: Set(None),
        segment: Set(None),
        facts: Set(serde_json::json!(["pi"])),
        personal_info: Set(true),
        personal_info_count: Set(None),
        note: Set(None),
        state: Set(ContractState::Concluded),
        stage: Set(PreparationStage::Editing),
        submitted_by: Set(None),
        submitted_at: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        decision_comment: Set(None),
        void_reason: Set(None),
        drafted_by: Set(None),
        source: Set(Some("旧台帳".to_owned())),
        revision: Set(1),
        updated_at: Set(app.store.now()),
    };
    let id = contract::Entity::insert(row)
        .exec(&app.store.db)
        .await
        .unwrap()
        .last_insert_id;
    let term = contract_term::ActiveModel {
        id: NotSet,
        contract_id: Set(id),
        number: Set(1),
        starts_on: Set(day("2026-04-01")),
        ends_on: Set(day("2027-03-31")),
    };
    contract_term::Entity::insert(term)
        .exec_without_returning(&app.store.db)
        .await
        .unwrap();
    id
}

pub(super) async fn stored_file(app: &TestApp) -> i64 {
    let row = file::ActiveModel {
        id: NotSet,
        name: Set("控.txt".to_owned()),
        media_type: Set("text/plain".to_owned()),
        sha256: Set("0".repeat(64)),
        content: Set(vec![1]),
        byte_count: Set(1),
        uploaded_by: Set(None),
        uploaded_at: Set(app.store.now()),
    };
    file::Entity::insert(row)
        .exec(&app.store.db)
        .await
        .unwrap()
        .last_insert_id
}

/// An annex with every clause of the library.
pub(super) async fn issue(app: &TestApp, contract: i64, on: &str, person: i64) {
    let library = services::library::delivered().unwrap();
    let clauses: Vec<_> = library
        .clauses
        .iter()
        .map(|clause| {
            serde_json::json!({
                "clause": clause.id, "version": 1, "decision": "included", "level": null,
                "reason": null, "approver": null, "expires_on": null,
            })
        })
        .collect();
    let row = annex::ActiveModel {
        id: NotSet,
        contract_id: Set(contract),
        document_no: Set(format!("特記-{contract}")),
        state: Set(domain::annex::AnnexState::Issued),
        file_id: Set(stored_file(app).await),
        sha256: Set("0".repeat(64)),
        manifest: Set(serde_json::json!({
            "clauses": clauses, "covers": [], "confidentiality": "C3B", "facts": ["pi"],
        })),
        document: Set(serde_json::json!({})),
        issued_at: Set(midnight(on) + TimeDelta::hours(10)),
        issued_by: Set(person),
    };
    annex::Entity::insert(row)
        .exec_without_returning(&app.store.db)
        .await
        .unwrap();
}

/// A check that falls due on a day, and a result recorded on another.
pub(super) async fn checked(
    app: &TestApp,
    contract: i64,
    due: &str,
    done: Option<&str>,
    person: i64,
) -> i64 {
    let entry = library_entry::Entity::find()
        .filter(library_entry::COLUMN.kind.eq("check_item"))
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let task = verification_task::ActiveModel {
        id: NotSet,
        contract_id: Set(contract),
        check_item: Set(entry.key),
        entry_id: Set(entry.id),
        timing: Set("YEAR".to_owned()),
        period: Set(format!("FY2026-{due}")),
        due_on: Set(day(due)),
        state: Set(if done.is_some() {
            TaskState::Done
        } else {
            TaskState::Planned
        }),
    };
    let task = verification_task::Entity::insert(task)
        .exec(&app.store.db)
        .await
        .unwrap()
        .last_insert_id;
    if let Some(done) = done {
        let result = verification_result::ActiveModel {
            id: NotSet,
            task_id: Set(task),
            result: Set(CheckResult::Conform),
            note: Set(None),
            inspected_on: Set(day(done)),
            method: Set(Method::OnSite),
            inspector_id: Set(person),
            recorded_at: Set(midnight(done) + TimeDelta::hours(11)),
        };
        verification_result::Entity::insert(result)
            .exec_without_returning(&app.store.db)
            .await
            .unwrap();
    }
    task
}

/// A town on 30 September with two contracts: one forgot its annex until July and its check until August.
pub(super) async fn town() -> (TestApp, [i64; 2], i64) {
    let app = TestApp::start().await;
    let person = app
        .add_person(Role::SecurityOffice, None, "tokatsu")
        .await
        .0;
    let first = concluded(&app, "R8-0001", app.unit).await;
    let second = concluded(&app, "R8-0002", app.other_unit).await;
    issue(&app, first, "2026-07-01", person).await;
    checked(&app, first, "2026-06-15", Some("2026-08-10"), person).await;
    checked(&app, second, "2026-09-01", None, person).await;
    app.wait(TimeDelta::days(182));
    assert_eq!(app.store.today(), day("2026-09-30"));
    (app, [first, second], person)
}
