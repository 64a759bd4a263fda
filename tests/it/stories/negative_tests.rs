//! The negative tests of 第6節(8) (domain.md §9.1): each turns the right cell of the sheet.

use chrono::NaiveDate;
use domain::{
    contract::ContractState,
    coverage::{CoverageFilter, Judgement, State, Subject},
    exception::{
        ExceptionKind, ExceptionRule, ExceptionSubject,
        input::{DecisionDraft, ExceptionDraft},
    },
    finding::{
        ActionOutcome, DecisionResult,
        input::{ConfirmationDraft, InstructionDraft, ReportDraft},
    },
    id::{ContractId, ExternalServiceId, FindingId, SocialMediaAccountId},
    organization::{EmploymentKind, PersonDraft},
    regulation::AbolitionDraft,
    responsibility::{
        ResponsibilityRole, SubjectKey, SubjectKind,
        input::{AppointmentDraft, Tie},
    },
    social_media::{AccountState, EventKind, Ownership, input::AccountDraft, steps::StepDraft},
    verification::{
        CheckResult, Method, TaskState,
        result::{ItemResult, ResultDraft},
    },
};
use entities::{
    annex, contract, external_service, finding, regulation_document, social_media_service,
    subcontract, verification_task,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use services::{ServiceError, verification::UploadedEvidence};
use tests::TestApp;

const TODAY: &str = "2026-11-26";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a condition says of a subject on a day; `None` where it does not judge it.
async fn cell(
    app: &TestApp,
    on: &str,
    (duty, code): (&str, &str),
    subject: Subject,
) -> Option<Judgement> {
    let filter = CoverageFilter {
        on: on.to_owned(),
        ..CoverageFilter::default()
    };
    let sheet = services::coverage::judge(&app.operator(), &filter)
        .await
        .unwrap();
    let condition = sheet.duty(duty).unwrap().condition(code).unwrap();
    let mut judgements = condition.judgements.iter();
    // A contract with several subcontracts is judged for each: the worst counts.
    judgements.find(|it| it.subject == subject).cloned()
}

async fn state(
    app: &TestApp,
    on: &str,
    condition: (&str, &str),
    subject: Subject,
) -> Option<State> {
    cell(app, on, condition, subject).await.map(|it| it.state)
}

/// (i) 契約 without an annex, but concluded: the ledger the town kept before has such.
#[tokio::test(flavor = "multi_thread")]
async fn i_a_contract_concluded_without_an_annex_is_red() {
    let app = TestApp::demo(TODAY).await;
    let db = &app.store.db;
    let with_annex: Vec<i64> = annex::Entity::find()
        .all(db)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.contract_id)
        .collect();
    let row = contract::Entity::find()
        .filter(contract::COLUMN.state.eq(ContractState::Concluded))
        .filter(contract::COLUMN.starts_on.lte(day(TODAY)))
        .filter(contract::COLUMN.ends_on.gte(day(TODAY)))
        .filter(contract::COLUMN.personal_info.eq(true))
        .filter(contract::COLUMN.id.is_not_in(with_annex))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let subject = Subject::Contract(ContractId(row.id));
    let found = cell(&app, "", ("O2", "annex"), subject).await.unwrap();
    assert_eq!(found.state, State::Failed);
    assert!(found.because.contains("特記事項を発行していない"));
}

/// (ii) 再委託 begun before its consent.
#[tokio::test(flavor = "multi_thread")]
async fn ii_a_subcontract_begun_before_its_consent_is_red() {
    let app = TestApp::demo(TODAY).await;
    let early = subcontract::Entity::find()
        .filter(subcontract::COLUMN.name.eq("合同会社かちまい見本スタッフ"))
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let subject = Subject::Contract(ContractId(early.contract_id));
    let found = cell(&app, "", ("O3", "subcontracted"), subject)
        .await
        .unwrap();
    assert_eq!(found.state, State::Failed);
    assert!(found.because.contains("より前の"), "{}", found.because);
    // The day before it began nothing was wrong.
    let before = early.started_on.unwrap().pred_opt().unwrap().to_string();
    let found = state(&app, &before, ("O3", "subcontracted"), subject).await;
    assert_eq!(found, Some(State::Met));
}

/// An account with a 責任者 who leaves on 31 March 2027, and nobody after.
async fn leaving(app: &TestApp) -> SocialMediaAccountId {
    let person = services::organization::add_person(
        &app.operator(),
        PersonDraft {
            staff_no: "T-9001".to_owned(),
            name: "退職　予定".to_owned(),
            kana: None,
            title: None,
            unit_id: Some(app.unit),
            email: None,
            employment_kind: EmploymentKind::Regular,
            in_office_from: day("2020-04-01"),
            in_office_to: Some(day("2027-03-31")),
        },
    )
    .await
    .unwrap();
    let office = app.acting("tokatsu").await;
    let account = services::social_media::register_account(&office, account(app).await, day(TODAY))
        .await
        .unwrap();
    let draft = AppointmentDraft {
        subject: SubjectKey::new(SubjectKind::SocialMediaAccount, account.0),
        role: ResponsibilityRole::Owner,
        person_id: person,
        from_on: day(TODAY),
        tie: Tie::Person,
        seen: None,
    };
    services::responsibility::assign(&office, draft)
        .await
        .unwrap();
    account
}

async fn account(app: &TestApp) -> AccountDraft {
    let platform = social_media_service::Entity::find()
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    AccountDraft {
        service_id: domain::id::SocialMediaServiceId(platform.id),
        unit_id: app.unit,
        name: "見本町の森".to_owned(),
        handle: Some("@mihon_mori_sample".to_owned()),
        url: Some("https://sns.example.com/mihon_mori_sample".to_owned()),
        ownership: Ownership::Town,
        body: None,
        contract_id: None,
        purpose: "町有林の案内".to_owned(),
        audience: "町民".to_owned(),
        content: "行事の案内".to_owned(),
        hours: None,
        reply_policy: None,
        policy_url: None,
        listing_url: None,
        recovery_mail: None,
        recovery_phone: None,
        credential_custodian: None,
        note: None,
    }
}

/// (iii) 責任者 retired on 31 March, no successor on 1 April.
#[tokio::test(flavor = "multi_thread")]
async fn iii_an_account_without_a_successor_is_red_from_the_first_of_april() {
    let app = TestApp::demo(TODAY).await;
    let subject = Subject::Account(leaving(&app).await);
    let april = day("2027-04-01").and_hms_opt(1, 0, 0).unwrap().and_utc();
    app.clock.set(april);
    let owners = ("O9", "accounts");
    assert_eq!(
        state(&app, "2027-03-31", owners, subject).await,
        Some(State::Met)
    );
    let found = cell(&app, "2027-04-01", owners, subject).await.unwrap();
    assert_eq!(found.state, State::Failed);
    assert!(
        found.because.contains("在職していない"),
        "{}",
        found.because
    );
}

/// (iv) 適合 with nothing to show for it is yellow, until there is.
#[tokio::test(flavor = "multi_thread")]
async fn iv_conform_without_evidence_is_yellow() {
    let app = TestApp::demo(TODAY).await;
    let officer = app.acting("keiyaku").await;
    let open = verification_task::Entity::find()
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .filter(verification_task::COLUMN.due_on.lt(day(TODAY)))
        .order_by_asc(verification_task::Column::Id)
        .all(&app.store.db)
        .await
        .unwrap();
    let proved = ("O3", "proved");
    let mut judged = None;
    // A contract whose term is over is judged no more.
    for task in &open {
        let subject = Subject::Contract(ContractId(task.contract_id));
        if let Some(cell) = cell(&app, "", proved, subject).await {
            judged = Some((task, subject, cell));
            break;
        }
    }
    let (task, subject, before) = judged.unwrap();
    let (id, item) = (
        ContractId(task.contract_id),
        domain::id::VerificationTaskId(task.id),
    );
    let unproved = |words: &str| {
        let number: String = words.chars().filter(char::is_ascii_digit).collect();
        number.parse::<usize>().unwrap_or_default()
    };
    let draft = ResultDraft {
        inspected_on: day(TODAY),
        method: Method::Documents,
        items: vec![ItemResult {
            task_id: item,
            result: CheckResult::Conform,
            note: None,
        }],
    };
    services::verification::record_result(&officer, id, &task.period, draft)
        .await
        .unwrap();
    let found = cell(&app, "", proved, subject).await.unwrap();
    assert_eq!(found.state, State::Caution);
    assert_eq!(unproved(&found.because), unproved(&before.because) + 1);
    let evidence = UploadedEvidence {
        task_id: item,
        name: "報告書.txt".to_owned(),
        content: "点検の記録".as_bytes().to_vec(),
    };
    services::verification::attach(&officer, id, &task.period, vec![evidence])
        .await
        .unwrap();
    let found = cell(&app, "", proved, subject).await.unwrap();
    assert_eq!(unproved(&found.because), unproved(&before.because));
}

fn is_refused(result: Result<(), ServiceError>, words: &str) {
    match result {
        Err(ServiceError::Rule(said)) => assert!(said.contains(words), "{said}"),
        other => panic!("「{words}」 is expected, not {other:?}"),
    }
}

/// (v) Whoever applies does not approve: 外部サービス, SNS, 例外措置, 是正, 廃止 — by a person with every right.
#[tokio::test(flavor = "multi_thread")]
async fn v_nobody_approves_what_is_their_own() {
    use domain::authorization::{HeldRole, Role, Scope};
    let app = TestApp::demo(TODAY).await;
    let mut all = app.acting("tokatsu").await;
    all.actor.roles = [
        Role::ProcurementOfficer,
        Role::DepartmentHead,
        Role::SecurityOffice,
    ]
    .map(|role| HeldRole {
        role,
        scope: Scope::Town,
    })
    .to_vec();
    let db = &app.store.db;

    let row = external_service::Entity::find()
        .filter(external_service::COLUMN.name.eq("Googleフォーム"))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let exception = ExceptionDraft {
        kind: ExceptionKind::RuleException,
        rule: ExceptionRule::TermsBasedService,
        subject_kind: ExceptionSubject::ExternalService,
        subject_id: row.id,
        reason: "代わるサービスがないため".to_owned(),
        safeguard: Some("氏名を入力させない".to_owned()),
        expires_on: day("2027-03-31"),
    };
    let exception = services::exception::apply(&all, exception).await.unwrap();
    let agreed = DecisionDraft {
        decision: DecisionResult::Approved,
        note: None,
    };
    let own = services::exception::decide(&all, exception, 1, agreed).await;
    is_refused(own, "自分");

    let row = external_service::Entity::find()
        .filter(external_service::COLUMN.name.eq("例規検索システム"))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let id = ExternalServiceId(row.id);
    let application = domain::external_service::steps::ApplicationDraft {
        reason: "引き続き使うため".to_owned(),
        wanted_until: day("2027-03-31"),
    };
    services::external_service::apply(&all, id, row.revision, application)
        .await
        .unwrap();
    let given = domain::external_service::steps::DecisionDraft::Given {
        expires_on: day("2027-03-31"),
        conditions: None,
        approval_no: None,
        comment: None,
    };
    let own = services::external_service::decide(&all, id, row.revision + 1, given).await;
    is_refused(own, "自分が申請した");

    let id = services::social_media::add_account(&all, account(&app).await)
        .await
        .unwrap();
    let approve = StepDraft {
        happened_on: None,
        note: None,
    };
    let own = services::social_media::take_step(&all, id, 1, EventKind::Approved, approve).await;
    is_refused(own, "申請した本人は承認できません");
    let standing = services::social_media::load(&all, id).await.unwrap();
    assert_eq!(standing.account.state, AccountState::Applied);

    let row = finding::Entity::find().one(db).await.unwrap().unwrap();
    let id = own_report(&app, &all, FindingId(row.id)).await;
    let confirmation = ConfirmationDraft {
        outcome: ActionOutcome::Effective,
        note: "見た".to_owned(),
    };
    let (found, ..) = services::finding::load(&all, id).await.unwrap();
    let own = services::finding::confirm(&all, id, found.revision, confirmation).await;
    is_refused(own, "自分が記録した是正は確認できません");

    let documents = regulation_document::Entity::find().all(db).await.unwrap();
    let mut abolished = 0;
    for row in documents {
        let id = domain::id::RegulationDocumentId(row.id);
        let detail = services::regulation::open(&all, id).await.unwrap();
        let Some(version) = detail.current().filter(|_| detail.can.abolish) else {
            continue;
        };
        let draft = AbolitionDraft {
            abolished_on: day("2027-01-01"),
            decision_no: None,
            reason: "統合したため".to_owned(),
        };
        let revision = detail.document.revision;
        services::regulation::ask_abolition(&all, id, revision, version.id, draft)
            .await
            .unwrap();
        let own = services::regulation::approve_abolition(&all, id, revision + 1).await;
        is_refused(own, "廃止の申請をした本人は承認できません");
        abolished += 1;
        break;
    }
    assert_eq!(abolished, 1);
}

/// A finding whose fix the person reported themselves.
async fn own_report(app: &TestApp, ctx: &services::Context, first: FindingId) -> FindingId {
    let all = finding::Entity::find().all(&app.store.db).await.unwrap();
    let ids = all.iter().map(|row| FindingId(row.id));
    for id in std::iter::once(first).chain(ids) {
        let (found, ..) = services::finding::load(ctx, id).await.unwrap();
        if found.state_on(day(TODAY)) != Some(domain::finding::FindingState::Open) {
            continue;
        }
        let instruction = InstructionDraft {
            instruction: "改めること。".to_owned(),
            due_on: day("2026-12-25"),
            assignee_id: ctx.actor.person_id.unwrap(),
        };
        services::finding::instruct(ctx, id, found.revision, instruction)
            .await
            .unwrap();
        let report = ReportDraft {
            report: "改めた。".to_owned(),
            completed_on: day(TODAY),
        };
        services::finding::report(ctx, id, found.revision + 1, report)
            .await
            .unwrap();
        return id;
    }
    panic!("the demo has findings nobody was told to mend");
}
